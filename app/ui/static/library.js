// The documents that are here: add, look through, open, delete.

import { documents, Failure } from "./api.js";
import { placeLink } from "./address.js";
import * as catalogue from "./catalogue.js";
import { announce, el, icon, ICONS } from "./dom.js";
import { fold } from "./offsets.js";
import * as reader from "./reader.js";
import { fields } from "./stated.js";
import { note } from "./toasts.js";
import { upload } from "./upload.js";
import { date, dateTime, documentName, number, plain } from "./words.js";

let dialog = null;
let list = null;
let jobs = null;
let filter = null;
let closed = null;
let stated = null;
const pending = new Map();

/** Open the panel; `leave()` is called when the reader closes it. */
export function open(leave) {
  closed = leave;
  dialog ??= build();
  if (!dialog.open) dialog.showModal();
  show();
  catalogue.refresh().catch(unreachable);
}

export function close() {
  dialog?.close();
}

export function add(files) {
  const values = stated.values();
  if (files.length > 1 && Object.keys(values).length) {
    stated.node.open = true;
    note("Thông tin ghi sẵn chỉ dùng cho một tệp. Hãy thêm từng tệp, hoặc xóa các ô đã ghi.");
    return;
  }
  upload(files, jobs, catalogue.refresh, values);
  stated.clear();
}

function build() {
  stated = fields();
  jobs = el("div.jobs", { "aria-live": "polite" });
  list = el("ul.documents");
  filter = el("input", { type: "search", placeholder: "Lọc theo số, cơ quan, địa phương, tên tệp", "aria-label": "Lọc danh sách văn bản", oninput: show });
  const input = el("input.visually-hidden", { type: "file", multiple: true, id: "files" });
  input.addEventListener("change", () => {
    if (input.files.length) add([...input.files]);
    input.value = "";
  });
  const node = el("dialog.panel", { "aria-labelledby": "library-title" },
    el("header", {},
      el("h2", { id: "library-title" }, "Tài liệu"),
      el("button.icon", { type: "button", "aria-label": "Đóng", title: "Đóng (Esc)", onclick: () => node.close() }, icon(ICONS.close))),
    el("div.add", {}, input,
      el("label", { for: "files" }, el("strong", {}, "Chọn tệp để thêm"), el("span", {}, "hoặc kéo thả vào trang. PDF, Word, HTML, Markdown, văn bản thuần."))),
    stated.node, jobs, filter, list);
  node.addEventListener("close", () => closed?.());
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  document.body.append(node);
  catalogue.listen(show);
  return node;
}

function unreachable(error) {
  if (!(error instanceof Failure)) throw error;
  list.replaceChildren(el("li.state.failed", { role: "alert" }, error.message));
}

function show() {
  if (!list) return;
  const { records, loaded } = catalogue.state;
  const wanted = fold(filter.value.trim());
  const shown = records.filter((record) => fold(words(record)).includes(wanted));
  filter.hidden = records.length < 4;
  if (!loaded) list.replaceChildren(el("li.state", {}, "Đang đọc danh sách…"));
  else if (!records.length) list.replaceChildren(el("li.state", {}, "Chưa có văn bản nào. Thêm kế hoạch, công văn, quyết định vào đây rồi hỏi."));
  else if (!shown.length) list.replaceChildren(el("li.state", {}, "Không có văn bản nào khớp."));
  else list.replaceChildren(...shown.map(row));
}

function words(record) {
  return [documentName(record), record.title, record.source, record.place, record.signer].filter(Boolean).join(" ");
}

function row(record) {
  const name = documentName(record);
  const title = plain(record.title);
  const facts = [
    record.place && !name.includes(record.place) ? plain(record.place) : null,
    record.signer && !name.includes(record.signer) ? `người ký ${plain(record.signer)}` : null,
    record.pages ? `${number(record.pages)} trang` : null,
    `${number(record.sections)} mục`,
    `thêm ngày ${date(record.ingested_at) && dateTime(record.ingested_at).slice(0, 10)}`,
  ].filter(Boolean);
  const node = el("li", {},
    el("div.what", {},
      el("a.name", { href: placeLink({ document_id: record.id }), data: { doc: record.id } }, name),
      title && title !== name && title !== plain(record.source) ? el("p.about", {}, title) : null,
      el("p.facts", {}, facts.join(" · "), " · ", el("bdi.file", {}, plain(record.source))),
      missing(record)),
    el("div.acts", {}, el("button.quiet", { type: "button", "aria-label": `Xóa ${name}`, onclick: () => ask(node, record, name) }, "Xóa")));
  return node;
}

/** What could not be read from the document, so that a person can judge how it will be cited. */
function missing(record) {
  const unknown = [["number", "số"], ["issued_on", "ngày ban hành"], ["issuer", "cơ quan ban hành"]].filter(([field]) => !record[field]).map(([, name]) => name);
  const doubts = record.warning_count ? `${number(record.warning_count)} chỗ đọc chưa chắc` : "";
  const standing = record.superseded_by
    ? "Đã có bản mới hơn; bản này chỉ trả lời khi được hỏi đích danh"
    : record.same_as ? "Cùng nội dung với một văn bản khác ở đây; câu trả lời lấy từ văn bản kia" : "";
  const text = [standing, unknown.length ? `Không ghi ${unknown.join(", ")}` : "", doubts].filter(Boolean).join("; ");
  return text ? el("p.doubt", {}, `${text}.`) : null;
}

function ask(node, record, name) {
  const acts = node.querySelector(".acts");
  const no = el("button.quiet", { type: "button", onclick: show }, "Giữ lại");
  acts.replaceChildren(
    el("p", {}, "Xóa văn bản này? Nguồn của các câu trả lời cũ trích từ đây sẽ không mở được nữa."),
    el("button.firm", { type: "button", onclick: () => remove(record, name) }, "Xóa"), no);
  no.focus();
}

/** The document leaves the list at once and the service when the time to undo has passed. */
function remove(record, name) {
  catalogue.hide(record.id, true);
  announce(`Đã xóa ${name}.`);
  const settle = note(`Đã xóa ${name}.`, {
    undo: () => {
      pending.delete(record.id);
      catalogue.hide(record.id, false);
    },
    settle: () => finally_(record),
  });
  pending.set(record.id, settle);
  dialog.querySelector("header button").focus();
}

async function finally_(record) {
  pending.delete(record.id);
  reader.forget(record.id);
  try {
    await documents.remove(record.id, { keepalive: true });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.status !== 404) {
      note(`Chưa xóa được: ${error.message}`);
      catalogue.hide(record.id, false);
    }
  }
}

// Leaving the page ends the time to undo.
addEventListener("pagehide", () => {
  for (const settle of [...pending.values()]) settle();
});
