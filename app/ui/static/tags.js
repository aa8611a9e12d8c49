// Tags: words of one's own by which documents are kept together; put on and taken off, with a way back.

import { documents, Failure } from "./api.js";
import * as catalogue from "./catalogue.js";
import { byId, el } from "./dom.js";
import { t } from "./language.js";
import { note } from "./toasts.js";
import { number, plain } from "./words.js";

export const LONGEST = 60;
const KNOWN = "known-tags";

/** Put a tag on documents, or take it `off` them; `done()` hears when the service has. */
export async function tag(ids, name, off, done, undoing = false) {
  let changed;
  try {
    ({ changed } = await documents.tag({ document_ids: ids, [off ? "remove" : "add"]: [name] }));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(t`Chưa đổi được nhãn: ${error.message}`);
    return;
  }
  await done();
  if (undoing || !changed.length) return;
  const [called, many] = [plain(name), number(changed.length)];
  note(off ? t`Đã gỡ nhãn “${called}” khỏi ${many} văn bản.` : t`Đã gắn nhãn “${called}” cho ${many} văn bản.`, { undo: () => tag(changed, name, !off, done, true) });
}

/** Takes tags off these documents and puts others on; `more` stands behind the fields. */
export function form(records, done, ...more) {
  const ids = records.map(({ id }) => id);
  const borne = [...new Set(records.flatMap(({ tags }) => tags))];
  const input = el("input", { type: "text", maxlength: `${LONGEST}`, list: known(), autocomplete: "off", "aria-label": t`Nhãn mới`, placeholder: t`Nhãn mới` });
  const node = el("form.tagging", {},
    ...borne.map((name) => el("button.chip", { type: "button", "aria-label": t`Gỡ nhãn ${plain(name)}`, onclick: () => tag(ids, name, true, done) }, `${plain(name)} ×`)),
    input, el("button.quiet", { type: "submit" }, t`Gắn nhãn`), ...more);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) tag(ids, input.value.trim(), false, done);
  });
  return node;
}

/** The tags in use, to choose from while one types. */
function known() {
  if (!byId(KNOWN)) document.body.append(el("datalist", { id: KNOWN }));
  byId(KNOWN).replaceChildren(...catalogue.state.counts.tags.map(({ value }) => el("option", { value: plain(value) })));
  return KNOWN;
}
