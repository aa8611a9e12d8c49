// The document beside the answer, open at the cited place.

import { documents, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { copy } from "./clipboard.js";
import { announce, byId, el, icon, ICONS, reducedMotion, soon } from "./dom.js";
import { Facsimile } from "./facsimile.js";
import { t } from "./language.js";
import { load as part } from "./lazy.js";
import { Finder } from "./find.js";
import { outline } from "./outline.js";
import { Paper } from "./paper.js";
import { note } from "./toasts.js";
import { citationName, documentName, plain, sectionName } from "./words.js";

const pane = byId("reader");
const narrow = matchMedia("(max-width: 899px)");
const cache = new Map();
const CACHED = 8;

let shown = null;
let opener = null;
let go = null;
let askAbout = null;

/**
 * `navigate(change)` changes the page's address; null as document closes the pane. `ask(id, question)` asks about a
 * document; null as question leaves the words to the reader.
 */
export function start(navigate, ask) {
  go = navigate;
  askAbout = ask;
  narrow.addEventListener("change", () => !pane.hidden && cover(true));
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      close();
    }
  });
}

export function close() {
  go({ doc: null, start: null, end: null, tab: null });
}

export function hide() {
  if (pane.hidden) return;
  pane.hidden = true;
  shown = null;
  cover(false);
  document.body.classList.remove("reading");
  const back = opener?.isConnected ? opener : byId("thread").querySelector("[aria-current=true]");
  if (pane.contains(document.activeElement) || document.activeElement === document.body) (back ?? byId("question")).focus({ preventScroll: true });
  opener = null;
}

/**
 * Open a place: { doc, start, end }. `around` is { citations, index } of the answer it belongs to;
 * closing returns the focus to `from`.
 */
export async function open(place, around, from) {
  opener = from ?? opener;
  const already = shown?.id === place.doc ? shown : null;
  if (already) already.wanted = { place, around };
  pane.hidden = false;
  document.body.classList.add("reading");
  cover(true);
  if (already) {
    if (already.paper) arrive(already);
    return;
  }
  const waiting = soon(() => pane.replaceChildren(bar(t`Đang mở văn bản…`), el("p.state", {}, t`Đang mở văn bản…`)), shown ? 300 : 0);
  shown = { id: place.doc, wanted: { place, around } };
  const mine = shown;
  try {
    const loaded = await load(place.doc);
    waiting();
    if (shown !== mine) return;
    build(mine, loaded);
    arrive(mine);
  } catch (error) {
    waiting();
    if (!(error instanceof Failure)) throw error;
    if (shown !== mine) return;
    shown = null;
    const sentence = error.status === 404 ? t`Văn bản này không còn trong danh sách.` : error.message;
    pane.replaceChildren(bar(t`Văn bản`), el("p.state.failed", { role: "alert" }, sentence));
    pane.focus();
  }
}

export function forget(id) {
  cache.delete(id);
}

async function load(id) {
  if (!cache.has(id)) {
    const [record, text] = await Promise.all([documents.show(id), documents.text(id)]);
    if (cache.size >= CACHED) cache.delete(cache.keys().next().value);
    cache.set(id, { record, text });
  }
  return cache.get(id);
}

/** On a narrow screen the pane is a sheet over the page: what is under it rests. */
function cover(opening) {
  const modal = opening && narrow.matches;
  byId("main").inert = modal;
  document.querySelector(".bar").inert = modal;
  if (modal) {
    pane.setAttribute("role", "dialog");
    pane.setAttribute("aria-modal", "true");
  } else {
    pane.removeAttribute("role");
    pane.removeAttribute("aria-modal");
  }
}

function bar(title, ...rest) {
  return el("header.reader-bar", {},
    el("div.reader-title", {}, el("h2", { tabindex: "-1", id: "reader-title" }, title), el("p.where", {})),
    ...rest,
    el("button.icon.close", { type: "button", "aria-label": t`Đóng văn bản`, title: t`Đóng (Esc)`, onclick: close }, icon(ICONS.close)),
  );
}

function build(view, { record, text }) {
  view.record = record;
  view.paper = new Paper(text, record.outline);
  view.scroller = el("div.scroller", { tabindex: "0", role: "region", "aria-label": t`Nội dung văn bản` }, view.paper.node);
  const contents = outline(view.paper, record.id, (event, landmark) => {
    event.preventDefault();
    pane.classList.remove("show-outline");
    bring(view.scroller, landmark.node, 0, reducedMotion() ? "auto" : "smooth");
  });
  view.steps = el("div.steps", { hidden: true });
  view.finder = new Finder(view.paper, view.scroller);
  view.facsimile = record.pages && record.media_type === "application/pdf" ? new Facsimile(record) : null;
  const toggle = el("button.quiet.toggle-outline", { type: "button", "aria-expanded": "false" }, icon(ICONS.outline), t`Mục lục`);
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", String(pane.classList.toggle("show-outline")));
  });
  pane.replaceChildren(
    bar(documentName(record), view.steps),
    el("div.tools", {},
      contents.size ? toggle : null,
      view.finder.button,
      view.facsimile ? facsimileButton(view) : null,
      cardButton(view),
      el("button.quiet.copy-quote", { type: "button", hidden: true, title: t`Sao chép trích dẫn kèm tên văn bản và mục`, onclick: () => copyQuote(view) }, el("span", {}, t`Sao chép`, el("span.wide", {}, t` trích dẫn`))),
      el("span.grow"),
      el("a.quiet.button", { href: documents.original(record.id), target: "_blank", rel: "noopener", title: plain(record.source) }, t`Bản gốc`),
    ),
    view.finder.node,
    el("div.spread", {}, contents.size ? el("nav.outline", { "aria-label": t`Mục lục` }, contents.node) : null, view.scroller, view.facsimile?.node),
  );
  view.spread = pane.querySelector(".spread");
  view.update = contents.follow(view.scroller);
}

