// Find in the open document, with or without tone marks.

import { el, icon, ICONS } from "./dom.js";
import { t } from "./language.js";
import { fold } from "./offsets.js";

const HITS = "found";
const HIT = "found-current";
const MOST = 2000;

export class Finder {
  #hits = [];
  #at = -1;
  #folded = null;

  constructor(paper, scroller) {
    this.paper = paper;
    this.scroller = scroller;
    this.field = el("input", { type: "search", "aria-label": t`Tìm trong văn bản`, placeholder: t`Tìm trong văn bản, có dấu hoặc không dấu` });
    this.count = el("span.count", { role: "status" });
    this.node = el("div.finder", { hidden: true, role: "search" }, this.field, this.count,
      this.#button(t`Kết quả trước`, ICONS.previous, () => this.step(-1)),
      this.#button(t`Kết quả sau`, ICONS.next, () => this.step(1)),
      this.#button(t`Đóng tìm kiếm`, ICONS.close, () => this.close()));
    this.button = el("button.quiet", { type: "button", "aria-expanded": "false", title: t`Tìm trong văn bản (/)`, onclick: () => this.toggle() }, icon(ICONS.search), t`Tìm`);
    this.field.addEventListener("input", () => this.find());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      }
    });
  }

  #button(name, path, act) {
    return el("button.icon", { type: "button", "aria-label": name, title: name, onclick: act }, icon(path));
  }

  toggle() {
    if (this.node.hidden) this.open();
    else this.close();
  }

  open() {
    this.node.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.field.focus();
    this.field.select();
    this.find();
  }

  close() {
    this.node.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.#hits = [];
    this.#paint();
    this.button.focus();
  }

  find() {
    const wanted = this.field.value.trim().normalize("NFC");
    this.#hits = [];
    this.#at = -1;
    if (wanted) {
      const exact = fold(wanted) !== wanted.toLowerCase();
      const text = exact ? this.paper.text.toLowerCase() : (this.#folded ??= fold(this.paper.text));
      const query = exact ? wanted.toLowerCase() : fold(wanted);
      for (let at = text.indexOf(query); at >= 0 && this.#hits.length < MOST; at = text.indexOf(query, at + query.length)) {
        this.#hits.push([at, at + query.length]);
      }
      if (this.#hits.length) this.#at = 0;
    }
    this.#paint();
    this.#reveal();
  }

  step(change) {
    if (!this.#hits.length) return;
    this.#at = (this.#at + change + this.#hits.length) % this.#hits.length;
    this.#paint();
    this.#reveal();
  }

  #ranges([start, end]) {
    return this.paper.blocks
      .filter((block) => block.end > start && block.start < end)
      .map((block) => {
        const range = new Range();
        range.setStart(...point(block, Math.max(start, block.start)));
        range.setEnd(...point(block, Math.min(end, block.end)));
        return range;
      });
  }

  #paint() {
    const wanted = this.field.value.trim();
    this.count.textContent = !wanted || this.node.hidden ? "" : this.#hits.length ? `${this.#at + 1}/${this.#hits.length}` : t`Không thấy`;
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete(HITS);
    CSS.highlights.delete(HIT);
    if (!this.#hits.length) return;
    CSS.highlights.set(HITS, new Highlight(...this.#hits.flatMap((hit) => this.#ranges(hit))));
    CSS.highlights.set(HIT, new Highlight(...this.#ranges(this.#hits[this.#at])));
  }

  #reveal() {
    const [range] = this.#at >= 0 ? this.#ranges(this.#hits[this.#at]) : [];
    if (!range) return;
    const box = range.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    if (box.top < frame.top + 20 || box.bottom > frame.bottom - 20) {
      this.scroller.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }
}

/** The text node and offset inside a block for a UTF-16 position of the document. */
function point(block, position) {
  let left = position - block.start;
  const walker = document.createTreeWalker(block.node, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && left > node.data.length) {
    left -= node.data.length;
    node = walker.nextNode();
  }
  return [node, left];
}
