// The register of what documents promise: tasks, deadlines and targets, by body, place, period and words.

import { facts, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { today } from "./due.js";
import { el } from "./dom.js";
import { COLUMNS, whence, whose } from "./factrows.js";
import { t } from "./language.js";
import { panel, paused, raise } from "./panel.js";
import { date, number, plain } from "./words.js";

const KINDS = [["task", t`Nhiệm vụ`], ["deadline", t`Thời hạn`], ["indicator", t`Chỉ tiêu`]];
const STATES = [["", t`Mọi lúc`], ["coming", t`Chưa đến hạn`], ["past", t`Đã qua hạn`]];
const PAGE = 200;
const MOST = 1000;

let dialog = null;

export function open(leave) {
  dialog ??= new Register().node;
  raise(dialog, leave);
}

class Register {
  #asked = 0;
  #facts = [];
  #sort = null;

  constructor() {
    this.kind = "task";
    this.body = this.#text(t`Cơ quan, đơn vị`, t`Cơ quan nào`);
    this.words = this.#text(t`Từ trong nội dung`, t`Có những từ nào`);
    this.place = el("select", { "aria-label": t`Nơi ban hành`, onchange: () => this.search() });
    this.from = this.#day(t`Hạn từ ngày`);
    this.to = this.#day(t`đến ngày`);
    this.state = el("select", { "aria-label": t`Trạng thái`, onchange: () => this.#dates() }, ...STATES.map(([value, words]) => el("option", { value }, words)));
    this.said = el("p.facts", { role: "status" });
    this.table = el("div");
    this.files = el("div.actions");
    this.tabs = el("div.tabs", { role: "group", "aria-label": t`Xem` }, ...KINDS.map(([kind, words]) => el("button.chip", { type: "button", "aria-pressed": String(kind === this.kind), onclick: () => this.#turn(kind) }, words)));
    this.node = panel("dialog.panel.register", "register-title", t`Sổ nhiệm vụ`,
      this.tabs,
      el("div.filters", {}, this.body, this.words, this.place, this.state, el("label", {}, t`từ `, this.from), el("label", {}, t`đến `, this.to)),
      this.said, this.table, this.files);
    this.search();
  }

  #text(label, placeholder) {
    return el("input", { type: "search", "aria-label": label, placeholder, oninput: paused(() => this.search()) });
  }

  #day(label) {
    return el("input", { type: "date", "aria-label": label, onchange: () => this.search() });
  }

  #dates() {
    const now = today();
    this.from.value = this.state.value === "coming" ? now : "";
    this.to.value = this.state.value === "past" ? now : "";
    this.search();
  }

  #turn(kind) {
    this.kind = kind;
    this.#sort = null;
    [...this.tabs.children].forEach((button, at) => button.setAttribute("aria-pressed", String(KINDS[at][0] === kind)));
    this.search();
  }

  #parameters() {
    return { kind: this.kind, body: this.body.value.trim(), q: this.words.value.trim(), place: this.place.value, due_from: this.from.value, due_to: this.to.value };
  }

  #places() {
    if (this.place.children.length) return;
    const { places } = catalogue.state.counts;
    this.place.replaceChildren(el("option", { value: "" }, t`Mọi nơi`), ...places.map(({ value }) => el("option", { value }, plain(value))));
  }

  async search() {
    this.#places();
    const mine = ++this.#asked;
    const parameters = this.#parameters();
    try {
      const found = [];
      let cursor = null;
      do {
        const page = await facts.page({ ...parameters, limit: PAGE, cursor });
        if (mine !== this.#asked) return;
        found.push(...page.facts);
        cursor = page.next_cursor;
        // The first page is there to be read while the others come.
        if (cursor && found.length === PAGE) {
          this.#facts = [...found];
          this.#draw(true);
        }
      } while (cursor && found.length < MOST);
      this.#facts = found;
      this.#draw(Boolean(cursor));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.table.replaceChildren(el("p.state.failed", { role: "alert" }, error.message));
    }
  }

  /** What is seen, as a sentence: "12 nhiệm vụ của Sở Tài chính, hạn đến 31/12/2025". */
  #sentence(more) {
    const { body, q, place, due_from: from, due_to: to } = this.#parameters();
    const kind = KINDS.find(([name]) => name === this.kind)[1].toLocaleLowerCase("vi");
    const count = more ? t`Hơn ${number(this.#facts.length)}` : number(this.#facts.length);
    const due = from && to ? t`hạn từ ${date(from)} đến ${date(to)}` : from ? t`hạn từ ${date(from)}` : to && t`hạn đến ${date(to)}`;
    return [[count, kind, body && t`của ${body}`].filter(Boolean).join(" "), place && t`trong văn bản của ${place}`, q && t`có “${q}”`, due].filter(Boolean).join(", ");
  }

  #draw(more) {
    this.said.textContent = `${this.#sentence(more)}.`;
    const columns = [...COLUMNS[this.kind], [t`Nguồn`, whence, whose]];
    const shown = [...this.#facts];
    if (this.#sort) {
      const order = new Intl.Collator("vi", { numeric: true });
      const [column, falling] = this.#sort;
      shown.sort((a, b) => order.compare(columns[column][2](a) ?? "", columns[column][2](b) ?? "") * (falling ? -1 : 1));
    }
    const heads = columns.map(([head], at) => el("th", { scope: "col", "aria-sort": this.#sort?.[0] === at ? (this.#sort[1] ? "descending" : "ascending") : null },
      el("button", { type: "button", onclick: () => this.#by(at, more) }, head)));
    this.table.replaceChildren(shown.length
      ? el("div.table.compared.ledger", { tabindex: "0", role: "region", "aria-label": t`Sổ nhiệm vụ` },
        el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...shown.map((fact) => el("tr", {}, ...columns.map(([, cell]) => el("td", {}, ...cell(fact).filter(Boolean))))))))
      : el("p.state", {}, t`Không có dòng nào khớp. Bớt điều kiện lọc, hoặc xem lại tên cơ quan.`));
    this.files.replaceChildren(...[["xlsx", "Excel"], ["csv", "CSV"], ["ics", t`Lịch (ICS)`]].map(([format, words]) => el("a.quiet.button", { href: facts.file(this.#parameters(), format), download: "" }, words)),
      el("button.quiet", { type: "button", onclick: () => print() }, t`In`));
  }

  #by(column, more) {
    this.#sort = [column, this.#sort?.[0] === column && !this.#sort[1]];
    this.#draw(more);
    this.table.querySelectorAll("thead button")[column].focus();
  }
}
