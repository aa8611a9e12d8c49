// The documents the page knows of, and which of them are asked.

import { documents } from "./api.js";
import { documentName, shortName } from "./words.js";

const listeners = [];
const SCOPE = "hoidap.scope";

export const state = { records: [], byId: new Map(), chosen: new Set(keptChoice()), loaded: false, hidden: new Set() };

function keptChoice() {
  try {
    return JSON.parse(sessionStorage.getItem(SCOPE) ?? "[]");
  } catch {
    return [];
  }
}

export function listen(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener(state);
}

export async function refresh() {
  const records = await documents.all();
  state.records = records.filter((record) => !state.hidden.has(record.id));
  state.byId = new Map(records.map((record) => [record.id, record]));
  state.chosen = new Set([...state.chosen].filter((key) => state.byId.has(key)));
  state.loaded = true;
  tell();
}

/** Show the catalogue without a document that is about to be deleted, or with it again. */
export function hide(id, hidden) {
  state.hidden[hidden ? "add" : "delete"](id);
  if (hidden) state.chosen.delete(id);
  state.records = [...state.byId.values()].filter((record) => !state.hidden.has(record.id));
  tell();
}

export function choose(ids) {
  state.chosen = new Set(ids.length === state.records.length ? [] : ids);
  try {
    sessionStorage.setItem(SCOPE, JSON.stringify([...state.chosen]));
  } catch {
    // Storage is closed to this page: the choice lasts as long as the page.
  }
  tell();
}

/** The chosen documents, or undefined for all. */
export function scope() {
  return state.chosen.size ? [...state.chosen] : undefined;
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
