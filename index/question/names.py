"""What documents are called: their places, signers, issuers and numbers, found in a question."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from index.learned import Called
from index.question.diacritics import Speller
from index.question.expansion import reads_as_syllable
from index.question.phrases import bodies, pattern
from ingest.vietnamese.body_names import written_out
from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import fold, marks_left_out, normalise
from ingest.vietnamese.tokens import PIECE

NUMBER = re.compile(r"\d+[\w.]*\s?(?:/\d{4})?\s?[/-]\s?[^\W\d][^\W_]*(?:[-/&][^\W_]+)*")
"""A document's number with its symbol: "12/KH-UBND"."""
_RANK = pattern("naming", "rank")
_AT = pattern("naming", "at")
_LOCAL = pattern("naming", "local")
_ISSUED_BY = pattern("naming", "issued_by")
_ISSUES = pattern("naming", "issues")
_LIKE_A_NAME = 6
"""Letters from which a name with one letter wrong is still told."""
_REMEMBERED = 8_192
"""Names whose syllables are kept: many documents share an issuer and a place."""


class MentionKind(StrEnum):
    """By what a document is named."""

    NUMBER = "number"
    SHORT_NUMBER = "short_number"
    """The figures of its number after its kind: "kế hoạch 12"."""
    DATE = "date"
    PLACE = "place"
    INITIALS = "initials"
    """Of its place."""
    SIGNER = "signer"
    ISSUER = "issuer"
    SUBJECT = "subject"
    """Its kind and what it is about."""
    CHARTER = "charter"
    """Whose charter it is."""
    OLD_PLACE = "old_place"
    """Its place by the name of before, or of after, a merger."""


NUMBERED = frozenset({MentionKind.NUMBER, MentionKind.SHORT_NUMBER})
"""By its number, whole or in short."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a question names documents; ``start`` and ``end`` count in the normalised question."""

    start: int
    end: int
    document_ids: tuple[str, ...]
    kind: MentionKind = MentionKind.PLACE


@dataclass(frozen=True, slots=True)
class Known:
    """The names of one document."""

    document_id: str
    kind: str | None
    number: str | None
    place: str | None
    issuer: str | None
    signer: str | None
    issued_on: date | None
    subject: str | None
    is_local: bool
    """Whether it is called by its place; a central body's is only where it was signed."""
    is_national: bool
    """Whether a body of the whole country issued it; unknown who did, it is not."""

    @classmethod
    def of(cls, called: Called) -> "Known":
        """Return the names in the document's header."""
        issuer = normalise(called.issuer or "").lower()
        locally = bool(issuer and _LOCAL.search(issuer))
        placed = called.place and normalise(called.place).lower() in issuer
        local = not (issuer and called.place) or locally or bool(placed)
        return cls(
            document_id=called.document_id,
            kind=called.kind,
            number=called.number,
            place=called.place,
            issuer=called.issuer,
            signer=called.signer,
            issued_on=called.issued_on,
            subject=called.subject,
            is_local=local,
            is_national=bool(issuer) and not locally and not (called.place and local),
        )


_id = attrgetter("document_id")
_issuer = attrgetter("issuer")

Named = dict[tuple[str, ...], list[Known]]
"""Names in syllables, and whose they are, by the documents' ids."""
Table = dict[str, Named]


