// What documents promise, as rows of a table: each opens the words that state it.

import { link, placeLink } from "./address.js";
import * as catalogue from "./catalogue.js";
import { first, isPast, standing } from "./due.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { date, plain, sectionName } from "./words.js";

const BOUNDS = { ">=": "≥\u00a0", ">": ">\u00a0", "<=": "≤\u00a0", "<": "<\u00a0", "=": "" };

/** Columns by kind: [head, cell(fact), sorted by]. */
export const COLUMNS = {
  task: [
    [t`Cơ quan`, bodies, (fact) => fact.lead.join()],
    [t`Việc`, (fact) => [place(fact, fact.what)], (fact) => fact.what],
    [t`Hạn`, due, (fact) => first(fact) || "~"],
    [t`Sản phẩm`, (fact) => [plain(fact.product)], (fact) => fact.product ?? "~"],
  ],
  deadline: [
    [t`Hạn`, due, (fact) => first(fact) || "~"],
    [t`Việc`, (fact) => [place(fact, fact.what)], (fact) => fact.what],
    [t`Ai làm`, (fact) => [fact.who.map(plain).join("; ")], (fact) => fact.who.join()],
    [t`Gửi`, (fact) => [fact.to.map(plain).join("; ")], (fact) => fact.to.join()],
  ],
  indicator: [
    [t`Chỉ tiêu`, (fact) => [place(fact, fact.subject)], (fact) => fact.subject],
    [t`Mức`, (fact) => [el("strong", {}, amount(fact))], (fact) => fact.value],
    [t`Đến`, (fact) => [plain(fact.by)], (fact) => first(fact) || "~"],
    [t`Phạm vi`, (fact) => [plain(fact.whom)], (fact) => fact.whom ?? "~"],
  ],
};

/** "≥ 80,1 %" */
export function amount(fact) {
  return `${BOUNDS[fact.bound] ?? ""}${plain(fact.value)}${fact.unit ? `${fact.unit === "%" ? "" : "\u00a0"}${plain(fact.unit)}` : ""}`;
}

/** Words that open the place that states them. */
export function place(fact, words) {
  return el("a", {
    href: placeLink(fact),
    title: t`Xem nguyên văn`,
    data: { doc: fact.document_id, start: fact.start, end: fact.end },
  }, plain(words) || plain(fact.quote));
}

function bodies(fact) {
  const support = fact.support.length ? el("span.support", {}, t`phối hợp: ${fact.support.map(plain).join("; ")}`) : null;
  return [fact.lead.length ? fact.lead.map(plain).join("; ") : el("span.silent", {}, t`không nêu`), support];
}

export function due(fact) {
  const day = first(fact);
  const state = standing(day);
  return [plain(fact.due ?? fact.by) || el("span.silent", {}, t`không nêu`), state ? el("span.support", { data: { state: isPast(day) ? "past" : "coming" } }, `${date(day)}, ${state}`) : null];
}

/** What the document of a fact is called here. */
export function whose(fact) {
  return catalogue.label({ document_id: fact.document_id, title: fact.document_title, number: fact.document_number, source: fact.source });
}

export function whence(fact) {
  return [el("a", { href: link({ doc: fact.document_id }), data: { doc: fact.document_id } }, whose(fact)), el("span.support", {}, [sectionName(fact.section_path), fact.page ? t`trang ${fact.page}` : "", fact.confidence < 0.6 ? t`đọc chưa chắc` : ""].filter(Boolean).join(" · "))];
}
