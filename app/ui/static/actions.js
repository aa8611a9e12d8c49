// What a reader can do with an answer.

import { answers } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { el } from "./dom.js";
import { plainText } from "./markdown.js";
import { note } from "./toasts.js";
import { citationName } from "./words.js";
import { link } from "./address.js";

export function actions(turn, more) {
  return el("div.actions", {},
    button("Sao chép", () => copyAnswer(turn)),
    el("a.quiet.button", { href: answers.file(turn.answer.id, "docx"), download: "" }, "Word"),
    el("a.quiet.button", { href: answers.file(turn.answer.id, "md"), download: "" }, "Markdown"),
    button("Liên kết", () => copyLink(turn)),
    ...more,
  );
}

function button(name, act) {
  return el("button.quiet", { type: "button", onclick: act }, name);
}

async function copyAnswer(turn) {
  note((await copy(withSources(turn))) ? "Đã sao chép câu trả lời kèm nguồn." : "Trình duyệt không cho sao chép.");
}

async function copyLink(turn) {
  const address = new URL(shareLink(turn), location.href).href;
  note((await copy(address)) ? "Đã sao chép liên kết mở lại câu trả lời và nguồn." : "Trình duyệt không cho sao chép.");
}

/** Asks the same again on any screen and opens its first source. */
function shareLink(turn) {
  const [first] = turn.answer.citations;
  return link({ q: turn.answer.understood_as ?? turn.question, doc: first?.document_id, start: first?.start, end: first?.end });
}

/** The answer as text, its sources in administrative form below. */
export function withSources(turn) {
  const sources = turn.answer.citations.map(
    (citation) => `[${citation.marker}] ${citationName(citation, catalogue.record(citation.document_id))}: “${citation.quote}”`,
  );
  const told = [turn.question, "", plainText(turn.answer.answer)];
  return (sources.length ? [...told, "", "Nguồn:", ...sources] : told).join("\n");
}
