// Sending files and following what becomes of them.

import { documents, Failure } from "./api.js";
import { el } from "./dom.js";
import { plain, size } from "./words.js";

const EVERY = 700;
const WORDS = {
  queued: "đang chờ",
  running: "đang đọc",
  added: "đã thêm",
  replaced: "đã thay bản cũ",
  unchanged: "đã có từ trước",
  rejected: "không nhận",
  failed: "không nhận",
};

/** Upload, show progress in `place`, call `changed()` whenever a document was added. */
export async function upload(files, place, changed) {
  const rows = files.map((file) => {
    const state = el("span.job-state", {}, "đang gửi");
    const reason = el("p.reason");
    return { state, reason, node: el("li", {}, el("bdi.file", {}, plain(file.name)), el("span.size", {}, size(file.size)), state, reason) };
  });
  const title = el("h3", {}, files.length === 1 ? "Đang thêm 1 tệp" : `Đang thêm ${files.length} tệp`);
  const done = el("button.link", { type: "button", hidden: true }, "Ẩn");
  const node = el("section.job", {}, el("header", {}, title, done), el("ul", {}, ...rows.map((row) => row.node)));
  done.addEventListener("click", () => node.remove());
  place.prepend(node);
  try {
    const { job_id: key } = await documents.upload(files);
    await follow(key, rows, changed);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const row of rows) if (!row.finished) settle(row, "failed", error.message);
  }
  const taken = rows.filter((row) => row.taken).length;
  title.textContent = taken === rows.length ? `Đã xong ${taken} tệp` : `Đã nhận ${taken} trên ${rows.length} tệp`;
  done.hidden = false;
  await changed().catch(() => {});
}

async function follow(key, rows, changed) {
  let finished = 0;
  for (;;) {
    const job = await documents.job(key);
    job.files.forEach((file, index) => rows[index] && settle(rows[index], file.state, file.reason));
    if (job.done > finished) {
      finished = job.done;
      changed().catch(() => {});
    }
    if (job.state === "done" || job.state === "failed") return;
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
