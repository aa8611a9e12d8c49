// Which documents are asked: all, those of a tag, kind, place and year, or chosen ones.

import { documents as api, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { paused } from "./panel.js";
import { popover } from "./popover.js";
import { documents, number, plain } from "./words.js";

const MANY = 12;
const OFFERED = 8;
/** Values of each group that the first page offers. */
const FIRST = 4;
const GROUPS = [["tags", "tag", t`Nhãn`], ["kinds", "kind", t`Loại`], ["places", "place", t`Nơi ban hành`], ["years", "year", t`Năm`]];
const button = byId("open-scope");

export function start() {
  const panel = el("div.menu.scope", { role: "dialog", "aria-label": t`Chọn văn bản để hỏi`, hidden: true });
  document.body.append(panel);
  const { close } = popover(button, panel, () => fill(panel, () => close()));
  catalogue.listen(label);
}

async function label(state) {
  button.hidden = !state.total;
  const narrowed = catalogue.isNarrowed();
  button.classList.toggle("narrowed", narrowed);
  const mine = ++told;
  const count = state.chosen.size || !narrowed ? state.chosen.size : await counted();
  if (mine !== told) return;
  byId("scope-label").textContent = narrowed ? `${number(count)}/${documents(state.total)}` : documents(state.total);
  byId("scope-note").textContent = narrowed ? t`Chỉ hỏi: ${catalogue.scopeName()}` : "";
}

let told = 0;

/** How many documents the filters leave. */
async function counted() {
  try {
    return (await api.counts(catalogue.asFilters(catalogue.state.narrowed))).total;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return 0;
  }
}

/** The groups that tell documents apart: [title, field, values]. */
function groups(most) {
  const { counts, total } = catalogue.state;
  return GROUPS.map(([many, field, title]) => [title, field, counts[many].filter(({ documents: held }) => held < total).slice(0, most)]).filter(([, , values]) => values.length);
}

function chip(field, { value, documents: held }, changed) {
  const on = catalogue.state.narrowed[field] === value;
  return el("button.chip", {
    type: "button",
    "aria-pressed": String(on),
    onclick: () => {
      const { [field]: _, ...rest } = catalogue.state.narrowed;
      catalogue.narrow(on ? rest : { ...rest, [field]: value });
      changed(value);
    },
  }, plain(value), el("span.held", {}, ` ${number(held)}`));
}

/** On the first page: choose a set of documents before asking. */
export function first() {
  const place = byId("within");
  const draw = () => {
    const shown = catalogue.state.total < 6 ? [] : groups(FIRST);
    place.hidden = !shown.length;
    place.replaceChildren(
      el("p", { id: "within-title" }, t`Hỏi trong`),
      ...shown.map(([title, field, values]) => el("div.row", { role: "group", "aria-label": title }, ...values.map((value) => chip(field, value, (chosen) => refocus(place, chosen))))),
    );
  };
  catalogue.listen(draw);
  draw();
}

function refocus(place, value) {
  [...place.querySelectorAll(".chip")].find((node) => node.firstChild.data === plain(value))?.focus();
}

function fill(panel, close) {
  const all = el("input", { type: "radio", name: "scope", checked: !catalogue.isNarrowed() });
  const list = el("ul");
  const field = el("input", { type: "search", placeholder: t`Tìm theo tên, số, cơ quan`, "aria-label": t`Lọc văn bản`, hidden: catalogue.state.total <= MANY });
  const sets = el("div.sets");
  const drawSets = (chosen) => {
    sets.replaceChildren(...groups(OFFERED).map(([title, name, values]) => el("div.row", { role: "group", "aria-label": title }, el("p", { "aria-hidden": "true" }, title), ...values.map((value) => chip(name, value, (picked) => {
      drawSets(picked);
      search();
    })))));
    all.checked = !catalogue.isNarrowed();
    if (chosen) refocus(sets, chosen);
  };
  const rows = (records) => list.replaceChildren(...records.map((record) => {
    const box = el("input", { type: "checkbox", value: record.id, checked: catalogue.state.chosen.has(record.id) });
    box.addEventListener("change", () => {
      const chosen = new Set(catalogue.state.chosen);
      chosen[box.checked ? "add" : "delete"](record.id);
      catalogue.choose([...chosen]);
      drawSets();
    });
    return el("li", {}, el("label", {}, box, el("span", {}, catalogue.label(record))));
  }));
  let asked = 0;
  async function search() {
    const mine = ++asked;
    try {
      const { documents: found } = await api.page({ limit: 100, q: field.value.trim(), ...catalogue.asFilters(catalogue.state.narrowed) });
      if (mine !== asked) return;
      catalogue.learn(found);
      rows(found);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      list.replaceChildren(el("li.state", {}, error.message));
    }
  }
  field.addEventListener("input", paused(search));
  all.addEventListener("change", () => {
    catalogue.choose([]);
    drawSets();
    search();
  });
  drawSets();
  rows(catalogue.state.records.slice(0, 100));
  if (Object.keys(catalogue.state.narrowed).length) search();
  panel.replaceChildren(
    el("label.all", {}, all, el("span", {}, t`Hỏi tất cả văn bản`)), sets, field, list,
    el("button.quiet", { type: "button", onclick: close }, t`Xong`));
  return field.hidden ? all : field;
}
