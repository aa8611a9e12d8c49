"""A statement laid over its quotes, in runs of equal words, each the longest that there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.answering.generative.proof import Proof, spelled
from app.answering.support import light
from ingest.vietnamese import clauses
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in a text."""

    text: str
    start: int
    end: int
    part: int
    """Number of the sentence of a quote it stands in; 0 in a statement."""
    named: bool
    """It begins with a capital, or stands for one written short."""

    @property
    def matters(self) -> bool:
        """Whether it tells something, and does not only join."""
        return self.text not in function_words() and self.text not in light()


@dataclass(frozen=True, slots=True)
class Run:
    """So many words of a statement from ``said`` that stand in a quote from ``held``."""

    said: int
    held: int
    length: int


@dataclass(frozen=True)
class Laid:
    """A statement over the sentences of its quotes; abbreviations are written out."""

    text: str
    own: tuple[Word, ...]
    """The words of the statement."""
    parts: tuple[str, ...]
    """The sentences of the quotes."""
    held: tuple[Word, ...]
    """Their words."""
    runs: tuple[Run, ...]

    @cached_property
    def covered(self) -> frozenset[int]:
        """Which words of the statement are part of a run."""
        return frozenset(at for run in self.runs for at in range(run.said, run.said + run.length))


def lay(said: str, proof: Proof) -> Laid:
    """Lay a statement over the quotes of its proof."""
    text = spelled(proof.expanded(normalise(said)))
    own = pieces(text, 0)
    parts = parts_of(proof)
    held = [word for number, part in enumerate(parts, 1) for word in pieces(part, number)]
    return Laid(text, tuple(own), tuple(parts), tuple(held), tuple(_runs(own, held)))


def pieces(text: str, part: int) -> list[Word]:
    """Return the words of a text, all of one part."""
    return [
        Word(m.group().lower(), m.start(), m.end(), part, m.group()[0].isupper())
        for m in PIECE.finditer(normalise(text))
    ]


def parts_of(proof: Proof) -> list[str]:
    """Return the sentences of the quotes."""
    return [
        normalise(part)
        for quote in proof.quotes
        for part in clauses.cut(spelled(proof.expanded(normalise(quote))), clauses.STRONG + "\n")
    ]


def _runs(own: Sequence[Word], held: Sequence[Word]) -> list[Run]:
    """Return the runs of a statement, in its order; a word that means little makes none alone."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(held):
        places.setdefault(word.text, []).append(at)
    found: list[Run] = []
    at = 0
    while at < len(own):
        run = _longest(at, own, held, places, found[-1] if found else None)
        if run is not None and any(own[n].matters for n in range(at, at + run.length)):
            found.append(run)
            at += run.length
        else:
            at += 1
    return found


def _longest(
    at: int,
    own: Sequence[Word],
    held: Sequence[Word],
    places: dict[str, list[int]],
    before: Run | None,
) -> Run | None:
    """Return the longest run that begins at a word; of equal ones what follows the run before."""
    best: Run | None = None
    rank: tuple[int, int, int] = (0, 0, 0)
    end = before.held + before.length if before else 0
    for place in places.get(own[at].text, ()):
        length = 1
        while (
            at + length < len(own)
            and place + length < len(held)
            and own[at + length].text == held[place + length].text
            and held[place + length].part == held[place].part
        ):
            length += 1
        same = before is not None and held[before.held].part == held[place].part
        new = (length, same + (same and place >= end), -abs(place - end))
        if best is None or new > rank:
            best, rank = Run(at, place, length), new
    return best
