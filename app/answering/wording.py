"""The words of answers in administrative Vietnamese; nothing here knows of Markdown."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import zip_longest

import prompts
from ingest.document import PREAMBLE, RECIPIENTS, SIGNATURE
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.labels import keyword
from ingest.vietnamese.text import fold

_NAMED = {PREAMBLE: "phần mở đầu", RECIPIENTS: "phần Nơi nhận", SIGNATURE: "phần ký"}
_POINT = re.compile(r"^[a-zđ]$")
_LEFT_OUT = "…"


@cache
def _templates() -> dict[str, dict[str, str]]:
    return tomllib.loads(prompts.load("answer.vi.toml"))


def template(name: str) -> str:
    """Return the template ``"group.name"`` of prompts/answer.vi.toml."""
    group, name = name.split(".")
    return _templates()[group][name]


def say(name: str, /, **values: str) -> str:
    """Fill a template that holds nothing but words."""
    return template(name).format(**values)


def section_name(path: Sequence[str]) -> str:
    """Return how an official cites a section: "mục II.2", "điểm a khoản 2 Điều 5".

    A label that repeats its parent's stands for both: "mục III.4.3", not "mục III.4.4.3".
    """
    if not path:
        return "phần mở đầu"
    if path[0] in _NAMED:
        return _NAMED[path[0]]
    if path[-1] in _NAMED:  # what opens an annex is its own text: no name is needed
        outer = section_name(path[:-1])
        return outer if path[-1] == PREAMBLE else f"{outer}, {_NAMED[path[-1]]}"
    article = next((at for at, label in enumerate(path) if label.startswith("Điều")), None)
    if article is not None:
        ranks = ("khoản", "điểm")
        inner = [f"{rank} {label}" for rank, label in zip(ranks, path[article + 1 :], strict=False)]
        return " ".join([*reversed(inner), path[article]])
    if keyword(path[-1]):
        return ", ".join(path)
    head = [label for label in path if keyword(label)]
    rest = [label for label in path if not keyword(label)]
    rest = [
        label
        for label, below in zip_longest(rest, rest[1:], fillvalue="")
        if not below.startswith(f"{label}.")
    ]
    point = f"điểm {rest.pop()} " if len(rest) > 1 and _POINT.match(rest[-1]) else ""
    return ", ".join([*head, f"{point}mục {'.'.join(rest)}"])


def day(value: date) -> str:
    """Return 02/12/2024."""
    return f"{value:%d/%m/%Y}"


def clean_quote(quote: str) -> str:
    """Return a quote fit to stand in a sentence: one line, without its bullet or "./."."""
    line = " ".join(quote.split())
    line = re.sub(r"^[-–—+•*]\s+", "", line)
    return re.sub(r"\s*\.?/\.$", ".", line)


def spoken(quote: str) -> tuple[str, ...]:
    """Return the sentences of a quote, each fit to be shown; "…" belongs to the one beside it."""
    said: list[str] = []
    for start, end in sentences(quote):
        sentence = clean_quote(quote[start:end])
        if said and _LEFT_OUT in {sentence, said[-1]}:
            said[-1] += f" {sentence}"
        else:
            said.append(sentence)
    return tuple(said)


def sentence_case(text: str) -> str:
    """Return ``text`` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def same_words(first: str, second: str) -> bool:
    """Return whether two texts are equal but for case, marks and white space."""
    return " ".join(fold(first).split()) == " ".join(fold(second).split())
