"""Reads a model's reply while it is written: JSON as asked for, or lines with markers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_CHARACTERS = 20_000
_FENCE = re.compile(r"^\s*```\w*\s*")
_LIST = re.compile(r"\[\s*(?=\{)")
_MARKER = re.compile(r"[\[(【]\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\])】]")
_BULLET = re.compile(r"^\s*(?:[-–—*•+]|\d{1,2}[.)])\s+")
_decoder = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the model says, and the numbers of the exhibits it names."""

    text: str
    evidence: tuple[int, ...]


class Reply:
    """Takes the pieces of a reply and gives its sentences as each is complete."""

    def __init__(self) -> None:
        self._waiting = ""
        self._read = 0
        self._json: bool | None = None
        self._framed = False

    def feed(self, piece: str) -> Iterator[Sentence]:
        """Yield the sentences that this piece completes."""
        self._read += len(piece)
        if self._read > _MOST_CHARACTERS:
            return
        self._waiting += piece
        if self._json is None:
            self._begin()
        if self._json is True:
            yield from self._objects()
        elif self._json is False:
            *lines, self._waiting = self._waiting.split("\n")
            for line in lines:
                yield from _sentences(line)

    def end(self) -> Iterator[Sentence]:
        """Yield the sentences of what is left; half a JSON object is none."""
        if self._json is False and self._read <= _MOST_CHARACTERS:
            yield from _sentences(self._waiting)
        self._waiting = ""

    def _begin(self) -> None:
        text = _FENCE.sub("", self._waiting, count=1)
        if not text.strip() or text.strip() in {"`", "``", "```"}:
            return
        self._waiting = text
        self._json = text.lstrip()[0] in "{["
        if self._json and _MARKER.match(text.lstrip()):
            self._json = False

    def _objects(self) -> Iterator[Sentence]:
        if not self._framed:
            frame = _LIST.search(self._waiting)
            if frame is None:
                return
            self._waiting = self._waiting[frame.end() :]
            self._framed = True
        while (at := self._waiting.find("{")) >= 0:
            try:
                value, end = _decoder.raw_decode(self._waiting, at)
            except (ValueError, RecursionError):
                return
            self._waiting = self._waiting[end:]
            yield from _sentence(value)


def _sentence(value: object) -> Iterator[Sentence]:
    if not isinstance(value, dict):
        return
    text, evidence = value.get("text"), value.get("evidence")
    if isinstance(text, str) and text.strip():
        given = evidence if isinstance(evidence, list) else [evidence]
        numbers = tuple(n for n in given if isinstance(n, int) and not isinstance(n, bool))
        yield Sentence(_MARKER.sub("", text).strip(), numbers)


def _sentences(line: str) -> Iterator[Sentence]:
    """Yield what stands before each marker of a line; what has no marker is none."""
    begin = 0
    text = _BULLET.sub("", line)
    for match in _MARKER.finditer(text):
        said = text[begin : match.start()].strip()
        begin = match.end()
        if said.strip(".,;: "):
            numbers = re.findall(r"\d+", match.group(1))
            yield Sentence(said.lstrip(".,;: "), tuple(int(number) for number in numbers))
