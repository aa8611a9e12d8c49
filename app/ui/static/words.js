// How the page says things: dates, names of documents and sections, confidence. Names stay as citations have them.

import { t } from "./language.js";

/** "2024-12-02" → "02/12/2024" */
export function date(iso) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : "";
}

export function dateTime(iso) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  const two = (number) => String(number).padStart(2, "0");
  return `${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

export function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}

/** Sections that say nothing of the matter. */
export const OUTSIDE = new Set(["Ký", "Nơi nhận"]);

/** Direction overrides and control characters have no place in a name; show it in one line, without them. */
export function plain(text) {
  return String(text ?? "").replace(/[\t\n\r]+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");
}

/** "Kế hoạch số 12-KH/HU ngày 02/12/2024 của Huyện ủy …", from a document or a citation. */
export function documentName(record) {
  if (!record) return "Văn bản";
  if (!record.number && !record.issuer && !record.place) return plain(record.title || record.source) || "Văn bản";
  let name = plain(record.kind) || "Văn bản";
  if (record.number) name += ` số ${plain(record.number)}`;
  if (record.issued_on) name += ` ngày ${date(record.issued_on)}`;
  const issuer = plain(record.issuer);
  if (issuer) {
    name += ` của ${issuer}`;
    const place = plain(record.place);
    if (place && !issuer.includes(place)) name += ` (${place})`;
  } else if (record.place) name += ` của ${plain(record.place)}`;
  if (record.signer && !record.number && !record.place) name += ` (người ký: ${plain(record.signer)})`;
  return name;
}

const ABBREVIATIONS = [
  [/^Kế hoạch\b/u, "KH"],
  [/^Quyết định\b/u, "QĐ"],
  [/^Chỉ thị\b/u, "CT"],
  [/^Nghị quyết\b/u, "NQ"],
];

/** As short as a line of sources wants it: "KH của UBND tỉnh Hòa Giang". */
export function shortName(record) {
  if (!record) return "Văn bản";
  const kind = plain(record.kind);
  const short = ABBREVIATIONS.reduce((text, [long, brief]) => text.replace(long, brief), kind);
  const issuer = plain(record.issuer);
  const number = plain(record.number);
  if (issuer && record.place && issuer.includes(record.place)) return `${short || "Văn bản"} của ${issuer}`;
  if (number) return `${short || "Văn bản"} số ${number}${issuer ? ` của ${issuer}` : ""}`;
  if (issuer) {
    const apart = record.place ? ` (${plain(record.place)})` : record.signer ? ` (${plain(record.signer)})` : "";
    return `${short || "Văn bản"} của ${issuer}${apart}`;
  }
  return plain(record.title || record.source) || "Văn bản";
}

const PARTS = { "Mở đầu": "phần mở đầu", "Nơi nhận": "phần Nơi nhận", "Ký": "phần ký" };
const CLAUSE = /^(?:Điều|Phụ lục|Chương|Phần|Mục|Tiểu mục)(?![\p{L}\p{N}_])/iu;

/** As answers say it: ["III", "4"] → "mục III.4"; ["Điều 5", "2", "a"] → "điểm a khoản 2 Điều 5". */
export function sectionName(path) {
  if (!path) return "";
  if (!path.length) return PARTS["Mở đầu"];
  if (PARTS[path[0]]) return PARTS[path[0]];
  if (PARTS[path.at(-1)]) {
    const outer = sectionName(path.slice(0, -1));
    return path.at(-1) === "Mở đầu" ? outer : `${outer}, ${PARTS[path.at(-1)]}`;
  }
  const article = path.findIndex((label) => label.startsWith("Điều"));
  if (article >= 0) {
    const inner = path.slice(article + 1, article + 3).map((label, at) => `${["khoản", "điểm"][at]} ${label}`);
    return [...inner.reverse(), path[article]].join(" ");
  }
  if (CLAUSE.test(path.at(-1))) return path.join(", ");
  const head = path.filter((label) => CLAUSE.test(label));
  const rest = path.filter((label) => !CLAUSE.test(label)).filter((label, at, all) => !(all[at + 1] ?? "").startsWith(`${label}.`));
  const point = rest.length > 1 && /^[a-zđ]$/.test(rest.at(-1)) ? `điểm ${rest.pop()} ` : "";
  return [...head, `${point}mục ${rest.join(".")}`].join(", ");
}

/** The administrative form: document, section, page. */
export function citationName(citation, record) {
  const place = sectionName(citation.section_path);
  return documentName({ ...citation, ...record }) + (place ? `, ${place}` : "");
}

export function confidence(value) {
  if (value >= 0.7) return t`cao`;
  if (value >= 0.4) return t`vừa`;
  return t`thấp`;
}

/** A count with its noun; Vietnamese nouns do not change. */
export function documents(count) {
  return count === 1 ? t`1 văn bản` : t`${number(count)} văn bản`;
}

export function size(bytes) {
  if (bytes < 1024 * 1024) return `${number(Math.max(1, Math.round(bytes / 1024)))} KB`;
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${number(Math.round(megabytes * 10) / 10)} MB` : `${number(Math.round(megabytes / 102.4) / 10)} GB`;
}
