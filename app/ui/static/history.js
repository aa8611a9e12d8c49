// The conversations kept for this reader: find, open, name, export, delete.

import { answers, conversations, Failure } from "./api.js";
import { link } from "./address.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { panel, paused, raise } from "./panel.js";
import { note } from "./toasts.js";
import { dateTime } from "./words.js";

let dialog = null;
let list = null;
let pinned = null;
let field = null;
let kept = [];
let asked = 0;
const hidden = new Set();
const pending = new Map();

export function open(leave) {
  dialog ??= build();
  raise(dialog, leave);
  search();
  showPins();
}

function build() {
  list = el("ul.conversations");
  pinned = el("section.pinned", { "aria-labelledby": "pinned-title", hidden: true });
  field = el("input", { type: "search", placeholder: t`Tìm trong các câu đã hỏi`, "aria-label": t`Tìm cuộc hỏi đáp`, oninput: paused(search) });
  return panel("dialog.panel.side", "history-title", t`Các cuộc hỏi đáp`,
    el("a.new", { href: "/", data: { begin: "" } }, t`Hỏi chuyện mới`),
    pinned, field, list);
}

/** The answers kept at hand, each with a note. */
async function showPins() {
  let pins;
  try {
    pins = await answers.pinned();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    pins = [];
  }
  pinned.hidden = !pins.length;
  pinned.replaceChildren(el("h3", { id: "pinned-title" }, t`Đã ghim`), el("ul", {}, ...pins.map(pin)));
}

function pin({ answer_id: id, question, note: kept }) {
  const words = el("input", { type: "text", value: kept, maxlength: "2000", placeholder: t`Ghi chú`, "aria-label": t`Ghi chú cho: ${question}` });
  words.addEventListener("change", () => act(() => answers.pin(id, words.value.trim())));
  return el("li", {},
    el("a.name", { href: link({ a: id }), data: { answer: id } }, question),
    el("div.acts", {}, words, el("button.quiet", { type: "button", "aria-label": t`Bỏ ghim: ${question}`, onclick: () => act(() => answers.unpin(id)).then(showPins) }, t`Bỏ ghim`)));
}

async function act(change) {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(error.message);
  }
}

async function search() {
  const mine = ++asked;
  try {
    const found = await conversations.list(field.value.trim());
    if (mine !== asked) return;
    kept = found;
    show();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    list.replaceChildren(el("li.state.failed", { role: "alert" }, error.message));
  }
}

function show() {
  const shown = kept.filter((conversation) => !hidden.has(conversation.id));
  field.hidden = !shown.length && !field.value;
  if (shown.length) list.replaceChildren(...shown.map(row));
  else list.replaceChildren(el("li.state", {}, field.value ? t`Không có cuộc hỏi đáp nào khớp.` : t`Các cuộc hỏi đáp trên máy này được giữ ở đây.`));
}

function row(conversation) {
  const { id, title } = conversation;
  const node = el("li", {},
    el("a.name", { href: link({ c: id }), data: { conversation: id } }, title),
    el("p.facts", {}, t`${dateTime(conversation.updated_at)} · ${conversation.turns} câu hỏi`),
    el("div.acts", {},
      el("button.quiet", { type: "button", "aria-label": t`Đặt tên: ${title}`, onclick: () => rename(node, conversation) }, t`Đặt tên`),
      el("a.quiet.button", { href: conversations.file(id, "docx"), download: "", "aria-label": t`Tải Word: ${title}` }, "Word"),
      el("a.quiet.button", { href: conversations.file(id, "md"), download: "", "aria-label": t`Tải Markdown: ${title}` }, "Markdown"),
      el("button.quiet", { type: "button", "aria-label": t`Xóa: ${title}`, onclick: () => remove(conversation) }, t`Xóa`)));
  return node;
}

function rename(node, conversation) {
  const input = el("input", { type: "text", value: conversation.title, maxlength: "300", "aria-label": t`Tên cuộc hỏi đáp` });
  const form = el("form.rename", {}, input, el("button.quiet", { type: "submit" }, t`Lưu`));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const title = input.value.trim();
    try {
      if (title) await conversations.rename(conversation.id, title);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note(error.message);
    }
    search();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    show();
  });
  node.querySelector(".name").replaceWith(form);
  node.querySelector(".acts").hidden = true;
  input.select();
}

/** Gone from the list at once, from the service when the time to undo has passed. */
function remove(conversation) {
  hidden.add(conversation.id);
  show();
  field.focus();
  const settle = note(t`Đã xóa cuộc hỏi đáp.`, {
    undo: () => {
      pending.delete(conversation.id);
      hidden.delete(conversation.id);
      show();
    },
    settle: async () => {
      pending.delete(conversation.id);
      try {
        await conversations.remove(conversation.id, { keepalive: true });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (error.status !== 404) note(t`Chưa xóa được: ${error.message}`);
      }
    },
  });
  pending.set(conversation.id, settle);
}

addEventListener("pagehide", () => {
  for (const settle of [...pending.values()]) settle();
});
