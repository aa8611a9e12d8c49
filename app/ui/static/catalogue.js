// The documents the page knows of, and which of them are asked.

import { documents, Failure } from "./api.js";
import { t } from "./language.js";
import { documentName, plain, shortName } from "./words.js";

const listeners = [];
const SCOPE = "hoidap.scope";

/**
 * `records`: those that came last, by the service's paging; `byId` has besides them whichever were needed.
 * `chosen` and `narrowed` say which are asked: these documents, or those of this tag, kind, place and year.
 */
export const state = {
  records: [], byId: new Map(), total: 0, counts: { kinds: [], places: [], issuers: [], years: [], tags: [] },
  chosen: new Set(), narrowed: {}, loaded: false, hidden: new Set(), ...kept(),
};

/** What the page's address narrows to, else what was chosen before. */
function kept() {
  const parameters = new URLSearchParams(location.search);
  const asked = ["tag", "kind", "place", "year"].map((name) => [name, parameters.get(name)]).filter(([, value]) => value);
  if (asked.length) return { narrowed: Object.fromEntries(asked) };
  try {
    const { ids = [], filters = {} } = JSON.parse(sessionStorage.getItem(SCOPE) ?? "{}");
    return { chosen: new Set(ids), narrowed: filters };
  } catch {
    return {};
  }
}

export function listen(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener(state);
}

export async function refresh() {
  const [page, counts] = await Promise.all([documents.page({ limit: 200 }), documents.counts()]);
  for (const record of page.documents) state.byId.set(record.id, record);
  const here = new Set(page.documents.map((record) => record.id));
  if (!page.next_cursor) {
    for (const key of state.byId.keys()) if (!here.has(key)) state.byId.delete(key);
    state.chosen = new Set([...state.chosen].filter((key) => here.has(key)));
  }
  state.records = page.documents.filter((record) => !state.hidden.has(record.id));
  state.total = page.total - [...state.hidden].filter((key) => here.has(key)).length;
  state.counts = counts;
  state.loaded = true;
  tell();
}

/** Learn the names of documents that are not among those that came last. */
export async function need(ids) {
  const missing = [...new Set(ids)].filter((key) => !state.byId.has(key)).slice(0, 40);
  await Promise.all(missing.map(async (key) => {
    try {
      state.byId.set(key, await documents.show(key));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }));
}

export function learn(records) {
  for (const record of records) state.byId.set(record.id, record);
}

/** Show the catalogue without documents that are about to be deleted, or with them again. */
export function hide(ids, hidden) {
  for (const id of ids) {
    state.hidden[hidden ? "add" : "delete"](id);
    if (hidden) state.chosen.delete(id);
  }
  state.records = [...state.byId.values()].filter((record) => !state.hidden.has(record.id));
  state.total += hidden ? -ids.length : ids.length;
  tell();
}

/** Ask these documents alone; none or all: every one. */
export function choose(ids) {
  state.chosen = new Set(ids.length === state.total ? [] : ids);
  state.narrowed = {};
  keep();
}

/** Ask the documents of this tag, kind, place and year alone, each perhaps missing. */
export function narrow(filters) {
  state.chosen = new Set();
  state.narrowed = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  keep();
}

function keep() {
  try {
    sessionStorage.setItem(SCOPE, JSON.stringify({ ids: [...state.chosen], filters: state.narrowed }));
  } catch {
    // Storage is closed to this page: the choice lasts as long as the page.
  }
  tell();
}

export function isNarrowed() {
  return state.chosen.size > 0 || Object.keys(state.narrowed).length > 0;
}

/** What a question says of the documents it is for. */
export function scope() {
  if (state.chosen.size) return { document_ids: [...state.chosen] };
  const filters = asFilters(state.narrowed);
  return Object.keys(filters).length ? { filters } : {};
}

/** A year is a first and a last day. */
export function asFilters({ year, ...rest }) {
  return year ? { ...rest, issued_from: `${year}-01-01`, issued_to: `${year}-12-31` } : rest;
}

/** What is asked, in words; empty for everything. */
export function scopeName() {
  const { chosen, narrowed } = state;
  if (chosen.size === 1) return label({ id: [...chosen][0] });
  if (chosen.size) return t`${chosen.size} văn bản đã chọn`;
  return [narrowed.tag && t`nhãn “${plain(narrowed.tag)}”`, narrowed.kind, narrowed.place, narrowed.year && t`năm ${narrowed.year}`].filter(Boolean).join(" · ");
}

/** Whether the values of one kind tell documents apart. */
export function tells(many) {
  return state.counts[many].some((value) => value.documents < state.total);
}

export function record(id) {
  return state.byId.get(id);
}

/** A short name that no other document here shares. */
export function label(place) {
  const known = { ...place, ...record(place.document_id ?? place.id) };
  const short = shortName(known);
  const shared = state.records.filter((other) => shortName(other) === short).length > 1;
  return shared ? documentName(known) : short;
}
