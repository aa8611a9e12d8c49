// The pages of a PDF as they were printed, with the quote boxed.

import { documents } from "./api.js";
import { el, icon, ICONS } from "./dom.js";
import { t } from "./language.js";
import { number } from "./words.js";

export class Facsimile {
  #page = 1;
  #place = {};

  constructor(record) {
    this.record = record;
    this.label = el("span.count", { role: "status" });
    this.back = this.#button(t`Trang trước`, ICONS.previous, -1);
    this.forth = this.#button(t`Trang sau`, ICONS.next, 1);
    this.picture = el("img", { alt: "" });
    this.trouble = el("p.state.failed", { role: "alert", hidden: true }, t`Không vẽ được trang này. Hãy mở bản gốc.`);
    this.picture.addEventListener("error", () => this.#drawn(false));
    this.picture.addEventListener("load", () => this.#drawn(true));
    this.node = el("figure.facsimile", { hidden: true, tabindex: "0", "aria-label": t`Trang gốc` },
      el("figcaption", {}, this.back, this.label, this.forth), this.trouble, this.picture);
  }

  #button(name, path, change) {
    return el("button.icon", { type: "button", "aria-label": name, title: name, onclick: () => this.#turn(this.#page + change) }, icon(path));
  }

  /** Go to the page of a place: { page, start, end }. */
  show(place) {
    this.#place = place;
    this.#turn(place.page ?? 1);
  }

  #turn(page) {
    this.#page = Math.min(Math.max(1, page), this.record.pages);
    const { start, end } = this.#page === (this.#place.page ?? 1) ? this.#place : {};
    this.picture.src = documents.picture(this.record.id, this.#page, start, end);
    this.picture.alt = end > start ? t`Trang ${this.#page} của bản gốc, chỗ trích được đóng khung` : t`Trang ${this.#page} của bản gốc`;
    this.label.textContent = t`trang ${number(this.#page)}/${number(this.record.pages)}`;
    this.back.disabled = this.#page <= 1;
    this.forth.disabled = this.#page >= this.record.pages;
    this.node.scrollTop = 0;
  }

  #drawn(is) {
    this.trouble.hidden = is;
    this.picture.hidden = !is;
  }
}
