// Who sees documents: which groups, for administrators where callers are told apart.

import { admin, Failure } from "./api.js";
import { caller, may } from "./caller.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { note } from "./toasts.js";
import { number, plain } from "./words.js";

const EVERYONE = "everyone";

export function decides() {
  return caller.signedIn && may("administer");
}

async function held(promise, otherwise) {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(error.message);
    return otherwise;
  }
}

/** The groups that a document is shown to, and a way to change them. */
export function line(id) {
  const node = el("section.seen", { "aria-label": t`Ai được xem` });
  const draw = async () => {
    const [{ groups }, known] = await Promise.all([held(admin.access(id), { groups: [] }), names()]);
    const words = groups.map((name) => known.get(name) ?? plain(name)).join(", ") || t`chỉ người quản trị`;
    node.replaceChildren(el("p", {}, el("strong", {}, t`Ai được xem: `), words, " ",
      el("button.link", { type: "button", "aria-label": t`Sửa: Ai được xem`, onclick: async () => node.replaceChildren(await form([id], draw)) }, t`sửa`)));
  };
  draw();
  return node;
}

async function names() {
  const { groups } = await held(admin.list("groups"), { groups: [] });
  return new Map([[EVERYONE, t`mọi người đã đăng nhập`], ...groups.map(({ name, title }) => [name, plain(title) || plain(name)])]);
}

/** A form that shows the documents to the groups ticked and to no others; `left()` once that is done or given up. */
export async function form(ids, left) {
  const [known, { groups }] = await Promise.all([names(), ids.length === 1 ? held(admin.access(ids[0]), { groups: [] }) : { groups: [] }]);
  for (const name of groups) if (!known.has(name)) known.set(name, plain(name));
  const boxes = [...known.keys()].map((name) => el("input", { type: "checkbox", value: name, checked: groups.includes(name) }));
  const node = el("form.seen", {},
    el("fieldset", {}, el("legend", {}, ids.length === 1 ? t`Ai được xem văn bản này` : t`Ai được xem ${number(ids.length)} văn bản này`),
      ...boxes.map((box) => el("label", {}, box, known.get(box.value))),
      el("p.facts", {}, t`Không chọn nhóm nào: chỉ người quản trị xem được.`)),
    el("button.firm", { type: "submit" }, t`Lưu`), el("button.quiet", { type: "button", onclick: left }, t`Thôi`));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (await held(admin.show(ids, chosen).then(() => true), false)) note(t`Đã đặt ai được xem.`);
    left();
  });
  return node;
}
