// Files and folders that are dropped on the page.

import { byId } from "./dom.js";

/** Take files that are dropped anywhere on the page; `take(promise of the files)` hears of them at once. */
export function dropping(take) {
  const cover = byId("drop");
  let depth = 0;
  const files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!files(event)) return;
    depth += 1;
    cover.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!files(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) cover.hidden = true;
  });
  addEventListener("dragover", (event) => files(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    depth = 0;
    cover.hidden = true;
    // What was dropped is only there while the event is: the files are named before anything is waited for.
    take(filesOf(event.dataTransfer));
  });
}

/** The files that were dropped, those of folders too, whatever their depth; each with its `path` in them. */
async function filesOf(carried) {
  const entries = [...carried.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...carried.files];
  const files = [];
  const walk = async (entry) => {
    if (entry.isFile) files.push(Object.assign(await new Promise((resolve, reject) => entry.file(resolve, reject)), { path: entry.fullPath }));
    else {
      const reader = entry.createReader();
      for (;;) {
        const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (!batch.length) break;
        for (const each of batch) await walk(each);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return files.filter((file) => !file.name.startsWith("."));
}
