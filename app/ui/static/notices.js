// What happened since one last looked: uploads that are finished, and what is due soon.

import { documents, Failure } from "./api.js";
import { coming, entry } from "./calendar.js";
import { byId, el } from "./dom.js";
import { today } from "./due.js";
import { t } from "./language.js";
import { panel, raise } from "./panel.js";
import { file } from "./upload.js";
import { dateTime, number } from "./words.js";

const SEEN = "hoidap.seen";
const AHEAD = 14;
const MOST = 30;

let dialog = null;
let body = null;

export function open(leave) {
  dialog ??= build();
  raise(dialog, leave);
  draw();
}

function build() {
  body = el("div.notices");
  return panel("dialog.panel.side.right", "notices-title", t`Thông báo`, body);
}

/** Uploads that are finished and what is due in the next days, each known by a key. */
async function news() {
  const until = new Date(Date.now() + AHEAD * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const [jobs, soon] = await Promise.all([documents.jobs(), coming({}, today(), until)]);
  const finished = jobs.filter(({ state }) => state !== "queued" && state !== "running");
  return { finished, soon, keys: [...finished.map((job) => job.job_id), ...soon.map(({ day, fact }) => `${day} ${fact.id}`)] };
}

function seen() {
  try {
    return new Set(JSON.parse(localStorage.getItem(SEEN) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** Show beside the bell how much is new. */
export async function look() {
  let keys;
  try {
    ({ keys } = await news());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return;
  }
  const known = seen();
  tell(keys.filter((key) => !known.has(key)).length);
}

function tell(count) {
  const bell = byId("open-notices");
  // A narrow page has no room for the bell: its menu shows the count.
  for (const button of [bell, byId("open-menu")]) button.dataset.count = count ? (count > 99 ? "99+" : String(count)) : "";
  bell.setAttribute("aria-label", count ? t`Thông báo: ${number(count)} mới` : t`Thông báo`);
}

async function draw() {
  try {
    const { finished, soon, keys } = await news();
    body.replaceChildren(
      section("uploads-title", t`Tệp đã tải lên`, finished.map((job) => el("li", {}, el("p.support", {}, dateTime(job.created_at)), el("ul", {}, ...job.files.map(file)))), t`Chưa có lượt tải lên nào xong.`),
      section("soon-title", t`Đến hạn trong ${number(AHEAD)} ngày tới`, soon.map(entry), t`Không có việc nào đến hạn.`));
    try {
      localStorage.setItem(SEEN, JSON.stringify(keys));
    } catch {
      // Storage is closed to this page: all is new again next time.
    }
    tell(0);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    body.replaceChildren(el("p.state.failed", { role: "alert" }, error.message));
  }
}

function section(id, title, lines, none) {
  const shown = lines.slice(0, MOST);
  const rest = lines.length - shown.length;
  return el("section", { "aria-labelledby": id }, el("h3", { id }, title),
    shown.length ? el("ol.agenda", {}, ...shown) : el("p.state", {}, none),
    rest > 0 ? el("p.facts", {}, t`và ${number(rest)} dòng nữa; xem ở Lịch.`) : null);
}
