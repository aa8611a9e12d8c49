// What is doubtful in a document, where it stands, and a way to read its pages again otherwise.

import { placeLink } from "./address.js";
import { documents, Failure } from "./api.js";
import { may } from "./caller.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { note } from "./toasts.js";
import { plain } from "./words.js";

const OCR = [["auto", t`như thường lệ: trang không có lớp chữ tốt`], ["always", t`luôn đọc từ ảnh của trang`], ["never", t`chỉ lấy lớp chữ có sẵn`]];
const LANGUAGES = [["vie", t`tiếng Việt`], ["vie+eng", t`tiếng Việt và tiếng Anh`], ["eng", t`tiếng Anh`]];
const SHOWN_PLACES = 5;

/** The section of a document's doubts; `reread()` hears that the document reads otherwise now. */
export function doubts(record, reread) {
  const paged = ["application/pdf", "image/"].some((type) => record.media_type.startsWith(type));
  const again = paged && may("edit");
  if (!record.warnings.length && !again) return null;
  return el("section.doubts", { "aria-labelledby": "doubts-title" },
    el("h3", { id: "doubts-title" }, record.warnings.length ? t`Chỗ đọc chưa chắc` : t`Cách đọc`),
    record.warnings.length ? el("ul", {}, ...record.warnings.map((warning) => el("li", {}, plain(warning), ...places(record, warning)))) : null,
    again ? rereading(record, reread) : null);
}

function places(record, warning) {
  const found = record.doubts.filter((doubt) => doubt.warning === warning);
  return found.slice(0, SHOWN_PLACES).flatMap(({ start, end, page }, at) => [" ",
    el("a.support", { href: placeLink({ document_id: record.id, start, end }), data: { doc: record.id, start, end } },
      page ? t`xem trang ${page}` : found.length > 1 ? t`xem chỗ ${at + 1}` : t`xem chỗ này`)]);
}

function choice(name, words, options, chosen) {
  return el("label", {}, words, " ", el("select", { name }, ...options.map(([value, shown]) => el("option", { value, selected: value === chosen }, shown))));
}

/** The form to read pages again: the doubtful ones, unless others are named. */
function rereading(record, reread) {
  const doubtful = [...new Set(record.doubts.filter((doubt) => doubt.unread && doubt.page).map((doubt) => doubt.page))];
  const former = record.reading[0];
  const pages = el("input", { name: "pages", type: "text", inputmode: "numeric", maxlength: "200", placeholder: t`tất cả`, value: doubtful.slice(0, 20).join(", ") });
  const trouble = el("p.failed", { role: "alert", hidden: true });
  const button = el("button.quiet", { type: "submit" }, t`Đọc lại`);
  const form = el("form.rereading", {},
    el("label", {}, t`Trang `, pages),
    choice("ocr", t`Đọc`, OCR, former?.ocr ?? (doubtful.length ? "always" : "auto")),
    choice("language", t`Chữ`, LANGUAGES, former?.language ?? "vie"),
    el("label", {}, el("input", { name: "deskew", type: "checkbox", checked: former?.deskew ?? true }), t` nắn thẳng ảnh`),
    button, trouble);
  const fail = (sentence) => {
    trouble.textContent = sentence;
    trouble.hidden = false;
    button.disabled = false;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = numbers(pages.value);
    if (!wanted) return fail(t`Ghi số trang như “3” hay “2, 5-7”, hoặc để trống.`);
    trouble.hidden = true;
    button.disabled = true;
    try {
      const { state, reason } = await documents.reread(record.id, { pages: wanted.length ? wanted : null, ocr: form.elements.ocr.value, language: form.elements.language.value, deskew: form.elements.deskew.checked });
      if (state === "rejected") return fail(t`Chưa đọc lại được, văn bản vẫn như cũ: ${reason}`);
      note(state === "unchanged" ? t`Đã đọc lại, nội dung không đổi.` : t`Đã đọc lại.`);
      reread();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      fail(error.message);
    }
    return null;
  });
  return el("details", {}, el("summary", {}, t`Đọc lại trang theo cách khác`), form);
}

/** The numbers of "2, 5-7"; null where it is something else. */
function numbers(text) {
  const found = [];
  for (const part of text.split(",").map((each) => each.trim()).filter(Boolean)) {
    const [, first, last = first] = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(part) ?? [];
    if (!first || +first < 1 || +last < +first || found.length + (last - first) >= 3000) return null;
    for (let page = +first; page <= +last; page += 1) found.push(page);
  }
  return [...new Set(found)];
}
