// Example questions, made from the outlines of the documents that are here.

import { documents } from "./api.js";
import { el } from "./dom.js";
import { fold } from "./offsets.js";
import { plain } from "./words.js";

const WANTED = 3;

/** Forms of question, each for a kind of section it can be answered from. */
const FORMS = [
  { heading: "to chuc thuc hien", ask: (name) => `${name} giao những cơ quan nào thực hiện?` },
  { heading: "muc tieu", ask: (name) => `${name} đặt ra những mục tiêu gì đến năm 2030?`, needs: "2030" },
  { heading: "chi tieu", ask: (name) => `Các chỉ tiêu của ${name} là gì?` },
  { heading: "yeu cau", ask: (name) => `Yêu cầu khi triển khai kế hoạch của ${name} là gì?` },
  { heading: "muc dich", ask: (name) => `Mục đích kế hoạch của ${name} là gì?` },
  { heading: "giai phap", ask: (name) => `${name} nêu những nhiệm vụ, giải pháp nào?` },
  { heading: "nhiem vu", ask: (name) => `${name} nêu những nhiệm vụ, giải pháp nào?` },
];

/** Up to three questions, from different documents where there are several. */
export async function make(records) {
  const named = records.filter((record) => record.place || record.number || record.issuer);
  const pick = (named.length ? named : records).slice(0, WANTED);
  const questions = [];
  const used = new Set();
  for (const record of pick) {
    const outline = await outlineOf(record);
    if (!outline) continue;
    const form = FORMS.find((candidate) => !used.has(candidate.ask) && holds(outline, candidate));
    if (!form) continue;
    used.add(form.ask);
    questions.push(form.ask(callName(record)));
  }
  if (questions.length === WANTED && pick.length > 1 && pick[0].place && pick[1].place) {
    questions[WANTED - 1] = `Kế hoạch của ${callName(pick[0])} và ${callName(pick[1])} đặt mục tiêu khác nhau thế nào?`;
  }
  return questions;
}

async function outlineOf(record) {
  try {
    return (await documents.show(record.id)).outline;
  } catch {
    // An example less is no failure worth showing.
    return null;
  }
}

function holds(nodes, form) {
  return nodes.some((node) => fold(node.title).includes(form.heading) || holds(node.children ?? [], form));
}

function callName(record) {
  if (record.place) return plain(record.place);
  if (record.number) return `văn bản số ${plain(record.number)}`;
  if (record.issuer) return plain(record.issuer);
  return `“${plain(record.title).slice(0, 60)}”`;
}

/** Show the questions; choosing one asks it. */
export function show(parent, questions, choose) {
  if (!questions.length) {
    parent.replaceChildren();
    return;
  }
  parent.replaceChildren(
    el("h2", { id: "examples-title" }, "Chẳng hạn"),
    el("ul", { "aria-labelledby": "examples-title" }, ...questions.map((question) =>
      el("li", {}, el("button", { type: "button", onclick: () => choose(question) }, question)))),
  );
}
