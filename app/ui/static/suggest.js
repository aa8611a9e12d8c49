// Questions that were tried by the service and are answered: to begin with, and to go on from an answer.

import { Failure, suggestions } from "./api.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";

const AGAIN = 3000;

/** The questions; none where the service is away, or busy with another's. */
export async function questions(parameters = {}, { patient = false } = {}) {
  try {
    const found = await suggestions(parameters);
    if (found.length || !patient) return found;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
    return await suggestions(parameters);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [];
  }
}

/** Those about what is asked now. */
export function beginnings() {
  return questions(catalogue.asFilters(catalogue.state.narrowed), { patient: true });
}

/** The list of first questions; choosing one asks it. */
export function examples(found, ask) {
  if (!found.length) return [];
  return [
    el("h2", { id: "examples-title" }, "Chẳng hạn"),
    el("ul", { "aria-labelledby": "examples-title" }, ...found.map((question) =>
      el("li", {}, el("button", { type: "button", onclick: () => ask(question) }, question)))),
  ];
}

/** A row of chips under a heading; `choices` are [words, act]. */
export function chips(title, choices) {
  return el("div.offers", { role: "group", "aria-label": title },
    el("p", { "aria-hidden": "true" }, title),
    ...choices.map(([words, act]) => el("button.chip", { type: "button", onclick: act }, words)));
}
