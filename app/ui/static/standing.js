// Which of several versions holds: what was read, and a person's word.

import { documents, Failure } from "./api.js";
import { placeLink } from "./address.js";
import { may } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { note } from "./toasts.js";
import { documentName, plain } from "./words.js";

/** Lines on how the document stands to other versions; `changed(record)` hears what it is after a word is given. */
export function standing(record, changed) {
  const line = el("div.standing");
  line.append(...[...toNewer(record, changed), ...said(record), ...toOlder(record, changed), may("edit") && offer(record, changed)].filter(Boolean));
  return line.childElementCount ? line : null;
}

function toNewer(record, changed) {
  const { id, superseded_by: confirmed, later_version: later, same_as: same } = record;
  if (confirmed) return [told(t`Đã được thay thế bởi: `, confirmed, may("edit") && [t`bỏ xác nhận`, () => say(record, confirmed, id, true, changed)])];
  if (later) return [told(t`Có bản ghi ngày muộn hơn, chưa ai xác nhận: `, later, may("edit") && [t`Xác nhận bản này đã được thay thế`, () => say(record, later, id, false, changed)])];
  return same ? [told(t`Cùng nội dung với: `, same)] : [];
}

function toOlder(record, changed) {
  const older = (record.supersessions ?? []).filter((word) => word.newer === record.id);
  return older.map((word) => told(t`Thay thế: `, word.older, may("edit") && [t`bỏ xác nhận`, () => say(record, record.id, word.older, true, changed)]));
}

const SAID = { repealed: t`Bị bãi bỏ theo: `, replaced: t`Bị thay thế theo: `, amended: t`Được sửa đổi, bổ sung theo: ` };

/** What others say they do with it, and where they say so. */
function said({ status_because: changes = [] }) {
  return changes.filter(({ quote }) => quote).map((change) => el("p.doubts", {}, SAID[change.status],
    el("a", { href: placeLink(change), data: { doc: change.document_id, start: change.start, end: change.end } }, plain(change.document_title)),
    change.doubt ? t` (cần xem lại: ${change.doubt})` : null));
}

function told(words, other, act) {
  return el("p.doubts", {}, words, el("a", { href: placeLink({ document_id: other }), data: { doc: other } }, catalogue.label({ id: other })),
    act ? [" ", el("button.link", { type: "button", onclick: act[1] }, act[0])] : null);
}

/** For versions that do not show it themselves: a person names the older one. */
function offer(record, changed) {
  const choice = el("select", { "aria-label": t`Văn bản cũ` });
  const form = el("form.rename", {}, choice, el("button.quiet", { type: "submit" }, t`Xác nhận`));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (choice.value) say(record, record.id, choice.value, false, changed);
  });
  const node = el("details.fold", {}, el("summary", {}, t`Văn bản này thay thế một văn bản khác…`), form);
  node.addEventListener("toggle", async () => {
    if (!node.open || choice.options.length) return;
    const others = await sameIssuer(record);
    choice.replaceChildren(el("option", { value: "" }, t`Văn bản nào?`), ...others.map((other) => el("option", { value: other.id }, documentName(other))));
  });
  return node;
}

/** The documents that it may replace: those of its issuer first. */
async function sameIssuer(record) {
  try {
    const own = record.issuer ? (await documents.page({ limit: 200, issuer: record.issuer })).documents : [];
    const known = new Set(own.map(({ id }) => id));
    return [...own, ...catalogue.state.records.filter(({ id }) => !known.has(id))].filter(({ id }) => id !== record.id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(error.message);
    return [];
  }
}

async function say(record, newer, older, undo, changed) {
  try {
    await documents.supersede(newer, older, undo);
    changed(await documents.show(record.id));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(t`Chưa ghi được: ${error.message}`);
    return;
  }
  if (undo) note(t`Đã bỏ xác nhận; cả hai bản lại được dùng để trả lời.`);
  else note(t`Đã xác nhận; bản cũ chỉ còn trả lời khi được hỏi đích danh.`, { undo: () => say(record, newer, older, true, changed) });
}
