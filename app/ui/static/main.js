// The page: ties the question box, the thread, the reader and the panels to the address.

import * as address from "./address.js";
import { answers, conversations, Failure } from "./api.js";
import { caller, leave as signOut, may, start as meet } from "./caller.js";
import * as catalogue from "./catalogue.js";
import * as composer from "./composer.js";
import * as connection from "./connection.js";
import { byId, el, plainClick } from "./dom.js";
import { dropping } from "./dropping.js";
import { framed } from "./key.js";
import { t } from "./language.js";
import * as lazy from "./lazy.js";
import * as menu from "./menu.js";
import * as scope from "./scope.js";
import { beginnings, examples, none } from "./suggest.js";
import * as thread from "./thread.js";
import * as tip from "./tip.js";
import { note } from "./toasts.js";

const main = byId("main");

/** The reader is only fetched when a document is opened. */
let reader = null;

async function reading() {
  if (!reader) {
    const module = await lazy.load("reader");
    if (!reader) module.start((change) => address.go(change), about);
    reader = module;
  }
  return reader;
}

/** Ask about one document, or be ready to. */
function about(id, question) {
  if (question) {
    send(question, { document_ids: [id] });
    return;
  }
  catalogue.choose([id]);
  address.go({ doc: null, start: null, end: null, tab: null, view: null });
  byId("question").focus();
}

function welcome(first) {
  main.classList.toggle("first", first);
  byId("welcome").hidden = !first;
  byId("examples").hidden = !first;
}

/** The conversation that the thread shows; null before its first question. */
let conversation = null;
/** The answer that is shown by its own link; null where there is none. */
let exhibited = null;
const compared = new Set();

const NOWHERE = { c: null, a: null, q: null, topics: null, docs: null, doc: null, start: null, end: null, tab: null, view: null };

function newConversation() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Milliseconds after an answer until what may be asked next is looked for. */
const IDLE = 800;

async function send(question, within) {
  // What somebody else asked is no conversation to go on with.
  if (exhibited) forget();
  composer.sent(question);
  conversation ??= newConversation();
  address.go({ ...NOWHERE, c: conversation, q: question }, { silent: true });
  await answer(question, within);
}

async function answer(question, within) {
  welcome(false);
  document.title = `${question} – ${TITLE}`;
  reader?.hide();
  await thread.put(question, asking({ scope: within }));
}

/** How a turn of this conversation is asked, and asked again. */
function asking(more = {}) {
  return {
    conversation,
    changed: () => composer.running(thread.busy()),
    again: (question, within) => send(question, within),
    answered(turn) {
      const { c, q } = address.current();
      if (c === conversation && q === turn.question) address.go({ a: turn.answer.id }, { replace: true, silent: true });
      setTimeout(() => thread.goOn(turn, send), IDLE);
    },
    ...more,
  };
}

const TITLE = document.title;
const GONE = t`Câu trả lời này không còn, hoặc anh/chị không xem được văn bản của nó.`;

function forget() {
  document.title = TITLE;
  thread.clear();
  compared.clear();
  conversation = null;
  exhibited = null;
}

/** Bring the page to what its address says. */
async function arrive(state, before) {
  tip.dismiss();
  panels(state);
  await converse(state, before);
  if (state.topics && state.docs) compare(state);
  if (state.doc) {
    if (state.doc !== before?.doc || state.start !== before?.start || state.end !== before?.end || state.tab !== before?.tab || byId("reader").hidden) {
      await show(state);
    }
  } else {
    reader?.hide();
    mark({});
  }
}

/** Open the place that the address names. */
async function show(state) {
  let open;
  try {
    ({ open } = await reading());
  } catch (error) {
    away(error);
    address.go({ doc: null, start: null, end: null }, { replace: true, silent: true });
    return;
  }
  mark(state);
  await open(state, thread.citing(state), opener);
  opener = null;
}

