// What is due when, for whom: the deadlines and tasks of the documents, month by month.

import { facts, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { next, standing, today } from "./due.js";
import { el } from "./dom.js";
import { place, whence } from "./factrows.js";
import { t } from "./language.js";
import { panel, paused, raise } from "./panel.js";
import { note } from "./toasts.js";
import { date, number, plain } from "./words.js";

const PAGE = 200;
const MOST = 1000;
const SPANS = [["0", "12", t`12 tháng tới`], ["0", "3", t`3 tháng tới`], ["-12", "0", t`12 tháng qua`]];

let dialog = null;

export function open(leave) {
  dialog ??= new Calendar().node;
  raise(dialog, leave);
}

function shifted(day, months) {
  if (!months) return day;
  const [year, month, rest] = day.split("-").map(Number);
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(rest, 28)));
  return moved.toISOString().slice(0, 10);
}

class Calendar {
  #asked = 0;

  constructor() {
    this.body = el("input", { type: "search", "aria-label": t`Cơ quan, đơn vị`, placeholder: t`Của cơ quan, đơn vị nào`, oninput: paused(() => this.search()) });
    this.place = el("select", { "aria-label": t`Nơi ban hành`, onchange: () => this.search() });
    this.span = el("select", { "aria-label": t`Khoảng thời gian`, onchange: () => this.search() }, ...SPANS.map(([, , words], at) => el("option", { value: String(at) }, words)));
    this.said = el("p.facts", { role: "status" });
    this.list = el("div.months");
    this.files = el("div.actions");
    this.node = panel("dialog.panel.register", "calendar-title", t`Lịch`,
      el("div.filters", {}, this.body, this.place, this.span), this.said, this.list, this.files);
    this.search();
  }

  #range() {
    const [back, forth] = SPANS[Number(this.span.value)].map(Number);
    const now = today();
    return [shifted(now, back), shifted(now, forth)];
  }

  async search() {
    if (!this.place.children.length) this.place.replaceChildren(el("option", { value: "" }, t`Mọi nơi`), ...catalogue.state.counts.places.map(({ value }) => el("option", { value }, plain(value))));
    const mine = ++this.#asked;
    const [from, to] = this.#range();
    const parameters = { body: this.body.value.trim(), place: this.place.value };
    try {
      const found = await coming(parameters, from, to);
      if (mine === this.#asked) this.#draw(found, from, to, parameters);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.list.replaceChildren(el("p.state.failed", { role: "alert" }, error.message));
    }
  }

  #draw(entries, from, to, parameters) {
    const months = Map.groupBy ? Map.groupBy(entries, ({ day }) => day.slice(0, 7)) : grouped(entries);
    this.said.textContent = t`${number(entries.length)} việc đến hạn từ ${date(from)} đến ${date(to)}.`;
    this.list.replaceChildren(...[...months].map(([month, held]) => el("section", { "aria-labelledby": `month-${month}` },
      el("h3", { id: `month-${month}` }, t`Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`),
      el("ol.agenda", {}, ...held.map(entry)))));
    if (!entries.length) this.list.replaceChildren(el("p.state", {}, t`Không có việc nào đến hạn trong khoảng này.`));
    const address = new URL(facts.file({ kind: "deadline", body: parameters.body, place: parameters.place }, "ics"), location.href).href;
    this.files.replaceChildren(
      el("a.quiet.button", { href: address, download: "" }, t`Tải lịch (ICS)`),
      el("button.quiet", {
        type: "button",
        onclick: async () => note((await copy(address)) ? t`Đã sao chép; dán vào mục “Đăng ký lịch từ địa chỉ” của ứng dụng lịch.` : t`Trình duyệt không cho sao chép.`),
      }, t`Sao chép địa chỉ đăng ký lịch`),
      el("button.quiet", { type: "button", onclick: () => print() }, t`In`));
  }
}

function grouped(entries) {
  const months = new Map();
  for (const entry of entries) months.set(entry.day.slice(0, 7), [...(months.get(entry.day.slice(0, 7)) ?? []), entry]);
  return months;
}

/** What is due between two days: [{ day, fact }], the earliest first. */
export async function coming(parameters, from, to) {
  const found = (await Promise.all(["deadline", "task"].map((kind) => every({ ...parameters, kind, due_from: from, due_to: to })))).flat();
  const entries = unique(found).flatMap((fact) => [...new Set(fact.due_days.map((each) => next(each, from)))].filter((day) => day >= from && day <= to).map((day) => ({ day, fact })));
  return entries.sort((a, b) => (a.day < b.day ? -1 : 1));
}

async function every(parameters) {
  const found = [];
  let cursor = null;
  do {
    const page = await facts.page({ ...parameters, limit: PAGE, cursor });
    found.push(...page.facts);
    cursor = page.next_cursor;
  } while (cursor && found.length < MOST);
  return found;
}

/** A deadline that is a task as well stands once. */
function unique(found) {
  const seen = new Set();
  return found.filter((fact) => {
    const key = `${fact.document_id} ${fact.start} ${fact.due_days}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The line of something due. */
export function entry({ day, fact }) {
  const whom = [...(fact.lead ?? fact.who ?? [])].map(plain).join("; ");
  const recurs = fact.due_days.some((due) => due.split("-").length < 3) ? t`hằng kỳ` : "";
  return el("li", {},
    el("span.day", {}, date(day).slice(0, 5), el("span.support", {}, [recurs, standing(day)].filter(Boolean).join(" · "))),
    el("div", {}, el("p", {}, place(fact, fact.what)), whom ? el("p.support", {}, whom) : null, el("p.support", {}, ...whence(fact))));
}
