// When something is due, as the service gives it: "2025-11-30", every year "11-30", every month "30".

import { t } from "./language.js";

const DAY = 24 * 3600 * 1000;

/** Today as "YYYY-MM-DD", by this machine's clock. */
export function today() {
  const now = new Date();
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function iso(year, month, day) {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The next day from `from` on that a due day falls on; itself where it comes once, also if it is past. */
export function next(due, from = today()) {
  const parts = due.split("-").map(Number);
  if (parts.length === 3) return due;
  const [year, month, day] = from.split("-").map(Number);
  if (parts.length === 2) {
    const here = iso(year, parts[0], parts[1]);
    return here >= from ? here : iso(year + 1, parts[0], parts[1]);
  }
  const here = iso(year, month, parts[0]);
  if (here >= from && day <= parts[0]) return here;
  return month === 12 ? iso(year + 1, 1, parts[0]) : iso(year, month + 1, parts[0]);
}

/** The first day that a fact is due from `from` on, else its last; "" where it names none. */
export function first(fact, from = today()) {
  const days = (fact.due_days ?? []).map((due) => next(due, from)).sort();
  return days.find((day) => day >= from) ?? days.at(-1) ?? "";
}

/** Whether the day lies before `from`; false for no day. */
export function isPast(day, from = today()) {
  return Boolean(day) && day < from;
}

/** "đã qua", "hôm nay", "còn 12 ngày"; empty for no day. */
export function standing(day, from = today()) {
  if (!day) return "";
  const left = Math.round((Date.parse(`${day}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
  if (left < 0) return t`đã qua`;
  return left === 0 ? t`hôm nay` : left <= 60 ? t`còn ${left} ngày` : "";
}
