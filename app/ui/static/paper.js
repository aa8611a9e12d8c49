// A document as nodes: one block a line of its text, headings and tables by its outline.

import { el } from "./dom.js";
import { Offsets } from "./offsets.js";

const CELL = " | ";

export class Paper {
  /** Blocks in reading order: { start, end } in UTF-16 units, node, section (outline node or null). */
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
        const row = section ? section.kind === "row" : table && line.includes(CELL);
        table = row ? (table ?? this.#table()) : null;
        const node = row ? this.#row(table, start, line) : this.#line(line, section, depth);
        if (!row) this.#push(node, start, end, line);
        for (const each of begun) this.landmarks.push({ section: each, node, start });
      }
      start = end + 1;
    }
  }

  #table() {
    const body = el("tbody");
    this.node.append(el("div.table", { tabindex: "0", role: "region", "aria-label": "Bảng" }, el("table", {}, body)));
    return body;
  }

  #row(body, start, line) {
    const row = el("tr");
    const head = !body.firstChild;
    let at = start;
    for (const cell of line.split(CELL)) {
      const node = el(head ? "th" : "td", head ? { scope: "col" } : {});
      row.append(node);
      this.#push(node, at, at + cell.length, cell);
      at += cell.length + CELL.length;
    }
    body.append(row);
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

  #push(node, start, end, text) {
    node.append(text);
    this.blocks.push({ start, end, node });
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
      const mark = el("mark.cited", {}, text.slice(left, right));
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
