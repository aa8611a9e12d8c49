// Which documents are asked: all, or the chosen ones.

import * as catalogue from "./catalogue.js";
import { byId, el } from "./dom.js";
import { fold } from "./offsets.js";
import { popover } from "./popover.js";
import { documents } from "./words.js";

const MANY = 12;
const button = byId("open-scope");

export function start() {
  const panel = el("div.menu.scope", { role: "dialog", "aria-label": "Chọn văn bản để hỏi", hidden: true });
  document.body.append(panel);
  const { close } = popover(button, panel, () => fill(panel, () => close()));
  catalogue.listen(label);
}

function label({ records, chosen }) {
  button.hidden = !records.length;
  byId("scope-label").textContent = chosen.size ? `${chosen.size}/${documents(records.length)}` : documents(records.length);
  button.classList.toggle("narrowed", chosen.size > 0);
  byId("scope-note").textContent = chosen.size === 1
    ? `Chỉ hỏi: ${catalogue.label({ id: [...chosen][0] })}`
    : chosen.size ? `Chỉ hỏi ${documents(chosen.size)} đã chọn` : "";
}

function fill(panel, close) {
  const { records, chosen } = catalogue.state;
  const all = el("input", { type: "radio", name: "scope", checked: !chosen.size });
  const some = el("input", { type: "radio", name: "scope", checked: chosen.size > 0, tabindex: "-1", "aria-hidden": "true", hidden: true });
  const boxes = records.map((record) => el("input", { type: "checkbox", value: record.id, checked: chosen.has(record.id) }));
  const rows = records.map((record, index) => el("li", { data: { words: fold(`${catalogue.label(record)} ${record.source}`) } },
    el("label", {}, boxes[index], el("span", {}, catalogue.label(record)))));
  const apply = () => catalogue.choose(boxes.filter((box) => box.checked).map((box) => box.value));
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = false;
    apply();
  });
  for (const box of boxes) box.addEventListener("change", () => {
    some.checked = boxes.some((other) => other.checked);
    all.checked = !some.checked;
    apply();
  });
  const filter = records.length > MANY ? el("input", { type: "search", placeholder: "Lọc theo tên", "aria-label": "Lọc văn bản" }) : null;
  filter?.addEventListener("input", () => {
    for (const row of rows) row.hidden = !row.dataset.words.includes(fold(filter.value.trim()));
  });
  panel.replaceChildren(
    ...[filter,
      el("label.all", {}, all, el("span", {}, "Hỏi tất cả văn bản")), some,
      el("ul", {}, ...rows),
      el("button.quiet", { type: "button", onclick: close }, "Xong")].filter(Boolean));
  return filter ?? all;
}
