// The ⋯ menu: appearance, text size, printing, and whatever other parts add.

import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { arrows, popover } from "./popover.js";

const THEMES = [["", t`Theo máy`], ["light", t`Sáng`], ["dark", t`Tối`]];
const LANGUAGES = [["vi", "Tiếng Việt"], ["en", "English"]];
const SIZES = [["", t`Vừa`], ["large", t`To`], ["larger", t`Rất to`]];

/** `commands()` returns [name, act] pairs that make sense now. */
export function start(commands) {
  const panel = byId("menu");
  const { close } = popover(byId("open-menu"), panel, () => {
    panel.replaceChildren(
      ...commands().map(([name, act]) => item(name, "menuitem", () => {
        close();
        act();
      })),
      el("hr"),
      choice(t`Giao diện`, "theme", THEMES),
      languages(),
      choice(t`Cỡ chữ`, "size", SIZES),
    );
  });
  arrows(panel);
}

function item(name, role, act, checked) {
  return el("button", { type: "button", role, "aria-checked": checked === undefined ? null : String(checked), onclick: act }, name);
}

function choice(title, name, options) {
  const group = el("div.choice", { role: "group", "aria-label": title }, el("p", { "aria-hidden": "true" }, title));
  for (const [value, label] of options) {
    group.append(item(label, "menuitemradio", (event) => {
      set(name, value);
      for (const other of group.querySelectorAll("button")) other.setAttribute("aria-checked", String(other === event.currentTarget));
    }, (document.documentElement.dataset[name] ?? "") === value));
  }
  return group;
}

/** The service sends the page in another language, and remembers which by a cookie. */
function languages() {
  const group = el("div.choice", { role: "group", "aria-label": "Ngôn ngữ, Language" }, el("p", { "aria-hidden": "true" }, t`Ngôn ngữ`));
  for (const [value, words] of LANGUAGES) {
    group.append(item(words, "menuitemradio", () => {
      const here = new URL(location.href);
      here.searchParams.set("lang", value);
      location.assign(here);
    }, document.documentElement.lang === value));
  }
  return group;
}

function set(name, value) {
  const root = document.documentElement;
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    localStorage.setItem(`hoidap.${name}`, value);
  } catch {
    // Storage is closed to this page: the choice lasts as long as the page.
  }
}
