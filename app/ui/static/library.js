// The documents that are here: add, look through, open, delete.

import * as access from "./access.js";
import { documents, Failure } from "./api.js";
import { link, placeLink } from "./address.js";
import { may } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { announce, el } from "./dom.js";
import { t } from "./language.js";
import * as lazy from "./lazy.js";
import * as reader from "./reader.js";
import { panel, raise } from "./panel.js";
import { Shelf, STANDS } from "./shelf.js";
import { fields } from "./stated.js";
import * as tags from "./tags.js";
import { note } from "./toasts.js";
import { upload } from "./upload.js";
import { date, dateTime, documentName, number, plain } from "./words.js";

let dialog = null;
let shelf = null;
let jobs = null;
let bulk = null;
let stated = null;
const FORMATS = t`PDF, Word, Excel, PowerPoint, OpenDocument, CSV, HTML, thư EML và MSG, Markdown, văn bản thuần, ZIP; bản quét, ảnh, DOC và RTF nếu máy chủ đọc được.`;
const pending = new Set();

/** Open the panel; `leave()` is called when the reader closes it. */
export function open(leave) {
  dialog ??= build();
  raise(dialog, leave);
  refresh();
}

/** The list and what can be filtered by, as they are now. */
async function refresh() {
  await Promise.all([catalogue.refresh().catch(unreachable), shelf.search()]);
  shelf.show();
}

export function add(files) {
  const values = stated.values();
  if (files.length > 1 && Object.keys(values).length) {
    stated.node.open = true;
    note(t`Thông tin ghi sẵn chỉ dùng cho một tệp. Hãy thêm từng tệp, hoặc xóa các ô đã ghi.`);
    return;
  }
  upload(files, jobs, refresh, values).then(async ({ node, ids }) => {
    if (ids.length && folderOf(files)) offer(node, ids, folderOf(files));
    (await lazy.load("notices")).look();
  }).catch(() => {});
  stated.clear();
}

