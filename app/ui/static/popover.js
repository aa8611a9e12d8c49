// A small panel under a button: opens on click, closes on Escape, on a click elsewhere, on leaving it.

/** Tie a panel to its button; `fill(panel)` runs at each opening and may return what to focus. */
export function popover(button, panel, fill) {
  function outside(event) {
    if (!panel.contains(event.target) && !button.contains(event.target)) close(false);
  }
  function open() {
    const focus = fill(panel);
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    place(button, panel);
    document.addEventListener("pointerdown", outside);
    (focus ?? panel.querySelector("button, a, input"))?.focus();
  }
  function close(back = true) {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (back) button.focus();
  }
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget) && event.relatedTarget !== button) close(false);
  });
  return { open, close };
}

function place(button, panel) {
  const box = button.getBoundingClientRect();
  panel.style.top = `${Math.round(box.bottom + 6)}px`;
  // Under the button, but never past either edge of a narrow screen.
  panel.style.right = `${Math.max(8, Math.round(Math.min(innerWidth - box.right, innerWidth - panel.offsetWidth - 8)))}px`;
}

/** Arrow keys move between the items of a menu. */
export function arrows(panel, selector = "[role^=menuitem]") {
  panel.addEventListener("keydown", (event) => {
    const items = [...panel.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || !items.length) return;
    event.preventDefault();
    items[(to + items.length) % items.length].focus();
  });
}
