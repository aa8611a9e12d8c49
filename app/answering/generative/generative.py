"""Answers worded by a language model, sentence by sentence, each proved by its quote."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from app.answering.answer import Citation, Generation, Mode, Status
from app.answering.answerers import header
from app.answering.answerers.draft import Draft
from app.answering.citations import Bibliography, section_at
from app.answering.evidence import Statement
from app.answering.generative import instructions
from app.answering.generative.instructions import Exhibit
from app.answering.generative.measured import Measured
from app.answering.generative.reply import Claim, Reply
from app.answering.support import Support
from app.answering.wording import day, escape, marked, say, section_name
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import Form, LanguageModel
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import RECIPIENTS, SIGNATURE
from ingest.vietnamese.words import syllables

_WORDED = {
    AnswerKind.FACT: 2,
    AnswerKind.YES_NO: 2,
    AnswerKind.LIST: 12,
    AnswerKind.COMPARE: 8,
}
"""Most sentences by kind of question; of other kinds the wording is fixed."""
_COMPLETED = frozenset({AnswerKind.LIST, AnswerKind.COMPARE})
"""Kinds whose answer must not leave anything out."""
_LED = frozenset({AnswerKind.LIST, AnswerKind.COMPARE, AnswerKind.YES_NO})
"""Kinds whose answer also says which section it lists, which documents are silent, or "Có" or
"Không": only what the extractive answer cites proves that, so nothing else is offered."""
_OUTSIDE = frozenset({RECIPIENTS, SIGNATURE})
"""Sections that say nothing of the matter."""
_FIGURE = re.compile(r"\d")
_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")
_VALUE = re.compile(r"(?<!\\)\*\*([^*]+)\*\* – ")
_FIGURES = frozenset({Asked.DATE, Asked.PERCENT, Asked.MONEY, Asked.NUMBER})
"""Values that are written in figures."""
_LEFT = 0.9
"""Least share of the question's words in a quote that a shortened sentence must hold on to."""
_EXHIBITS = 6
_NEAR = 0.7
"""Least score, against the best, of a statement that the extractive answer does not cite."""
_CHARACTERS = 2_400


@dataclass(frozen=True, slots=True)
class Basis:
    """What a model's answer starts from: the extractive answer and all that could replace it."""

    query: Query
    draft: Draft
    citations: tuple[Citation, ...]
    """Of the draft."""
    statements: Callable[[], Sequence[Statement]]
    """Ranks what was retrieved, best first."""
    coverage: Callable[[str], float]
    """Says how much of what the question asks about a text holds, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of it; without a draft the extractive answer stands, for ``reason``."""

    draft: Draft | None
    generation: Generation | None
    reason: str | None


class GenerativeAnswerer:
    """Lets a model word what the extractive answer found. Safe to share between threads."""

    def __init__(self, model: LanguageModel, support: Support, measured: Measured) -> None:
        self._model = model
        self._support = support
        self._measured = measured

    def reason_against(self, mode: Mode, basis: Basis) -> str | None:
        """Return why the model is not to word this answer, None where it is."""
        if mode is Mode.EXTRACTIVE:
            return "asked"
        if basis.draft.status is Status.NOT_FOUND:
            return "not_found"
        if basis.query.kind not in _WORDED or header.applies(basis.query) or _joined(basis):
            return "fixed_wording"
        if mode is Mode.AUTO and not self._measured.prefers(self._model.name, basis.query.kind):
            return "measured"
        return None

    def compose(
        self, basis: Basis, bibliography: Bibliography, cancellation: Cancellation
    ) -> Generator[str, None, Composed]:
        """Yield the text, each piece once it is proved; its citations go to ``bibliography``.

        Raises Cancelled. No other failure of the model is raised: what it did not say is said by
        the extractive answer.
        """
        choosing = self._model.form is Form.CHAT
        writing = _Writing(basis, bibliography, self._support, choosing=choosing)
        failure: str | None = None
        claims = Reply()
        asked = instructions.request(
            basis.query.text, writing.exhibits, self._model.form, _WORDED[basis.query.kind]
        )
        try:
            with closing(_closable(self._model.write(asked, cancellation))) as pieces:
                for piece in pieces:
                    writing.pieces += 1
                    yield from writing.taken(claims.feed(piece))
                    if writing.full:
                        break
            yield from writing.taken(claims.end())
        except Cancelled:
            raise
        except ModelFailure as problem:
            failure = problem.code
        generation = Generation(
            model=self._model.name,
            prompt=instructions.version(),
            kept=writing.kept,
            repaired=writing.repaired,
            replaced=writing.replaced,
            cut=writing.cut,
            pieces=writing.pieces,
        )
        if not writing.kept:
            return Composed(None, generation, failure or "unsupported")
        yield from writing.completed()
        draft = replace(basis.draft, text=writing.text)
        return Composed(draft, generation, failure)


