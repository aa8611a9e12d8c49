"""Answers worded by a language model, sentence by sentence, each proved by its quote."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from app.answer import Citation, Generation, Mode, Status
from app.answerers import header, instructions
from app.answerers.draft import Draft
from app.answerers.instructions import Exhibit
from app.answerers.measured import Measured
from app.answerers.reply import Claim, Reply
from app.citations import Bibliography, section_at
from app.evidence import Statement
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import LanguageModel
from app.support import Support
from app.wording import clean_quote, day, escape, say, section_name
from index.query import AnswerKind, Asked, Query
from ingest import naming

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
_EXHIBITS = 6
_CONFIDENCE = 0.42
"""Least confidence of a statement that the extractive answer does not cite, as of one it would."""
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
        if basis.query.kind not in _WORDED or header.applies(basis.query):
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
        writing = _Writing(basis, bibliography, self._support)
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
            self._model.name,
            instructions.version(),
            writing.kept,
            writing.replaced,
            writing.cut,
            writing.pieces,
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

    def __init__(self, basis: Basis, bibliography: Bibliography, support: Support) -> None:
        self._basis = basis
        self._bibliography = bibliography
        self._support = support
        self._said: set[tuple[str, int, int]] = set()
        self._held_back: list[str] = []
        self.exhibits = list(_exhibits(basis, bibliography))
        self.text = ""
        self.kept = self.replaced = self.cut = self.pieces = 0

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
        """Yield the lines of the extractive answer that are still missing from a list."""
        if self._basis.query.kind not in _COMPLETED:
            return
        by_marker = {f"[{c.marker}]": c for c in self._basis.citations}
        for line in self._basis.draft.text.splitlines():
            cited = [c for marker, c in by_marker.items() if line.endswith(marker)]
            if not line.startswith("- "):
                continue
            if not cited:
                yield from self._released(line)
            elif _key(cited[0]) not in self._said:
                self._said.add(_key(cited[0]))
                body = line.removesuffix(f"[{cited[0].marker}]")
                yield from self._released(body + self._cite(cited[0]))

    def _claim(self, claim: Claim) -> Iterator[str]:
        named = [self.exhibits[n - 1] for n in claim.evidence if 0 < n <= len(self.exhibits)]
        for exhibit in [*named, *(e for e in self.exhibits if e not in named)]:
            if self._support.fault(claim.text, exhibit.text, self._names(exhibit)) is None:
                self.kept += 1
                yield from self._said_once(exhibit, claim.text)
                return
        own = {_key(citation) for citation in self._basis.citations}
        for exhibit in named:
            if _key(exhibit) in own:
                self.replaced += 1
                yield from self._said_once(exhibit, exhibit.text)
                return
        self.cut += 1

    def _said_once(self, exhibit: Exhibit, words: str) -> Iterator[str]:
        if _key(exhibit) in self._said:
            return
        self._said.add(_key(exhibit))
        document = self._bibliography.document(exhibit.document_id)
        path, _ = section_at(document, exhibit.start)
        line = say(
            self._template,
            document=escape(naming.name(document.header)),
            section=section_name(path),
            name=escape(exhibit.name),
            quote=escape(clean_quote(words)),
            marker=self._cite(exhibit),
        )
        yield from self._released(line)

    @property
    def _template(self) -> str:
        if self._basis.query.kind is AnswerKind.COMPARE or self._several:
            return "claim.line"
        return "claim.bullet" if self._listed else "claim.statement"

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


def _key(span: Exhibit | Citation) -> tuple[str, int, int]:
    return span.document_id, span.start, span.end


def _offered(statement: Statement, query: Query) -> bool:
    """Return whether a statement could be the answer by itself, and is no order to a model.

    What a document says beside the point is no evidence: a model told to quote it must not find it.
    """
    return (
        statement.confidence >= _CONFIDENCE
        and not statement.introduces
        and (statement.holds_asked or query.asked is Asked.ANYTHING)
        and not instructions.commands(statement.text)
    )


def _exhibits(basis: Basis, bibliography: Bibliography) -> Iterator[Exhibit]:
    """Yield what the extractive answer cites, then the next best of the same documents."""
    spans = [(c.document_id, c.start, c.end, c.quote, c.score) for c in basis.citations]
    documents = {citation.document_id for citation in basis.citations}
    if basis.query.kind in _LED:
        documents = set()
    spans += [
        (s.document_id, s.start, s.end, s.text, min(1.0, max(0.0, s.score)))
        for s in basis.statements()
        if s.document_id in documents and _offered(s, basis.query)
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
