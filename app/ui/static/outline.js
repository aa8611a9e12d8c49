// The outline at the left of a document, with the section being read marked.

import { link } from "./address.js";
import { el } from "./dom.js";
import { plain } from "./words.js";

const DEPTH = 2;
const LISTED = new Set(["heading", "item", "preamble", "recipients", "signature", "table"]);

/** Build the list; `open(landmark)` goes to a section. Returns { node, follow(scroller) }. */
export function outline(paper, documentId, open) {
  const entries = [];
  const list = el("ol");
  const parents = [{ depth: -1, list, item: null }];
  for (const landmark of paper.landmarks) {
    const { section } = landmark;
    if (section.depth >= DEPTH || !LISTED.has(section.kind)) continue;
    while (parents.at(-1).depth >= section.depth) parents.pop();
    const parent = parents.at(-1);
    parent.list ??= parent.item.appendChild(el("ol"));
    const anchor = el("a", { href: link({ doc: documentId, start: section.start, end: section.start }), data: { kind: section.kind } },
      section.label ? el("span.label", {}, section.label) : null,
      el("span", {}, title(section)));
    anchor.addEventListener("click", (event) => open(event, landmark));
    const item = el("li", {}, anchor);
    parent.list.append(item);
    parents.push({ depth: section.depth, list: null, item });
    entries.push({ landmark, anchor });
  }
  return { node: list, size: entries.length, follow: (scroller) => follow(entries, scroller) };
}

function title(section) {
  const words = plain(section.title) || section.path?.at(-1) || "";
  const label = section.label ?? "";
  return words === label ? "" : sentence(words);
}

/** Headings in capitals read better in a narrow column as a sentence. */
function sentence(words) {
  if (words !== words.toLocaleUpperCase("vi")) return words;
  const lower = words.toLocaleLowerCase("vi");
  return lower.charAt(0).toLocaleUpperCase("vi") + lower.slice(1);
}

function follow(entries, scroller) {
  let current = null;
  let waiting = false;
  const update = () => {
    waiting = false;
    const line = scroller.getBoundingClientRect().top + scroller.clientHeight * 0.4;
    let found = entries[0];
    for (const entry of entries) {
      if (entry.landmark.node.getBoundingClientRect().top > line) break;
      found = entry;
    }
    if (!found || found === current) return;
    current?.anchor.removeAttribute("aria-current");
    found.anchor.setAttribute("aria-current", "location");
    current = found;
    const list = found.anchor.closest(".outline");
    if (list && list.scrollHeight > list.clientHeight) {
      list.scrollTop = found.anchor.offsetTop - list.clientHeight / 2;
    }
  };
  const ask = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };
  scroller.addEventListener("scroll", ask, { passive: true });
  ask();
  return ask;
}
