"""A model's answer while it grows: which of its sentences stand, and what they become."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from app.answering.citations import Documents, section_at
from app.answering.claims import (
    Body,
    Claim,
    Listing,
    PerDocument,
    Quote,
    Role,
    Silent,
    Statements,
)
from app.answering.generative.instructions import Exhibit
from app.answering.generative.reply import Sentence
from app.answering.generative.weights import fitted
from app.answering.support import Support
from app.answering.wording import day, spoken
from index.question.query import Asked, Query
from ingest import naming
from ingest.vietnamese.words import syllables

_FIGURE = re.compile(r"\d")
_FIGURES = frozenset({Asked.DATE, Asked.PERCENT, Asked.MONEY, Asked.NUMBER})
"""Values that are written in figures."""


class Writing:
    """One answer while it grows. Nothing is released before the first proved sentence.

    It takes the form of the ``extractive`` answer, and of a list or a comparison all its lines.
    """

    def __init__(
        self,
        query: Query,
        extractive: Body,
        exhibits: Sequence[Exhibit],
        coverage: Callable[[str], float],
        documents: Documents,
        support: Support,
        most: int,
    ) -> None:
        self._query = query
        self._extractive = extractive
        self._exhibits = exhibits
        self._coverage = coverage
        self._documents = documents
        self._support = support
        self._most = most
        self._lines: list[Claim | Silent] = []
        self._said: set[Quote] = set()
        self._pending = list(_lines(extractive))
        self._values = {q: c.value for c in extractive.claims for q in c.proof if c.value}
        self._names = {c.document_id: c.document for c in extractive.claims}
        self._cited = {q for c in extractive.claims for q in c.proof}
        self._own = {q: c for c in extractive.claims for q in c.quotes}
        self.kept = self.repaired = self.replaced = self.cut = 0

    @property
    def full(self) -> bool:
        """Whether it has as many sentences as the kind of question takes."""
        return self.kept + self.replaced + self.cut >= self._most

    @property
    def body(self) -> Body:
        """The answer so far."""
        match self._extractive:
            case Listing():
                return replace(self._extractive, claims=self._claims)
            case PerDocument():
                return replace(self._extractive, lines=tuple(self._lines))
            case Statements():
                return replace(self._extractive, claims=self._claims)
            case _:
                raise AssertionError("the wording of other answers is fixed")

    @property
    def _claims(self) -> tuple[Claim, ...]:
        return tuple(line for line in self._lines if isinstance(line, Claim))

    def taken(self, sentences: Iterable[Sentence]) -> Iterator[Body]:
        """Yield the answer with each of the sentences that stands."""
        for sentence in sentences:
            if not self.full:
                yield from self._taken(sentence)

    def completed(self) -> Iterator[Body]:
        """Yield the answer with what is still missing of the extractive one's lines."""
        yield from self._up_to(len(self._pending))

    def _up_to(self, count: int) -> Iterator[Body]:
        """Add so many of the missing lines, in their order."""
        passed, self._pending = self._pending[:count], self._pending[count:]
        for line in passed:
            if isinstance(line, Claim):
                self._said.update(line.proof)
            yield from self._released(line)

    def _taken(self, sentence: Sentence) -> Iterator[Body]:
        offered = self._exhibits
        named = [offered[n - 1] for n in sentence.evidence if 0 < n <= len(offered)]
        for exhibit in [*named, *(e for e in offered if e not in named)]:
            if self._support.fault(sentence.text, exhibit.text, self._called(exhibit)) is None:
                shortened = len(syllables(sentence.text)) < len(syllables(exhibit.text))
                value = self._values.get(exhibit.quote, "")
                if shortened and self._loses(sentence.text, exhibit.text, value):
                    self.replaced += 1
                    shortened = False
                else:
                    self.kept += 1
                    self.repaired += exhibit not in named
                yield from self._once(exhibit, sentence.text if shortened else exhibit.text)
                return
        for exhibit in named:
            if exhibit.quote in self._cited:
                self.replaced += 1
                yield from self._once(exhibit, exhibit.text)
                return
        self.cut += 1

    def _loses(self, sentence: str, quote: str, value: str) -> bool:
        """Return whether shortening a quote left out what the question asks about.

        Of a list that is anything: "… như: A, B, C" is shortened to no answer.
        """
        if isinstance(self._extractive, Listing):
            return True
        if value and not _holds(sentence, value):
            return True
        if self._query.asked in _FIGURES and _FIGURE.search(quote) and not _FIGURE.search(sentence):
            return True
        return self._coverage(sentence) < fitted().wording.left * self._coverage(quote)

    def _once(self, exhibit: Exhibit, words: str) -> Iterator[Body]:
        """Add what is said of an exhibit, unless it was said before."""
        if exhibit.quote in self._said:
            return
        proofs = [line.proof if isinstance(line, Claim) else () for line in self._pending]
        place = next((at for at, proof in enumerate(proofs) if exhibit.quote in proof), None)
        if place is not None:  # a list keeps its order, and what it cites together
            together = len(set(proofs[place])) > 1
            yield from self._up_to(place + together)
            if together:
                return
            self._pending.pop(0)
        self._said.add(exhibit.quote)
        yield from self._released(self._claim(exhibit, words))

    def _claim(self, exhibit: Exhibit, words: str) -> Claim:
        quote = exhibit.quote
        value = self._values.get(quote, "")
        shown = value if value and _holds(words, value) else ""
        if own := self._own.get(quote):
            said = spoken(words)
            return replace(own, sentences=said, quotes=(quote,), value=shown, value_quotes=())
        document = self._documents.document(quote.document_id)
        role = self._role
        name = naming.name(document.header)
        if role is Role.LINE:
            name = self._names.get(document.id, exhibit.name)
        return Claim(
            role=role,
            document_id=document.id,
            document=name,
            section=section_at(document, quote.start)[0],
            sentences=spoken(words),
            quotes=(quote,),
            value=shown,
        )

    @property
    def _role(self) -> Role:
        match self._extractive:
            case PerDocument():
                return Role.LINE
            case Listing():
                return Role.ITEM
            case _:
                return Role.STATEMENT

    def _released(self, line: Claim | Silent) -> Iterator[Body]:
        self._lines.append(line)
        if self.kept:
            yield self.body

    def _called(self, exhibit: Exhibit) -> str:
        """Return what the exhibit's document is called."""
        header = self._documents.document(exhibit.quote.document_id).header
        names = [naming.name(header), naming.short_name(header)]
        if header.issued_on:
            names.append(day(header.issued_on.value))
        return " ".join(names)


def _lines(body: Body) -> Sequence[Claim | Silent]:
    """Return the lines of a list, which its answer must not leave out."""
    match body:
        case PerDocument():
            return body.lines
        case Listing():
            return body.claims
        case _:
            return ()


def _holds(words: str, value: str) -> bool:
    """Return whether document text holds a value as the answer shows it."""
    return value.lower() in " ".join(words.split()).lower()
