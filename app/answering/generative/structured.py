"""Reads a strong model's reply: JSON as asked for, or whatever comes near it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import json_repair

_MOST_CHARACTERS = 40_000
_BEGIN = re.compile(r"\{\s*[\"'“]\s*(?:verdict|answer|side|items|rows|fixed|statements)\b")
_NUMBER = re.compile(r"\d{1,3}")
_MARKER = re.compile(r"\s*[\[【]\s*[PĐđ]?\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\]】]")
_BULLET = re.compile(r"^\s*(?:[-–—*•+]|\d{1,2}[.)])\s+")
_MARKS = re.compile(r"\*\*|__|`")


class Verdict(StrEnum):
    """What a model finds."""

    ANSWERED = "answered"
    NOT_STATED = "not_stated"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote as the model gives it; passage 0 where it names none, empty where it quotes none."""

    passage: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the model; of a table's row its cells."""

    text: str
    quotes: tuple[Cited, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A reply, as far as it is written."""

    verdict: Verdict | None = None
    side: bool | None = None
    answer: Said | None = None
    items: tuple[Said, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Said, ...] = ()
    silent: tuple[int, ...] = ()
    """Numbers of documents that do not state it."""

    @property
    def statements(self) -> tuple[Said, ...]:
        """All that is said, in the order shown."""
        return (*([self.answer] if self.answer else ()), *self.items, *self.rows)


_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What JSON may escape and no text holds: control characters, halves of a character."""


def read(reply: str, *, ended: bool = True) -> Written:
    """Return what a reply says; until it has ``ended`` the statement being written is left out."""
    text = reply[:_MOST_CHARACTERS]
    begin = _BEGIN.search(text)
    if begin is None:
        begin = re.search(r"\{\s*[\"']", text)
    if begin is None:
        return _from_lines(text) if ended else Written()
    held = _loads(text[begin.start() :])
    if isinstance(held, list):
        held = next((each for each in held if isinstance(each, dict)), None)
    if not isinstance(held, dict):
        return Written()
    return _written(held) if ended else _settled(held)


def fixed(reply: str) -> dict[int, Said | None]:
    """Return the statements that a second reply puts right, by number; None: it takes it back."""
    begin = re.search(r"[\[{]", reply)
    if begin is None:
        return {}
    held = _loads(reply[begin.start() : _MOST_CHARACTERS])
    if isinstance(held, Mapping):
        held = next((held[k] for k in ("fixed", "statements", "items") if k in held), [held])
    found: dict[int, Said | None] = {}
    for each in held if isinstance(held, list) else []:
        if isinstance(each, Mapping) and (number := _integer(each.get("id"))):
            found[number] = _said(each)
    return found


def _loads(text: str) -> object:
    """Return what a text holds as JSON, put right where it is not; None of what is too deep."""
    try:
        return json_repair.loads(text)
    except RecursionError:
        return None


def _settled(held: Mapping[str, object]) -> Written:
    """Return what more has been written after: a key behind another ends that."""
    keys = list(held)
    last = keys[-1] if keys else ""
    stable = {key: value for key, value in held.items() if key != last}
    value = held.get(last)
    if last in ("items", "rows") and isinstance(value, list):
        stable[last] = value[:-1]
    return _written(stable)


def _written(held: Mapping[str, object]) -> Written:
    answer = _said(held.get("answer", held.get("short_answer", held.get("text"))))
    if answer is not None and not answer.quotes:
        answer = Said(answer.text, tuple(_quotes(held)))
    items = tuple(_all(held.get("items")))
    rows = tuple(_rows(held.get("rows")))
    verdict = _verdict(held.get("verdict"))
    if verdict is None and (answer or items or rows):
        verdict = Verdict.ANSWERED
    return Written(
        verdict=verdict,
        side=_side(held.get("side")),
        answer=answer,
        items=items,
        columns=tuple(_texts(held.get("columns"))),
        rows=rows,
        silent=tuple(n for each in _list(held.get("silent")) if (n := _integer(each))),
    )


def _said(value: object) -> Said | None:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping):
        return None
    text = next((value[k] for k in ("text", "answer", "statement") if value.get(k)), "")
    cells = tuple(_texts(value.get("cells")))
    if not isinstance(text, str) or not (text.strip() or any(cells)):
        return None
    numbers = [int(n) for m in _MARKER.finditer(text) for n in _NUMBER.findall(m.group(1))]
    quotes = tuple(_quotes(value)) or tuple(Cited(number, "") for number in numbers)
    return Said(_plain(text) or _in_a_line(cells), quotes, cells)


def _in_a_line(cells: Iterable[str]) -> str:
    return "; ".join(cell for cell in cells if cell)


def _quotes(value: Mapping[str, object]) -> Iterator[Cited]:
    given = next((value[k] for k in ("quotes", "evidence", "quote", "citations") if k in value), ())
    passage = _integer(value.get("passage"))
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, str) and each.strip():
            yield Cited(passage, _NO_TEXT.sub("", each))
        elif isinstance(each, int) and not isinstance(each, bool):
            yield Cited(each, "")
        elif isinstance(each, Mapping):
            number = next((each[k] for k in ("passage", "p", "id", "number") if k in each), passage)
            text = next((each[k] for k in ("quote", "q", "text") if k in each), "")
            if isinstance(text, str):
                yield Cited(_integer(number), _NO_TEXT.sub("", text))


def _all(value: object) -> Iterator[Said]:
    for each in _list(value):
        if (said := _said(each)) is not None:
            yield said


def _rows(value: object) -> Iterator[Said]:
    for each in _list(value):
        if isinstance(each, Mapping) and (cells := tuple(_texts(each.get("cells")))):
            yield Said(_in_a_line(cells), tuple(_quotes(each)), cells)


def _texts(value: object) -> Iterator[str]:
    for each in _list(value):
        yield _plain(str(each)) if isinstance(each, str | int | float) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _plain(text: str) -> str:
    """Return one line without Markdown's marks and without markers, which are the service's own."""
    return " ".join(_NO_TEXT.sub("", _MARKS.sub("", _MARKER.sub("", text))).split())


def _integer(value: object) -> int:
    """Return a number, also of "P3" or "[3]"; 0 where there is none."""
    if isinstance(value, bool):
        return 0
    match = _NUMBER.search(str(value)) if isinstance(value, int | str) else None
    return int(match.group()) if match else 0


def _verdict(value: object) -> Verdict | None:
    said = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    return next((each for each in Verdict if each.value == said), None)


def _side(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    return (
        True
        if said in {"yes", "có", "true"}
        else False
        if said in {"no", "không", "false"}
        else None
    )


def _from_lines(text: str) -> Written:
    """Return the lines of a reply in plain words that name the passages they rest on."""
    found = []
    for line in text.splitlines():
        said = _said(_BULLET.sub("", line))
        if said is not None and said.quotes:
            found.append(said)
    if not found:
        return Written()
    first, *rest = found
    return Written(verdict=Verdict.ANSWERED, answer=first, items=tuple(rest))
