// A plain table of lines.

import { el } from "./dom.js";
import { t } from "./language.js";

/** Rows of cells, each words or nodes or a list of them; says so where there are none. */
export function table(heads, rows) {
  if (!rows.length) return el("p.state", {}, t`Chưa có gì.`);
  return el("div.table", { tabindex: "0", role: "region", "aria-label": heads[0] }, el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, ...[cell].flat())))))));
}
