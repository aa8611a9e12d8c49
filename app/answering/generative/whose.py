"""Whose a value is: a statement tells it of what its own item and clause in the quotes tell.

Quotes may hold several figures of one measure, dates, documents' numbers, numbered things and
bodies. Each has words of its own: those of its clause, of the lines above that lead its item in, of
the items that it leads in, and, less, those that open its sentence. A statement whose words are
rather those of another one took the value from there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import regex

from app.answering.generative.bindings import SYMBOL
from app.answering.generative.proof import Proof, spelled, words
from app.answering.support import light
from ingest.vietnamese import bodies, body_names, clauses, labels
from ingest.vietnamese.bodies import BodyKind
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.ordinals import Ordinal, placed
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import Value, agree, comparable, values

_OWN = 2
"""What a word of its clause counts; one that opens its sentence counts one."""
_ANOTHER_BODYS = 5 * _OWN
"""By how much more another body must fit, which acts in one item and is told of in others."""
_UNNAMED = (BodyKind.COMMON, BodyKind.COUNTED)
_BEFORE_DATE = regex.compile(r"[\s,(]*(?:ngày\s*)?")
_AND = regex.compile(r"(?<!\w)(?:và|còn|hoặc)(?!\w)")


class Kind(StrEnum):
    """What may be confused with others of its kind."""

    VALUE = "value"
    BODY = "body"
    NUMBER = "number"
    """A document's number."""
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Mention:
    """Something told at one place of a text."""

    kind: Kind
    start: int
    end: int
    it: Value | Ordinal | str

    def is_one_with(self, other: "Mention") -> bool:
        """Return whether both are of one thing; a body may be called by a part of its name."""
        one, its = self.it, other.it
        if self.kind is not other.kind:
            return False
        if isinstance(one, str) and isinstance(its, str):
            return one == its or (self.kind is Kind.BODY and (one in its or its in one))
        if isinstance(one, str | Ordinal) or isinstance(its, str | Ordinal):
            return one == its
        return agree(one, its)

    def rivals(self, other: "Mention") -> bool:
        """Return whether one could be taken for the other."""
        one, its = self.it, other.it
        if self.kind is not other.kind or self.is_one_with(other):
            return False
        if isinstance(one, Ordinal) and isinstance(its, Ordinal):
            return one.noun == its.noun
        if isinstance(one, str | Ordinal) or isinstance(its, str | Ordinal):
            return True
        return comparable(one, its)


@dataclass(slots=True)
class _Line:
    """A line without its label, by its place, with the numbers of those above and below it."""

    start: int
    end: int
    above: tuple[int, ...]
    below: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """The words that are told of a mention."""

    own: set[str]
    opening: set[str]
    """Those that open its sentence, where another one of its kind stands in between."""
    line: _Line

    def fits(self, said: set[str]) -> int:
        """Return how much of what is said is told of it."""
        return _OWN * len(said & self.own) + len(said & self.opening)