/** "Trang gốc": the printed page instead of its text, until it is pressed again. */
function facsimileButton(view) {
  const button = el("button.quiet.printed", { type: "button", "aria-pressed": "false" }, t`Trang gốc`);
  button.addEventListener("click", () => {
    const on = view.facsimile.node.hidden;
    view.facsimile.node.hidden = !on;
    view.scroller.hidden = on;
    button.setAttribute("aria-pressed", String(on));
    if (on) view.facsimile.show(view.printed);
  });
  return button;
}

/** "Thông tin": the document's own page instead of its text. */
function cardButton(view) {
  view.cardButton = el("button.quiet", { type: "button", "aria-pressed": "false", onclick: () => go({ tab: view.card && !view.card.node.hidden ? null : "card", start: null, end: null }) }, t`Thông tin`);
  return view.cardButton;
}

/** Show the document's own page, or its text. */
async function turn(view, on) {
  view.cardButton.setAttribute("aria-pressed", String(on));
  if (on && !view.card) {
    try {
      const { Card } = await part("card");
      view.card ??= new Card(view.record, { changed: (record) => corrected(view, record), reread: () => reopen(view), ask: (question) => askAbout(view.id, question) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note(error.message);
      return;
    }
    view.spread.append(view.card.node);
  }
  if (view.card) view.card.node.hidden = !on;
  view.spread.classList.toggle("with-card", on);
}

/** What a person put right shows everywhere. */
function corrected(view, record) {
  view.record = record;
  cache.delete(record.id);
  catalogue.learn([record]);
  catalogue.refresh().catch(() => {});
  byId("reader-title").textContent = documentName(record);
}

/** Show the document anew: its text is another now. */
function reopen(view) {
  cache.delete(view.id);
  catalogue.refresh().catch(() => {});
  if (shown !== view) return;
  shown = null;
  open({ doc: view.id, start: null, end: null, tab: "card" });
}

/** Scroll a node to a share of the scroller's height, and nothing but the scroller. */
function bring(scroller, node, share = 0, behavior = "auto") {
  const top = scroller.scrollTop + node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight * share;
  scroller.scrollTo({ top, behavior });
}

function arrive(view) {
  const { place, around } = view.wanted;
  turn(view, place.tab === "card" && (place.start === null || place.start === undefined));
  view.place = null;
  view.around = around;
  const start = Number(place.start);
  const end = Number(place.end);
  const [first] = place.start !== null && end > start ? view.paper.mark(start, end) : (view.paper.clear(), []);
  pane.querySelector(".copy-quote").hidden = !first;
  if (first) {
    view.place = { ...around?.citations[around.index], document_id: view.id, start, end };
    bring(view.scroller, first.closest("tr") ?? first, 0.28);
  } else if (place.start !== null && place.start !== undefined) {
    const landmark = [...view.paper.landmarks].reverse().find((each) => each.section.start <= start);
    if (landmark) bring(view.scroller, landmark.node);
  } else view.scroller.scrollTop = 0;
  where(view, start);
  steps(view);
  view.update();
  const title = byId("reader-title");
  title.focus({ preventScroll: true });
  if (first) announce(t`Chỗ trích: ${first.textContent}`);
}

/** "mục III › 7 · trang 9" under the title. */
function where(view, start) {
  const citation = view.place;
  const holding = Number.isFinite(start) && citation
    ? view.paper.landmarks.filter(({ section }) => section.start <= start && start < section.end && section.path?.length).at(-1)?.section
    : null;
  const path = citation?.section_path ?? holding?.path;
  const page = citation?.page ?? holding?.page;
  view.printed = { page, start: citation?.start, end: citation?.end };
  if (view.facsimile && !view.facsimile.node.hidden) view.facsimile.show(view.printed);
  const parts = [sectionName(path), page ? t`trang ${page}` : ""].filter(Boolean);
  if (!parts.length) parts.push(plain(view.record.subject) || plain(view.record.source));
  pane.querySelector(".where").textContent = parts.join(" · ");
}

function steps(view) {
  const citations = view.around?.citations ?? [];
  view.steps.hidden = citations.length < 2;
  if (view.steps.hidden) return;
  const { index } = view.around;
  const step = (change, name, path, key) => {
    const target = citations[index + change];
    return el("button.icon", {
      type: "button",
      "aria-label": name,
      title: `${name} (${key})`,
      disabled: !target,
      onclick: () => go({ doc: target.document_id, start: target.start, end: target.end }),
    }, icon(path));
  };
  view.steps.replaceChildren(
    step(-1, t`Chỗ trích trước`, ICONS.previous, "["),
    el("span.count", { "aria-label": t`Chỗ trích ${index + 1} trên ${citations.length}` }, `${index + 1}/${citations.length}`),
    step(1, t`Chỗ trích sau`, ICONS.next, "]"),
  );
}

/** [ and ] go to the previous and the next citation. */
export function step(change) {
  const buttons = shown?.steps?.querySelectorAll("button");
  buttons?.[change < 0 ? 0 : 1]?.click();
}

async function copyQuote(view) {
  const { start, end } = view.place;
  const holding = view.paper.landmarks.filter(({ section }) => section.start <= start && start < section.end && section.path?.length).at(-1);
  const citation = { ...view.place, section_path: view.place.section_path ?? holding?.section.path };
  const text = `“${view.paper.slice(start, end)}” (${citationName(citation, { ...catalogue.record(view.id), ...view.record })})`;
  note((await copy(text)) ? t`Đã sao chép trích dẫn.` : t`Trình duyệt không cho sao chép.`);
}
