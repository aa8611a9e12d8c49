// The question box: grows, sends with Enter, recalls with ↑, keeps what was typed.

import { Failure } from "./api.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import * as lazy from "./lazy.js";

const DRAFT = "hoidap.draft";
const ASKED = "hoidap.asked";
const KEPT = 50;
/** Letters that only Telex puts side by side; what is typed with marks needs no offer. */
const TELEX = /^(?=.*(?:aa|ee|oo|dd|w|[aeiouy][a-z]*[sfrxj]\b))[\x20-\x7e]+$/i;

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
    offer();
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

/** Offer what the Telex keys spell, where they were typed without an input method. */
async function offer() {
  const typed = box.value;
  let words = null;
  if (TELEX.test(typed)) {
    try {
      words = (await lazy.load("telex")).meant(typed.trim());
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  if (typed !== box.value) return;
  const place = byId("telex");
  place.hidden = !words;
  place.replaceChildren(...(words ? [t`Có phải là`, " ", el("button.link", { type: "button", lang: "vi", onclick: () => set(words) }, words)] : []));
}

export function set(question, { focus = true } = {}) {
  box.value = question;
  byId("telex").hidden = true;
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