/** Show the conversation, or ask the question, that the address names. */
async function converse(state, before) {
  if (state.c && state.c === conversation) {
    if (state.q && state.q !== before?.q && !thread.show(state.q)) await answer(state.q);
  } else if (state.c && (await reopen(state.c))) {
    if (state.q) thread.show(state.q);
  } else if (state.a && (state.a === exhibited || (await exhibit(state.a)))) {
    // Shown as it was given: nothing is asked.
  } else if (state.q) {
    if (state.a && !state.c) note(GONE);
    forget();
    conversation = newConversation();
    address.go({ c: conversation, a: null }, { replace: true, silent: true });
    await answer(state.q);
  } else if (state.c || state.a) {
    forget();
    welcome(true);
    note(state.a ? GONE : t`Cuộc hỏi đáp này không có trên máy này.`);
    address.go(NOWHERE, { replace: true, silent: true });
  } else if ((conversation || exhibited) && !state.topics) {
    forget();
    welcome(true);
  }
}

/** Show a kept conversation; false where there is none for this reader. */
async function reopen(id) {
  let kept;
  try {
    kept = await conversations.show(id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.status !== 404) note(error.message);
    return false;
  }
  forget();
  conversation = id;
  welcome(false);
  document.title = `${kept.title} – ${TITLE}`;
  for (const turn of kept.history) await thread.recall(turn.answer, asking(), { verdict: turn.verdict, reason: turn.reason });
  return true;
}

/** Show one answer by its link; false where there is none that this reader may see. */
async function exhibit(id) {
  let held;
  try {
    held = await answers.show(id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false;
  }
  forget();
  welcome(false);
  exhibited = id;
  document.title = `${held.answer.question} – ${TITLE}`;
  await thread.exhibit(held, asking());
  return true;
}

async function compare({ topics, docs }) {
  const key = `${topics}\n${docs}`;
  if (compared.has(key)) return;
  compared.add(key);
  welcome(false);
  const panel = await lazy.load("compare");
  const lines = topics.split("\n");
  const title = t`So sánh: ${lines.join("; ")}`;
  document.title = `${title} – ${TITLE}`;
  await thread.present(title, (turn) => panel.run(turn, lines, docs.split(",")));
}

const PANELS = {
  documents: async () => (await lazy.load("library")).open(leave),
  history: async () => (await lazy.load("history")).open(leave),
  register: async () => (await lazy.load("register")).open(leave),
  notices: async () => (await lazy.load("notices")).open(leave),
  admin: async () => {
    if (!may("administer")) throw new Failure(t`Anh/chị chưa được quyền xem nội dung này.`);
    (await lazy.load("admin")).open(leave);
  },
  calendar: async () => (await lazy.load("calendar")).open(leave),
  compare: async () => (await lazy.load("compare")).open((topics, ids) => {
    forget();
    address.go({ ...NOWHERE, topics: topics.join("\n"), docs: ids.join(",") });
  }, leave),
};

function leave() {
  if (address.current().view) address.go({ view: null });
}

/** One panel at a time: the one the address names. */
async function panels({ view }) {
  for (const dialog of document.querySelectorAll("dialog[open]")) if (dialog.dataset.view !== view) dialog.close();
  if (!Object.hasOwn(PANELS, view ?? "") || document.querySelector(`dialog[open][data-view="${view}"]`)) return;
  try {
    await PANELS[view]();
  } catch (error) {
    away(error);
    leave();
    return;
  }
  const opened = document.querySelector("dialog[open]");
  if (opened) opened.dataset.view = view;
}

/** Say what is away; everything on the page stays as it is. */
function away(error) {
  if (!(error instanceof Failure)) throw error;
  note(error.message, { stay: 8000 });
}

/** Show which marker the reader is open at. */
function mark(state) {
  for (const node of document.querySelectorAll("[aria-current=true]")) node.removeAttribute("aria-current");
  if (!state.doc) return;
  for (const node of document.querySelectorAll(`a[data-doc="${CSS.escape(state.doc)}"][data-start="${CSS.escape(state.start ?? "")}"][data-end="${CSS.escape(state.end ?? "")}"]`)) {
    node.setAttribute("aria-current", "true");
  }
}

/** The link that was followed, so that closing the document returns to it. */
let opener = null;

/** Links to places open here; any other click on them does what the browser does. */
function follow(event) {
  const anchor = event.target.closest("a[data-doc]");
  if (!anchor || !plainClick(event)) return;
  event.preventDefault();
  const { doc, start = null, end = null } = anchor.dataset;
  opener = anchor;
  const { tab = null } = anchor.dataset;
  if (!address.go({ doc, start, end, tab, view: null })) show(address.current());
}

function begin(event) {
  if (!plainClick(event)) return;
  event.preventDefault();
  forget();
  address.go(NOWHERE);
  welcome(true);
  byId("question").focus();
}

function keys(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && thread.busy()) {
    thread.stop();
    return;
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (typing) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("question").focus();
  } else if (event.key === "[") reader?.step(-1);
  else if (event.key === "]") reader?.step(1);
}

