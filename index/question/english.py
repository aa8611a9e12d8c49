"""Reads simple English: whole questions and the odd word ("budget", "deadline")."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from index.question.guessing import shipped
from index.question.tables import rows

_TOKEN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?(?![\w/-])|\S+")
_LONGEST = 3
"""Words of a phrase in the table."""


@dataclass(frozen=True, slots=True)
class English:
    """A question in English, and how Vietnamese asks it; None where it is not clear."""

    vietnamese: str | None


@dataclass(frozen=True, slots=True)
class _Word:
    vietnamese: str
    role: str


@cache
def _table() -> dict[str, _Word]:
    return {english: _Word(vietnamese, role) for english, vietnamese, role in rows("english.tsv")}


def read(text: str, is_syllable: Callable[[str], bool]) -> English | None:
    """Return the question in Vietnamese; None where it is not in English.

    A question with a word that the table lacks is not read: half a question is another one.
    """
    tokens = _TOKEN.findall(text.strip(" ?.!"))
    spoken = [t.lower() for t in tokens if t.isalpha() and (t.islower() or t is tokens[0])]
    foreign = [t for t in spoken if t in _table() or not is_syllable(t)]
    pieces = list(_pieces(tokens))
    asks = [word for _, word in pieces if word is not None and word.role != "thing"]
    if not text.isascii() or len(asks) < 2 or len(foreign) < shipped().english * len(spoken):
        return None
    strange = any(word is None and said.islower() for said, word in pieces)
    return English(None if strange else _asked(pieces))


def write_out(text: str, is_syllable: Callable[[str], bool]) -> str:
    """Return a Vietnamese text with the English things and deeds in it in Vietnamese."""

    def replaced(match: re.Match[str]) -> str:
        word = _table().get(match.group().lower())
        if word is None or word.role not in {"thing", "deed"} or is_syllable(match.group()):
            return match.group()
        return word.vietnamese

    return re.sub(r"(?<![\w/-])[A-Za-z]{3,}(?![\w/-])", replaced, text)


def _pieces(tokens: list[str]) -> Iterable[tuple[str, _Word | None]]:
    at = 0
    while at < len(tokens):
        for length in range(_LONGEST, 0, -1):
            phrase = " ".join(tokens[at : at + length])
            if length == 1 or phrase.lower() in _table():
                yield phrase, _table().get(phrase.lower())
                at += len(phrase.split())
                break


def _asked(pieces: list[tuple[str, _Word | None]]) -> str:
    """Put what asks where Vietnamese has it: "who" first, "when" and "what" last."""
    asks = [word.vietnamese for _, word in pieces if word and word.role == "ask"]
    lead = asks[0] if asks else ""
    written = [
        said if word is None else word.vietnamese
        for said, word in pieces
        if word is None or word.role not in {"ask", "none"}
    ]
    rest = " ".join(filter(None, written))
    counts = any(phrase in rest for phrase in ("kinh phí", "tỷ lệ", "phần trăm"))
    match lead:
        case "ai" | "liệt kê":
            return f"{lead} {rest}"
        case "có không":
            return f"{rest} có không"
        case "nào":
            thing, *others = written
            return " ".join([f"{thing} nào", *filter(None, others)])
        case "bao nhiêu" if not counts:
            return f"bao nhiêu {rest}"
        case "là gì" if rest.endswith(" về"):
            return f"{rest.removesuffix(' về')} nói về việc gì"
        case "là gì" | "bao nhiêu" if counts:
            return f"{rest} là bao nhiêu"
        case _:
            return f"{rest} {lead}".strip()
