// A finished answer: what it says, how much of the documents it covers, its sources, what to do with it.

import { placeLink } from "./address.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { fold, gist } from "./gist.js";
import { actions } from "./actions.js";
import { feedback } from "./feedback.js";
import { t } from "./language.js";
import { chips } from "./suggest.js";
import { meant } from "./telex.js";
import { understood } from "./understood.js";
import { confidence, documents, number, OUTSIDE, plain, sectionName } from "./words.js";

export { render } from "./markdown.js";

const SHOWN_SOURCES = 3;
const SHOWN_PASSAGES = 3;
const SHOWN_CHOICES = 12;
/** Characters of a label before a heading's own words. */
const BARE = 12;

/** The ids of the documents that an answer names. */
export function named(answer) {
  const { stated = [], silent = [], not_found: missing = [] } = answer.coverage ?? {};
  const mentioned = (answer.understood?.names ?? []).flatMap((name) => name.document_ids);
  return [...stated, ...silent, ...missing, ...mentioned, ...(answer.choices ?? []), ...answer.citations.map((citation) => citation.document_id)];
}

/** The nodes of a reply. */
export function finish(turn, options = {}) {
  const { answer } = turn;
  const known = new Map(answer.citations.map((citation) => [citation.marker, citation]));
  const prose = el("div.prose", { lang: "vi" });
  prose.append(...gist(answer, (n) => (known.has(n) ? marker(known.get(n)) : null)));
  const { above, below } = understood(turn);
  const head = [el("h3.visually-hidden", {}, t`Trả lời`), ...above, prose];
  turn.below = below;
  if (answer.status === "not_found") return [...head, ...nothingFound(turn, options)];
  return [...head, complete(answer), answer.citations.length ? sourceList(answer.citations) : null, ...foot(turn, options)].filter(Boolean);
}

export function pendingMarker(n) {
  return el("span.marker.pending", {}, String(n));
}

/** A marker is a link to its place: a click opens it beside the answer, a new tab opens it alone. */
export function marker(citation) {
  return el("a.marker", {
    href: placeLink(citation),
    "aria-label": t`Nguồn ${citation.marker}: ${placeName(citation)}`,
    data: { doc: citation.document_id, start: citation.start, end: citation.end, quote: citation.quote, name: placeName(citation) },
  }, String(citation.marker));
}

function placeName(place) {
  const section = sectionName(place.section_path);
  return catalogue.label(place) + (section ? `, ${section}` : "");
}

export function sourceList(citations) {
  const items = citations.map(source);
  const shown = items.slice(0, SHOWN_SOURCES);
  const rest = items.slice(SHOWN_SOURCES);
  if (rest.length === 1) shown.push(rest.pop());
  return el("div.sources", { role: "group", "aria-label": t`Nguồn` },
    el("ol", {}, ...shown),
    rest.length ? el("details", {}, el("summary", {}, t`${rest.length} chỗ trích nữa`), el("ol", { start: shown.length + 1 }, ...rest)) : null,
  );
}

function source(citation) {
  return el("li", {},
    el("a.source", {
      href: placeLink(citation),
      data: { doc: citation.document_id, start: citation.start, end: citation.end },
    },
    el("span.number", { "aria-hidden": "true" }, String(citation.marker)),
    el("span.name", {}, placeName(citation), citation.page ? el("span.page", {}, ` · ${t`trang`}\u00a0${citation.page}`) : null, citation.doubt ? el("span.unsure", { title: plain(citation.doubt) }, ` · ${t`chỗ đọc chưa chắc`}`) : null)),
    citation.doubt ? el("span.visually-hidden", {}, plain(citation.doubt)) : null,
    fold(t`nguyên văn`, citation.quote),
  );
}

/** How many of the documents asked state it, where one asked does not; which, one click below. */
function complete({ coverage }) {
  const { stated = [], silent = [], not_found: missing = [] } = coverage ?? {};
  const asked = stated.length + silent.length + missing.length;
  if (!stated.length || asked === stated.length) return null;
  const parts = [
    t`${number(stated.length)}/${number(asked)} văn bản nêu`,
    silent.length ? t`${number(silent.length)} không nêu` : "",
    missing.length ? t`${number(missing.length)} chưa tìm thấy` : "",
  ];
  const list = (title, ids) => (ids.length ? el("li", {}, `${title}: `, ...ids.flatMap((id, at) => [at ? "; " : "", documentLink(id)])) : null);
  return el("details.complete", {},
    el("summary", {}, parts.filter(Boolean).join(" · ")),
    el("ul", {}, list(t`Nêu`, stated), list(t`Không nêu`, silent), list(t`Chưa tìm thấy`, missing)));
}