/** Milliseconds between two tries while the service starts. */
const STARTING = 3000;
let waiting = 0;

async function load() {
  clearTimeout(waiting);
  const lead = byId("welcome-lead");
  try {
    await catalogue.refresh();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    lead.replaceChildren(error.message, " ", el("button.link", { type: "button", onclick: load }, t`Thử lại`));
    // A service that is starting is there in a moment.
    if (error.status === 503) waiting = setTimeout(load, STARTING);
    return;
  }
  lead.textContent = t`Câu trả lời trích nguyên văn; bấm số để xem chỗ trích.`;
  let made = null;
  let within = null;
  const offer = async ({ records, narrowed, chosen, total }) => {
    const asked = JSON.stringify(narrowed);
    const key = JSON.stringify([records.map((record) => record.id), asked]);
    if (key === made) return;
    // Those shown are of other documents: better none until there are some of these.
    if (within !== asked) byId("examples").replaceChildren();
    within = asked;
    made = key;
    if (!total) {
      byId("examples").replaceChildren(none());
      return;
    }
    const draw = (found) => key === made && byId("examples").replaceChildren(...examples(found, send));
    draw(chosen.size ? [] : await beginnings(draw));
  };
  catalogue.listen(offer);
  await scope.first();
  offer(catalogue.state);
}

/** Links that stay on this page: panels, a kept conversation, a new one. */
function openView(event) {
  const anchor = event.target.closest("[data-view]:not(dialog), [data-conversation], [data-answer], [data-begin]");
  if (!anchor || !plainClick(event)) return;
  if ("begin" in anchor.dataset) {
    begin(event);
    return;
  }
  event.preventDefault();
  if (anchor.dataset.answer) address.go({ ...NOWHERE, a: anchor.dataset.answer });
  else if (anchor.dataset.conversation) address.go({ ...NOWHERE, c: anchor.dataset.conversation });
  else address.go({ view: anchor.dataset.view });
}

composer.start({ send, stop: thread.stop });
scope.start();
tip.start(byId("thread"));
menu.start(() => [
  ...(caller.signedIn ? [[t`Tài khoản: ${caller.name}`, () => location.assign("/sign-in")]] : []),
  ...(may("administer") ? [[t`Quản trị`, () => address.go({ view: "admin" })]] : []),
  [t`Thông báo`, () => address.go({ view: "notices" })],
  [t`Hỏi chuyện mới`, () => begin(new MouseEvent("click"))],
  [t`Sổ nhiệm vụ`, () => address.go({ view: "register" })],
  [t`Lịch`, () => address.go({ view: "calendar" })],
  [t`So sánh văn bản`, () => address.go({ view: "compare" })],
  [t`In trang này`, () => print()],
  [t`Tải các đánh giá đúng, sai`, () => location.assign("/v1/feedback")],
  ...(caller.signedIn ? [[t`Đăng xuất`, () => signOut().catch(away)]] : []),
]);
document.addEventListener("click", follow);
document.addEventListener("click", openView);
document.addEventListener("keydown", keys);
address.listen(arrive);
dropping(async (dropped) => {
  try {
    if (!may("edit")) throw new Failure(t`Anh/chị chưa được quyền thêm văn bản.`);
    const library = await lazy.load("library");
    address.go({ view: "documents" });
    library.open(leave);
    const files = await dropped;
    if (files.length) library.add(files);
  } catch (error) {
    away(error);
  }
});
connection.watch();
const opened = location.href;
await Promise.all([meet(), load()]);
setTimeout(() => {
  lazy.ahead(["answer", "reader", "card", "library", "history", "telex"]);
  if (catalogue.state.total && !framed) lazy.load("notices").then(({ look }) => look()).catch(() => {});
}, IDLE);
// Whoever asked or opened something meanwhile has been shown it already.
if (location.href === opened) await arrive(address.current(), null);
