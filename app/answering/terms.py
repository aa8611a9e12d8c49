"""A question's words, weighted by how rare they are, and how much of them a text holds."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, pairwise, takewhile

from app.answering import values
from app.answering.values import Term, Value
from app.answering.weighing import Weighing, shipped
from index.question.library import Library
from index.question.phrases import pattern, syllable_set
from index.question.query import AnswerKind, Asked, Query
from index.retrieval.words import held
from ingest.vietnamese import figures, forms
from ingest.vietnamese.dates import Grain, periods
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.values import agree
from ingest.vietnamese.values import values as figured
from ingest.vietnamese.words import syllables

_COUNTED = 60
"""Characters from a figure in which stands what it counts."""
_NEXT = re.compile(r" ([^\W\d_]+)")
_SEVERAL = re.compile(r"[,;]|\bvà\b")
_MEASURED = frozenset({"measure", "time"})
_ISSUING: frozenset[Term] = frozenset({"ký", ("ban", "hành")})
"""What asks for the day of a document that is spoken of itself."""
_HOUR = "giờ"
_TOLD = 2
"""Words of what is counted that tell more than the word that counts."""


def _counted(query: Query) -> list[str]:
    """Return what is counted, as the question says it: "trạm A" of "bao nhiêu trạm A trong".

    Nothing where several things are counted: "bao nhiêu trạm A, trạm B".
    """
    match = pattern("units", "asked").search(query.asking)
    counted = query.asking[match.start(1) :] if match else ""
    words = [] if _SEVERAL.search(counted) else syllables(counted)
    return list(takewhile(lambda word: word not in syllable_set("asking"), words))


def _measure(query: Query) -> str | None:
    """Return what kind of unit is asked for: of "bao nhiêu km" a measure; None of counts."""
    asked = pattern("units", "asked").search(query.asking)
    unit = figures.opening(query.asking[asked.start(1) :]) if asked else None
    kind = figures.kind(unit) if unit else figures.COUNT
    return kind if kind in _MEASURED else None


def _is(form: str, text: str, start: int, end: int) -> bool:
    """Return whether a value is written in a form of its own, that names no unit."""
    found = pattern("terms", form).search(text, start)
    return found is not None and found.start() < end


class Terms:
    """A question's syllables and pairs of syllables."""

    def __init__(self, query: Query, library: Library, weighing: Weighing | None = None) -> None:
        self.weighing = weighing or shipped()
        """What decides of the texts that hold them."""
        found = syllables(query.asking)
        if query.kind is AnswerKind.YES_NO:  # the figure it presumes may not be the text's
            found = [s for s in found if not s[0].isdigit()]
        kept = [s for s in found if s not in syllable_set("asking")]
        self._weights: dict[Term, float] = {s: library.rarity(s) for s in kept}
        for pair in pairwise(found):
            if not syllable_set("asking").issuperset(pair) and library.speller.knows(*pair):
                self._weights[pair] = library.speller.pair_rarity(*pair)
        self._synonyms = {tuple(syllables(form)): weight for form, weight in query.boosts.items()}
        self._terms = frozenset([*self._weights, *chain(*self._synonyms)])
        self._rarity = library.rarity
        self._total = sum(self._weights.values()) or 1.0
        self._near: dict[Term, float] = {
            s: self.weighing.nearness.synonym * self._rarity(s)
            for form in self._synonyms
            for s in form
        }
        self._near |= self._weights
        self._figures = query.figures
        self._stated = figured(query.asking)
        self._unit = query.unit
        self._of = _counted(query)
        self._units = figures.told_in(query.unit) if query.unit else frozenset()
        self._measure = _measure(query)
        self._day = query.asks_day
        self._contrasts = query.contrasts
        self._content = [s for s in kept if not s[0].isdigit()]
        self._kinds = query.document_kinds
        self._said_in = held(query.asking)
        self._issued = not _ISSUING.isdisjoint(self._said_in)
        self._choices = not {"hay", "hoặc"}.isdisjoint(found)

    def coverage(self, *texts: str) -> float:
        """Return the weighted share of the terms that the texts together hold, 0 to 1."""
        said = self._said_by(texts)
        matched = sum(weight for term, weight in self._weights.items() if term in said)
        for form, weight in self._synonyms.items():
            if all(syllable in said for syllable in form):
                matched += weight * sum(self._rarity(s) for s in form if s not in self._weights)
        return min(1.0, matched / self._total)

    def telling(self, text: str, others: Sequence[str]) -> dict[Term, float]:
        """Return the terms of a piece of the question that its other pieces lack, with weights."""
        tokens = [s for s in syllables(text) if s not in syllable_set("asking")]
        elsewhere = frozenset[Term]().union(*map(held, others))
        terms: list[Term] = [*tokens, *pairwise(tokens)]
        return {t: self._weight(t) for t in terms if t not in elsewhere}

    def _weight(self, term: Term) -> float:
        if term in self._weights:
            return self._weights[term]
        return self._rarity(term) if isinstance(term, str) else 0.0

    @staticmethod
    def share(words: Mapping[Term, float], *texts: str) -> float:
        """Return the weighted share of ``words`` that the texts together hold, 0 to 1."""
        said = held(texts[0]).union(*map(held, texts[1:]))
        total = sum(words.values())
        return (
            sum(weight for term, weight in words.items() if term in said) / total if total else 0.0
        )

    def values(self, asked: Asked, text: str) -> tuple[Value, ...]:
        """Return the values of a kind in ``text`` that may answer, nearest first.

        What the question says itself does not. A document is of the kind asked for; a date that
        only belongs to a document's number answers only where a document is spoken of.
        """
        spans = [span for span in values.find(asked, text) if not self._said(asked, text, span)]
        if asked is Asked.DOCUMENT and self._kinds:
            kind = self._kinds[-1]
            named = [
                span for span in spans if normalise(text[slice(*span)]).lower().startswith(kind)
            ]
            spans = named or spans
        if asked is Asked.DATE:
            spans = self._dates(spans, text)
        if asked is Asked.NUMBER and self._unit:
            spans = [span for span in spans if self.fits(text, *span)] or spans
            spans = [self._whole(text, *span) for span in self._counted_so(spans, text)]
        nearness = self.weighing.nearness
        return tuple(values.nearest(spans, text, self._near, self._total, nearness))

    def _counted_so(self, spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
        """Return those counted in the question's own words: of "bao nhiêu trạm A" not "9 trạm"."""
        shared = [self._shared(text[a:]) if self.fits(text, a, b) else 0 for a, b in spans]
        most = max(shared, default=0)
        if most < _TOLD:
            return spans
        return [span for span, count in zip(spans, shared, strict=True) if count == most]

    def _whole(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return a count with the words that go on as the question's do: no word is cut in two."""
        said = syllables(text[start:end])
        counted = said[said.index(self._unit) :] if self._unit in said else []
        while counted and (word := _NEXT.match(text, end)):
            counted.append(normalise(word[1]).lower())
            if counted != self._of[: len(counted)]:
                break
            end = word.end()
        return start, end

    def _shared(self, text: str) -> int:
        """Return how many words after a figure are those after the question's "bao nhiêu"."""
        said = syllables(text[:_COUNTED])
        first = said.index(self._unit) if self._unit in said else len(said)
        same = takewhile(lambda pair: pair[0] == pair[1], zip(said[first:], self._of, strict=False))
        return sum(1 for _ in same)

    def _dates(self, spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
        """Return the dates that may answer; where a day is asked for, days where there are any.

        Those of documents cited where no other stands there and one is spoken of, or its own day.
        """
        cited = values.find(Asked.DOCUMENT, text)
        own = [(a, b) for a, b in spans if not any(s < b and a < e for s, e in cited)]
        if not self._kinds or (own and not self._issued):
            spans = own
        if not self._day:
            return spans
        days = [
            span
            for span in spans
            if any(period.grain is Grain.DAY for period in periods(text[slice(*span)]))
        ]
        return days or spans

    def beside(self, names: Collection[str], *telling: str) -> dict[Term, float]:
        """Return the question's words beside ``names`` and the unit asked for, with weights.

        ``telling`` are words that else only ask, and count here where the question says them.
        """
        said = {s for s in self._weights if isinstance(s, str)}
        said |= {s for s in telling if s in self._said_in}
        return {s: self._rarity(s) for s in sorted(said) if s not in names and s != self._unit}

    def rarities(self, words: Collection[str]) -> dict[Term, float]:
        """Return words with how rare they are in the library."""
        return {word: self._rarity(word) for word in sorted(words)}

    @property
    def said(self) -> frozenset[str]:
        """The syllables that the question says."""
        return frozenset(each for each in self._said_in if isinstance(each, str))

    def said_share(self, words: Collection[str]) -> float:
        """Return the share, by rarity, of words that the question says, 0 to 1."""
        total = sum(map(self._rarity, words)) or 1.0
        return sum(self._rarity(word) for word in words if word in self._said_in) / total

    def missing(self, *texts: str) -> float:
        """Return the share, by rarity, of the question's words that none of the texts holds."""
        found = self._said_by(texts)
        meant = {s for form in self._synonyms for s in form}
        total = sum(map(self._rarity, self._content)) or 1.0
        return (
            sum(self._rarity(s) for s in self._content if s not in found and s not in meant) / total
        )

    def _said_by(self, texts: Sequence[str]) -> set[Term]:
        """Return which of the question's terms, and of their synonyms, the texts hold."""
        return set[Term]().union(*(self._terms & held(text) for text in texts))

    def contradicts(self, text: str) -> bool:
        """Return whether ``text`` speaks of another of its kind: of THPT where THCS is asked."""
        if not self._contrasts:
            return False
        lowered = normalise(text).lower()
        return any(
            not contrast.said.search(lowered)
            and any(other.search(lowered) for other in contrast.others)
            for contrast in self._contrasts
        )

    def fits(self, text: str, start: int, end: int) -> bool:
        """Return whether a value is counted in what the question counts, if it says so.

        The unit stands with it, or in its key: "Số hộ (hộ): 37". Of money any does, and so does a
        part of what is counted, "2/3 thành viên". "18h00" is an hour and nothing else.
        """
        if _is("clock", text, start, end):
            return self._unit == _HOUR
        if self._unit is None or (self._measure is None and _is("part", text, start, end)):
            return True
        counted = syllables(f"{forms.unit_before(text, start)} {text[start:end]}")
        return not self._units.isdisjoint(counted)

    def measures_otherwise(self, value: str) -> bool:
        """Return whether a value is no measure where one is asked for: "12 độ vĩ", not "12 km"."""
        told = figures.figures(value)
        return bool(self._measure and told) and all(
            figures.kind(each.unit) != self._measure for each in told
        )

    def asked_of(self, name: str) -> bool:
        """Return whether the question speaks of ``name`` itself, and not as one to choose."""
        return not self._choices and self._said_in.issuperset(held(name))

    def _said(self, asked: Asked, text: str, span: tuple[int, int]) -> bool:
        figures = FIGURE.findall(text[slice(*span)])
        if not figures:
            return self.asked_of(text[slice(*span)])
        if asked is Asked.DOCUMENT:
            return figures[0] in self._figures
        if self._figures.issuperset(figures):
            return True
        found = figured(text[slice(*span)])
        return bool(found) and all(any(agree(f, said) for said in self._stated) for f in found)
