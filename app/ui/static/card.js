// A document's own page: its header, mended in place, what it promises, what it stands on and what rests on it.

import * as access from "./access.js";
import { documents, facts, Failure } from "./api.js";
import { placeLink } from "./address.js";
import { may } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { doubts } from "./doubts.js";
import { first, isPast } from "./due.js";
import { el } from "./dom.js";
import { amount, due, place } from "./factrows.js";
import { t } from "./language.js";
import { standing } from "./standing.js";
import * as tags from "./tags.js";
import { note } from "./toasts.js";
import { date, documentName, number, plain } from "./words.js";

const FIELDS = [["kind", t`Loại văn bản`], ["number", t`Số, ký hiệu`], ["issued_on", t`Ngày ban hành`], ["issuer", t`Cơ quan ban hành`], ["place", t`Địa phương`], ["subject", t`Trích yếu`], ["signer", t`Người ký`]];
const MOST = 200;

/**
 * Build the page of a document; `changed(record)` hears what it becomes, `reread()` that it reads otherwise now,
 * `ask(question)` asks about it.
 */
export class Card {
  constructor(record, { changed, reread, ask }) {
    this.record = record;
    this.changed = changed;
    this.reread = reread;
    this.ask = ask;
    this.header = el("dl.header");
    this.below = el("div.promises");
    this.seen = access.decides() ? access.line(record.id) : null;
    this.node = el("div.card", { tabindex: "0", role: "region", "aria-label": t`Thông tin văn bản` });
    this.#draw();
    this.#load();
  }

