// What a reader can do with an answer.

import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { el } from "./dom.js";
import { note } from "./toasts.js";
import { citationName } from "./words.js";
import { link } from "./address.js";

export function actions(turn, { brief = false } = {}) {
  return el("div.actions", {},
    brief ? null : button("Sao chép", () => copyAnswer(turn)),
    button("Liên kết", () => copyLink(turn)),
  );
}

function button(name, act) {
  return el("button.quiet", { type: "button", onclick: act }, name);
}

async function copyAnswer(turn) {
  note((await copy(withSources(turn))) ? "Đã sao chép câu trả lời kèm nguồn." : "Trình duyệt không cho sao chép.");
}

async function copyLink(turn) {
  const address = new URL(link({ q: turn.question }), location.href).href;
  note((await copy(address)) ? "Đã sao chép liên kết mở lại câu hỏi này." : "Trình duyệt không cho sao chép.");
}

/** The answer as text, its sources in administrative form below. */
export function withSources(turn) {
  const sources = turn.answer.citations.map(
    (citation) => `[${citation.marker}] ${citationName(citation, catalogue.record(citation.document_id))}: “${citation.quote}”`,
  );
  return [turn.question, "", turn.answer.answer.replaceAll("**", ""), "", "Nguồn:", ...sources].join("\n");
}
