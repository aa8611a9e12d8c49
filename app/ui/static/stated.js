// What a person states of the one file being added; it wins over what is read from the file.

import { el } from "./dom.js";

const FIELDS = [
  ["number", "Số, ký hiệu", { placeholder: "15/KH-UBND" }],
  ["issued_on", "Ngày ban hành", { type: "date" }],
  ["kind", "Loại văn bản", { placeholder: "Kế hoạch" }],
  ["issuer", "Cơ quan ban hành", {}],
  ["place", "Địa phương", { placeholder: "không ghi cấp" }],
  ["subject", "Trích yếu", {}],
  ["signer", "Người ký", {}],
];
const LONGEST = 300;

/** Build the fields; `values()` gives those filled in, by the names the service knows. */
export function fields() {
  const inputs = FIELDS.map(([name, , more]) =>
    el("input", { type: "text", maxlength: `${LONGEST}`, autocomplete: "off", ...more, id: `stated-${name}`, name }));
  const node = el("details.stated", {},
    el("summary", {}, "Ghi sẵn thông tin của tệp sắp thêm (không bắt buộc)"),
    el("p.facts", {}, "Dùng khi văn bản để trống hoặc bản quét mờ. Chỉ áp dụng cho một tệp; thêm lại tệp đã có thì thông tin được ghi đè."),
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