  #draw() {
    const { record } = this;
    const { scrollTop } = this.node;
    this.header.replaceChildren(...FIELDS.flatMap(([field, words]) => [el("dt", {}, words), this.#value(field)]), ...this.#tags());
    this.node.replaceChildren(...[
      el("div.acts", {},
        el("button.firm", { type: "button", onclick: () => this.ask(null) }, t`Hỏi về văn bản này`),
        el("button.quiet", { type: "button", onclick: () => this.ask(`Tóm tắt ${documentName(record)}`) }, t`Tóm tắt`)),
      this.header,
      this.seen,
      standing(record, (changed) => this.#become(changed)),
      doubts(record, this.reread),
      this.below].filter(Boolean));
    this.node.scrollTop = scrollTop; // What is drawn anew stays where it was read.
  }

  /** What the document is kept together by with others, and a way to change it. */
  #tags() {
    const { record } = this;
    const done = async () => {
      await catalogue.refresh();
      this.#become(await documents.show(record.id));
      this.node.querySelector(".tagging input")?.focus();
    };
    const held = may("edit") ? tags.form([record], () => done().catch(() => {})) : record.tags.map(plain).join(", ");
    return held ? [el("dt", {}, t`Nhãn`), el("dd", {}, held)] : [];
  }

  /** What the header says, where it says so, and a way to put it right. */
  #value(field) {
    const { record } = this;
    const value = record[field];
    const read = (record.header ?? []).find((entry) => entry.field === field && entry.start !== null);
    const last = (record.corrections ?? []).findLast((entry) => entry.field === field);
    const corrected = last && last.value !== null ? last : null;
    const shown = field === "issued_on" ? date(value) : plain(value);
    const node = el("dd", {},
      shown ? (read ? el("a", { href: placeLink({ document_id: record.id, ...read }), data: { doc: record.id, start: read.start, end: read.end }, title: t`Xem chỗ ghi` }, shown) : shown) : el("span.silent", {}, t`không ghi`),
      " ",
      may("edit") && el("button.link", { type: "button", "aria-label": t`Sửa: ${FIELDS.find(([name]) => name === field)[1]}`, onclick: () => this.#edit(node, field, value) }, t`sửa`),
      corrected ? el("p.support", {}, corrected.read ? t`đã sửa; đọc được: ${plain(corrected.read)}` : t`đã sửa; văn bản không ghi`, " ", el("button.link", { type: "button", onclick: () => this.#save(field, null, value) }, t`trả lại`)) : null);
    return node;
  }

  #edit(node, field, value) {
    const input = el("input", { type: field === "issued_on" ? "date" : "text", value: value ?? "", maxlength: "1000", "aria-label": FIELDS.find(([name]) => name === field)[1] });
    const form = el("form.rename", {}, input, el("button.quiet", { type: "submit" }, t`Lưu`), el("button.quiet", { type: "button", onclick: () => this.#draw() }, t`Thôi`));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(field, input.value.trim() || null, value);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#draw();
    });
    node.replaceChildren(form);
    input.focus();
  }

  async #save(field, value, before, undoing = false) {
    try {
      this.#become(await documents.correct(this.record.id, { [field]: value }));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note(t`Chưa sửa được: ${error.message}`);
      return;
    }
    if (!undoing) note(t`Đã sửa.`, { undo: () => this.#save(field, before ?? null, value, true) });
  }

  /** Show what the document is by now, here and wherever it is named. */
  #become(record) {
    this.record = record;
    this.#draw();
    this.changed(record);
  }

  async #load() {
    const { id } = this.record;
    const held = async (promise) => {
      try {
        return await promise;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return null;
      }
    };
    const kinds = ["deadline", "task", "indicator"];
    const [up, down, ...pages] = await Promise.all([
      held(facts.references(id, "up")), held(facts.references(id, "down")), ...kinds.map((kind) => held(facts.of(id, { kind, limit: MOST }))),
    ]);
    const [deadlines, tasks, targets] = pages.map((page) => page?.facts ?? []);
    this.below.replaceChildren(...[line(deadlines), byBody(tasks), table(targets), chain(t`Thực hiện, căn cứ`, up, true), chain(t`Văn bản thực hiện, sửa đổi văn bản này`, down, false)].filter(Boolean));
  }
}

function section(id, title, count, ...nodes) {
  return el("section", { "aria-labelledby": id }, el("h3", { id }, `${title} `, el("span.count", {}, number(count))), ...nodes);
}

/** The deadlines on a line, the earliest first. */
function line(deadlines) {
  if (!deadlines.length) return null;
  const sorted = [...deadlines].sort((a, b) => ((first(a) || "~") < (first(b) || "~") ? -1 : 1));
  return section("deadlines-title", t`Thời hạn`, deadlines.length, el("ol.line", {}, ...sorted.map((fact) => el("li", { data: { state: isPast(first(fact)) ? "past" : "coming" } },
    el("strong", {}, ...due(fact).filter(Boolean)), el("p", {}, place(fact, fact.what)), fact.to.length ? el("p.support", {}, t`gửi ${fact.to.map(plain).join("; ")}`) : null))));
}

function byBody(tasks) {
  if (!tasks.length) return null;
  const bodies = new Map();
  for (const fact of tasks) {
    for (const body of fact.lead.length ? fact.lead : [t`Chưa nêu cơ quan`]) bodies.set(body, [...(bodies.get(body) ?? []), fact]);
  }
  const sorted = [...bodies].sort(([, a], [, b]) => b.length - a.length);
  return section("tasks-title", t`Nhiệm vụ theo cơ quan`, tasks.length, ...sorted.map(([body, held], at) => el("details.fold", { open: at === 0 && sorted.length < 4 },
    el("summary", {}, `${plain(body)} (${number(held.length)})`),
    el("ul.tasks", {}, ...held.map((fact) => el("li", {}, place(fact, fact.what), fact.due ? el("span.support", {}, ...due(fact).filter(Boolean)) : null))))));
}

function table(targets) {
  if (!targets.length) return null;
  return section("targets-title", t`Chỉ tiêu`, targets.length, el("div.table", { tabindex: "0", role: "region", "aria-label": t`Chỉ tiêu` }, el("table", {},
    el("thead", {}, el("tr", {}, ...[t`Chỉ tiêu`, t`Mức`, t`Đến`].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...targets.map((fact) => el("tr", {}, el("td", {}, place(fact, fact.subject)), el("td", {}, el("strong", {}, amount(fact))), el("td", {}, plain(fact.by)))))))) ;
}

/** Documents up or down: what is done with which, and where it is said. */
function chain(title, links, up) {
  const shown = (links ?? []).filter((each) => each.relation !== "dẫn chiếu");
  if (!shown.length) return null;
  return section(up ? "up-title" : "down-title", title, shown.length, el("ul.chain", {}, ...shown.map((each) => el("li", { data: { depth: String(Math.min(each.depth, 3)) } },
    `${plain(each.relation)} `,
    up ? (each.cited_id ? open(each.cited_id, each.cited_title) : `${plain(each.kind ?? "văn bản")} số ${plain(each.number)}`) : open(each.document_id, each.document_title),
    " ", el("a.support", { href: placeLink(each), data: { doc: each.document_id, start: each.start, end: each.end } }, t`xem chỗ dẫn`)))));
}

function open(id, title) {
  return el("a", { href: placeLink({ document_id: id }), data: { doc: id } }, catalogue.record(id) ? catalogue.label({ id }) : plain(title));
}
