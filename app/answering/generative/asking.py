"""What a strong language model is asked: what it is shown as data, the question, the form."""

import hashlib
import hmac
import re
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts
from app.answering.generative.basis import Exchange
from app.answering.generative.checks import Fault
from app.answering.generative.context import Context, Shown, described
from app.language_models.port import Message, Request
from index.question.query import AnswerKind
from ingest.document import Document
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import normalise

_FILE = "reply.vi.toml"
_SECRET = secrets.token_bytes(32)
_TOKENS = {AnswerKind.LIST: 3_500, AnswerKind.TABLE: 3_500, AnswerKind.SUMMARY: 3_000}
_TOKENS_ELSE = 2_000
"""Most tokens of a reply: its quotes are longer than what it says."""
_ANSWER = 600
"""Characters of the answer before that a follow-up is shown with."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A statement that did not pass, by its number."""

    id: int
    text: str
    fault: Fault
    strange: tuple[str, ...] = ()
    """Words of it that its quotes do not bear out."""


@cache
def version() -> str:
    """Return the hash of the prompts, as answers show it."""
    return hashlib.sha256(prompts.load(_FILE).encode()).hexdigest()[:12]


def request(
    question: str, context: Context, kind: AnswerKind, past: Exchange | None = None
) -> Request:
    """Return the request; what no request before held comes last, so that servers may reuse it."""
    texts = _texts()
    asked = _line(question)
    mark = _mark(asked, context)
    lines = [texts["code"].format(mark=mark)]
    lines += [
        texts["document"].format(mark=mark, number=number, name=_line(_shown(described(document))))
        for number, document in enumerate(context.documents, 1)
    ]
    lines += _passages(mark, context.shown, context.documents, 1)
    if past is not None:
        said = {"question": _line(past.question), "answer": _line(past.answer)[:_ANSWER]}
        lines.append(texts["past"].format(mark=mark, **said))
    lines.append("")
    lines.append(texts["ask"].format(mark=mark, question=asked))
    turns = (Message("system", texts["system"].strip()), Message("user", "\n".join(lines)))
    return Request(turns, _TOKENS.get(kind, _TOKENS_ELSE), schema=_schema())


def again(
    before: Request, reply: str, failed: Sequence[Failed], more: Sequence[Shown], context: Context
) -> Request:
    """Return the request that sends failed statements back, with ``more`` passages."""
    texts = _texts()
    user = before.messages[-1].content
    mark = user.split("\n", 1)[0].removeprefix(texts["code"].format(mark=""))
    faults = "\n".join(
        texts["failed"].format(id=f.id, text=f.text, fault=_told(f, texts)) for f in failed
    )
    shown = _passages(mark, more, context.documents, len(context.shown) + 1)
    if shown:
        shown.insert(0, texts["sections"])
    asked = texts["again"].strip().format(faults=faults, shown="\n".join(shown))
    turns = (*before.messages, Message("assistant", reply), Message("user", asked))
    return Request(turns, before.max_tokens)


def orders(text: str) -> bool:
    """Return whether a sentence speaks to a model instead of to officials."""
    return bool(_orders().search(normalise(text).lower()))


def _told(failed: Failed, texts: Mapping[str, Any]) -> str:
    """Return what is wrong with a statement, and with which of its words."""
    strange = texts["strange"].format(words=", ".join(failed.strange)) if failed.strange else ""
    return f"{texts['faults'][failed.fault]}{strange}"


def _passages(
    mark: str, shown: Sequence[Shown], documents: Sequence[Document], first: int
) -> list[str]:
    texts = _texts()
    numbers = {document.id: number for number, document in enumerate(documents, 1)}
    lines = []
    for number, each in enumerate(shown, first):
        headings = _line(_shown(" > ".join(each.headings)))
        place = {"place": each.place, "headings": f" | {headings}" if headings else ""}
        lines += [
            "",
            texts["opening"].format(
                mark=mark, number=number, document=numbers[each.document_id], **place
            ),
            _shown(each.text),
            texts["closing"].format(mark=mark, number=number),
        ]
    return lines


def _shown(text: str) -> str:
    """Return a text as the model sees it: no blank lines, no sentence that gives it orders."""
    if orders(text):
        hidden = _texts()["hidden"]
        for start, end in reversed(sentences(text)):
            if orders(text[start:end]):
                text = text[:start] + hidden + text[end:]
    return re.sub(r"[ \t]*\n\s*\n", "\n", text)


def _line(text: str) -> str:
    """Return the text as one line: only the service begins a line."""
    return " ".join(text.split())


def _mark(question: str, context: Context) -> str:
    """Return a mark that no document can hold: of this process's secret and the whole request.

    The same request gets the same mark, so that its answer stays the same while the process runs.
    """
    content = "\0".join([question, *(shown.text for shown in context.shown)])
    return "@" + hmac.new(_SECRET, content.encode(), hashlib.sha256).hexdigest()[:16]


@cache
def _schema() -> Mapping[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    quote = _object(passage={"type": "integer"}, quote=text)
    quotes = {"type": "array", "items": quote}
    said = _object(text=text, quotes=quotes)
    row = _object(cells={"type": "array", "items": text}, quotes=quotes)
    return _object(
        verdict={"type": "string", "enum": ["answered", "not_stated", "unclear"]},
        side={"anyOf": [{"type": "string", "enum": ["yes", "no"]}, {"type": "null"}]},
        answer={"anyOf": [said, {"type": "null"}]},
        items={"type": "array", "items": said},
        columns={"type": "array", "items": text},
        rows={"type": "array", "items": row},
        silent={"type": "array", "items": {"type": "integer"}},
    )


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


@cache
def _orders() -> re.Pattern[str]:
    return re.compile("|".join(_texts()["data"]["orders"]))


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(prompts.load(_FILE))