def _closable(pieces: Iterator[str]) -> Generator[str, None, None]:
    yield from pieces


class _Writing:
    """One answer while it grows. Nothing is released before the first proved sentence."""

    def __init__(
        self, basis: Basis, bibliography: Bibliography, support: Support, *, choosing: bool
    ) -> None:
        self._basis = basis
        self._bibliography = bibliography
        self._support = support
        self._said: set[tuple[str, int, int]] = set()
        self._pending = list(_items(basis))
        self._values = dict(_values(basis))
        self._held_back: list[str] = []
        self.exhibits = list(_exhibits(basis, bibliography, choosing=choosing))
        self.text = ""
        self.kept = self.repaired = self.replaced = self.cut = self.pieces = 0

    @property
    def full(self) -> bool:
        """Whether it has as many sentences as the kind of question takes."""
        return self.kept + self.replaced + self.cut >= _WORDED[self._basis.query.kind]

    def taken(self, claims: Iterable[Claim]) -> Iterator[str]:
        """Yield the text of the claims that stand."""
        for claim in claims:
            if not self.full:
                yield from self._claim(claim)

    def completed(self) -> Iterator[str]:
        """Yield the items of the extractive answer that are still missing."""
        yield from self._up_to(len(self._pending))

    def _up_to(self, count: int) -> Iterator[str]:
        """Yield so many of the missing lines, in their order."""
        passed, self._pending = self._pending[:count], self._pending[count:]
        for item in passed:
            self._said |= {_key(citation) for citation in item.cited.values()}
            numbers = {number: self._cite(citation) for number, citation in item.cited.items()}
            yield from self._released(_renumbered(item.line, numbers))

    def _claim(self, claim: Claim) -> Iterator[str]:
        named = [self.exhibits[n - 1] for n in claim.evidence if 0 < n <= len(self.exhibits)]
        for exhibit in [*named, *(e for e in self.exhibits if e not in named)]:
            if self._support.fault(claim.text, exhibit.text, self._names(exhibit)) is None:
                shortened = len(syllables(claim.text)) < len(syllables(exhibit.text))
                value = self._values.get(_key(exhibit), "")
                if shortened and self._loses(claim.text, exhibit.text, value):
                    self.replaced += 1
                    shortened = False
                else:
                    self.kept += 1
                    self.repaired += exhibit not in named
                yield from self._said_once(exhibit, claim.text if shortened else exhibit.text)
                return
        own = {_key(citation) for citation in self._basis.citations}
        for exhibit in named:
            if _key(exhibit) in own:
                self.replaced += 1
                yield from self._said_once(exhibit, exhibit.text)
                return
        self.cut += 1

    def _loses(self, sentence: str, quote: str, value: str) -> bool:
        """Return whether shortening a quote left out what the question asks about.

        Of a list that is anything: "… như: A, B, C" is shortened to no answer.
        """
        if self._basis.query.kind is AnswerKind.LIST:
            return True
        if value and not _holds(sentence, value):
            return True
        asked = self._basis.query.asked
        if asked in _FIGURES and _FIGURE.search(quote) and not _FIGURE.search(sentence):
            return True
        return self._basis.coverage(sentence) < _LEFT * self._basis.coverage(quote)

    def _said_once(self, exhibit: Exhibit, words: str) -> Iterator[str]:
        if _key(exhibit) in self._said:
            return
        keys = [{_key(cited) for cited in item.cited.values()} for item in self._pending]
        place = next((at for at, held in enumerate(keys) if _key(exhibit) in held), None)
        if place is not None:  # a list keeps its order, and what it cites together
            joined = len(keys[place]) > 1
            yield from self._up_to(place + joined)
            if joined:
                return
            self._pending.pop(0)
        self._said.add(_key(exhibit))
        document = self._bibliography.document(exhibit.document_id)
        path, _ = section_at(document, exhibit.start)
        marker = self._cite(exhibit)
        value = self._values.get(_key(exhibit), "")
        first = bool(value) and _holds(words, value)
        line = say(
            self._template(first=first),
            value=value,
            whose="",
            document=escape(naming.name(document.header)),
            section=section_name(path),
            name=escape(exhibit.name),
            quote=marked(words, marker),
            marker=marker,
        )
        yield from self._released(line)

    def _template(self, *, first: bool) -> str:
        """Return the template to use; ``first`` puts the value that answers in front."""
        if self._basis.query.kind is AnswerKind.COMPARE or self._several:
            return "claim.line_value" if first else "claim.line"
        if self._listed:
            return "claim.bullet"
        return "claim.value" if first else "claim.statement"

    @property
    def _several(self) -> bool:
        return len({exhibit.document_id for exhibit in self.exhibits}) > 1

    @property
    def _listed(self) -> bool:
        return self._basis.query.kind in _COMPLETED or self._several

    def _released(self, line: str) -> Iterator[str]:
        if self.text:
            piece = ("\n" if self._listed else " ") + line
        elif side := self._side():
            piece = side + line[:1].lower() + line[1:]
        else:
            piece = self._lead() + line
        self.text += piece
        self._held_back.append(piece)
        if self.kept:
            yield from self._held_back
            self._held_back.clear()

    def _side(self) -> str:
        """Return "Có" or "Không" of a yes/no answer, as the extractive answer decided it."""
        text = self._basis.draft.text
        sides = (say("claim.yes"), say("claim.no"))
        if self._basis.query.kind is not AnswerKind.YES_NO:
            return ""
        return next((side for side in sides if text.startswith(side)), "")

    def _lead(self) -> str:
        """Return the line that leads a list in."""
        first, _, _ = self._basis.draft.text.partition("\n")
        return f"{first}\n\n" if self._listed and first.endswith(":") else ""

    def _cite(self, span: Exhibit | Citation) -> str:
        return self._bibliography.cite(span.document_id, span.start, span.end, span.score)

    def _names(self, exhibit: Exhibit) -> str:
        document = self._bibliography.document(exhibit.document_id)
        names = [naming.name(document.header), naming.short_name(document.header)]
        if document.header.issued_on:
            names.append(day(document.header.issued_on.value))
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of the extractive answer, and its citations by the number of their marker."""

    line: str
    cited: Mapping[str, Citation]


def _cited(line: str, basis: Basis) -> dict[str, Citation]:
    by_marker = {str(citation.marker): citation for citation in basis.citations}
    return {number: by_marker[number] for number in _MARKER.findall(line)}


def _renumbered(line: str, markers: Mapping[str, str]) -> str:
    return _MARKER.sub(lambda match: markers[match[1]], line)


def _items(basis: Basis) -> Iterator[_Item]:
    """Yield the items of the extractive answer, where it is a list."""
    for line in basis.draft.text.splitlines():
        if line.startswith("- "):
            yield _Item(line, _cited(line, basis))


def _joined(basis: Basis) -> bool:
    """Return whether the extractive answer says something that only several quotes prove together.

    One statement made of several, or a conclusion before a list.
    """
    if not any(_items(basis)):
        return len(basis.citations) > 1
    rest = [line for line in basis.draft.text.splitlines() if not line.startswith("- ")]
    return any(_MARKER.search(line) for line in rest)


def _values(basis: Basis) -> Iterator[tuple[tuple[str, int, int], str]]:
    """Yield the figures and names that the extractive answer puts first, by what they cite."""
    for line in basis.draft.text.splitlines():
        for match in _VALUE.finditer(line):
            for citation in _cited(line, basis).values():
                yield _key(citation), match[1]


def _holds(words: str, value: str) -> bool:
    """Return whether document text holds a value as the answer shows it."""
    return value.lower() in escape(" ".join(words.split())).lower()


def _key(span: Exhibit | Citation) -> tuple[str, int, int]:
    return span.document_id, span.start, span.end


def _offered(statement: Statement, query: Query, best: float) -> bool:
    """Return whether a statement could be the answer by itself, and is no order to a model.

    What a document says beside the point is no evidence: a model told to quote it must not find it.
    """
    return (
        statement.score >= _NEAR * best
        and not statement.introduces
        and (statement.holds_asked or query.asked is Asked.ANYTHING)
        and not _OUTSIDE.intersection(statement.passage.passage.section_path)
        and not instructions.commands(statement.text)
    )


def _exhibits(basis: Basis, bibliography: Bibliography, *, choosing: bool) -> Iterator[Exhibit]:
    """Yield what the extractive answer cites, then the next best of the same documents.

    Those only for a model that is ``choosing``: a base model takes one at random, and what it
    words is right for .69 of the questions where the extractive answer is for .84.
    """
    spans = [(c.document_id, c.start, c.end, c.quote, c.score) for c in basis.citations]
    documents = {citation.document_id for citation in basis.citations}
    if basis.query.kind in _LED or not choosing:
        documents = set()
    ranked = basis.statements() if documents else []
    best = ranked[0].score if ranked else 0.0
    spans += [
        (s.document_id, s.start, s.end, s.text, min(1.0, max(0.0, s.score)))
        for s in ranked
        if s.document_id in documents and _offered(s, basis.query, best)
    ]
    most = max(_EXHIBITS, len(basis.citations))
    length = 0
    seen: set[tuple[str, int, int]] = set()
    for document_id, start, end, text, score in spans:
        if any(d == document_id and start < b and a < end for d, a, b in seen):
            continue
        length += len(text)
        if len(seen) >= most or (seen and length > _CHARACTERS):
            return
        seen.add((document_id, start, end))
        name = naming.short_name(bibliography.document(document_id).header)
        yield Exhibit(document_id, start, end, text, name, score)
