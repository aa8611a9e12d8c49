// The service, as the page speaks to it. Every failure is a Failure with a sentence for a person.

import { framed, headers } from "./key.js";
import { t } from "./language.js";

export class Failure extends Error {
  constructor(message, { status = 0, code = "" } = {}) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** No answer came at all: the network or the service is away. */
  get away() {
    return this.status === 0;
  }
}

const SIGN_IN = "/sign-in";
const AWAY = t`Chưa kết nối được tới máy chủ.`;
const SENTENCES = {
  401: t`Phiên này chưa được phép xem. Hãy liên hệ người quản trị.`,
  403: t`Anh/chị chưa được quyền xem nội dung này.`,
  404: t`Nội dung này không còn ở đây.`,
  413: t`Tệp lớn quá mức cho phép.`,
  429: t`Đang có nhiều yêu cầu. Xin chờ một lát rồi thử lại.`,
  503: t`Dịch vụ đang chuẩn bị. Xin chờ một lát rồi thử lại.`,
};

export async function request(path, { method = "GET", json, body, signal, keepalive } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      keepalive,
      body: json === undefined ? body : JSON.stringify(json),
      headers: json === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Failure(AWAY);
  }
  if (!response.ok) {
    const failed = await failure(response);
    if (failed.status === 401) refused.tell?.();
    throw failed;
  }
  return response;
}

/** What is done when the service no longer knows who asks. */
export const refused = { tell: null };