/** The folder that all the files were chosen or dropped in; empty where there is none. */
function folderOf(files) {
  const [first, ...others] = new Set(files.map((file) => /^\/?([^/]+)\//.exec(file.path ?? file.webkitRelativePath)?.[1] ?? ""));
  return others.length ? "" : first.slice(0, tags.LONGEST);
}

/** What came in one folder can be kept together by its name. */
function offer(node, ids, folder) {
  const line = el("p.facts", {}, el("button.link", {
    type: "button",
    onclick: async () => {
      line.remove();
      await tags.tag(ids, folder, false, refresh);
    },
  }, t`Gắn nhãn “${plain(folder)}” cho ${number(ids.length)} văn bản này`));
  node.append(line);
}

function build() {
  stated = fields();
  jobs = el("div.jobs", { "aria-live": "polite" });
  shelf = new Shelf(row, selected);
  bulk = el("div.bulk", { role: "group", "aria-label": t`Với các văn bản đã chọn`, hidden: true });
  const input = el("input.visually-hidden", { type: "file", multiple: true, id: "files" });
  input.addEventListener("change", () => {
    if (input.files.length) add([...input.files]);
    input.value = "";
  });
  const folder = el("input.visually-hidden", { type: "file", multiple: true, id: "folder", webkitdirectory: "" });
  folder.addEventListener("change", () => {
    const held = [...folder.files].filter((file) => !file.name.startsWith("."));
    if (held.length) add(held);
    folder.value = "";
  });
  catalogue.listen(() => shelf.records.length && shelf.show());
  return panel("dialog.panel", "library-title", t`Tài liệu`,
    el("div.add", { hidden: !may("edit") }, input, folder,
      el("label", { for: "files" }, el("strong", {}, t`Chọn tệp để thêm`), el("span", {}, t`hoặc kéo thả tệp, cả thư mục vào trang. ${FORMATS}`)),
      el("label.link", { for: "folder" }, t`Chọn cả thư mục`)),
    may("edit") ? stated.node : null, jobs, shelf.tools, bulk, el("div.counted", {}, shelf.count, shelf.all), shelf.list, shelf.more);
}

function unreachable(error) {
  if (!(error instanceof Failure)) throw error;
  shelf.list.replaceChildren(el("li.state.failed", { role: "alert" }, error.message));
}

/** What can be done with the selected documents. */
function selected(ids) {
  bulk.hidden = !ids.length;
  bulk.replaceChildren(
    el("p", {}, t`Đã chọn ${number(ids.length)}:`),
    el("button.quiet", { type: "button", onclick: () => askAbout(ids) }, ids.length === 1 ? t`Hỏi về văn bản này` : t`Hỏi về các văn bản này`),
    may("edit") ? el("button.quiet", { type: "button", onclick: () => tagAll(ids) }, t`Nhãn`) : "",
    access.decides() ? el("button.quiet", { type: "button", onclick: async () => bulk.replaceChildren(await access.form(ids, () => selected(ids))) }, t`Ai được xem`) : "",
    may("edit") ? el("button.quiet", { type: "button", onclick: () => askAll(ids) }, t`Xóa đã chọn`) : "",
    el("button.quiet", { type: "button", onclick: () => shelf.clear() }, t`Bỏ chọn`));
}

function tagAll(ids) {
  const records = ids.map(catalogue.record).filter(Boolean);
  const done = async () => {
    await refresh();
    if (shelf.chosen.size) tagAll([...shelf.chosen]);
  };
  bulk.replaceChildren(el("p", {}, t`Nhãn của ${number(ids.length)} văn bản:`), tags.form(records, done, el("button.quiet", { type: "button", onclick: () => selected(ids) }, t`Xong`)));
  bulk.querySelector("input").focus();
}

function askAbout(ids) {
  catalogue.choose(ids);
  shelf.clear();
  dialog.close();
  document.getElementById("question").focus();
}

function askAll(ids) {
  const no = el("button.quiet", { type: "button", onclick: () => selected(ids) }, t`Giữ lại`);
  bulk.replaceChildren(
    el("p", {}, t`Xóa ${number(ids.length)} văn bản? Nguồn của các câu trả lời cũ trích từ đó sẽ không mở được nữa.`),
    el("button.firm", { type: "button", onclick: () => remove(ids, t`${number(ids.length)} văn bản`) }, t`Xóa`), no);
  no.focus();
}

function row(record, box) {
  const name = documentName(record);
  const title = plain(record.title);
  const facts = [
    record.place && !name.includes(record.place) ? plain(record.place) : null,
    record.signer && !name.includes(record.signer) ? t`người ký ${plain(record.signer)}` : null,
    record.pages ? t`${number(record.pages)} trang` : null,
    t`${number(record.sections)} mục`,
    t`thêm ngày ${date(record.ingested_at) && dateTime(record.ingested_at).slice(0, 10)}`,
  ].filter(Boolean);
  const node = el("li", {}, box,
    el("div.what", {},
      el("a.name", { href: placeLink({ document_id: record.id }), data: { doc: record.id } }, name),
      title && title !== name && title !== plain(record.source) ? el("p.about", {}, title) : null,
      el("p.facts", {}, facts.join(" · "), " · ", el("bdi.file", {}, plain(record.source))),
      record.tags.length ? el("div.chips", {}, ...record.tags.map((name) => el("button.chip", { type: "button", "aria-label": t`Chỉ xem nhãn ${plain(name)}`, onclick: () => shelf.only(name) }, plain(name)))) : null,
      missing(record)),
    el("div.acts", {}, el("a.quiet.button", { href: link({ doc: record.id, tab: "card" }), data: { doc: record.id, tab: "card" }, "aria-label": t`Thông tin: ${name}` }, t`Thông tin`), may("edit") ? el("button.quiet", { type: "button", "aria-label": t`Xóa ${name}`, onclick: () => ask(node, record, name) }, t`Xóa`) : null));
  return node;
}

/** What could not be read from the document, so that a person can judge how it will be cited. */
function missing(record) {
  const unknown = [["number", t`số`], ["issued_on", t`ngày ban hành`], ["issuer", t`cơ quan ban hành`]].filter(([field]) => !record[field]).map(([, name]) => name);
  const doubts = record.warning_count ? t`${number(record.warning_count)} chỗ đọc chưa chắc` : "";
  const standing = record.superseded_by
    ? t`Đã có bản thay thế được xác nhận; bản này chỉ trả lời khi được hỏi đích danh`
    : record.later_version ? t`Có bản cùng số ghi ngày muộn hơn, chưa ai xác nhận bản nào thay thế; cả hai bản đều được dùng để trả lời`
    : record.same_as ? t`Cùng nội dung với một văn bản khác ở đây; câu trả lời lấy từ văn bản kia`
    : record.status === "in_force" ? "" : t`${STANDS[record.status]}, theo văn bản khác ở đây`;
  const text = [standing, unknown.length ? t`Không ghi ${unknown.join(", ")}` : "", doubts].filter(Boolean).join("; ");
  return text ? el("p.doubt", {}, `${text}.`) : null;
}

function ask(node, record, name) {
  const acts = node.querySelector(".acts");
  const no = el("button.quiet", { type: "button", onclick: () => shelf.show() }, t`Giữ lại`);
  acts.replaceChildren(
    el("p", {}, t`Xóa văn bản này? Nguồn của các câu trả lời cũ trích từ đây sẽ không mở được nữa.`),
    el("button.firm", { type: "button", onclick: () => remove([record.id], name) }, t`Xóa`), no);
  no.focus();
}

/** The documents leave the list at once and the service when the time to undo has passed. */
function remove(ids, name) {
  catalogue.hide(ids, true);
  announce(t`Đã xóa ${name}.`);
  const settle = note(t`Đã xóa ${name}.`, {
    undo: () => {
      pending.delete(settle);
      catalogue.hide(ids, false);
    },
    settle: async () => {
      pending.delete(settle);
      await Promise.all(ids.map(drop));
    },
  });
  pending.add(settle);
  dialog.querySelector("header button").focus();
}

async function drop(id) {
  reader.forget(id);
  try {
    await documents.remove(id, { keepalive: true });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.status !== 404) {
      note(t`Chưa xóa được: ${error.message}`);
      catalogue.hide([id], false);
    }
  }
}

// Leaving the page ends the time to undo.
addEventListener("pagehide", () => {
  for (const settle of [...pending]) settle();
});