class NameIndex:
    """Places, signers and issuers with names of their own by their first syllable, folded."""

    def __init__(self, known: Iterable[Known], speller: Speller) -> None:
        self._speller = speller
        self._by_first: Table = {}
        self._by_second: Table = {}
        self._issuing: Table = {}
        self._by_initials: Table = {}
        """By the initials of places; a name is the whole place."""
        for item in sorted(known, key=_id):
            for table, key, name in self._entries(item):
                table.setdefault(key, {}).setdefault(name, []).append(item)

    def changed(
        self, gone: Iterable[Known], added: Iterable[Known], speller: Speller
    ) -> "NameIndex":
        """Return the index without some documents, with others; this one stays as it is."""
        changed = NameIndex([], speller)
        for attribute in ("_by_first", "_by_second", "_issuing", "_by_initials"):
            setattr(changed, attribute, dict(getattr(self, attribute)))
        for item in gone:
            for table, key, name in changed._entries(item):
                _put(table, key, name, [i for i in table[key][name] if _id(i) != _id(item)])
        for item in added:
            for table, key, name in changed._entries(item):
                held = table.get(key, {}).get(name, ())
                _put(table, key, name, sorted([*held, item], key=_id))
        return changed

    def _entries(self, item: Known) -> Iterator[tuple[Table, str, tuple[str, ...]]]:
        """Yield under what in which table the document stands, and by which name."""
        place = item.place if item.is_local else None
        entries: list[tuple[Table, str, tuple[str, ...]]] = []
        for name in filter(None, (place, item.signer)):
            syllables = _syllables(name)
            if len(syllables) >= 2:
                entries.append((self._by_first, fold(syllables[0]), syllables))
                entries.append((self._by_second, fold(syllables[1]), syllables))
        if issuer := _department(item) if item.is_local else not place and item.issuer:
            syllables = _syllables(issuer)
            entries.append((self._issuing, fold(syllables[0]), syllables))
            entries.append((self._issuing, fold(_initials(issuer)), syllables))
        if place:
            entries.append((self._by_initials, fold(_initials(place)), (normalise(place),)))
        told = {(id(table), key, name): table for table, key, name in entries}
        yield from ((table, key, name) for (_, key, name), table in told.items())

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every place and signer in ``text``; overlaps are the caller's to resolve."""
        tokens = list(PIECE.finditer(text))
        for at, token in enumerate(tokens):
            before = text[: token.start()]
            for end, items in self._spelt_here(tokens[at:]).items():
                kind = _place_or_signer(text[token.start() : end], items)
                yield Mention(token.start(), end, _of_body(before, items), kind)
            if token.group().isupper() or not reads_as_syllable(token.group()):
                ids = self._by_its_initials(before, token)
                yield Mention(token.start(), token.end(), ids, MentionKind.INITIALS)

    def issuers(self, text: str) -> Iterator[Mention]:
        """Yield central issuers and departments of places after "quyết định của …".

        Departments also before "ban hành", which of central issuers tells of several documents.
        """
        tokens = list(PIECE.finditer(text))
        for at, token in enumerate(tokens):
            led = bool(_ISSUED_BY.search(text[: token.start()].lower()))
            named: dict[int, list[Known]] = {}
            for syllables, items in self._issuing.get(fold(token.group()), {}).items():
                if token.group() == _initials(" ".join(syllables)):
                    named.setdefault(token.end(), []).extend(items)
                alike = 0
                for typed, syllable in zip(tokens[at:], syllables, strict=False):
                    if not _spelt(typed.group().lower(), syllable):
                        break
                    alike += 1
                if alike >= 2:
                    named.setdefault(tokens[at + alike - 1].end(), []).extend(items)
            if not named:
                continue
            end = max(named)
            local = bool(_ISSUES.match(text[end:]))
            items = sorted((i for i in named[end] if led or (local and i.is_local)), key=_id)
            if items:
                yield Mention(token.start(), end, _ids(items), MentionKind.ISSUER)

    def _spelt_here(self, tokens: list[re.Match[str]]) -> dict[int, list[Known]]:
        """Return by where it ends the names that begin at the first token."""
        exact: dict[int, list[Known]] = {}
        loose: dict[int, list[Known]] = {}
        for syllables, items in self._by_first.get(fold(tokens[0].group()), {}).items():
            typed = [t.group().lower() for t in tokens[: len(syllables)]]
            if len(typed) < len(syllables):
                continue
            end = tokens[len(syllables) - 1].end()
            if all(map(_spelt, typed, syllables)):
                exact.setdefault(end, []).extend(items)
            elif all(map(marks_left_out, typed, syllables)) and not self._written(typed):
                loose.setdefault(end, []).extend(items)
        found = exact or loose or self._mistyped(tokens)
        return {end: sorted(items, key=_id) for end, items in found.items()}

    def _mistyped(self, tokens: list[re.Match[str]]) -> dict[int, list[Known]]:
        """Return the one name that has a letter wrong, in a syllable that is none."""
        if not tokens[0].group()[0].isupper() or len(tokens) < 2:
            return {}
        one_right = self._by_first.get(fold(tokens[0].group()), {}) | self._by_second.get(
            fold(tokens[1].group()), {}
        )
        named: Named = {}
        for syllables, items in one_right.items():
            typed = [fold(t.group()) for t in tokens[: len(syllables)]]
            wrong = [(a, b) for a, b in zip(typed, map(fold, syllables), strict=False) if a != b]
            if (
                len(typed) == len(syllables)
                and len(wrong) == 1
                and sum(map(len, syllables)) >= _LIKE_A_NAME
                and _one_letter_apart(*wrong[0])
                and not self._speller.is_syllable(wrong[0][0])
            ):
                named[syllables] = items
        if len(named) != 1:
            return {}
        [(syllables, items)] = named.items()
        return {tokens[len(syllables) - 1].end(): items}

    def _written(self, syllables: list[str]) -> bool:
        """Return whether a document holds these syllables as typed."""
        return all(self._speller.knows(a, b) for a, b in pairwise(syllables))

    def _by_its_initials(self, before: str, token: re.Match[str]) -> tuple[str, ...]:
        """Return whose place has these initials: any after a rank, else of one place only.

        In small letters, and without đ, they count only after a rank.
        """
        typed = token.group()
        ranked = bool(_RANK.search(before.lower()))
        places = {
            place: items
            for (place,), items in self._by_initials.get(fold(typed), {}).items()
            if ranked or _initials(place) == typed
        }
        items = sorted((item for same in places.values() for item in same), key=_id)
        if ranked:
            return _ids(items)
        if len(places) != 1 or len(typed) < 2:
            return ()
        strange = self._speller.rarity(typed.lower()) == 1 and typed not in abbreviations()
        return _ids(items) if strange or _AT.search(before.lower()) else ()


