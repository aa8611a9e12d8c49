// What a person states of the one file being added; it wins over what is read from the file.

import { el } from "./dom.js";
import { t } from "./language.js";

const FIELDS = [
  ["number", t`Số, ký hiệu`, { placeholder: "15/KH-UBND" }],
  ["issued_on", t`Ngày ban hành`, { type: "date" }],
  ["kind", t`Loại văn bản`, { placeholder: "Kế hoạch" }],
  ["issuer", t`Cơ quan ban hành`, {}],
  ["place", t`Địa phương`, { placeholder: t`không ghi cấp` }],
  ["subject", t`Trích yếu`, {}],
  ["signer", t`Người ký`, {}],
];
const LONGEST = 300;

/** Build the fields; `values()` gives those filled in, by the names the service knows. */
export function fields() {
  const inputs = FIELDS.map(([name, , more]) =>
    el("input", { type: "text", maxlength: `${LONGEST}`, autocomplete: "off", ...more, id: `stated-${name}`, name }));
  const node = el("details.stated", {},
    el("summary", {}, t`Ghi sẵn thông tin của tệp sắp thêm (không bắt buộc)`),
    el("p.facts", {}, t`Dùng khi văn bản để trống hoặc bản quét mờ. Chỉ áp dụng cho một tệp; thêm lại tệp đã có thì thông tin được ghi đè.`),
    el("div.fields", {}, FIELDS.map(([, words], at) =>
      el("div", {}, el("label", { for: inputs[at].id }, words), inputs[at]))));
  const filled = () => inputs.filter((input) => input.value.trim());
  return {
    node,
    values: () => Object.fromEntries(filled().map((input) => [input.name, input.value.trim()])),
    clear() {
      for (const input of inputs) input.value = "";
      node.open = false;
    },
  };
}
