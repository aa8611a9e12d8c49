// The page: ties the question box, the thread, the reader and the panels to the address.

import * as address from "./address.js";
import { conversations, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import * as composer from "./composer.js";
import { byId, el, plainClick } from "./dom.js";
import * as examples from "./examples.js";
import * as menu from "./menu.js";
import * as scope from "./scope.js";
import * as thread from "./thread.js";
import * as tip from "./tip.js";
import { note } from "./toasts.js";

const main = byId("main");

/** The reader is only fetched when a document is opened. */
let reader = null;

async function reading() {
  if (!reader) {
    const module = await import("./reader.js");
    if (!reader) module.start((change) => address.go(change));
    reader = module;
  }
  return reader;
}

function welcome(first) {
  main.classList.toggle("first", first);
  byId("welcome").hidden = !first;
  byId("examples").hidden = !first;
}

/** The conversation that the thread shows; null before its first question. */
let conversation = null;
const compared = new Set();

const NOWHERE = { c: null, q: null, topics: null, docs: null, doc: null, start: null, end: null, view: null };

function newConversation() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(question) {
  composer.sent(question);
  conversation ??= newConversation();
  address.go({ ...NOWHERE, c: conversation, q: question }, { silent: true });
  await answer(question);
}

async function answer(question) {
  welcome(false);
  reader?.hide();
  await thread.put(question, { conversation, changed: () => composer.running(thread.busy()) });
}

function forget() {
  thread.clear();
  compared.clear();
  conversation = null;
}

/** Bring the page to what its address says. */
async function arrive(state, before) {
  tip.dismiss();
  panels(state);
  await converse(state, before);
  if (state.topics && state.docs) compare(state);
  if (state.doc) {
    if (state.doc !== before?.doc || state.start !== before?.start || state.end !== before?.end || byId("reader").hidden) {
      await show(state);
    }
  } else {
    reader?.hide();
    mark({});
  }
}

/** Open the place that the address names. */
async function show(state) {
  const { open } = await reading();
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
  } else if (state.q) {
    forget();
    conversation = newConversation();
    address.go({ c: conversation }, { replace: true, silent: true });
    await answer(state.q);
  } else if (state.c) {
    forget();
    welcome(true);
    note("Cuộc hỏi đáp này không có trên máy này.");
    address.go(NOWHERE, { replace: true, silent: true });
  } else if (conversation && !state.topics) {
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
  for (const turn of kept.history) thread.recall(turn.answer, { verdict: turn.verdict, reason: turn.reason });
  return true;
}

async function compare({ topics, docs }) {
  const key = `${topics}\n${docs}`;
  if (compared.has(key)) return;
  compared.add(key);
  welcome(false);
  const panel = await import("./compare.js");
  const lines = topics.split("\n");
  await thread.present(`So sánh: ${lines.join("; ")}`, (turn) => panel.run(turn, lines, docs.split(",")));
}

const PANELS = {
  documents: async () => (await import("./library.js")).open(leave),
  history: async () => (await import("./history.js")).open(leave),
  compare: async () => (await import("./compare.js")).open((topics, ids) => {
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
  await PANELS[view]();
  document.querySelector("dialog[open]").dataset.view = view;
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
  if (!address.go({ doc, start, end, view: null })) show(address.current());
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

function dropping() {
  const cover = byId("drop");
  let depth = 0;
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!files(event)) return;
    depth += 1;
    cover.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!files(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) cover.hidden = true;
  });
  addEventListener("dragover", (event) => files(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    cover.hidden = true;
    const dropped = [...event.dataTransfer.files];
    address.go({ view: "documents" });
    const library = await import("./library.js");
    library.open(leave);
    if (dropped.length) library.add(dropped);
  });
}

function connection() {
  const line = byId("offline");
  const show = () => {
    line.hidden = navigator.onLine;
    line.textContent = navigator.onLine ? "" : "Máy đang ngoại tuyến. Câu hỏi vẫn được giữ; khi có mạng hãy hỏi lại.";
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

async function load() {
  const lead = byId("welcome-lead");
  try {
    await catalogue.refresh();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    lead.replaceChildren(error.message, " ", el("button.link", { type: "button", onclick: load }, "Thử lại"));
    return;
  }
  lead.textContent = "Câu trả lời trích nguyên văn; bấm số để xem chỗ trích.";
  let made = null;
  const offer = async ({ records }) => {
    const key = records.map((record) => record.id).join();
    if (key === made) return;
    made = key;
    if (!records.length) empty();
    else examples.show(byId("examples"), await examples.make(records), send);
  };
  catalogue.listen(offer);
  await offer(catalogue.state);
}

function empty() {
  byId("examples").replaceChildren(
    el("p.empty", {}, "Chưa có văn bản nào. ", el("a", { href: "/?view=documents", data: { view: "documents" } }, "Thêm văn bản"), " hoặc kéo thả tệp vào trang này."));
}

/** Links that stay on this page: panels, a kept conversation, a new one. */
function openView(event) {
  const anchor = event.target.closest("[data-view]:not(dialog), [data-conversation], [data-begin]");
  if (!anchor || !plainClick(event)) return;
  if ("begin" in anchor.dataset) {
    begin(event);
    return;
  }
  event.preventDefault();
  if (anchor.dataset.conversation) address.go({ ...NOWHERE, c: anchor.dataset.conversation });
  else address.go({ view: anchor.dataset.view });
}

composer.start({ send, stop: thread.stop });
scope.start();
tip.start(byId("thread"));
menu.start(() => [
  ["Hỏi chuyện mới", () => begin(new MouseEvent("click"))],
  ["So sánh văn bản", () => address.go({ view: "compare" })],
  ["In trang này", () => print()],
  ["Tải các đánh giá đúng, sai", () => location.assign("/v1/feedback")],
]);
document.addEventListener("click", follow);
document.addEventListener("click", openView);
document.addEventListener("keydown", keys);
address.listen(arrive);
dropping();
connection();
const opened = location.href;
await load();
// Whoever asked or opened something meanwhile has been shown it already.
if (location.href === opened) await arrive(address.current(), null);
