// Comparing: choose documents and topics; the table stands in the thread like an answer.

import { compare as compareApi, documents, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { el } from "./dom.js";
import { marker, sourceList } from "./answer.js";
import { t } from "./language.js";
import { panel, paused, raise } from "./panel.js";
import { plainText, render } from "./markdown.js";
import { note } from "./toasts.js";
import { save } from "./download.js";
import { clamp, fold } from "./gist.js";
import { number, plain } from "./words.js";

const MOST = 30;
const TOPICS = 5;
/** Characters of a cell that are read at a glance. */
const LONG = 320;

let dialog = null;

/** Open the form; `start(topics, ids)` runs the comparison. */
export function open(start, leave) {
  dialog?.remove();
  dialog = build(start);
  raise(dialog, leave);
  dialog.querySelector("textarea").focus();
}

function build(start) {
  const picked = new Picked();
  const topics = el("textarea", { id: "topics", rows: "3", required: true, maxlength: "1500", placeholder: t`Mỗi nội dung một dòng, chẳng hạn:\nthời hạn báo cáo\nkinh phí thực hiện` });
  const wrong = el("p.state.failed", { role: "alert", hidden: true });
  const form = el("form", {},
    el("label.field", { for: "topics" }, t`So sánh nội dung gì?`), topics,
    el("fieldset", {}, el("legend", {}, t`Giữa những văn bản nào?`), picked.filters, picked.said, picked.list),
    wrong,
    el("div.acts", {}, el("button.firm", { type: "submit" }, t`So sánh`)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await picked.listed;
    const lines = topics.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const ids = [...picked.ids];
    const sentence = !lines.length ? t`Hãy nêu nội dung cần so sánh.` : lines.length > TOPICS ? t`Mỗi lần so sánh nhiều nhất ${TOPICS} nội dung.` : !ids.length ? t`Hãy chọn ít nhất một văn bản.` : ids.length > MOST ? t`Mỗi lần so sánh nhiều nhất ${MOST} văn bản; đang chọn ${ids.length}. Hãy lọc bớt.` : "";
    wrong.hidden = !sentence;
    wrong.textContent = sentence;
    if (!sentence) start(lines, ids);
  });
  return panel("dialog.panel.compare", "compare-title", t`So sánh văn bản`, form);
}

/** Which documents are compared: those that the filters leave, less those taken out by hand. */
class Picked {
  #asked = 0;

  constructor() {
    const { chosen, narrowed, counts } = catalogue.state;
    this.ids = new Set(chosen);
    const select = (field, many, all) => {
      const node = el("select", { name: field, "aria-label": t`Lọc: ${all}`, onchange: () => (this.listed = this.#search(true)), hidden: !catalogue.tells(many) },
        el("option", { value: "" }, all), ...counts[many].map(({ value, documents: held }) => el("option", { value }, `${plain(value)} (${number(held)})`)));
      node.value = narrowed[field] ?? "";
      return node;
    };
    this.selects = [select("kind", "kinds", t`Mọi loại`), select("place", "places", t`Mọi nơi`), select("year", "years", t`Mọi năm`), select("tag", "tags", t`Mọi nhãn`)];
    this.words = el("input", { type: "search", placeholder: t`Tìm theo tên, số, cơ quan`, "aria-label": t`Tìm văn bản để so sánh`, oninput: paused(() => this.#search(false)) });
    this.filters = el("div.filters", { hidden: catalogue.state.total < 6 }, this.words, ...this.selects);
    this.said = el("p.facts", { role: "status" });
    this.list = el("ul");
    /** Settles once what was asked for last is listed, and picked where all of it is. */
    this.listed = this.#search(!chosen.size);
  }

  /** Show what the filters leave; `all` picks them, where a comparison takes that many. */
  async #search(all) {
    const mine = ++this.#asked;
    const filters = catalogue.asFilters(Object.fromEntries(this.selects.map((node) => [node.name, node.value])));
    try {
      const page = await documents.page({ limit: 200, q: this.words.value.trim(), ...filters });
      if (mine !== this.#asked) return;
      catalogue.learn(page.documents);
      if (all) this.ids = new Set(page.total <= MOST ? page.documents.map((record) => record.id) : []);
      this.#draw(page.documents, page.total);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.said.textContent = error.message;
    }
  }

  #draw(records, total) {
    const count = () => {
      this.said.replaceChildren(!this.ids.size && total > MOST ? t`${number(total)} văn bản khớp; mỗi lần so sánh nhiều nhất ${MOST}, hãy lọc thêm hoặc tự chọn. ` : this.ids.size > MOST ? t`Đang chọn ${number(this.ids.size)} văn bản (nhiều nhất ${MOST}). ` : t`Đang chọn ${number(this.ids.size)} văn bản. `,
        el("button.link", { type: "button", onclick: () => this.#all(records, total, true) }, t`Chọn cả danh sách này`), " ",
        el("button.link", { type: "button", onclick: () => this.#all(records, total, false) }, t`Bỏ chọn hết`));
    };
    this.list.replaceChildren(...records.map((record) => el("li", {}, el("label", {}, el("input", {
      type: "checkbox", value: record.id, checked: this.ids.has(record.id),
      onchange: (event) => {
        this.ids[event.target.checked ? "add" : "delete"](record.id);
        count();
      },
    }), el("span", {}, catalogue.label(record))))));
    count();
  }

  #all(records, total, on) {
    this.ids = new Set(on ? [...this.ids, ...records.map((record) => record.id)] : []);
    this.#draw(records, total);
  }
}

/** Fill a turn with the comparison. The turn's `answer.citations` let the reader step through it. */
export async function run(turn, topics, ids) {
  const result = await compareApi.make(topics, ids);
  const citations = result.rows.flatMap((row) => row.cells.flatMap((cell) => cell.citations));
  turn.answer = { citations };
  const known = new Map(citations.map((citation) => [citation.marker, citation]));
  const mark = (number) => (known.has(number) ? marker(known.get(number)) : null);
  const usual = result.topics.map((_, column) => commonest(result.rows.map((row) => row.cells[column].value)));
  const nodes = result.rows.map((row) => el("tr", {},
    el("th", { scope: "row" }, el("a", { href: `/?doc=${encodeURIComponent(row.document_id)}`, data: { doc: row.document_id } }, catalogue.label({ id: row.document_id, title: row.name }))),
    ...row.cells.map((cell, column) => {
      const node = el(`td.prose${cell.silent ? ".silent" : ""}`);
      if (cell.value) node.append(...valued(cell, mark, usual[column]));
      else node.append(cell.text.length > LONG ? clamp(el("div", {}, render(cell.text, mark))) : render(cell.text, mark));
      return node;
    })));
  const body = el("tbody", {}, ...nodes);
  const rows = () => [...body.children].map((node) => result.rows[nodes.indexOf(node)]);
  const shown = () => rows().map((row) => row.document_id);
  const heads = [t`Văn bản`, ...result.topics].map((name, column) => el("th", { scope: "col" }, el("button", { type: "button", onclick: (event) => sort(body, column, event.currentTarget) }, capital(plain(name)))));
  turn.reply.replaceChildren(
    el("div.table.compared", { tabindex: "0", role: "region", "aria-label": t`Bảng so sánh` }, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body)),
    ...(citations.length ? [sourceList(citations)] : []),
    el("footer.foot", {}, el("div.actions", {},
      el("button.quiet", { type: "button", onclick: () => copyTable(result.topics, rows()) }, t`Sao chép bảng`),
      el("button.quiet", { type: "button", onclick: () => download(topics, shown(), "xlsx") }, "Excel"),
      el("button.quiet", { type: "button", onclick: () => download(topics, shown(), "docx") }, "Word"))));
}

/** The value first, marked where most documents say another; the words that state it one click below. */
function valued(cell, mark, usual) {
  const differs = usual && cell.value !== usual ? el("span.differs", { title: t`Đa số nêu: ${usual}` }, t`khác`) : null;
  const markers = cell.citations.flatMap((citation) => [" ", mark(citation.marker)]);
  return [el("p", {}, el("strong", {}, plain(cell.value)), ...markers, differs ? [" ", differs] : null), fold(t`nguyên văn`, cell.citations.map((citation) => citation.quote).join(" … "))];
}

/** The value that more than half of those that state one state; null where there is none. */
function commonest(values) {
  const stated = values.filter(Boolean);
  const counts = new Map();
  for (const value of stated) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  return count * 2 > stated.length && count < stated.length ? value : null;
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

async function copyTable(topics, rows) {
  const flat = (text) => plainText(text).replace(/\s*\[\d+\]/g, "").replace(/\s+/g, " ").trim();
  const lines = [[t`Văn bản`, ...topics], ...rows.map((row) => [row.name, ...row.cells.map((cell) => flat(cell.text))])];
  note((await copy(lines.map((cells) => cells.join("\t")).join("\n"))) ? t`Đã sao chép bảng.` : t`Trình duyệt không cho sao chép.`);
}

async function download(topics, ids, format) {
  try {
    await save(await compareApi.file(topics, ids, format), `so-sanh.${format}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(t`Chưa tải được: ${error.message}`);
  }
}
