// Administration: people, groups, keys of programs, judgements to look over, what was done, the service itself.

import { admin, Failure } from "./api.js";
import { link } from "./address.js";
import { caller } from "./caller.js";
import * as catalogue from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./language.js";
import { panel, raise } from "./panel.js";
import { plainText } from "./markdown.js";
import { table } from "./table.js";
import { note } from "./toasts.js";
import { jobs, storage, usage } from "./upkeep.js";
import { dateTime, number, plain } from "./words.js";

const ROLES = [["reader", t`người đọc`], ["editor", t`văn thư`], ["administrator", t`quản trị`]];
/** Where callers are not told apart there is nobody to list. */
const PEOPLE = [["users", t`Người dùng`, users], ["groups", t`Nhóm`, groups], ["tokens", t`Khóa chương trình`, tokens], ["feedback", t`Ý kiến`, judged], ["audit", t`Nhật ký`, trail]];
const SERVICE = [["jobs", t`Lượt tải lên`, jobs], ["storage", t`Dung lượng`, storage], ["usage", t`Mức sử dụng`, usage]];
const TABS = caller.signedIn ? [...PEOPLE, ...SERVICE] : SERVICE;

let dialog = null;
let body = null;
let shown = 0;

export function open(leave) {
  dialog ??= build();
  raise(dialog, leave);
  turn(0);
}

function build() {
  body = el("div.admin");
  const tabs = el("div.tabs", { role: "group", "aria-label": t`Xem` }, ...TABS.map(([, words], at) => el("button.chip", { type: "button", onclick: () => turn(at) }, words)));
  return panel("dialog.panel.register", "admin-title", t`Quản trị`, tabs, body);
}

async function turn(at) {
  [...dialog.querySelectorAll(".tabs button")].forEach((button, tab) => button.setAttribute("aria-pressed", String(tab === at)));
  const [what, , draw] = TABS[at];
  const mine = ++shown;
  await act(async () => {
    const found = await admin.list(what);
    if (mine === shown) body.replaceChildren(...draw(found, () => turn(at)));
  });
}

/** Do it; say in words what went wrong. Resolves to whether it was done. */
async function act(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(error.message);
    return false;
  }
}

function button(words, work, name) {
  return el("button.quiet", { type: "button", "aria-label": name ?? words, onclick: work }, words);
}

/** A form of text fields and choices; `send(values)` adds what it describes. */
function form(fields, submit, send) {
  const inputs = fields.map(([name, words, options]) => [name, words, options
    ? el("select", { name }, ...options.map(([value, label]) => el("option", { value }, label)))
    : el("input", { type: "text", name, maxlength: "200", autocomplete: "off" })]);
  const node = el("form.filters", {}, ...inputs.map(([, words, input]) => el("label", {}, el("span", {}, words), input)), el("button.firm", { type: "submit" }, submit));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    send(Object.fromEntries(inputs.map(([name, , input]) => [name, input.value.trim()])));
  });
  return node;
}

const listed = (text) => text.split(/[,;\s]+/).filter(Boolean);

/** Something that is shown once, with a way to take it along. */
function once(words, secret) {
  return el("p.once", { role: "status" }, words, " ", el("code", {}, secret), t` Chỉ hiện một lần; hãy sao chép ngay.`);
}

function users({ users: found }, again) {
  const told = el("div");
  const change = (name, json) => act(() => admin.edit("users", name, json)).then(again);
  return [
    form([["name", t`Tên đăng nhập`], ["title", t`Họ tên`], ["role", t`Vai trò`, ROLES], ["groups", t`Nhóm`]], t`Thêm người dùng`, async ({ groups: names, ...rest }) => {
      let given;
      if (await act(async () => { given = await admin.add("users", { ...rest, groups: listed(names) }); })) {
        await again();
        body.prepend(once(t`Mật khẩu tạm của ${given.name}:`, given.password));
      }
    }), told,
    table([t`Tên`, t`Họ tên`, t`Vai trò`, t`Nhóm`, t`Trạng thái`, ""], found.map((user) => [
      plain(user.name), plain(user.title),
      el("select", { "aria-label": t`Vai trò của ${user.name}`, onchange: (event) => change(user.name, { role: event.target.value }) }, ...ROLES.map(([value, words]) => el("option", { value, selected: value === user.role }, words))),
      el("input", { type: "text", value: user.groups.join(", "), "aria-label": t`Nhóm của ${user.name}`, onchange: (event) => change(user.name, { groups: listed(event.target.value) }) }),
      user.disabled ? t`đã khóa` : user.locked_until ? t`tạm khóa đến ${dateTime(user.locked_until)}` : user.must_change ? t`chưa đổi mật khẩu` : t`đang dùng`,
      [button(user.disabled ? t`Mở khóa` : t`Khóa`, () => change(user.name, { disabled: !user.disabled }), `${user.disabled ? t`Mở khóa` : t`Khóa`} ${user.name}`),
        button(t`Cấp lại mật khẩu`, () => act(async () => told.replaceChildren(once(t`Mật khẩu tạm của ${user.name}:`, (await admin.password(user.name)).password))), t`Cấp lại mật khẩu cho ${user.name}`)],
    ])),
  ];
}

