// Administration of the service itself: uploads of all, the room that is taken, how much is asked.

import { el } from "./dom.js";
import { t } from "./language.js";
import { table } from "./table.js";
import { file } from "./upload.js";
import { date, dateTime, number, plain, size } from "./words.js";

const STATES = { queued: t`đang chờ`, running: t`đang đọc`, done: t`xong`, failed: t`hỏng`, cancelled: t`đã hủy` };
const PARTS = { documents: t`Văn bản và tệp gốc`, conversations: t`Các cuộc hỏi đáp`, uploads: t`Tệp đang chờ đọc`, derived: t`Chỉ mục (tạo lại được)`, other: t`Phần khác` };

export function jobs({ jobs: found }) {
  return [table([t`Lúc`, t`Ai`, t`Trạng thái`, t`Tệp`], found.map((job) => [
    dateTime(job.created_at), plain(job.owner.replace(/^user:/, "")), `${STATES[job.state] ?? job.state} ${number(job.done)}/${number(job.total)}`,
    el("details.fold", {}, el("summary", {}, t`${number(job.total)} tệp`), el("ul", {}, ...job.files.map(file))),
  ]))];
}

export function storage(held) {
  return [
    el("p.facts", {}, [t`${number(held.documents)} văn bản`, t`${number(held.passages)} đoạn`, t`${number(held.conversations)} cuộc hỏi đáp`].join(" · ")),
    held.damaged ? el("p.state.failed", { role: "alert" }, t`Có ${number(held.damaged)} dòng dữ liệu hỏng; hãy chạy “hoidap check” để biết cách sửa.`) : null,
    held.database ? el("p.facts", {}, t`Văn bản nằm trong cơ sở dữ liệu dùng chung; bảng dưới chỉ kể thư mục dữ liệu của máy này.`) : null,
    table([t`Phần`, t`Dung lượng`], [...held.parts.map((part) => [PARTS[part.name] ?? part.name, size(part.bytes)]), [el("strong", {}, t`Còn trống`), el("strong", {}, size(held.free_bytes))]]),
  ].filter(Boolean);
}

export function usage({ days, right, wrong }) {
  const sum = (name) => days.reduce((total, day) => total + day[name], 0);
  return [
    el("p.facts", {}, t`30 ngày qua: ${number(sum("questions"))} câu hỏi, ${number(sum("refused"))} câu không tìm thấy; đánh giá: ${number(right)} đúng, ${number(wrong)} sai.`),
    table([t`Ngày`, t`Câu hỏi`, t`Không tìm thấy`, t`Người hỏi`], days.map((day) => [date(day.day), number(day.questions), number(day.refused), number(day.askers)])),
  ];
}
