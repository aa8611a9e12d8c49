// Right or wrong, and why: kept with the answer for the next evaluation.

import { answers, Failure } from "./api.js";
import { el, icon, ICONS } from "./dom.js";
import { t } from "./language.js";
import { note } from "./toasts.js";

const REASONS = [t`Trích sai chỗ`, t`Thiếu ý`, t`Nhầm văn bản`, t`Không trả lời đúng câu hỏi`];

/** Two buttons and, after "Sai", a place to say why. */
export function feedback(turn, given = {}) {
  let verdict = given.verdict ?? null;
  const reason = el("form.reason", { hidden: true });
  const right = thumb(t`Đúng`, ICONS.right, () => judge(verdict === "right" ? null : "right"));
  const wrong = thumb(t`Sai`, ICONS.wrong, () => judge(verdict === "wrong" ? null : "wrong"));

  async function judge(next, words = "") {
    try {
      if (next) await answers.judge(turn.answer.id, next, words);
      else await answers.unjudge(turn.answer.id);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note(t`Chưa ghi được: ${error.message}`);
      return;
    }
    const opening = next === "wrong" && verdict !== "wrong";
    verdict = next;
    draw();
    if (opening) ask();
    else reason.hidden = true;
    if (words) note(t`Đã ghi ý kiến. Cảm ơn anh/chị.`);
  }

  function draw() {
    right.setAttribute("aria-pressed", String(verdict === "right"));
    wrong.setAttribute("aria-pressed", String(verdict === "wrong"));
  }

  function ask() {
    const field = el("textarea", { rows: "2", maxlength: "2000", "aria-label": t`Sai ở đâu`, placeholder: t`Sai ở đâu? Câu đúng là gì?` });
    field.value = given.reason ?? "";
    reason.replaceChildren(
      el("div.chips", { role: "group", "aria-label": t`Lý do thường gặp` }, ...REASONS.map((words) => el("button.chip", {
        type: "button",
        onclick: () => {
          field.value = field.value ? `${field.value.trimEnd()} ${words}.` : `${words}.`;
          field.focus();
        },
      }, words))),
      field,
      el("div", {}, el("button.firm", { type: "submit" }, t`Gửi ý kiến`)));
    reason.hidden = false;
    field.focus();
  }

  reason.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = reason.querySelector("textarea").value.trim();
    given.reason = words;
    judge("wrong", words || "Không nêu lý do");
  });
  draw();
  return { buttons: [right, wrong], form: reason };
}

function thumb(name, path, act) {
  return el("button.quiet.thumb", { type: "button", "aria-pressed": "false", onclick: act }, icon(path), name);
}