function groups({ groups: found }, again) {
  return [
    form([["name", t`Tên nhóm`], ["title", t`Tên đầy đủ`]], t`Thêm nhóm`, (values) => act(() => admin.add("groups", values)).then(again)),
    table([t`Tên`, t`Tên đầy đủ`, t`Lập lúc`, ""], found.map((group) => [plain(group.name), plain(group.title), dateTime(group.created_at), button(t`Xóa`, () => act(() => admin.remove("groups", group.name)).then(again), t`Xóa nhóm ${group.name}`)])),
  ];
}

function tokens({ tokens: found }, again) {
  return [
    form([["name", t`Dùng cho`], ["role", t`Vai trò`, [...ROLES, ["monitor", t`giám sát`]]], ["groups", t`Nhóm`]], t`Tạo khóa`, async ({ groups: names, ...rest }) => {
      let made;
      if (await act(async () => { made = await admin.add("tokens", { ...rest, groups: listed(names) }); })) {
        await again();
        body.prepend(once(t`Khóa mới:`, made.token));
      }
    }),
    table([t`Dùng cho`, t`Vai trò`, t`Nhóm`, t`Hết hạn`, t`Dùng lần cuối`, ""], found.map((token) => [plain(token.name), plain(token.role), token.groups.join(", "), dateTime(token.expires_at), token.used_at ? dateTime(token.used_at) : t`chưa dùng`, button(t`Thu hồi`, () => act(() => admin.remove("tokens", token.id)).then(again), t`Thu hồi khóa ${token.name}`)])),
  ];
}

function judged({ feedback: found }, again) {
  const sorted = [...found].reverse();
  return [
    el("p.facts", {}, t`${number(found.length)} ý kiến, ${number(found.filter((each) => !each.review).length)} chưa xem. `, el("a", { href: "/v1/admin/feedback/export", download: "" }, t`Tải về để đánh giá`)),
    el("ul.documents", {}, ...sorted.map((each) => el("li", {}, el("div.what", {},
      el("a.name", { href: link({ a: each.answer_id }), target: "_blank", rel: "noopener" }, plain(each.answer.question)),
      el("p.facts", {}, [each.verdict === "right" ? t`Đúng` : t`Sai`, dateTime(each.given_at), each.reviewer && t`${plain(each.reviewer)} đã xem`].filter(Boolean).join(" · ")),
      each.reason ? el("p.about", {}, plain(each.reason)) : null,
      el("details.fold", {}, el("summary", {}, t`Câu trả lời`), el("q", {}, plain(plainText(each.answer.answer)))),
      review(each, again))))),
  ];
}

/** What the answer should have been, and where that stands: the passage word for word. */
function review(each, again) {
  const [found] = each.review?.evidence ?? [];
  const where = el("select", { "aria-label": t`Văn bản có đoạn đúng` }, el("option", { value: found?.document_id ?? "" }, found ? plain(found.source) : t`Văn bản nào?`));
  const quote = el("textarea", { "aria-label": t`Nguyên văn đoạn đúng`, maxlength: "1600", placeholder: t`Chép nguyên văn đoạn đúng từ văn bản` });
  quote.value = found?.quote ?? "";
  const place = el("details.fold", {}, el("summary", {}, t`Đoạn đúng nằm ở đâu`), where, quote);
  place.addEventListener("toggle", () => {
    if (where.options.length === 1) where.append(...catalogue.state.records.filter(({ id }) => id !== found?.document_id).map((record) => el("option", { value: record.id }, catalogue.label({ id: record.id }))));
  });
  const right = el("input", { type: "text", value: each.review?.answer ?? "", maxlength: "4000", "aria-label": t`Câu trả lời đúng`, placeholder: t`Câu trả lời đúng` });
  const none = el("input", { type: "checkbox", checked: each.review ? !each.review.answerable : false });
  const node = el("form", {}, el("div.rename", {}, right, el("label", {}, none, t`văn bản không nêu`), el("button.quiet", { type: "submit" }, t`Lưu`)), place);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const cited = each.answer.citations.map(({ document_id: key, quote }) => ({ document_id: key, quote }));
    const given = where.value && quote.value.trim() ? [{ document_id: where.value, quote: quote.value.trim() }] : each.verdict === "right" ? cited : [];
    act(async () => {
      await admin.review(each.answer_id, { answerable: !none.checked, answer: right.value.trim(), passages: none.checked ? [] : given });
      note(t`Đã ghi.`);
      await again();
    });
  });
  return node;
}

function named(id) {
  return catalogue.record(id) ? catalogue.label({ id }) : plain(id);
}

function trail({ entries, next_cursor: cursor }) {
  const rows = (found) => found.map((entry) => [dateTime(entry.at), plain(entry.name || entry.caller), plain(entry.action), String(entry.status), entry.documents.map(named).join("; "), plain(entry.detail), plain(entry.address)]);
  const all = [...entries];
  const place = el("div");
  let next = cursor;
  const draw = () => place.replaceChildren(table([t`Lúc`, t`Ai`, t`Việc`, t`Kết quả`, t`Văn bản`, t`Chi tiết`, t`Từ`], rows(all)), next ? button(t`Xem thêm`, async () => {
    await act(async () => {
      const page = await admin.list("audit", { cursor: next });
      all.push(...page.entries);
      next = page.next_cursor;
      draw();
    });
  }) : "");
  draw();
  return [el("p.facts", {}, el("a", { href: "/v1/admin/audit/export", download: "" }, t`Tải toàn bộ nhật ký`)), place];
}
