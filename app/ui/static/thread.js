// The questions and answers of this page, in order.

import { ask, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { announce, byId, el, reducedMotion, soon } from "./dom.js";
import { t } from "./language.js";
import * as lazy from "./lazy.js";
import { beginnings, chips, questions } from "./suggest.js";
import { dateTime, documents } from "./words.js";

const thread = byId("thread");
export const turns = [];
let running = null;
/** Milliseconds between two pictures of an answer that grows. */
const BRIEF = 120;

export function busy() {
  return running !== null;
}

export function stop() {
  running?.abort();
}

export function clear() {
  stop();
  turns.length = 0;
  for (const node of thread.querySelectorAll(".turn")) node.remove();
}

/** The turn whose answer cites this place, and where in it. */
export function citing(place) {
  for (const turn of [...turns].reverse()) {
    const cited = turn.answer?.citations ?? [];
    const index = cited.findIndex(
      (citation) => citation.document_id === place.doc && citation.start === Number(place.start) && citation.end === Number(place.end),
    );
    if (index >= 0) return { turn, citations: cited, index };
  }
  return null;
}

/** Show a turn that was answered before; `options` as of `put`. */
export async function recall(answer, options, judged) {
  const turn = place(answer.question);
  turn.options = options;
  await settle(turn, answer, judged);
}

/** Show an answer that somebody else may have been given, read-only. */
export async function exhibit({ answer, asked_at: moment }, options) {
  const turn = place(answer.question);
  turn.options = options;
  await settle(turn, answer, { shared: true });
  turn.reply.prepend(el("p.understood", {}, t`Câu trả lời đưa ra lúc ${dateTime(moment)}; văn bản có thể đã thay đổi từ đó. `,
    el("button.link", { type: "button", onclick: () => options.again(answer.understood_as ?? answer.question) }, t`Hỏi lại bây giờ`)));
}

/** Show a turn that something else fills; `fill(turn)` may fail with a Failure. */
export async function present(title, fill) {
  stop();
  const turn = place(title);
  reveal(turn);
  const cancel = soon(() => turn.reply.append(el("p.waiting", {}, t`Đang so sánh…`)));
  try {
    await fill(turn);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    turn.reply.replaceChildren(el("div.state.failed", { role: "alert" }, error.message));
  } finally {
    cancel();
  }
}

/**
 * Ask, and follow the answer into the page. Resolves to the turn; never rejects.
 * `options`: the conversation, the `scope` if it is not the one chosen, `again(question, scope)` to ask anew,
 * `changed()` when asking begins or ends, `answered(turn)`.
 */
export async function put(question, options = {}) {
  stop();
  const turn = place(question);
  turn.options = options;
  reveal(turn);
  await run(turn);
  return turn;
}

/** Bring the turn of this question to the top; returns whether there is one. */
export function show(question) {
  const turn = turns.findLast((candidate) => candidate.question === question);
  if (turn) bring(turn);
  return Boolean(turn);
}

function place(question) {
  for (const node of thread.querySelectorAll(".next")) node.remove();
  const number = turns.length + 1;
  const turn = {
    question,
    options: {},
    answer: null,
    reply: el("div.reply"),
    node: null,
  };
  turn.node = el("article.turn", { "aria-labelledby": `asked-${number}` },
    el("h2.asked", { id: `asked-${number}`, tabindex: "-1", lang: "vi" }, question),
    turn.reply,
  );
  turns.push(turn);
  thread.append(turn.node);
  return turn;
}

/** Bring the question to the top once; the answer then grows below without moving it. */
function reveal(turn) {
  bring(turn, reducedMotion() || turns.length === 1 ? "auto" : "smooth");
}

/** Scroll the thread, and nothing around it, until the turn is at its top. */
function bring(turn, behavior = "auto") {
  thread.scrollTo({ top: thread.scrollTop + turn.node.getBoundingClientRect().top - thread.getBoundingClientRect().top, behavior });
}

async function run(turn) {
  const { conversation, changed } = turn.options;
  const control = new AbortController();
  running = control;
  changed?.();
  turn.reply.setAttribute("aria-busy", "true");
  const stream = new Stream(turn.reply);
  try {
    const body = { question: turn.question, ...(turn.options.scope ?? catalogue.scope()), conversation_id: conversation };
    const answer = await ask(body, stream, control.signal);
    stream.close();
    await settle(turn, answer);
    turn.options.answered?.(turn);
    announce(answer.status === "not_found" ? t`Không tìm thấy trong các văn bản đang có.` : t`Đã có câu trả lời.`);
  } catch (error) {
    if (error.name === "AbortError") stopped(turn, stream);
    else failed(turn, error);
  } finally {
    stream.close();
    turn.reply.removeAttribute("aria-busy");
    if (running === control) running = null;
    changed?.();
  }
}

async function settle(turn, answer, judged = {}) {
  const { finish, named } = await lazy.load("answer");
  turn.answer = answer;
  await catalogue.need(named(answer));
  turn.reply.replaceChildren(...finish(turn, judged));
}

/** Offer what may be asked next below the last answer; it is tried by the service first. */
export async function goOn(turn, choose) {
  const { answer } = turn;
  let found = answer.kind === "talk" ? [] : await questions({ answer_id: answer.id });
  const further = found.length > 0;
  // Where there is nothing to go on from, one may begin anew.
  if (!further && (answer.kind === "talk" || (answer.status === "not_found" && !answer.choices?.length))) found = await beginnings();
  if (!found.length || turn !== turns.at(-1) || turn.answer !== answer) return;
  turn.node.querySelector(".next")?.remove();
  turn.node.append(el("div.next", {}, chips(further ? t`Hỏi tiếp` : t`Có thể hỏi`, found.map((question) => [question, () => choose(question)]))));
}

/** The answer while it is being made. */
class Stream {
  #text = "";
  #frame = 0;

  constructor(reply) {
    this.reply = reply;
    this.prose = el("div.prose", { lang: "vi" });
    const searched = catalogue.state.chosen.size || (catalogue.isNarrowed() ? 0 : catalogue.state.total);
    this.waiting = el("p.waiting", {}, searched ? t`Đang tìm trong ${documents(searched)}…` : t`Đang tìm…`);
    reply.replaceChildren(this.prose);
    this.cancel = soon(() => reply.prepend(this.waiting));
  }

  passages(value) {
    const passages = value?.passages ?? value ?? [];
    const read = new Set(passages.map((passage) => passage.document_id)).size;
    if (read) this.waiting.textContent = t`Đang đọc ${passages.length} đoạn trong ${documents(read)}…`;
  }

  token(value) {
    this.#text += typeof value === "string" ? value : (value?.text ?? value?.token ?? "");
    // What is made at once is shown once, finished; what is written word by word is followed.
    this.#frame ||= setTimeout(() => this.draw().catch(() => {}), BRIEF);
  }

  async draw() {
    this.#frame = 0;
    const text = this.#text;
    const { pendingMarker, render } = await lazy.load("answer");
    if (text !== this.#text) return;
    this.cancel();
    this.waiting.remove();
    this.prose.replaceChildren(render(text, pendingMarker));
  }

  get text() {
    return this.#text;
  }

  close() {
    this.cancel();
    clearTimeout(this.#frame);
  }
}

function stopped(turn, stream) {
  stream.close();
  stream.draw().catch(() => {});
  turn.reply.replaceChildren(stream.prose, el("p.state", {}, t`Đã dừng. `, again(turn)));
  announce(t`Đã dừng.`);
}

function failed(turn, error) {
  const held = el("p", {}, error.away ? t`Câu hỏi vẫn được giữ ở đây. ` : "", again(turn));
  turn.reply.replaceChildren(el("div.state.failed", { role: "alert" }, el("p", {}, error.message), held));
}

function again(turn) {
  const button = el("button.link", { type: "button" }, t`Hỏi lại`);
  button.addEventListener("click", () => {
    byId("question").focus();
    run(turn);
  });
  return button;
}
