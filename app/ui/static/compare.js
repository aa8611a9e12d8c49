// Comparing: choose documents and topics; the table stands in the thread like an answer.

import { compare as compareApi, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { el, icon, ICONS } from "./dom.js";
import { marker, sourceList } from "./answer.js";
import { plainText, render } from "./markdown.js";
import { note } from "./toasts.js";
import { save } from "./download.js";
import { plain } from "./words.js";

const MOST = 30;
const TOPICS = 5;

let dialog = null;
let closed = null;

/** Open the form; `start(topics, ids)` runs the comparison. */
export function open(start, leave) {
  closed = leave;
  dialog?.remove();
  dialog = build(start);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("textarea").focus();
}

export function close() {
  dialog?.close();
}

function build(start) {
  const { records, chosen, narrowed, total } = catalogue.state;
  const fits = (record) => Object.entries(narrowed).every(([name, value]) => (name === "year" ? record.issued_on?.startsWith(value) : record[name] === value));
  const boxes = records.slice(0, 200).map((record) => el("input", {
    type: "checkbox",
    value: record.id,
    checked: chosen.size ? chosen.has(record.id) : total <= MOST || (Object.keys(narrowed).length > 0 && fits(record)),
  }));
  const topics = el("textarea", { id: "topics", rows: "3", required: true, maxlength: "1500", placeholder: "Mỗi nội dung một dòng, chẳng hạn:\nthời hạn báo cáo\nkinh phí thực hiện" });
  const wrong = el("p.state.failed", { role: "alert", hidden: true });
  const form = el("form", {},
    el("label.field", { for: "topics" }, "So sánh nội dung gì?"), topics,
    el("fieldset", {}, el("legend", {}, "Giữa những văn bản nào?"),
      el("ul", {}, ...boxes.map((box, index) => el("li", {}, el("label", {}, box, el("span", {}, catalogue.label(records[index]))))))),
    wrong,
    el("div.acts", {}, el("button.firm", { type: "submit" }, "So sánh")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const lines = topics.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const ids = boxes.filter((box) => box.checked).map((box) => box.value);
    const sentence = !lines.length ? "Hãy nêu nội dung cần so sánh." : lines.length > TOPICS ? `Mỗi lần so sánh nhiều nhất ${TOPICS} nội dung.` : !ids.length ? "Hãy chọn ít nhất một văn bản." : ids.length > MOST ? `Mỗi lần so sánh nhiều nhất ${MOST} văn bản.` : "";
    wrong.hidden = !sentence;
    wrong.textContent = sentence;
    if (!sentence) start(lines, ids);
  });
  const node = el("dialog.panel.compare", { "aria-labelledby": "compare-title" },
    el("header", {},
      el("h2", { id: "compare-title" }, "So sánh văn bản"),
      el("button.icon", { type: "button", "aria-label": "Đóng", title: "Đóng (Esc)", onclick: () => node.close() }, icon(ICONS.close))),
    form);
  node.addEventListener("close", () => closed?.());
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  return node;
}

/** Fill a turn with the comparison. The turn's `answer.citations` let the reader step through it. */
export async function run(turn, topics, ids) {
  const result = await compareApi.make(topics, ids);
  const citations = result.rows.flatMap((row) => row.cells.flatMap((cell) => cell.citations));
  turn.answer = { citations };
  const known = new Map(citations.map((citation) => [citation.marker, citation]));
  const mark = (number) => (known.has(number) ? marker(known.get(number)) : null);
  const rows = result.rows.map((row) => el("tr", {},
    el("th", { scope: "row" }, el("a", { href: `/?doc=${encodeURIComponent(row.document_id)}`, data: { doc: row.document_id } }, catalogue.label({ id: row.document_id, title: row.name }))),
    ...row.cells.map((cell) => {
      const node = el(`td.prose${cell.silent ? ".silent" : ""}`);
      node.append(render(cell.text, mark));
      return node;
    })));
  const body = el("tbody", {}, ...rows);
  const heads = ["Văn bản", ...result.topics].map((name, column) => el("th", { scope: "col" }, el("button", { type: "button", onclick: (event) => sort(body, column, event.currentTarget) }, capital(plain(name)))));
  turn.reply.replaceChildren(
    el("div.table.compared", { tabindex: "0", role: "region", "aria-label": "Bảng so sánh" }, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body)),
    ...(citations.length ? [sourceList(citations)] : []),
    el("footer.foot", {}, el("div.actions", {},
      el("button.quiet", { type: "button", onclick: () => copyTable(result) }, "Sao chép bảng"),
      el("button.quiet", { type: "button", onclick: () => download(topics, ids, "xlsx") }, "Excel"),
      el("button.quiet", { type: "button", onclick: () => download(topics, ids, "docx") }, "Word"))));
}

function capital(name) {
  return name.charAt(0).toLocaleUpperCase("vi") + name.slice(1);
}

function sort(body, column, button) {
  const head = button.parentElement;
  const falling = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const text = (row) => row.children[column].textContent;
  const order = new Intl.Collator("vi", { numeric: true });
  body.append(...[...body.children].sort((a, b) => order.compare(text(a), text(b)) * (falling ? -1 : 1)));
}

async function copyTable(result) {
  const flat = (text) => plainText(text).replace(/\s+/g, " ").trim();
  const lines = [["Văn bản", ...result.topics], ...result.rows.map((row) => [row.name, ...row.cells.map((cell) => flat(cell.text))])];
  note((await copy(lines.map((cells) => cells.join("\t")).join("\n"))) ? "Đã sao chép bảng." : "Trình duyệt không cho sao chép.");
}

async function download(topics, ids, format) {
  try {
    await save(await compareApi.file(topics, ids, format), `so-sanh.${format}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(`Chưa tải được: ${error.message}`);
  }
}
