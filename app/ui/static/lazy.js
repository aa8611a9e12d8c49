// Parts of the page that are fetched when they are first needed, and failing that are asked for again.

import { Failure } from "./api.js";
import { t } from "./language.js";

const held = new Map();

/** Resolves to the module; throws a Failure where the service is away. */
export function load(name) {
  if (!held.has(name)) {
    const wanted = fetched(name);
    held.set(name, wanted);
    wanted.catch(() => held.delete(name));
  }
  return held.get(name);
}

async function fetched(name) {
  try {
    return await import(`./${name}.js`);
  } catch {
    // Browsers remember that an address failed; another one is asked for.
  }
  try {
    return await import(`./${name}.js?again=${Date.now()}`);
  } catch {
    throw new Failure(t`Chưa tải được phần này của trang. Kiểm tra kết nối rồi thử lại, hoặc tải lại trang.`);
  }
}

/** Fetch them when nothing else is to be done, so that they are here when the service is not. */
export function ahead(names) {
  for (const name of names) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`./${name}.js`, import.meta.url).href;
    document.head.append(link);
  }
}