class _Text:
    """A text with its lines and what is mentioned in it."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = _lined(text)
        self.mentions = tuple(_mentions(self.text))

    def told(self, mention: Mention, *, shared: bool = False) -> _Told:
        """Return what is told of a mention: up to where its line turns to another of its kind.

        What is ``shared`` by several in one line is told of each of them.
        """
        line = next((each for each in self.lines if mention.start <= each.end), self.lines[-1])
        start, end, opening = line.start, line.end, set[str]()
        for other in () if shared else self.mentions:
            if not line.start <= other.start <= line.end or not mention.rivals(other):
                continue
            if other.end <= mention.start:
                full, cuts = _cuts(self.text, other.end, mention.start)
                if cuts:
                    first = opening or _content(self.text[start : other.start])
                    opening = set() if full else first
                    start = cuts[0]
            elif other.start >= mention.end and other.start < end:
                end = next(iter(_cuts(self.text, mention.end, other.start)[1][-1:]), end)
        text = self.text
        for each in filter(mention.is_one_with, self.mentions):
            text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
        own = _content(text[start:end])
        for at in (*line.above, *line.below):
            own |= _content(text[self.lines[at].start : self.lines[at].end])
        return _Told(own, opening - own, line)


def astray(said: str, proof: Proof) -> bool:
    """Return whether something is told in the words that the quotes tell of another of its kind.

    Of two that are both told, each may have the other's words. A body is held only to items that
    do not name it, and that are of a body which is not told.
    """
    text = _Text(_written(said, proof).replace("\n", " "))
    quotes = [_Text(_written(quote, proof)) for quote in proof.quotes]
    named = _content(proof.expanded(proof.names))
    for mention in text.mentions:
        body = mention.kind is Kind.BODY
        held = [
            (each, quote.told(each, shared=body))
            for quote in quotes
            for each in quote.mentions
            if each.kind is mention.kind
        ]
        mine = [told for each, told in held if mention.is_one_with(each)]
        rivals = [(each, told) for each, told in held if mention.rivals(each)]
        if body:
            lines = [told.line for told in mine]
            rivals = [(each, told) for each, told in rivals if told.line not in lines]
        if mine and rivals and _fits_another(text, mention, mine, rivals, named):
            return True
    return False


def _fits_another(
    text: _Text,
    mention: Mention,
    mine: list[_Told],
    rivals: list[tuple[Mention, _Told]],
    named: set[str],
) -> bool:
    """Return whether what is told of a mention fits one of its rivals better, by enough."""
    least = _ANOTHER_BODYS if mention.kind is Kind.BODY else 1
    own = text.told(mention).own - named
    fit = max(told.fits(own) for told in mine)
    for rival, told in rivals:
        other = next((each for each in text.mentions if rival.is_one_with(each)), None)
        if other is None:
            more = told.fits(own) - fit
        elif mention.kind is Kind.BODY:
            continue
        else:
            theirs = text.told(other).own - named
            its = [held for each, held in rivals if each.is_one_with(other)]
            straight = fit + max(held.fits(theirs) for held in its)
            crossed = max(held.fits(own) for held in its) + max(held.fits(theirs) for held in mine)
            more = crossed - straight
        if more >= least:
            return True
    return False


def _cuts(text: str, start: int, end: int) -> tuple[bool, list[int]]:
    """Return where two mentions are parted, by the strongest signs between them; and if fully."""
    for signs in (clauses.STRONG, ","):
        if found := [at for at, _ in clauses.breaks(text, signs, start, end)]:
            return signs is clauses.STRONG, found
    return False, [match.start() for match in _AND.finditer(text, start, end)]


def _lined(text: str) -> tuple[str, list[_Line]]:
    """Return a text with its labels blanked out, and its lines; a broken one goes on in the next.

    A line stands under the last one before it whose label is of a style not met since.
    """
    found: list[_Line] = []
    styles: list[tuple[str, int]] = []
    end = -1
    for piece in text.split("\n"):
        start, end = end + 1, end + 1 + len(piece)
        line = piece.lstrip()
        bullet, readings = labels.bullet(line), labels.readings(line)
        style = bullet[0] if bullet else next((str(each.style) for each in readings), "")
        if not line or (
            found and not style and not clauses.ends(text[: found[-1].end], clauses.LEADING)
        ):
            if found:
                found[-1].end = end
            continue
        begins = end - len(line) + labels.after(line)
        text = f"{text[:start]}{' ' * (begins - start)}{text[begins:]}"
        while any(style == other for other, _ in styles):
            styles.pop()
        above = tuple(at for _, at in styles)
        for at in above:
            found[at].below.append(len(found))
        styles.append((style, len(found)))
        found.append(_Line(begins, end, above))
    return text, found or [_Line(0, len(text), ())]


def _mentions(text: str) -> Iterator[Mention]:
    """Yield what may be confused with others; the date of a document's number is a part of it."""
    left = list(values(SYMBOL.sub(lambda match: " " * len(match.group()), text)))
    for match in SYMBOL.finditer(text):
        number = "".join(match.group().lower().split()).strip("-/")
        before = _BEFORE_DATE.match(text, match.end())
        at = before.end() if before else match.end()
        date = next((each for each in left if match.end() <= each.start <= at), None)
        if date is not None:
            left.remove(date)
        yield Mention(Kind.NUMBER, match.start(), date.end if date else match.end(), number)
    yield from (Mention(Kind.VALUE, value.start, value.end, value) for value in left)
    for body in bodies.mentioned(text):
        if body.kind not in _UNNAMED:
            yield Mention(Kind.BODY, body.start, body.end, f" {body_names.key(body.name)} ")
    for thing, start, end in placed(text):
        yield Mention(Kind.ORDINAL, start, end, thing)


def _written(text: str, proof: Proof) -> str:
    """Return a text with its abbreviations written out, but for those in documents' numbers."""
    said, pieces, at = spelled(normalise(text)), list[str](), 0
    for match in SYMBOL.finditer(said):
        pieces += [proof.expanded(said[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*pieces, proof.expanded(said[at:])])


def _content(text: str) -> set[str]:
    return set(words(text)) - function_words() - light()