def _place_or_signer(typed: str, items: list[Known]) -> MentionKind:
    """Return whose name was typed: a signer's is as long, or the place is spelt otherwise."""
    like = fold(typed)
    places = like in {fold(normalise(place)) for place in {item.place for item in items} if place}
    signers = like in {fold(normalise(name)) for name in {item.signer for item in items} if name}
    return MentionKind.SIGNER if signers and not places else MentionKind.PLACE


def _of_body(before: str, items: list[Known]) -> tuple[str, ...]:
    """Return the ids of ``items`` issued by the body named just before the place, else all."""
    lead = written_out(fold(" ".join(before.lower().split()[-6:])))
    named = [fold(body) for body in bodies() if fold(body) in lead]
    if not named:
        return _ids(items)
    issuers = filter(None, set(map(_issuer, items)))
    of_it = {i for i in issuers if any(body in written_out(fold(i)) for body in named)}
    return _ids([item for item in items if item.issuer in of_it] or items)


def _department(item: Known) -> str | None:
    """Return what a body of a place is called without the place; None of its authorities."""
    issuer, place = normalise(item.issuer or ""), normalise(item.place or "")
    if not place or any(fold(body) in written_out(fold(issuer.lower())) for body in bodies()):
        return None
    return _RANK.sub("", issuer.removesuffix(place).lower()).strip() or None


def _put(table: Table, key: str, name: tuple[str, ...], items: list[Known]) -> None:
    """Let a name have these documents; what is shared with another index stays as it is."""
    names = dict(table.pop(key, {}))
    names.pop(name, None)
    if items:
        names[name] = items
    if names:
        table[key] = names


def _ids(items: Iterable[Known]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_id, items)))


@lru_cache(_REMEMBERED)
def _syllables(name: str) -> tuple[str, ...]:
    return tuple(PIECE.findall(normalise(name).lower()))


@lru_cache(_REMEMBERED)
def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()).upper()


def _spelt(typed: str, syllable: str) -> bool:
    """Return whether a typed syllable may stand for the name's: equal, or without any mark."""
    return typed == syllable or (typed == fold(typed) and typed == fold(syllable))


def _one_letter_apart(first: str, second: str) -> bool:
    """Return whether one letter put in, left out or replaced turns one into the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return len(first) != len(second)
    return (
        first[start + 1 :] == second[start + 1 :]
        or first[start + 1 :] == second[start:]
        or first[start:] == second[start + 1 :]
    )
