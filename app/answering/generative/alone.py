"""Values told alone, "Xã Bầu Sen.": which of its quotes' values is meant, the question says.

Such a statement is a run of words of a quote whichever of several values it tells, so that nothing
else of it can be held against the quotes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from app.answering.generative import bindings
from app.answering.generative.bindings import SYMBOL
from app.answering.generative.laying import parts_of
from app.answering.generative.proof import Proof, spelled, words
from app.answering.support import light
from ingest.vietnamese import bodies, ordinals
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.values import Value, agree, comparable, values

_MOST = 10
"""Words of a statement that tells a value alone."""
_TIED = 3
"""Of so many words of the question one must stand in the sentence of a value told alone."""
_SAID = 2
"""Of so many words that question and quotes share one says what the value is of."""
_NAME = regex.compile(r"\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*)*")
_JOINT = re.compile(r"\s*[,;]\s+(?:(?:và|hoặc|với|cùng)\s+)?|\s+(?:và|hoặc|với)\s+")
_AND = re.compile(r"\s*(?:[,;]|,?\s*và)\s*")
_COMMA = re.compile(r",\s")
_LONGEST = 6
"""Words of one of several things listed."""
_LEADING = 2
"""Words before the name of one of them, as "thị trấn"."""
_WITH = re.compile(r"\b(?:với|cùng|phối hợp)\s+(?:các\s+)?\Z")
_ASKS_WITH = re.compile(
    r"\b(?:voi|cung|kem)\s+(?:(?:nhung|cac)\s+)?(?:\w+\s+){0,2}(?:nao|gi|ai|dau)\b"
)
"""Asks for what is listed with what it names, folded: "với xã nào"."""
_JOINING = frozenset(("phoi", "cung", "tham"))
"""Words of a question about who joins in, folded."""
_DEPUTY = "pho"
"""Makes another office of one, folded."""
_AMOUNT = re.compile(r"\b(?:bao nhieu|may|nhieu)\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands in a sentence of a quote."""

    part: str
    start: int
    end: int


def astray(said: str, proof: Proof, question: str, *, part: bool = False) -> bool:
    """Return whether a value told alone is another one of its quotes than what is asked for.

    It stands only in a list with what the question itself names; only among those with whom
    another body acts; another value of its measure is told in words of the question; or, but
    for a ``part`` of a list, too little of the question stands where it does.
    """
    text = spelled(proof.expanded(normalise(said))).strip(" .;,:")
    if not text or len(words(text)) > _MOST:
        return False
    parts = parts_of(proof)
    places = [place for part in parts for place in _places(text, part)]
    if not places:
        return False
    asked = _folded(spelled(proof.expanded(normalise(question))))
    listed = _beside_asked(text, places, parts, asked)
    other = listed or _joins(places, asked) or _told_of_another(text, parts, asked)
    other = other or _dated_otherwise(text, proof, question)
    return other or (not part and _untied(text, _labelled(parts), asked))


def _labelled(parts: Sequence[str]) -> list[str]:
    """Return sentences with the labels that stand before them: "Điều 7. Sơn lại cầu"."""
    found: list[str] = []
    for part in reversed(parts):
        if found and ordinals.unplaced(part).strip(" .,:") == "":
            found[-1] = f"{part} {found[-1]}"
        else:
            found.append(part)
    return found


def _dated_otherwise(text: str, proof: Proof, question: str) -> bool:
    """Return whether it is the date of another document than the one asked about by its number."""
    numbers = [match.group() for match in SYMBOL.finditer(question)]
    return any(bindings.misdated(f"{number} {text.lower()}", proof) for number in numbers)


def _untied(text: str, parts: Sequence[str], asked: Sequence[str]) -> bool:
    """Return whether its clause tells too little of the question, or less than another clause.

    A statement that has half of the question's words that its quotes have says what its value is
    of: only a clause that has all of these and more tells more. Else its own words do not count.
    """
    wanted = set(asked) - _joints()
    own = wanted & set(_folded(text))
    says = _SAID * len(own) >= len(wanted.intersection(_folded(" ".join(parts))))
    wanted -= set() if says else own
    places = [place for part in parts for place in _places(text, part)]
    clauses = [(part, start, end) for part in parts for start, end in _clauses(part)]
    mine = [wanted & set(_folded(_around(place))) for place in places]
    others = [
        wanted & set(_folded(part[start:end]))
        for part, start, end in clauses
        if not any(p.part == part and p.start < end and start < p.end for p in places)
    ]
    if _DEPUTY in wanted and not any(_DEPUTY in _folded(place.part) for place in places):
        return True
    whole = max((len(wanted & set(_folded(place.part))) for place in places), default=0)
    if says:
        less = any(all(one < other for one in mine) for other in others)
    else:
        less = max(map(len, mine), default=0) < max(map(len, others), default=0)
    return bool(wanted) and (_TIED * whole < len(wanted) or less)


def _around(place: _Place) -> str:
    """Return the clause that a value stands in, or those that it does."""
    held = [(a, b) for a, b in _clauses(place.part) if a < place.end and place.start < b]
    return place.part[held[0][0] : held[-1][1]]


