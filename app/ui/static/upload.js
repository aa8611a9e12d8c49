// Sending files and following what becomes of them.

import { link } from "./address.js";
import { documents, Failure } from "./api.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { plain, size } from "./words.js";

const EVERY = 700;
const WORDS = {
  queued: t`đang chờ`,
  running: t`đang đọc`,
  added: t`đã thêm`,
  replaced: t`đã thay bản cũ`,
  unchanged: t`đã có từ trước`,
  rejected: t`không nhận`,
  failed: t`không nhận`,
  cancelled: t`đã hủy`,
};

/** What became of a file, and why. */
export function file({ source, state, document_id: id, reason }) {
  const name = el("bdi.file", {}, plain(source));
  return el("li", {}, id ? el("a", { href: link({ doc: id }), data: { doc: id } }, name) : name, `: ${WORDS[state] ?? state}`, reason ? `. ${plain(reason)}` : "");
}

/**
 * Upload with the header values `stated`, show progress in `place`, call `changed()` whenever a document was added.
 * Resolves to what shows it and the documents that came: { node, ids }.
 */
export async function upload(files, place, changed, stated) {
  const rows = files.map((file) => line(file.name, size(file.size)));
  const title = el("h3", {}, files.length === 1 ? t`Đang thêm 1 tệp` : t`Đang thêm ${files.length} tệp`);
  const done = el("button.link", { type: "button", hidden: true }, t`Ẩn`);
  const stop = el("button.link", { type: "button", hidden: true }, t`Hủy phần còn lại`);
  const list = el("ul", {}, ...rows.map((row) => row.node));
  const node = el("section.job", {}, el("header", {}, title, stop, done), list);
  done.addEventListener("click", () => node.remove());
  place.prepend(node);
  try {
    const { job_id: key } = await documents.upload(files, stated);
    stop.addEventListener("click", () => {
      stop.hidden = true;
      documents.cancel(key).catch(() => {});
    });
    stop.hidden = false;
    await follow(key, rows, list, changed);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const row of rows) if (!row.finished) settle(row, "failed", error.message);
  }
  const taken = rows.filter((row) => row.taken).length;
  title.textContent = taken === rows.length ? t`Đã xong ${taken} tệp` : t`Đã nhận ${taken} trên ${rows.length} tệp`;
  stop.hidden = true;
  done.hidden = false;
  await changed().catch(() => {});
  return { node, ids: rows.filter((row) => row.taken && row.id).map((row) => row.id) };
}

function line(name, about) {
  const state = el("span.job-state", {}, t`đang gửi`);
  const reason = el("p.reason");
  return { state, reason, node: el("li", {}, el("bdi.file", {}, plain(name)), el("span.size", {}, about), state, reason) };
}

async function follow(key, rows, list, changed) {
  let finished = 0;
  for (;;) {
    const job = await documents.job(key);
    if (job.files.length !== rows.length) { // an archive was taken apart
      rows.splice(0, rows.length, ...job.files.map((file) => line(file.source, "")));
      list.replaceChildren(...rows.map((row) => row.node));
    }
    job.files.forEach((file, index) => settle(Object.assign(rows[index], { id: file.document_id }), file.state, file.reason));
    if (job.done > finished) {
      finished = job.done;
      changed().catch(() => {});
    }
    if (job.state !== "queued" && job.state !== "running") return;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

function settle(row, state, reason) {
  row.taken = state === "added" || state === "replaced" || state === "unchanged";
  row.finished = state !== "queued" && state !== "running";
  row.state.textContent = WORDS[state] ?? state;
  row.node.dataset.state = row.finished ? (row.taken ? "taken" : "refused") : "waiting";
  row.reason.textContent = reason ?? "";
}
