"""What the catalogue's documents are called, so that a question can name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from index.catalogue.memory import MemoryNames
from index.learned import Called
from index.ports import NameIndex as NamesPort
from index.ports import Scope
from index.question import charters, parties, places, suggestions
from index.question.diacritics import Speller
from index.question.grouped import Grouped
from index.question.initials import Learning
from index.question.mergers import Mergers, Recorded
from index.question.names import NUMBER, Known, Mention, MentionKind, NameIndex
from index.question.numbers import bare, misprinted, years
from index.question.phrases import pattern, syllable_set
from index.question.subjects import Subjects
from index.records import NO_MARKS, Marks
from ingest.document import Document
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, Period, periods
from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import normalise, with_marks_left_out
from ingest.vietnamese.tokens import PIECE, UPPER

_NAMES_A_DOCUMENT = pattern("naming", "document")
_ISSUED = pattern("naming", "issued")
_SHORT_FORM = re.compile(r"[A-ZĐƯ][A-ZĐƯ&-]+\Z")
_SUBJECT_LEAD = pattern("naming", "subject_lead")
_BASED_ON = pattern("naming", "based_on")
_OTHER_NAME = re.compile(
    rf"(?i:{pattern('naming', 'at').pattern[:-1]}(?:(?:{pattern('naming', 'place').pattern})\s+)?)"
    rf"(?-i:[{UPPER}][^\W\d_]+\s+[{UPPER}])"
)
"""A name that something is "of" or "at"."""
_REMEMBERED = 8_192
"""Names whose plain letters are kept: many documents share a kind and a place."""
_BREAK = re.compile(r"[,;:?]|\b(?:và|với|so với|hay|hoặc|va|voi)\b", re.IGNORECASE)


def _leading() -> frozenset[str]:
    """Return words that begin a question in a capital and are no part of a name."""
    return syllable_set("leading") | syllable_set("asking")


class Library:
    """The names of all documents, and how their words are spelt. Safe between threads.

    It never changes: what came or went since makes another one, which shares what is the same.
    """

    def __init__(self, documents: Iterable[Document] = (), marks: Marks = NO_MARKS) -> None:
        self._read(MemoryNames(documents, marks), marks)

    @classmethod
    def of(cls, names: NamesPort, marks: Marks) -> "Library":
        """Return the library of all documents that ``names`` knows."""
        library = cls.__new__(cls)
        library._read(names, marks)
        return library

    def updated(self, names: NamesPort, marks: Marks, changed: Iterable[str]) -> "Library":
        """Return the library with these documents as they are now, or are no longer."""
        changed = set(changed)
        library = Library.__new__(Library)
        library.marks = marks
        library._spelling = names.spelling(self._spelling)
        library.speller = Speller(library._spelling)
        fresh = list(names.called(changed))
        added = [Known.of(called) for called in fresh]
        gone = [self._known[key] for key in changed if key in self._known]
        library._known = dict(self._known)
        for known in gone:
            del library._known[known.document_id]
        library._known |= {known.document_id: known for known in added}
        library._kinds = self._kinds.changed(gone, added)
        library._numbered = self._numbered.changed(gone, added)
        library._figured = self._figured.changed(gone, added)
        library._dated = self._dated.changed(gone, added)
        library._placed = self._placed.changed(gone, added)
        library._charters = self._charters.changed(gone, added)
        library._names = self._names.changed(gone, added, library.speller)
        library._subjects = self._subjects.changed(gone, added)
        library._mergers = self._mergers.changed(changed, fresh)
        library._initials = self._initials.changed(names.phrases, changed)
        library._short_forms, library._defined = dict(self._short_forms), dict(self._defined)
        library._redefine(changed, fresh)
        return library

    def _read(self, names: NamesPort, marks: Marks) -> None:
        self.marks = marks
        self._spelling = names.spelling()
        self.speller = Speller(self._spelling)
        named = list(names.called())
        self._known = {called.document_id: Known.of(called) for called in named}
        every = self._known.values()
        self._kinds = Grouped(_kind, every)
        self._numbered = Grouped(_number, every)
        self._figured = Grouped(_figure, every)
        self._dated = Grouped(_day, every)
        self._placed = Grouped(_place, every)
        self._charters = Grouped(charters.keys, every)
        self._names = NameIndex(every, self.speller)
        self._subjects = Subjects(every)
        self._mergers = Mergers().changed((), named)
        self._initials = Learning(names.phrases)
        self._short_forms: dict[str, dict[str, str]] = {}
        """What a short form stands for, by the documents that define it."""
        self._defined: dict[str, tuple[str, ...]] = {}
        """The short forms that a document defines."""
        self._define(named)

    def _define(self, documents: Iterable[Called]) -> None:
        """Take in what the documents mean by abbreviations."""
        for document in documents:
            told = {s: long for s, long in reversed(document.abbreviations) if _SHORT_FORM.match(s)}
            if told:
                self._defined[document.document_id] = tuple(told)
            for short, long in told.items():
                self._short_forms.setdefault(short, {})[document.document_id] = long

    def _redefine(self, changed: Iterable[str], documents: Iterable[Called]) -> None:
        """Forget what documents meant, and take in what they mean; what others share stays."""
        fresh = list(documents)
        lost = {short for key in changed for short in self._defined.pop(key, ())}
        for short in lost | {short for each in fresh for short, _ in each.abbreviations}:
            longs = self._short_forms.pop(short, {})
            if left := {key: long for key, long in longs.items() if key not in changed}:
                self._short_forms[short] = left
        self._define(fresh)

    def settle(self) -> None:
        """Make now what is made when a question first needs it; cheap where it is made."""
        self._initials.settle()
        self._subjects.settle()

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._known

    def about(self, document_id: str) -> frozenset[str]:
        """Return the folded syllables of what a document is about."""
        return self._subjects.words(document_id)

    def titled(self, topic: str, scope: Scope) -> bool:
        """Return whether a document within the scope is about something, as its title says it."""
        wanted = re.compile(rf"\b{re.escape(normalise(topic).lower())}\b")
        held = (self._known[d] for d in self._subjects.holding(topic) if scope.admits(d))
        return any(k.subject and wanted.search(normalise(k.subject).lower()) for k in held)

    def issuer(self, document_id: str) -> str | None:
        """Return who issued a document, as its header says it; None where it does not."""
        known = self._known.get(document_id)
        return known.issuer if known else None

    def mentions(self, text: str, scope: Scope) -> tuple[Mention, ...]:
        """Return where ``text`` names documents within the scope, in order, not overlapping.

        A document is named by the one that answers for it; an older version by its own id where
        the text gives its date and no newer version has the same.
        """
        numbers = [*self._numbers(text), *self._short_numbers(text)]
        dates = list(self._dates(text, numbers))
        dated = {d for mention in dates for d in mention.document_ids}
        found = (*numbers, *dates, *self._names.find(text))
        taken = _apart(self._within(mention, scope, dated) for mention in found)
        for find in (self._issuers, self._charted, self._kinds_and_subjects):
            further = find(text, taken)
            taken = _apart([*taken, *(self._within(mention, scope, dated) for mention in further)])
        if not taken:
            return ()
        taken = list(parties.of_departments(text, taken))
        numbered = {d for mention in numbers for d in mention.document_ids}
        return tuple(
            # A number tells which of a place's documents is meant; a subject is then what is asked.
            mention
            if numbered.intersection(mention.document_ids)
            else replace(mention, document_ids=self._subjects.narrow(mention.document_ids, context))
            for mention, context in zip(taken, _contexts(text, taken), strict=True)
        )

    def _within(self, mention: Mention, scope: Scope, dated: set[str]) -> Mention:
        """Return the mention of the documents that answer, of those the asker may see."""
        named: Iterable[str] = mention.document_ids
        if self.marks.concern(mention.document_ids):
            named = [self._answering(d, scope, dated) for d in mention.document_ids]
        return replace(mention, document_ids=tuple(dict.fromkeys(scope.among(named))))

    def _answering(self, document_id: str, scope: Scope, dated: set[str]) -> str:
        if document_id not in self.marks.same_as and document_id not in self.marks.superseded_by:
            return document_id
        leader = self.marks.leader(document_id)
        newer = list(self.marks.newer(document_id))
        if document_id in dated:
            newer = [version for version in newer if version in dated]
        admitted = [version for version in (leader, *newer) if scope.admits(version)]
        return admitted[-1] if admitted else document_id

    def long_form(self, short: str) -> str | None:
        """Return what the documents mean by an abbreviation: as one defines it, or by initials."""
        longs = self._short_forms.get(short)
        return normalise(longs[min(longs)]).lower() if longs else self._initials.stands_for(short)

    def unknown_names(self, text: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
        """Return proper names, not of offices ("Phó Cục trưởng"), that no document's text holds."""
        return tuple(filter(self._unheard, self.proper_names(text, mentions)))

    def proper_names(self, text: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
        """Return proper names of two syllables and more that name no document."""
        tokens = list(PIECE.finditer(text))
        names: list[str] = []
        run: list[re.Match[str]] = []
        for token in [*tokens, None]:
            if token and token.group()[0].isupper() and token.group()[1:].islower():
                run.append(token)
                continue
            if run and run[0].start() == 0 and run[0].group().lower() in _leading():
                del run[0]
            if len(run) >= 2 and not any(
                m.start < run[-1].end() and run[0].start() < m.end for m in mentions
            ):
                names.append(" ".join(t.group() for t in run))
            run = []
        generic = syllable_set("generic")
        return tuple(name for name in names if not generic.issuperset(name.lower().split()))

    def suggestions(self, name: str, scope: Scope) -> tuple[str, ...]:
        """Return the places and signers within the scope whose names are nearest to ``name``."""
        known = (k for k in self._known.values() if scope.admits(k.document_id))
        return suggestions.nearest(name, (n for k in known for n in (k.place, k.signer) if n))

    def meant(self, name: str, scope: Scope) -> str | None:
        """Return the name that an unknown one misspells: a place's within the scope, a body's.

        A province that no document is called by is no other one misspelt.
        """
        if normalise(name).lower() in places.provinces():
            return None
        called = (k.place for k in self._known.values() if k.place and scope.admits(k.document_id))
        return suggestions.misspelt(name, called, self.speller) or suggestions.marked(
            name, self.speller
        )

    def placed(self, place: str, scope: Scope) -> tuple[str, ...]:
        """Return the documents within the scope that are called by a place, in their order."""
        return tuple(scope.among(self._placed[normalise(place).lower()]))

    def merged(self, text: str, scope: Scope) -> Iterator[tuple[int, int, Recorded]]:
        """Yield where the text calls a place that a document within the scope merged."""
        return self._mergers.find(text, scope)

    def rarity(self, syllable: str) -> float:
        """Return how much a syllable tells, 0 (everywhere) to 1 (in no document)."""
        return self.speller.rarity(syllable)

    def _unheard(self, name: str) -> bool:
        said = name.lower().split()
        heard = map(self.speller.knows, said, said[1:])
        return not (all(heard) or syllable_set("office") >= {*said})

    def _numbers(self, text: str) -> Iterator[Mention]:
        for match in NUMBER.finditer(text):
            number = match.group()
            if ids := tuple(self._numbered[bare(number)]) or self._misprinted(number):
                yield Mention(match.start(), match.end(), ids, MentionKind.NUMBER)

    def _misprinted(self, number: str) -> tuple[str, ...]:
        """Return the one document whose number is printed a letter otherwise than a free one."""
        figures = re.findall(r"[1-9]\d*", number)[:1]
        like = {d for kind in self._kinds for each in figures for d in self._figured[kind, each]}
        meant = tuple(d for d in like if misprinted(number, self._known[d].number or ""))
        return meant if len(meant) == 1 else ()

    def _short_numbers(self, text: str) -> Iterator[Mention]:
        """Yield numbers without their symbol: "kế hoạch 12 và 15", "CT số 3", "QĐ 7/2025"."""
        for kind in self._kinds:
            for match in re.finditer(_short_number(kind), text, re.IGNORECASE):
                for number in re.finditer(r"\d+", match.group("numbers")):
                    ids = tuple(self._figured[kind, number.group().lstrip("0")])
                    if year := match.group("year"):
                        ids = tuple(d for d in ids if year in years(self._known[d]))
                    start = match.start() if number.start() == 0 else match.start("numbers")
                    start += number.start()
                    end = match.end() if year else match.start("numbers") + number.end()
                    yield Mention(start, end, ids, MentionKind.SHORT_NUMBER)

    def _issuers(self, text: str, taken: list[Mention]) -> Iterator[Mention]:
        """Yield issuers; not one whose document another carries out."""
        for mention in self._names.issuers(text):
            if not (taken and _BASED_ON.search(text[: mention.start].lower())):
                yield mention

    def _charted(self, text: str, taken: list[Mention]) -> Iterator[Mention]:
        """Yield documents called by whose charter they are, where nothing beside names others."""
        found = list(charters.find(text, self._charters, self._kinds, self._known))
        if all(any(charters.covers(each, mention) for each in found) for mention in taken):
            yield from found

    def _kinds_and_subjects(self, text: str, taken: list[Mention]) -> Iterator[Mention]:
        """Yield documents called by kind and subject alone, where nothing else names any.

        The mention ends with the kind; what the document is about may be what is asked.
        """
        if taken or _OTHER_NAME.search(text):
            return
        for kind in self._kinds:
            for match in re.finditer(rf"\b(?:{_forms(kind)})\s+", text, re.IGNORECASE):
                lead = _SUBJECT_LEAD.match(text[match.end() :].lower())
                start = match.end() + (lead.end() if lead else 0)
                if named := self._subjects.named(kind, text[start:]):
                    end = match.start() + len(match.group().rstrip())
                    yield Mention(match.start(), end, named, MentionKind.SUBJECT)

    def _dates(self, text: str, numbers: Iterable[Mention]) -> Iterator[Mention]:
        """Yield the dates that say which document: after its kind, or after its number."""
        for period in periods(text):
            exact = period.grain is Grain.DAY and period.bound is Bound.EXACT
            if not exact or period.first is None or period.first != period.last:
                continue
            start = _figures(text, period)
            before = _ISSUED.sub("", text.lower()[:start].removesuffix("ngày "))
            numbered = [n.document_ids for n in numbers if n.end == len(before.rstrip(" ,"))]
            if not numbered and not _NAMES_A_DOCUMENT.search(before):
                continue
            ids = tuple(d for d in self._dated[period.first] if all(d in ids for ids in numbered))
            yield Mention(start, period.end, ids, MentionKind.DATE)


def _figures(text: str, period: Period) -> int:
    """Return where a date begins: with its figures, or with "ngày" where it is written out."""
    said = text[period.start : period.end].lower()
    led = "" if "tháng" in said else said[: len(said) - len(said.removeprefix("ngày").lstrip())]
    return period.start + len(led)


@lru_cache(_REMEMBERED)
def _plain(name: str) -> str:
    return normalise(name).lower()


def _kind(known: Known) -> Iterator[str]:
    if known.kind:
        yield _plain(known.kind)


def _number(known: Known) -> Iterator[str]:
    if known.number:
        yield bare(known.number)


def _figure(known: Known) -> Iterator[tuple[str, str]]:
    """Yield the kind with the figures that the number begins with."""
    if figures := re.match(r"0*(\d+)", known.number or ""):
        yield from ((kind, figures[1]) for kind in _kind(known))


def _day(known: Known) -> Iterator[date]:
    if known.issued_on:
        yield known.issued_on


def _place(known: Known) -> Iterator[str]:
    if known.place and known.is_local:
        yield _plain(known.place)


def _apart(found: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of any document in order; of two that overlap the longer."""
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if mention.document_ids and not any(
            m.start < mention.end and mention.start < m.end for m in taken
        ):
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _contexts(text: str, mentions: list[Mention]) -> list[str]:
    """Return the words around each mention, up to the break between it and the next."""
    bounds = [0]
    for first, second in pairwise(mentions):
        gap = _BREAK.search(text, first.end, second.start)
        bounds.append(gap.start() if gap else first.end)
    return [text[start:end] for start, end in pairwise([*bounds, len(text)])]


def _forms(kind: str) -> str:
    """Return a pattern of a kind of document as people write it: in full, unmarked, shortened."""
    short = [form for form, long in abbreviations().items() if long == kind]
    return "|".join([with_marks_left_out(kind), *map(re.escape, dict.fromkeys(short))])


def _short_number(kind: str) -> str:
    lead = rf"\b(?:{_forms(kind)})\s*(?:số\s+|so\s+)?"
    numbers = r"(?P<numbers>\d+(?:(?:\s*,\s*|\s+(?:và|va|với|voi)\s+)\d+)*)"
    return rf"{lead}{numbers}(?:\s?/\s?(?P<year>(?:19|20)\d{{2}}))?\b(?!\s?[/.-]\s?\w)"
