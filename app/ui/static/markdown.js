// A small, closed part of Markdown as DOM nodes: paragraphs, lists, headings, tables, quotes,
// **bold** and [n] markers. Anything else stays the text it is; there is no raw HTML and no link.

import { el } from "./dom.js";
import { t } from "./language.js";

/** What an item that brings its own number begins with. */
const LABEL = /^(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVX]+)[.)]\s/u;
/** Characters of the longest cell of a column that is no wider than it, and of one that reads as text. */
const SLIM = 8;
const WORDY = 40;
/** A marker that the next one repeats says nothing more: "A. [1] B. [1]" is "A. B. [1]". */
const REPEATED = /\s*\[(\d{1,3})\](?=[^[\]]*\[\1\])/g;

/** Render text; `marker(n)` returns a node for a known marker, or null to leave "[n]" as text. */
export function render(text, marker) {
  const lines = String(text ?? "").replace(/\r\n?/g, "\n").split("\n");
  const fragment = document.createDocumentFragment();
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) {
      at += 1;
    } else if (isTable(lines, at)) {
      at = table(lines, at, fragment, marker);
    } else if (ITEM.test(line)) {
      at = list(lines, at, fragment, marker);
    } else if (/^#{1,6}\s/.test(line)) {
      fragment.append(el("h3", {}, ...inline(line.replace(/^#+\s+/, ""), marker)));
      at += 1;
    } else if (/^>\s?/.test(line)) {
      at = quote(lines, at, fragment, marker);
    } else {
      at = paragraph(lines, at, fragment, marker);
    }
  }
  return fragment;
}

/** The words without their Markdown, markers as "[1]". */
export function plainText(text) {
  return String(text ?? "").replace(/\\([\\`*_{}[\]()#+\-.!|<>~])|\*\*/g, (_, escaped) => escaped ?? "");
}

const ITEM = /^(\s*)([-*•]|\d{1,3}[.)])\s+(.*)$/;

function paragraph(lines, at, parent, marker) {
  const node = el("p");
  let first = true;
  while (at < lines.length && lines[at].trim() && (first || !startsBlock(lines, at))) {
    if (!first) node.append(el("br"));
    node.append(...inline(lines[at].trim(), marker));
    first = false;
    at += 1;
  }
  parent.append(node);
  return at;
}

function startsBlock(lines, at) {
  return ITEM.test(lines[at]) || /^(#{1,6}\s|>)/.test(lines[at]) || isTable(lines, at);
}

function quote(lines, at, parent, marker) {
  const node = el("blockquote");
  while (at < lines.length && /^>\s?/.test(lines[at])) {
    node.append(el("p", {}, ...inline(lines[at].replace(/^>\s?/, ""), marker)));
    at += 1;
  }
  parent.append(node);
  return at;
}

function list(lines, at, parent, marker) {
  const [, indent, bullet] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(bullet);
  const node = el(ordered ? "ol" : "ul", ordered ? { start: Number.parseInt(bullet, 10) } : {});
  while (at < lines.length) {
    const item = ITEM.exec(lines[at]);
    if (item && item[1].length === indent.length && /\d/.test(item[2]) === ordered) {
      node.append(el("li", {}, ...inline(item[3], marker)));
      at += 1;
    } else if (item && item[1].length > indent.length && node.lastChild) {
      at = list(lines, at, node.lastChild, marker);
    } else if (!item && /^\s+\S/.test(lines[at]) && node.lastChild) {
      node.lastChild.append(" ", ...inline(lines[at].trim(), marker));
      at += 1;
    } else if (!lines[at].trim() && ITEM.test(lines[at + 1] ?? "")) {
      at += 1;
    } else break;
  }
  if (!ordered && [...node.children].every((item) => LABEL.test(item.textContent))) node.className = "labelled";
  parent.append(node);
  return at;
}

function isTable(lines, at) {
  return /^\s*\|.*\|\s*$/.test(lines[at]) && /^\s*\|?\s*:?-{2,}/.test(lines[at + 1] ?? "");
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines, at, parent, marker) {
  const head = cells(lines[at]);
  const rows = [];
  at += 2;
  while (at < lines.length && /^\s*\|.*\|\s*$/.test(lines[at])) {
    rows.push(cells(lines[at]));
    at += 1;
  }
  const longest = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)));
  const width = longest.map((length) => (length > WORDY ? ".wordy" : length > SLIM ? "" : ".slim"));
  const kind = (column) => (column ? "td" : "th") + width[column];
  const body = el("tbody", {}, ...rows.map((row) => el("tr", {}, ...head.map((_, column) => el(kind(column), column ? {} : { scope: "row" }, ...breaks(row[column] ?? "", marker))))));
  parent.append(
    el("div.table", { tabindex: "0", role: "region", "aria-label": t`Bảng` },
      el("table", {}, el("thead", {}, el("tr", {}, ...head.map((cell, column) => el(`th${width[column]}`, { scope: "col" }, ...inline(cell, marker))))), body)),
  );
  return at;
}

function breaks(cell, marker) {
  return cell.split(/<br\s*\/?>/i).flatMap((part, index) => [...(index ? [el("br")] : []), ...inline(part.trim(), marker)]);
}

function inline(source, marker) {
  const text = source.replace(REPEATED, "");
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(plain);
    plain = "";
  };
  const pattern = /\\([\\`*_{}[\]()#+\-.!|<>~])|\*\*(?=\S)(.+?)(?<=\S)\*\*|\[(\d{1,3})\]/gu;
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    plain += text.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[1]) plain += match[1];
    else if (match[2]) {
      flush();
      nodes.push(el("strong", {}, ...inline(match[2], marker)));
    } else {
      const node = marker?.(Number(match[3]));
      if (node) {
        plain = plain.replace(/ $/, "\u00a0");
        flush();
        nodes.push(node);
      } else plain += match[0];
    }
  }
  plain += text.slice(last);
  flush();
  return nodes;
}
