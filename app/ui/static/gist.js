// An answer's words as lines: what answers stands first, the quote that proves it one click below.

import { placeLink } from "./address.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { render } from "./markdown.js";
import { plain, sectionName } from "./words.js";

const SAID = new Set(["statement", "header", "located"]);
const LINES = new Set(["line", "conclusion"]);
/** Characters of a statement that are read at a glance. */
const GLANCE = 260;
const LONG = 90;

/** The nodes of an answer; `marker(n)` returns a node for a known marker. */
export function gist(answer, marker) {
  const roles = new Set(answer.claims.map((claim) => claim.role));
  const all = (allowed) => roles.size > 0 && [...roles].every((role) => allowed.has(role));
  // Drawn from its claims only where they are all there is to it: other paragraphs say more than they.
  const parts = answer.answer.trim().split(/\n{2,}/);
  // How many of the documents asked state it is told last, and quotes nothing.
  const told = parts.length > 2 && !/\[\d+\]/.test(parts.at(-1)) ? parts.pop() : "";
  const paragraphs = parts.length;
  const drawn = answer.mode === "extractive" && answer.kind !== "summary" && answer.claims.every((claim) => claim.document_id || claim.role === "conclusion");
  if (drawn && paragraphs === 1 && !told && all(SAID)) return spread(answer) ? lines(answer, marker) : statements(answer, marker);
  if (drawn && paragraphs <= (roles.has("conclusion") ? 3 : 2) && all(LINES) && roles.has("line")) return [...lines(answer, marker), ...(told ? [el("p.told", {}, plain(told))] : [])];
  const words = [...render(answer.answer, marker).childNodes];
  if (answer.kind === "talk") return words.slice(0, 1);
  // Which documents may be meant is chosen below.
  if (answer.choices?.length > 1) return [el("p.short", {}, plain(answer.answer).replace(/:.*$/su, "."))];
  if (answer.kind === "catalogue") linkEntries(words, answer.claims);
  return words;
}

/** A value is set off, unless it is as long as a sentence. */
function strong(value) {
  return el(value.length > LONG ? "strong.long" : "strong", {}, plain(value));
}

/** Whether what is said is of several documents, so that each has to be named. */
function spread({ claims }) {
  return new Set(claims.map((claim) => claim.document_id)).size > 1;
}

function marks(claim, marker) {
  return claim.markers.flatMap((number) => [" ", marker(number)]).filter(Boolean);
}

function statements(answer, marker) {
  const side = answer.kind === "yes_no" ? /^(Có|Không)(?=,)/u.exec(answer.answer)?.[1] : null;
  return answer.claims.flatMap((claim, at) => {
    const lead = side && at === 0 ? [el("strong", {}, side), ". "] : [];
    if (claim.role === "located") return [located(claim, marker)];
    if (claim.value && claim.value !== claim.text) {
      // Of several values each needs its sentence; one alone is explained by the question.
      const sentence = answer.claims.length > 1 ? ` – ${plain(claim.text)}` : "";
      return [el("p.short", {}, ...lead, strong(claim.value), sentence, ...marks(claim, marker))];
    }
    const words = el("p.short", {}, ...lead, claim.text, ...marks(claim, marker));
    return [claim.text.length > GLANCE ? clamp(words) : words];
  });
}

function located(claim, marker) {
  const where = sectionName(claim.section_path);
  const whose = catalogue.label({ document_id: claim.document_id });
  return el("p.short", {}, el("strong", {}, where.charAt(0).toLocaleUpperCase("vi") + where.slice(1)), ` của ${whose}`, ...marks(claim, marker));
}

/** Words folded under a line that says what they are. */
export function fold(title, words) {
  return el("details.fold", {}, el("summary", {}, title), el("q", {}, plain(words)));
}

/** What is long shows its first lines, and all of it when asked to. */
export function clamp(words) {
  const node = el("div.clamped", {}, words, el("button.link", {
    type: "button",
    "aria-expanded": "false",
    onclick: (event) => {
      const open = node.classList.toggle("open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
      event.currentTarget.textContent = open ? t`Thu gọn` : t`Xem cả câu`;
    },
  }, t`Xem cả câu`));
  return node;
}

/** A line for each document: what it states, or that it does not, or that nothing was found. */
function lines(answer, marker) {
  const drawn = answer.claims.filter((claim) => claim.role === "conclusion");
  const stated = answer.claims.filter((claim) => claim.role !== "conclusion");
  const { silent = [], not_found: missing = [] } = answer.coverage ?? {};
  const rows = [
    ...stated.map((claim) => row(claim.document_id, cell(claim, marker))),
    ...silent.map((id) => row(id, el("td.silent", {}, t`không nêu`))),
    ...missing.map((id) => row(id, el("td.silent", {}, t`chưa tìm thấy`))),
  ];
  return [
    ...drawn.map((claim) => el("p.short", {}, claim.text, ...marks(claim, marker))),
    el("table.lines", {},
      el("caption.visually-hidden", {}, t`Từng văn bản nêu gì`),
      el("tbody", {}, ...rows)),
  ];
}

function row(id, said) {
  return el("tr", {}, el("th", { scope: "row" }, el("a", { href: placeLink({ document_id: id }), data: { doc: id } }, catalogue.label({ id }))), said);
}

function cell(claim, marker) {
  if (claim.value && claim.value !== claim.text) return el("td", {}, strong(claim.value), ...marks(claim, marker), fold(sectionName(claim.section_path), claim.text));
  const words = el("p", {}, plain(claim.text), ...marks(claim, marker));
  return el("td", {}, claim.text.length > GLANCE ? clamp(words) : words);
}

/** The documents of a list are links to them. */
function linkEntries(nodes, claims) {
  const items = nodes.flatMap((node) => (node.matches?.("ul, ol") ? [...node.children] : []));
  items.forEach((item, at) => {
    const id = claims[at]?.document_id;
    if (!id) return;
    item.replaceChildren(el("a", { href: placeLink({ document_id: id }), data: { doc: id } }, ...item.childNodes));
  });
}