function documentLink(id) {
  return el("a", { href: placeLink({ document_id: id }), data: { doc: id } }, catalogue.label({ id }));
}

function foot(turn, options) {
  const judged = options.shared ? { buttons: [], form: null } : feedback(turn, options);
  const { answer } = turn;
  return [
    el("footer.foot", {},
      actions(turn, judged.buttons),
      answer.citations.length ? el("p.trust", { title: t`Mức chắc chắn của câu trả lời` }, t`chắc chắn ${confidence(answer.confidence)}`) : null,
      answer.mode === "generative" ? el("p.trust", {}, t`máy diễn đạt lại từ các chỗ trích`) : null,
      searched(answer), ...turn.below),
    judged.form,
  ];
}

function searched(answer) {
  if (answer.kind === "talk") return null;
  const ids = answer.searched ?? (catalogue.state.total > catalogue.state.records.length ? [] : catalogue.state.records.map((record) => record.id));
  const count = answer.searched?.length ?? catalogue.state.total;
  if (!count) return null;
  const title = t`Đã tìm trong ${documents(count)}`;
  if (!ids.length) return el("p.trust", {}, title);
  return el("details.searched", {}, el("summary", {}, title), el("ul", {}, ...ids.slice(0, 200).map((id) => el("li", {}, documentLink(id)))));
}

function nothingFound(turn, options) {
  const judged = options.shared ? { buttons: [], form: null } : feedback(turn, options);
  const { answer } = turn;
  const meant = choices(turn);
  const near = meant ? [] : answer.passages.filter(says).slice(0, SHOWN_PASSAGES);
  return [
    meant,
    near.length ? el("section.nearest", { "aria-label": t`Những đoạn gần nhất` },
      el("h3", {}, t`Những đoạn gần nhất`),
      el("ul", {}, ...near.map(nearest))) : null,
    meant || !catalogue.state.total ? null : el("section.advice", { "aria-label": t`Cách hỏi dễ tìm hơn` },
      el("h3", {}, t`Cách hỏi dễ tìm hơn`),
      el("ul", {},
        answer.understood?.documents?.length ? null : el("li", {}, t`Nêu tên địa phương, cơ quan hoặc số văn bản.`),
        el("li", {}, t`Dùng từ ngữ mà văn bản thường dùng; hỏi một việc trong mỗi câu.`))),
    el("footer.foot", {}, actions(turn, judged.buttons), searched(answer), ...turn.below),
    judged.form,
  ].filter(Boolean);
}

/** What may have been meant, to choose from: one of several documents, or a name much like the one typed. */
function choices(turn) {
  const { answer, options } = turn;
  if (!options.again) return null;
  const asked = answer.understood?.question ?? turn.question;
  const several = answer.choices ?? [];
  if (several.length > 1) {
    const offers = several.map((id) => [catalogue.label({ id }), () => options.again(asked, { document_ids: [id], alone: true })]);
    return chips(t`Văn bản nào?`, offers, SHOWN_CHOICES);
  }
  const typed = meant(turn.question);
  if (typed) return chips(t`Có phải là`, [[typed, () => options.again(typed)]]);
  const near = (answer.understood?.suggestions ?? []).flatMap(({ typed, names }) => names.map((name) => [name, () => options.again(replaced(asked, typed, name), { ...catalogue.scope(), alone: true })]));
  return near.length ? chips(t`Có phải là`, near) : null;
}

function replaced(question, typed, name) {
  const at = question.toLocaleLowerCase("vi").indexOf(typed.toLocaleLowerCase("vi"));
  return at < 0 ? `${question} (${name})` : question.slice(0, at) + name + question.slice(at + typed.length);
}

/** A signature, a list of recipients or a bare heading tells nothing of what was asked. */
function says({ section_path: path = [], section_title: title = "", text }) {
  return !OUTSIDE.has(path[0]) && text.trim().length > title.length + BARE;
}

function nearest(passage) {
  return el("li", {},
    el("a.passage", { href: placeLink(passage), data: { doc: passage.document_id, start: passage.start, end: passage.end } },
      el("span.name", {}, placeName(passage)),
      el("span.excerpt", {}, plain(passage.text.replace(/\s+/g, " ")))));
}
