// "Hiểu là …": what a question was taken to ask, of which documents, with a way to change it.

import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { documents } from "./words.js";

const LISTED = 2;
const OFFERED = 40;

/** Nodes to stand above an answer, where there is something to say, and those to stand below it. */
export function understood(turn) {
  const { answer, options } = turn;
  if (answer.kind === "talk") return { above: [], below: [] };
  const places = (answer.understood?.old_places ?? []).map(
    (place) => el("p.understood", {}, t`${place.said}: xem văn bản của ${place.other} (sắp xếp theo ${place.since})`),
  );
  const read = answer.understood_as ?? (answer.understood?.typed ? answer.understood.question : null);
  const meant = answer.understood?.documents ?? [];
  const form = options.again ? change(turn) : null;
  const button = form ? el("button.link.other", { type: "button", "aria-expanded": "false", onclick: (event) => toggle(event.currentTarget, form) }, t`đổi`) : null;
  const own = options.scope?.document_ids;
  if (!read && !meant.length && !own) return { above: places, below: [button, form].filter(Boolean) };
  const line = el("p.understood", {}, read ? [t`Hiểu là: `, el("span", {}, `“${read}”`), t`, trong `] : t`Tìm trong `, whose(turn, meant), button ? [" ", button] : null);
  return { above: [line, ...places, form].filter(Boolean), below: [] };
}

/** Which documents were asked, in few words. */
function whose({ options, answer }, meant) {
  if (meant.length && meant.length <= LISTED) return meant.map((id) => catalogue.label({ id })).join("; ");
  if (meant.length) return documents(meant.length);
  const own = options.scope?.document_ids;
  if (own) return own.length === 1 ? catalogue.label({ id: own[0] }) : documents(own.length);
  return answer.searched ? documents(answer.searched.length) : t`cả ${documents(catalogue.state.total)}`;
}

function toggle(button, form) {
  form.hidden = !form.hidden;
  button.setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector("textarea").focus();
}

/** Other words, other documents, the same question again. */
function change(turn) {
  const { answer, options } = turn;
  const words = el("textarea", { rows: "2", maxlength: "2000", required: true, "aria-label": t`Câu hỏi` });
  words.value = answer.understood_as ?? answer.understood?.question ?? turn.question;
  const likely = [...new Set([...(answer.understood?.documents ?? []), ...answer.citations.map((c) => c.document_id), ...answer.passages.map((p) => p.document_id)])];
  const others = catalogue.state.records.map((record) => record.id).filter((id) => !likely.includes(id)).slice(0, OFFERED);
  const within = el("select", { "aria-label": t`Hỏi trong` },
    el("option", { value: "" }, t`Tất cả ${documents(catalogue.state.total)}`),
    ...[...likely, ...others].map((id) => el("option", { value: id }, catalogue.label({ id }))));
  const form = el("form.change", { hidden: true }, words, within, el("button.firm", { type: "submit" }, t`Hỏi lại`));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (words.value.trim()) options.again(words.value.trim(), { ...(within.value ? { document_ids: [within.value] } : {}), alone: true });
  });
  return form;
}
