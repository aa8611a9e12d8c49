// Questions that were tried by the service and are answered: to begin with, and to go on from an answer.

import { Failure, suggestions } from "./api.js";
import { may } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";

/** Milliseconds between two looks, and how many, while the service is trying questions. */
const AGAIN = 2500;
const LOOKS = 6;

/**
 * The questions; none where the service is away. While it is still trying some it is asked again, and `seen(found)`
 * hears what there is so far.
 */
export async function questions(parameters = {}, seen = null) {
  try {
    for (let look = 1; ; look += 1) {
      const { questions: found, complete } = await suggestions(parameters);
      if (complete || look === LOOKS || (found.length && !seen)) return found;
      if (found.length) seen(found);
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [];
  }
}

/** Those about what is asked now. */
export function beginnings(seen) {
  return questions(catalogue.asFilters(catalogue.state.narrowed), seen);
}

/** The list of first questions; choosing one asks it. */
export function examples(found, ask) {
  if (!found.length) return [];
  return [
    el("h2", { id: "examples-title" }, t`Chẳng hạn`),
    el("ul", { "aria-labelledby": "examples-title" }, ...found.map((question) =>
      el("li", {}, el("button", { type: "button", onclick: () => ask(question) }, question)))),
  ];
}

/** What is said where there is no document to ask about. */
export function none() {
  if (!may("edit")) return el("p.empty", {}, t`Chưa có văn bản nào cho anh/chị xem. Hãy hỏi người quản trị.`);
  return el("p.empty", {}, t`Chưa có văn bản nào. `, el("a", { href: "/?view=documents", data: { view: "documents" } }, t`Thêm văn bản`), t` hoặc kéo thả tệp vào trang này.`);
}

/** A row of chips under a heading; `choices` are [words, act]. Those beyond `most` are shown when asked for. */
export function chips(title, choices, most = Infinity) {
  const drawn = choices.map(([words, act], at) => el("button.chip", { type: "button", hidden: at >= most, onclick: act }, words));
  const rest = drawn.slice(most);
  const more = el("button.link", { type: "button", hidden: !rest.length, onclick: () => {
    for (const chip of rest) chip.hidden = false;
    more.remove();
    rest[0].focus();
  } }, t`${rest.length} văn bản nữa`);
  return el("div.offers", { role: "group", "aria-label": title }, el("p", { "aria-hidden": "true" }, title), ...drawn, more);
}
