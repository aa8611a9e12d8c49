// The page's state that a link can hold: which question, which document and place, which panel.

const FIELDS = ["c", "a", "q", "topics", "docs", "doc", "start", "end", "tab", "view"];
const listeners = [];
/** The page itself, or its frame in another page. */
const HOME = location.pathname === "/embed" ? "/embed" : "/";

export function current() {
  return parse(location.search);
}

function parse(search) {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(FIELDS.map((field) => [field, parameters.get(field)]));
}

/** The address of a state; an empty one is the first page. */
export function link(state, home = HOME) {
  const parameters = new URLSearchParams();
  for (const field of FIELDS) {
    const value = state[field];
    if (value !== null && value !== undefined && value !== "") parameters.set(field, String(value));
  }
  const search = parameters.toString();
  return search ? `${home}?${search}` : home;
}

/** The address of a place in a document, by itself. */
export function placeLink(place) {
  return link({ doc: place.document_id, start: place.start, end: place.end });
}

/** Change some of the state; listeners hear the whole of it. Returns whether anything changed. */
export function go(change, { replace = false, silent = false } = {}) {
  const before = current();
  const target = link({ ...before, ...change });
  if (target === link(before)) return false;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  known = current();
  if (!silent) for (const listener of listeners) listener(known, before);
  return true;
}

/** What was last shown, so that the back button's listeners can compare. */
let known = current();

export function listen(listener) {
  listeners.push(listener);
}

addEventListener("popstate", () => {
  const before = known;
  known = current();
  for (const listener of listeners) listener(known, before);
});
