// In a frame of another site's page: the key that the site was given, and who of its visitors asks.

/** Whether this is the frame and not the page itself. */
export const framed = location.pathname === "/embed";

const key = framed ? new URLSearchParams(location.hash.slice(1)).get("token") : null;

/** What goes along with every request. */
export const headers = key ? { Authorization: `Bearer ${key}`, "Hoidap-Visitor": secret() } : {};

if (key) {
  // Links and pictures carry no key, so what needs one is not offered; the address does not show it either.
  document.documentElement.dataset.keyed = "";
  history.replaceState(null, "", location.pathname + location.search);
}

function secret() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
