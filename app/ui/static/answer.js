// A finished answer: its prose with markers, its sources, what was searched, what to do with it.

import { placeLink } from "./address.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { render } from "./markdown.js";
import { actions } from "./actions.js";
import { feedback } from "./feedback.js";
import { confidence, documents, plain, sectionName } from "./words.js";

const SHOWN_SOURCES = 5;
const SHOWN_PASSAGES = 3;

/** The nodes of a reply. */
export function finish(turn, options = {}) {
  const { answer } = turn;
  const known = new Map(answer.citations.map((citation) => [citation.marker, citation]));
  const prose = el("div.prose");
  prose.append(render(answer.answer, (number) => (known.has(number) ? marker(known.get(number)) : null)));
  if (answer.status === "not_found") return [...understood(answer), prose, ...nothingFound(turn, options)];
  return [...understood(answer), prose, sourceList(answer.citations), ...foot(turn, options)];
}

/** What a follow-up was taken to mean, so that a wrong guess shows. */
function understood(answer) {
  const read = answer.understood_as ?? (answer.understood?.typed ? answer.understood.question : null);
  const places = (answer.understood?.old_places ?? []).map(
    (place) => el("p.understood", {}, `${place.said}: xem văn bản của ${place.other} (sắp xếp theo ${place.since})`),
  );
  return [...(read ? [el("p.understood", {}, "Hiểu là: ", el("span", {}, read))] : []), ...places];
}

export function pendingMarker(number) {
  return el("span.marker.pending", {}, String(number));
}

/** A marker is a link to its place: a click opens it beside the answer, a new tab opens it alone. */
export function marker(citation) {
  return el("a.marker", {
    href: placeLink(citation),
    "aria-label": `Nguồn ${citation.marker}: ${placeName(citation)}`,
    data: { doc: citation.document_id, start: citation.start, end: citation.end, quote: citation.quote, name: placeName(citation) },
  }, String(citation.marker));
}

export function placeName(place) {
  const section = sectionName(place.section_path);
  return catalogue.label(place) + (section ? `, ${section}` : "");
}

export function sourceList(citations) {
  const items = citations.map(source);
  const shown = items.slice(0, SHOWN_SOURCES);
  const rest = items.slice(SHOWN_SOURCES);
  if (rest.length === 1) shown.push(rest.pop());
  return el("div.sources", { role: "group", "aria-label": "Nguồn" },
    el("ol", {}, ...shown),
    rest.length ? el("details", {}, el("summary", {}, `${rest.length} chỗ trích nữa`), el("ol", { start: shown.length + 1 }, ...rest)) : null,
  );
}

function source(citation) {
  return el("li", {},
    el("a.source", {
      href: placeLink(citation),
      data: { doc: citation.document_id, start: citation.start, end: citation.end },
    },
    el("span.number", { "aria-hidden": "true" }, String(citation.marker)),
    el("span.name", {}, placeName(citation), citation.page ? el("span.page", {}, ` · trang\u00a0${citation.page}`) : null)),
    el("q.quote-print", {}, citation.quote),
  );
}

function foot(turn, options) {
  const judged = feedback(turn, options);
  return [
    el("footer.foot", {},
      actions(turn, judged.buttons),
      el("p.trust", { title: "Mức chắc chắn của câu trả lời" }, `chắc chắn ${confidence(turn.answer.confidence)}`),
      covered(turn.answer),
      turn.answer.mode === "generative" ? el("p.trust", {}, "máy diễn đạt lại từ các chỗ trích") : null,
      searched(turn.answer)),
    judged.form,
  ];
}

/** How many of the documents asked state it, where one asked does not. */
function covered({ coverage }) {
  const rest = (coverage?.silent.length ?? 0) + (coverage?.not_found.length ?? 0);
  const stated = coverage?.stated.length ?? 0;
  return rest && stated ? el("p.trust", {}, `${stated}/${stated + rest} văn bản nêu`) : null;
}

function searched(answer) {
  const ids = answer.searched ?? catalogue.scope() ?? catalogue.state.records.map((record) => record.id);
  if (!ids.length) return null;
  return el("details.searched", {},
    el("summary", {}, `Đã tìm trong ${documents(ids.length)}`),
    el("ul", {}, ...ids.map((id) => el("li", {}, el("a", { href: placeLink({ document_id: id }), data: { doc: id } }, catalogue.label({ id }))))),
  );
}

function nothingFound(turn, options) {
  const judged = feedback(turn, options);
  const near = turn.answer.passages.slice(0, SHOWN_PASSAGES);
  return [
    near.length ? el("section.nearest", { "aria-label": "Những đoạn gần nhất" },
      el("h3", {}, "Những đoạn gần nhất"),
      el("ul", {}, ...near.map(nearest))) : null,
    el("section.advice", { "aria-label": "Cách hỏi dễ tìm hơn" },
      el("h3", {}, "Cách hỏi dễ tìm hơn"),
      el("ul", {},
        el("li", {}, "Nêu tên địa phương, cơ quan hoặc số văn bản."),
        el("li", {}, "Dùng từ ngữ mà văn bản thường dùng; hỏi một việc trong mỗi câu."))),
    el("footer.foot", {}, actions(turn, judged.buttons), searched(turn.answer)),
    judged.form,
  ].filter(Boolean);
}

function nearest(passage) {
  return el("li", {},
    el("a.passage", { href: placeLink(passage), data: { doc: passage.document_id, start: passage.start, end: passage.end } },
      el("span.name", {}, placeName(passage)),
      el("span.excerpt", {}, plain(passage.text.replace(/\s+/g, " ")))));
}