async function failure(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // A proxy's own error page: the status says enough.
  }
  if (problem.code === "not_signed_in" && location.pathname !== SIGN_IN && !framed) {
    location.assign(`${SIGN_IN}?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const detail = typeof problem.detail === "string" ? problem.detail : "";
  const sentence = detail || SENTENCES[response.status] || t`Có lỗi khi xử lý yêu cầu. Xin thử lại.`;
  return new Failure(sentence, { status: response.status, code: problem.code });
}

async function data(path, options) {
  const response = await request(path, options);
  return response.status === 204 ? null : response.json();
}

const id = encodeURIComponent;

function given(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ""));
}

export const documents = {
  /** A page of the list: { documents, next_cursor, total }. */
  page: (parameters) => data(`/v1/documents?${given(parameters)}`),
  counts: (parameters = {}) => data(`/v1/catalogue?${given(parameters)}`),
  show: (key) => data(`/v1/documents/${id(key)}`),
  text: async (key) => (await data(`/v1/documents/${id(key)}/text`)).text,
  picture: (key, number, start, end) => `/v1/documents/${id(key)}/pages/${number}${end > start ? `?start=${start}&end=${end}` : ""}`,
  reread: (key, how) => data(`/v1/documents/${id(key)}/reread`, { method: "POST", json: how }),
  correct: (key, fields) => data(`/v1/documents/${id(key)}`, { method: "PATCH", json: fields }),
  /** Tags put on documents and taken off: { changed }, those that did not bear them so before. */
  tag: (json) => data("/v1/tags", { method: "POST", json }),
  /** A person's word that one document holds in another's stead, or that word taken back. */
  supersede: (newer, older, undo) => data(`/v1/documents/${id(newer)}/supersedes`, { method: "POST", json: { document_id: older, undo } }),
  original: (key) => `/v1/documents/${id(key)}/original`,
  remove: (key, options) => data(`/v1/documents/${id(key)}`, { method: "DELETE", ...options }),
  upload(files, stated = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries(stated)) form.append(name, value);
    for (const file of files) form.append("files", file, file.name);
    return data("/v1/documents", { method: "POST", body: form });
  },
  jobs: async () => (await data("/v1/jobs")).jobs,
  job: (key) => data(`/v1/jobs/${id(key)}`),
  cancel: (key) => data(`/v1/jobs/${id(key)}`, { method: "DELETE" }),
};

export const admin = {
  me: () => data("/v1/me"),
  leave: () => data("/v1/session", { method: "DELETE" }),
  list: (what, parameters = {}) => data(`/v1/admin/${what}?${given(parameters)}`),
  add: (what, json) => data(`/v1/admin/${what}`, { method: "POST", json }),
  edit: (what, key, json) => data(`/v1/admin/${what}/${id(key)}`, { method: "PATCH", json }),
  remove: (what, key) => data(`/v1/admin/${what}/${id(key)}`, { method: "DELETE" }),
  password: (key) => data(`/v1/admin/users/${id(key)}/password`, { method: "POST" }),
  access: (key) => data(`/v1/admin/access/${id(key)}`),
  show: (ids, groups) => data("/v1/admin/access", { method: "PUT", json: { document_ids: ids, groups } }),
  review: (key, json) => data(`/v1/admin/feedback/${id(key)}`, { method: "PUT", json }),
};

export const conversations = {
  list: async (query) => (await data(`/v1/conversations?q=${id(query)}`)).conversations,
  show: (key) => data(`/v1/conversations/${id(key)}`),
  rename: (key, title) => data(`/v1/conversations/${id(key)}`, { method: "PATCH", json: { title } }),
  remove: (key, options) => data(`/v1/conversations/${id(key)}`, { method: "DELETE", ...options }),
  file: (key, format) => `/v1/conversations/${id(key)}/export?format=${format}`,
};

export const facts = {
  /** A page of what documents promise: { facts, next_cursor }. */
  page: (parameters) => data(`/v1/facts?${given(parameters)}`),
  of: (key, parameters) => data(`/v1/documents/${id(key)}/facts?${given(parameters)}`),
  file: (parameters, format) => `/v1/facts?${given({ ...parameters, format })}`,
  references: async (key, direction) => (await data(`/v1/references?${given({ document_id: key, direction })}`)).references,
};

export const answers = {
  show: (key) => data(`/v1/answers/${id(key)}`),
  pin: (key, note) => data(`/v1/answers/${id(key)}/pin`, { method: "PUT", json: { note } }),
  unpin: (key) => data(`/v1/answers/${id(key)}/pin`, { method: "DELETE" }),
  pinned: async () => (await data("/v1/pins")).pins,
  judge: (key, verdict, reason) => data(`/v1/answers/${id(key)}/feedback`, { method: "PUT", json: { verdict, reason } }),
  unjudge: (key) => data(`/v1/answers/${id(key)}/feedback`, { method: "DELETE" }),
  file: (key, format) => `/v1/answers/${id(key)}/export?format=${format}`,
};

/** Questions that are answered: to begin with, among documents of these filters, or to go on from an answer. */
export const suggestions = (parameters) => data(`/v1/suggestions?${given(parameters)}`);

export const compare = {
  make: (topics, ids) => data("/v1/compare", { method: "POST", json: { topics, document_ids: ids } }),
  file: (topics, ids, format) => request(`/v1/compare/export?format=${format}`, { method: "POST", json: { topics, document_ids: ids } }),
};

/** Ask and follow the answer as it is made: handlers.passages, handlers.token; resolves to the answer. */
export async function ask(question, handlers, signal) {
  const response = await request("/v1/ask", {
    method: "POST",
    signal,
    json: { ...question, stream: true },
  });
  let answer = null;
  for await (const { event, value } of events(response.body)) {
    if (event === "answer") answer = value;
    else if (event === "error") throw new Failure(value?.detail || t`Có lỗi khi trả lời. Xin thử lại.`, { status: 500, code: value?.code });
    else handlers[event]?.(value);
  }
  if (!answer) throw new Failure(AWAY);
  return answer;
}

async function* events(stream) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let pending = "";
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Failure(AWAY);
    }
    pending += decoder.decode(chunk.value ?? new Uint8Array(), { stream: !chunk.done });
    pending = pending.replace(/\r\n?/g, "\n");
    let end;
    while ((end = pending.indexOf("\n\n")) >= 0) {
      const parsed = parseEvent(pending.slice(0, end));
      pending = pending.slice(end + 2);
      if (parsed) yield parsed;
    }
    if (chunk.done) return;
  }
}

function parseEvent(block) {
  let event = "message";
  const lines = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) lines.push(line.slice(line[5] === " " ? 6 : 5));
  }
  if (!lines.length) return null;
  return { event, value: JSON.parse(lines.join("\n")) };
}
