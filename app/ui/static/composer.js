// The question box: grows, sends with Enter, recalls with ↑, keeps what was typed.

import { byId } from "./dom.js";

const DRAFT = "hoidap.draft";
const ASKED = "hoidap.asked";
const KEPT = 50;

const box = byId("question");
const form = byId("composer");
let asked = read(ASKED, []);
let recalled = -1;

function read(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is closed to this page: nothing outlives it.
  }
}

export function start({ send, stop }) {
  box.value = read(DRAFT, "");
  grow();
  box.addEventListener("input", () => {
    recalled = -1;
    keep(DRAFT, box.value);
    grow();
  });
  box.addEventListener("keydown", (event) => {
    // While an input method composes a syllable, Enter belongs to it.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") recall(event);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = box.value.trim();
    if (question) send(question);
  });
  byId("stop").addEventListener("click", () => {
    stop();
    box.focus();
  });
}

export function set(question, { focus = true } = {}) {
  box.value = question;
  keep(DRAFT, question);
  grow();
  if (focus) box.focus();
}

/** The question was sent: remember it, empty the box. */
export function sent(question) {
  asked = [question, ...asked.filter((other) => other !== question)].slice(0, KEPT);
  recalled = -1;
  keep(ASKED, asked);
  set("", { focus: document.activeElement === box });
}

export function running(is) {
  byId("send").hidden = is;
  byId("stop").hidden = !is;
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function recall(event) {
  const up = event.key === "ArrowUp";
  const browsing = recalled >= 0;
  if (box.value && !browsing) return;
  const next = recalled + (up ? 1 : -1);
  if (next >= asked.length || next < -1) return;
  event.preventDefault();
  recalled = next;
  box.value = next < 0 ? "" : asked[next];
  box.setSelectionRange(box.value.length, box.value.length);
  grow();
}
