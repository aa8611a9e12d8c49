// The list of documents as the service pages it: words, filters, order, and which lines are selected.

import { documents, Failure } from "./api.js";
import { may } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { paused } from "./panel.js";
import { number, plain } from "./words.js";

const PAGE = 50;
const SORTS = [["added", t`Mới thêm trước`], ["issued", t`Mới ban hành trước`], ["title", t`Tên, từ A`], ["place", t`Nơi ban hành, từ A`]];
const FILTERS = [["tag", "tags", t`Mọi nhãn`], ["kind", "kinds", t`Mọi loại`], ["place", "places", t`Mọi nơi`], ["issuer", "issuers", t`Mọi cơ quan`], ["year", "years", t`Mọi năm`]];
/** How documents stand by what the others say, as the service calls it. */
export const STANDS = { in_force: t`Còn hiệu lực`, amended: t`Đã được sửa đổi, bổ sung`, replaced: t`Đã bị thay thế`, repealed: t`Đã bị bãi bỏ`, disputed: t`Chưa rõ hiệu lực` };

export class Shelf {
  #cursor = null;
  #asked = 0;
  #known = null;

  /** `row(record, box)` builds a line; `selected(ids)` hears which are selected. */
  constructor(row, selected) {
    this.row = row;
    this.selected = selected;
    this.records = [];
    this.chosen = new Set();
    this.words = el("input", { type: "search", placeholder: t`Tìm theo số, cơ quan, nơi, tệp`, "aria-label": t`Tìm trong danh sách văn bản`, oninput: paused(() => this.search()) });
    this.counted = FILTERS.map(([name, , all]) => this.#select(name, all));
    this.filters = [...this.counted, this.#select("status", t`Mọi hiệu lực`, Object.entries(STANDS))];
    this.order = el("select", { "aria-label": t`Sắp xếp`, onchange: () => this.search() }, ...SORTS.map(([value, words]) => el("option", { value }, words)));
    this.count = el("p.facts", { role: "status" });
    this.all = el("button.link", { type: "button", hidden: true, onclick: () => this.#chooseAll() }, t`Chọn cả danh sách này`);
    this.list = el("ul.documents");
    this.more = el("button.quiet", { type: "button", hidden: true, onclick: () => this.#next() }, t`Xem thêm`);
    this.tools = el("div.filters", {}, this.words, ...this.filters, this.order);
  }

  #select(name, all, values = []) {
    return el("select", { name, "aria-label": t`Lọc: ${all}`, onchange: () => this.search() },
      el("option", { value: "" }, all), ...values.map(([value, words]) => el("option", { value }, words)));
  }

  /** Show what bears this tag alone. */
  only(tag) {
    const [select] = this.counted;
    if (![...select.options].some(({ value }) => value === tag)) select.append(el("option", { value: tag }, plain(tag)));
    select.value = tag;
    select.hidden = false;
    this.search();
  }

  #parameters() {
    const filters = Object.fromEntries(this.filters.map((select) => [select.name, select.value]));
    return { q: this.words.value.trim(), ...catalogue.asFilters(filters) };
  }

  get #narrowed() {
    return Object.values(this.#parameters()).some(Boolean);
  }

  async search() {
    const mine = ++this.#asked;
    try {
      const page = await documents.page({ limit: PAGE, sort: this.order.value, ...this.#parameters() });
      if (mine !== this.#asked) return;
      this.records = page.documents;
      this.total = page.total;
      this.#take(page);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.list.replaceChildren(el("li.state.failed", { role: "alert" }, error.message));
    }
  }

  async #next() {
    const mine = this.#asked;
    try {
      const page = await documents.page({ limit: PAGE, sort: this.order.value, cursor: this.#cursor, ...this.#parameters() });
      if (mine !== this.#asked) return;
      const at = this.records.length;
      this.records.push(...page.documents);
      this.#take(page);
      this.list.children[at]?.querySelector("input, a")?.focus();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.count.textContent = error.message;
    }
  }

  #take(page) {
    this.#cursor = page.next_cursor;
    catalogue.learn(page.documents);
    this.show();
  }

  /** Draw what is known again, without what is about to be deleted. */
  show() {
    this.#options();
    const gone = catalogue.state.hidden;
    const shown = this.records.filter((record) => !gone.has(record.id));
    const total = this.total - (this.records.length - shown.length);
    for (const id of gone) this.chosen.delete(id);
    this.tools.hidden = !this.#narrowed && total < 4;
    this.more.hidden = !this.#cursor;
    this.count.textContent = shown.length && !this.tools.hidden ? [this.#narrowed ? t`${number(total)} văn bản khớp` : t`${number(total)} văn bản`, shown.length < total ? t`đang xem ${number(shown.length)}` : ""].filter(Boolean).join(", ") : "";
    if (!shown.length) this.list.replaceChildren(el("li.state", {}, this.#narrowed ? t`Không có văn bản nào khớp.` : !may("edit") ? t`Chưa có văn bản nào cho anh/chị xem. Hãy hỏi người quản trị.` : t`Chưa có văn bản nào. Thêm kế hoạch, công văn, quyết định vào đây rồi hỏi.`));
    else this.list.replaceChildren(...shown.map((record) => this.row(record, this.tools.hidden ? null : this.#box(record))));
    this.#tell();
  }

  #chooseAll() {
    for (const { id } of this.records) this.chosen.add(id);
    this.show();
  }

  /** Say which are selected, and offer the rest of the list. */
  #tell() {
    this.all.hidden = this.tools.hidden || this.records.every(({ id }) => this.chosen.has(id));
    this.selected([...this.chosen]);
  }

  #box(record) {
    return el("input", {
      type: "checkbox",
      "aria-label": t`Chọn ${plain(record.title)}`,
      checked: this.chosen.has(record.id),
      onchange: (event) => {
        this.chosen[event.target.checked ? "add" : "delete"](record.id);
        this.#tell();
      },
    });
  }

  /** What can be filtered by is what is here. */
  #options() {
    const { counts } = catalogue.state;
    if (this.#known === counts) return;
    this.#known = counts;
    this.counted.forEach((select, at) => {
      const [, many, all] = FILTERS[at];
      const kept = select.value;
      // What is narrowed to stays chosen, also where nothing of it is left.
      const gone = kept && !counts[many].some(({ value }) => value === kept) ? [{ value: kept, documents: 0 }] : [];
      select.replaceChildren(el("option", { value: "" }, all), ...[...counts[many], ...gone].map(({ value, documents: held }) => el("option", { value }, `${plain(value)} (${number(held)})`)));
      select.value = kept;
      select.hidden = !catalogue.tells(many) && !kept;
    });
  }

  clear() {
    this.chosen.clear();
    this.show();
  }
}