def _clauses(part: str) -> list[tuple[int, int]]:
    """Return where the commas of a sentence part clauses; those of a list part none."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*(comma.end() for comma in _COMMA.finditer(part)), len(part)):
        first = found[-1][0] if found else 0
        if found and min(len(words(part[first:start])), len(words(part[start:end]))) <= _LONGEST:
            found[-1] = (first, end)
        else:
            found.append((start, end))
        start = end
    return found


@cache
def _joints() -> frozenset[str]:
    """Return the words, folded, that tell nothing of what is asked."""
    return frozenset(fold(word) for word in function_words() | light())


def _places(text: str, part: str) -> Iterator[_Place]:
    own, held = words(text), list(PIECE.finditer(part))
    said = [match.group().lower() for match in held]
    for at in range(len(said) - len(own) + 1):
        if said[at : at + len(own)] == own:
            yield _Place(part, held[at].start(), held[at + len(own) - 1].end())


def _beside_asked(
    text: str, places: Sequence[_Place], parts: Sequence[str], asked: Sequence[str]
) -> bool:
    """Return whether it is listed only with what the question names, and another name is not."""
    spoken = _spaced(asked)
    if _ASKS_WITH.search(spoken) or not all(_named_beside(place, spoken) for place in places):
        return False
    noun = words(text)[0]
    others = (other for part in parts for other in _called(noun, part))
    return any(
        part.part[part.start : part.end].lower() != text.lower()
        and _spaced(_folded(part.part[part.start + len(noun) : part.end])) not in spoken
        and not _named_beside(part, spoken)
        for part in others
    )


def _called(noun: str, part: str) -> Iterator[_Place]:
    """Yield the names in a part that a noun stands before: "xã Bầu Sen"."""
    for match in _NAME.finditer(part):
        before = part[: match.start()].rstrip()
        if words(before)[-1:] == [noun]:
            yield _Place(part, len(before) - len(noun), match.end())


def _named_beside(place: _Place, spoken: str) -> bool:
    """Return whether something in one list with it is named by the question."""
    return any(_spaced(_folded(name)) in spoken for name in _beside(place))


def _beside(place: _Place) -> Iterator[str]:
    """Yield the names of what is listed before and behind a place, as far as the list goes."""
    joints = list(_JOINT.finditer(place.part))
    cells = [
        place.part[a:b].rstrip(" .;,:")
        for a, b in zip(
            [0, *(joint.end() for joint in joints)],
            [*(joint.start() for joint in joints), len(place.part)],
            strict=True,
        )
    ]
    first = sum(joint.end() <= place.start for joint in joints)
    last = sum(joint.end() <= place.end for joint in joints)
    if first and joints[first - 1].end() == place.start:
        for cell in reversed(cells[:first]):
            found = _NAME.findall(cell)
            if not found or not cell.endswith(found[-1]):
                break
            yield found[-1]
            if len(words(cell)) > _LONGEST:
                break
    if last < len(joints) and joints[last].start() == place.end:
        for cell in cells[last + 1 :]:
            name = _NAME.search(cell)
            if name is None or len(words(cell[: name.start()])) > _LEADING:
                break
            yield name.group()
            if len(words(cell)) > _LONGEST:
                break


def _joins(places: Sequence[_Place], asked: Sequence[str]) -> bool:
    """Return whether it is a body that only joins in what another one does."""
    if _JOINING.intersection(asked):
        return False
    return all(_with(place) for place in places)


def _with(place: _Place) -> bool:
    """Return whether a body stands in a list of those with whom another one before acts."""
    named = bodies.mentioned(place.part)
    if not any(each.start <= place.start < each.end for each in named):
        return False
    at = place.start
    for body in reversed([each for each in named if each.end <= place.start]):
        if not _AND.fullmatch(place.part, body.end, at):
            break
        at = body.start
    joined = _WITH.search(place.part[:at].lower())
    return joined is not None and any(each.end <= joined.start() for each in named)


def _told_of_another(text: str, parts: Sequence[str], asked: Sequence[str]) -> bool:
    """Return whether the question tells another value of its measure, and it by no word.

    Of two amounts asked for, one alone does not say which it is.
    """
    told = values(text)
    if len(told) != 1:
        return False
    value, spoken = told[0], {*asked, *_folded(text)}
    near = [each for part in parts for each in _near(part)]
    mine = [around for held, around in near if agree(value, held)]
    rivals = [a for held, a in near if comparable(value, held) and not agree(value, held)]
    if mine and rivals and len(_AMOUNT.findall(" ".join(asked))) > 1:
        return True
    return bool(mine) and any(
        all(other & spoken - own and not own & spoken - other for own in mine) for other in rivals
    )


def _near(text: str) -> Iterator[tuple[Value, set[str]]]:
    """Yield the values of a text, each with the words between the one before and the one behind."""
    held = values(text)
    ends = [0, *(value.end for value in held)]
    starts = [*(value.start for value in held[1:]), len(text)]
    for value, before, behind in zip(held, ends, starts, strict=False):
        around = words(f"{text[before : value.start]} {text[value.end : behind]}")
        yield value, {fold(w) for w in around if w not in function_words() and not w.isdigit()}


def _folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]


def _spaced(found: Sequence[str]) -> str:
    return f" {' '.join(found)} "
