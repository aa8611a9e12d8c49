// The page: ties the question box, the thread, the reader and the panels to the address.

import * as address from "./address.js";
import { Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import * as composer from "./composer.js";
import { byId, el, plainClick } from "./dom.js";
import * as examples from "./examples.js";
import * as menu from "./menu.js";
import * as reader from "./reader.js";
import * as scope from "./scope.js";
import * as thread from "./thread.js";
import * as tip from "./tip.js";

const main = byId("main");

function welcome(first) {
  main.classList.toggle("first", first);
  byId("welcome").hidden = !first;
  byId("examples").hidden = !first;
}

async function send(question) {
  composer.sent(question);
  address.go({ c: null, q: question, doc: null, start: null, end: null, view: null }, { silent: true });
  await answer(question);
}

async function answer(question) {
  welcome(false);
  reader.hide();
  await thread.put(question, { changed: () => composer.running(thread.busy()) });
}

/** Bring the page to what its address says. */
async function arrive(state, before) {
  tip.dismiss();
  panels(state);
  if (!state.q) {
    if (before?.q) thread.clear();
    welcome(!thread.turns.length);
  } else if (!thread.turns.some((turn) => turn.question === state.q)) {
    answer(state.q);
  }
  if (state.doc) {
    if (state.doc !== before?.doc || state.start !== before?.start || state.end !== before?.end || byId("reader").hidden) {
      const around = thread.citing(state);
      mark(state);
      await reader.open(state, around);
    }
  } else {
    reader.hide();
    mark({});
  }
}

let opened = false;

async function panels(state) {
  if (!state.view && !opened) return;
  opened = true;
  const library = await import("./library.js");
  if (state.view === "documents") library.open(() => address.current().view && address.go({ view: null }));
  else library.close();
}

/** Show which marker the reader is open at. */
function mark(state) {
  for (const node of document.querySelectorAll("[aria-current=true]")) node.removeAttribute("aria-current");
  if (!state.doc) return;
  for (const node of document.querySelectorAll(`a[data-doc="${CSS.escape(state.doc)}"][data-start="${CSS.escape(state.start ?? "")}"][data-end="${CSS.escape(state.end ?? "")}"]`)) {
    node.setAttribute("aria-current", "true");
  }
}

/** Links to places open here; any other click on them does what the browser does. */
function follow(event) {
  const anchor = event.target.closest("a[data-doc]");
  if (!anchor || !plainClick(event)) return;
  event.preventDefault();
  const { doc, start = null, end = null } = anchor.dataset;
  reader.from(anchor);
  if (!address.go({ doc, start, end, view: null })) reader.open(address.current(), thread.citing(address.current()));
}

function begin(event) {
  if (!plainClick(event)) return;
  event.preventDefault();
  thread.clear();
  address.go({ c: null, q: null, doc: null, start: null, end: null, view: null });
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
  } else if (event.key === "[") reader.step(-1);
  else if (event.key === "]") reader.step(1);
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
    library.open(() => address.current().view && address.go({ view: null }));
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
  let made = "";
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

function openView(event) {
  const anchor = event.target.closest("a[data-view], #open-library");
  if (!anchor || !plainClick(event)) return;
  event.preventDefault();
  address.go({ view: anchor.dataset.view ?? "documents" });
}

composer.start({ send, stop: thread.stop });
reader.start((change) => address.go(change));
scope.start();
tip.start(byId("thread"));
menu.start(() => [
  ["Hỏi chuyện khác", () => begin(new MouseEvent("click"))],
  ["In trang này", () => print()],
]);
document.addEventListener("click", follow);
document.addEventListener("click", openView);
document.addEventListener("keydown", keys);
byId("home").addEventListener("click", begin);
address.listen(arrive);
dropping();
connection();
await load();
await arrive(address.current(), null);
