// Short notes at the foot of the page; one may offer a way back.

import { byId, el } from "./dom.js";
import { t } from "./language.js";

const STAY = 10_000;

/** Show a note. With `undo`, `settle` runs when the time to undo has passed. Returns a function that settles now. */
export function note(message, { undo, settle, stay = undo ? STAY : 4000 } = {}) {
  // The same once more says no more.
  for (const other of byId("toasts").children) if (other.textContent === message) other.remove();
  const toast = el("p.toast", {}, el("span", {}, message));
  let timer = 0;
  let left = stay;
  let since = 0;
  let open = true;

  function end(action) {
    if (!open) return undefined;
    open = false;
    clearTimeout(timer);
    toast.remove();
    return action?.();
  }
  function run() {
    clearTimeout(timer);
    since = Date.now();
    timer = setTimeout(() => end(settle), left);
  }
  function pause() {
    clearTimeout(timer);
    left = Math.max(1500, left - (Date.now() - since));
  }

  if (undo) toast.append(el("button.link", { type: "button", onclick: () => end(undo) }, t`Hoàn tác`));
  toast.addEventListener("pointerenter", pause);
  toast.addEventListener("pointerleave", run);
  toast.addEventListener("focusin", pause);
  toast.addEventListener("focusout", run);
  const open_dialog = document.querySelector("dialog[open]");
  byId("toasts").append(toast);
  if (open_dialog) open_dialog.append(byId("toasts"));
  else document.body.append(byId("toasts"));
  run();
  return () => end(settle);
}
