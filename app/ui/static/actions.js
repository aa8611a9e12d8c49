// What a reader can do with an answer.

import { answers, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { el } from "./dom.js";
import { framed } from "./key.js";
import { t } from "./language.js";
import { plainText } from "./markdown.js";
import { note } from "./toasts.js";
import { citationName } from "./words.js";
import { link } from "./address.js";

export function actions(turn, more) {
  // A greeting is nothing to keep.
  if (turn.answer.kind === "talk") return el("div.actions", {}, ...more);
  return el("div.actions", {},
    button(t`Sao chép`, () => copyAnswer(turn)),
    el("a.quiet.button", { href: answers.file(turn.answer.id, "docx"), download: "" }, "Word"),
    el("a.quiet.button", { href: answers.file(turn.answer.id, "md"), download: "" }, "Markdown"),
    button(t`In`, () => print()),
    button(t`Liên kết`, () => copyLink(turn)),
    framed ? null : button(t`Ghim`, () => pin(turn)),
    ...more,
  );
}

function button(name, act) {
  return el("button.quiet", { type: "button", onclick: act }, name);
}

async function copyAnswer(turn) {
  note((await copy(withSources(turn))) ? t`Đã sao chép câu trả lời kèm nguồn.` : t`Trình duyệt không cho sao chép.`);
}

async function pin(turn) {
  try {
    await answers.pin(turn.answer.id);
    note(t`Đã ghim; mở lại trong “Các cuộc hỏi đáp”.`, { undo: () => answers.unpin(turn.answer.id).catch(() => {}), stay: 5000 });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(t`Chưa ghim được: ${error.message}`);
  }
}

async function copyLink(turn) {
  const address = new URL(shareLink(turn), location.href).href;
  note((await copy(address)) ? t`Đã sao chép liên kết mở lại câu trả lời và nguồn.` : t`Trình duyệt không cho sao chép.`);
}

/** Shows this answer on any screen, to whoever may see its documents, with its first source open. */
function shareLink(turn) {
  const [first] = turn.answer.citations;
  return link({ a: turn.answer.id, q: turn.answer.understood_as ?? turn.question, doc: first?.document_id, start: first?.start, end: first?.end }, "/");
}

/** The answer as text, its sources in administrative form below. */
function withSources(turn) {
  const sources = turn.answer.citations.map(
    (citation) => `[${citation.marker}] ${citationName(citation, catalogue.record(citation.document_id))}: “${citation.quote}”`,
  );
  const told = [turn.question, "", plainText(turn.answer.answer)];
  return (sources.length ? [...told, "", t`Nguồn:`, ...sources] : told).join("\n");
}
