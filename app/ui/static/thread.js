// The questions and answers of this page, in order.

import { ask, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { announce, byId, el, reducedMotion, soon } from "./dom.js";
import { render } from "./markdown.js";
import { finish, pendingMarker } from "./answer.js";
import { documents } from "./words.js";

const thread = byId("thread");
export const turns = [];
let running = null;

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

/** Show a turn that was answered before. */
export function recall(answer, judged) {
  settle(place(answer.question), answer, judged);
}

/** Show a turn that something else fills; `fill(turn)` may fail with a Failure. */
export async function present(title, fill) {
  stop();
  const turn = place(title);
  reveal(turn);
  const cancel = soon(() => turn.reply.append(el("p.waiting", {}, "Đang so sánh…")));
  try {
    await fill(turn);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    turn.reply.replaceChildren(el("div.state.failed", { role: "alert" }, error.message));
  } finally {
    cancel();
  }
}

/** Ask, and follow the answer into the page. Resolves to the turn; never rejects. */
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
  turn?.node.scrollIntoView({ block: "start" });
  return Boolean(turn);
}

function place(question) {
  const number = turns.length + 1;
  const turn = {
    question,
    options: {},
    answer: null,
    reply: el("div.reply"),
    node: null,
  };
  turn.node = el("article.turn", { "aria-labelledby": `asked-${number}` },
    el("h2.asked", { id: `asked-${number}`, tabindex: "-1" }, question),
    turn.reply,
  );
  turns.push(turn);
  thread.append(turn.node);
  return turn;
}

/** Bring the question to the top once; the answer then grows below without moving it. */
function reveal(turn) {
  turn.node.scrollIntoView({ block: "start", behavior: reducedMotion() || turns.length === 1 ? "auto" : "smooth" });
}

async function run(turn) {
  const { conversation, changed } = turn.options;
  const control = new AbortController();
  running = control;
  changed?.();
  turn.reply.setAttribute("aria-busy", "true");
  const stream = new Stream(turn.reply);
  try {
    const body = { question: turn.question, document_ids: catalogue.scope(), conversation_id: conversation };
    const answer = await ask(body, stream, control.signal);
    settle(turn, answer);
    announce(answer.status === "not_found" ? "Không tìm thấy trong các văn bản đang có." : "Đã có câu trả lời.");
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

function settle(turn, answer, judged = {}) {
  turn.answer = answer;
  turn.reply.replaceChildren(...finish(turn, judged));
}

/** The answer while it is being made. */
class Stream {
  #text = "";
  #frame = 0;

  constructor(reply) {
    this.reply = reply;
    this.prose = el("div.prose");
    const searched = catalogue.state.chosen.size || catalogue.state.records.length;
    this.waiting = el("p.waiting", {}, searched ? `Đang tìm trong ${documents(searched)}…` : "Đang tìm…");
    reply.replaceChildren(this.prose);
    this.cancel = soon(() => reply.prepend(this.waiting));
  }

  passages(value) {
    const passages = value?.passages ?? value ?? [];
    const read = new Set(passages.map((passage) => passage.document_id)).size;
    if (read) this.waiting.textContent = `Đang đọc ${passages.length} đoạn trong ${documents(read)}…`;
  }

  token(value) {
    this.#text += typeof value === "string" ? value : (value?.text ?? value?.token ?? "");
    this.cancel();
    this.waiting.remove();
    this.#frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.#frame = 0;
    this.prose.replaceChildren(render(this.#text, pendingMarker));
  }

  get text() {
    return this.#text;
  }

  close() {
    this.cancel();
    cancelAnimationFrame(this.#frame);
  }
}

function stopped(turn, stream) {
  stream.close();
  stream.draw();
  turn.reply.replaceChildren(stream.prose, el("p.state", {}, "Đã dừng. ", again(turn)));
  announce("Đã dừng.");
}

function failed(turn, error) {
  const held = el("p", {}, error.away ? "Câu hỏi vẫn được giữ ở đây. " : "", again(turn));
  turn.reply.replaceChildren(el("div.state.failed", { role: "alert" }, el("p", {}, error.message), held));
}

function again(turn) {
  const button = el("button.link", { type: "button" }, "Hỏi lại");
  button.addEventListener("click", () => {
    byId("question").focus();
    run(turn);
  });
  return button;
}
