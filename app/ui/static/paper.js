// A document as nodes: one block a line of its text, headings and tables by its outline.

import { headCells, rowCells } from "./cells.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { Offsets } from "./offsets.js";

export class Paper {
  /** Blocks in reading order: { start, end } in UTF-16 units, their node, where their line starts. */
  blocks = [];
  /** Outline nodes that begin a line, in reading order, with their first block. */
  landmarks = [];
  #offsets;
  #marked = [];

  constructor(text, outline) {
    this.text = text;
    this.#offsets = new Offsets(text);
    this.node = el("div.paper", { lang: "vi" });
    const starts = this.#flatten(outline);
    this.#lay(starts);
  }

  /** Outline nodes by their place: UTF-16 start → the innermost node that starts there. */
  #flatten(outline) {
    const starts = new Map();
    const walk = (nodes, depth) => {
      for (const node of nodes) {
        const start = this.#offsets.toUnit(node.start);
        starts.set(start, [...(starts.get(start) ?? []), { ...node, depth }]);
        walk(node.children ?? [], depth + 1);
      }
    };
    walk(outline, 0);
    return starts;
  }

  #lay(starts) {
    let start = 0;
    let table = null;
    let depth = 0;
    while (start <= this.text.length) {
      let end = this.text.indexOf("\n", start);
      if (end < 0) end = this.text.length;
      const begun = starts.get(start) ?? [];
      const section = begun.at(-1) ?? null;
      if (section) depth = section.depth;
      if (end > start) {
        const line = this.text.slice(start, end);
        const inTable = section ? section.kind === "row" || section.kind === "table" : false;
        table = inTable ? (section.kind === "table" || !table ? this.#table() : table) : null;
        const node = table ? this.#row(table, start, line) : this.#line(line, section, depth);
        if (!table) this.#push(node, start, end, start);
        for (const each of begun) this.landmarks.push({ section: each, node, start });
      }
      start = end + 1;
    }
  }

  #table() {
    const body = el("tbody");
    const head = el("thead");
    this.node.append(el("div.table", { tabindex: "0", role: "region", "aria-label": t`Bảng` }, el("table", {}, head, body)));
    return { head, body, names: null };
  }

  /** Every letter of the row stays in the page; the heads repeated in it are only not seen. */
  #row(table, start, line) {
    const row = el("tr");
    const isHead = !table.names;
    const cells = isHead ? headCells(line) : rowCells(line, table.names);
    if (isHead) table.names = line.split(" | ");
    const columns = isHead ? cells.length : table.names.length;
    const nodes = cells
      ? Array.from({ length: columns }, () => el(isHead ? "th" : "td", isHead ? { scope: "col" } : {}))
      : [el("td", { colSpan: columns })];
    row.append(...nodes);
    for (const { column, lead, from, to } of cells ?? [{ column: 0, lead: 0, from: 0, to: line.length }]) {
      if (from > lead) this.#push(nodes[column].appendChild(el("span.visually-hidden")), start + lead, start + from, start);
      this.#push(nodes[column].appendChild(el("span")), start + from, start + to, start);
    }
    (isHead ? table.head : table.body).append(row);
    return row;
  }

  #line(line, section, depth) {
    const kind = section?.kind ?? "text";
    let node;
    if (kind === "heading") node = el("h3", { data: { depth: Math.min(section.depth, 3) } });
    else node = el("p", { data: { kind, depth: Math.min(depth, 4) } });
    if (kind === "signature") node.classList.add("signature");
    this.node.append(node);
    return node;
  }

  #push(node, start, end, line) {
    node.append(this.text.slice(start, end));
    this.blocks.push({ start, end, node, line });
  }

  /** Mark code points [start, end); returns the marks, in reading order. */
  mark(start, end) {
    this.clear();
    const from = this.#offsets.toUnit(start);
    const to = this.#offsets.toUnit(end);
    for (const block of this.blocks) {
      if (block.end <= from || block.start >= to) continue;
      const text = this.text.slice(block.start, block.end);
      const left = Math.max(0, from - block.start);
      const right = Math.min(text.length, to - block.start);
      const mark = el("mark.cited", { data: { line: String(block.line) } }, text.slice(left, right));
      block.node.replaceChildren(...[text.slice(0, left), mark, text.slice(right)].filter(Boolean));
      this.#marked.push(block);
    }
    return this.#marked.map((block) => block.node.querySelector("mark"));
  }

  clear() {
    for (const block of this.#marked) block.node.replaceChildren(this.text.slice(block.start, block.end));
    this.#marked = [];
  }

  slice(start, end) {
    return this.#offsets.slice(start, end);
  }
}
