// What lies over the page: a heading, a way out, and fields that look things up while one types.

import { el, icon, ICONS } from "./dom.js";
import { t } from "./language.js";

const PAUSE = 220;

/** A dialog under a heading; `raise` opens it. */
export function panel(selector, id, title, ...held) {
  const node = el(selector, { "aria-labelledby": id },
    el("header", {}, el("h2", { id }, title),
      el("button.icon", { type: "button", "aria-label": t`Đóng`, title: t`Đóng (Esc)`, onclick: () => node.close() }, icon(ICONS.close))),
    ...held);
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  document.body.append(node);
  return node;
}

/** Open it; `leave()` hears when it is closed. */
export function raise(node, leave) {
  node.onclose = leave;
  if (!node.open) node.showModal();
}

/** Do it once typing has paused. */
export function paused(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}
