// The quote behind a marker, shown while the pointer or the focus rests on it.

import { byId, el } from "./dom.js";

const tip = byId("tip");
let owner = null;
let timer = 0;

export function start(root) {
  const show = (event) => {
    const marker = event.target.closest?.("a.marker");
    if (!marker || marker === owner) return;
    clearTimeout(timer);
    timer = setTimeout(() => open(marker), event.type === "focusin" ? 0 : 180);
  };
  const hide = (event) => {
    if (event.target.closest?.("a.marker")) dismiss();
  };
  root.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event));
  root.addEventListener("pointerout", hide);
  root.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && show(event));
  root.addEventListener("focusout", hide);
  root.addEventListener("scroll", dismiss, { passive: true });
  root.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
}

export function dismiss() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  tip.hidden = true;
}

function open(marker) {
  if (!marker.isConnected) return;
  dismiss();
  owner = marker;
  tip.replaceChildren(el("q", {}, marker.dataset.quote), el("span", {}, marker.dataset.name));
  marker.setAttribute("aria-describedby", "tip");
  tip.hidden = false;
  const box = marker.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left - 24), innerWidth - size.width - 8);
  const above = box.top - size.height - 8;
  tip.style.left = `${Math.round(left)}px`;
  tip.style.top = `${Math.round(above >= 8 ? above : box.bottom + 8)}px`;
}
