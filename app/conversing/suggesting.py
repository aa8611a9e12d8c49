"""Questions to begin with and to go on with: only such as were asked here and are answered.

They are made from the documents the asker may see, by their sections' titles, and asked like any
other; one that is refused, answered from elsewhere or without certainty is not offered.
"""

import threading
import time
import tomllib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice, zip_longest

import prompts
from app.answering.answer import Mode, Status
from app.answering.wording import sentence_case
from app.conversing import followup
from app.conversing.conversations import Turn
from app.conversing.followup import Past
from app.conversing.reply import Reply
from app.facts.register import Register
from app.service import Ask, QuestionAnswering
from index.errors import DocumentNotFound
from index.facts import FactQuery
from index.ports import NO_FILTERS, Catalogue, Filters, Scope
from index.records import DocumentRecord
from ingest.facts.model import FactKind, Indicator
from ingest.vietnamese.text import fold

MOST = 3
"""Questions that are offered at most."""
_TRIED = 16
_TRIED_FURTHER = 8
"""Questions that are asked for them at most: to begin with once, to go on after every answer."""
_LOOKED_AT = 60
"""Documents, of those that came last, that are chosen from."""
_SECONDS = 6.0
"""After which no further question is tried for one asker; the next one's call goes on."""
_SUBJECT = (12, 90)
"""Characters of what is measured, where a question names it."""
_KEPT = 256
"""Sets of suggestions that are remembered."""


@dataclass(frozen=True, slots=True)
class _Form:
    headings: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question as it is offered, as it is asked, and the document that has to answer it."""

    offered: str
    asked: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Offered:
    """Questions that are answered."""

    questions: tuple[str, ...]
    complete: bool
    """Whether all that could be were tried."""


@dataclass(slots=True)
class _Tried:
    """A set of suggestions in the making."""

    candidates: Iterator[_Candidate]
    found: list[str] = field(default_factory=list)
    done: bool = False

    def offered(self) -> Offered:
        """Return what there is so far."""
        return Offered(tuple(self.found), self.done)


class Suggesting:
    """Makes suggestions, one set at a time. Safe to share between threads."""

    def __init__(
        self, catalogue: Catalogue, answering: QuestionAnswering, register: Register
    ) -> None:
        self._catalogue = catalogue
        self._answering = answering
        self._register = register
        self._busy = threading.Lock()
        self._kept: OrderedDict[object, _Tried] = OrderedDict()
        wording = tomllib.loads(prompts.load("suggest.vi.toml"))
        self._forms = tuple(
            _Form(tuple(map(fold, form["headings"])), form["question"]) for form in wording["form"]
        )
        self._other: str = wording["other"]["question"]
        self._target: str = wording["target"]["question"]

    def first(self, scope: Scope, filters: Filters = NO_FILTERS) -> Offered:
        """Return questions to begin with; none yet while another asker's are being tried."""
        key = (self._catalogue.generation, scope, self._catalogue.resolve(scope, filters))
        return self._set(key, lambda: islice(self._beginnings(scope, filters), _TRIED), scope)

    def further(self, turn: Turn, reply: Reply, scope: Scope) -> Offered:
        """Return questions that go on from an answer, about the documents that it is of."""
        about = [key for key in _of(reply) if scope.admits(key)][:MOST]
        if not about:
            return Offered((), complete=True)
        key = (self._catalogue.generation, scope, reply.id)
        candidates = partial(self._continuations, turn, about, scope)
        return self._set(key, lambda: islice(candidates(), _TRIED_FURTHER), scope)

    def _set(
        self, key: object, candidates: Callable[[], Iterator[_Candidate]], scope: Scope
    ) -> Offered:
        """Return the set of this key, trying on where the last call had no time left."""
        tried = self._kept.get(key)
        if tried is not None and tried.done:
            return tried.offered()
        if not self._busy.acquire(blocking=False):
            return tried.offered() if tried else Offered((), complete=False)
        try:
            tried = self._kept.setdefault(key, _Tried(candidates()))
            self._try_on(tried, scope)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return tried.offered()
        finally:
            self._busy.release()

    def _try_on(self, tried: _Tried, scope: Scope) -> None:
        ends = time.monotonic() + _SECONDS
        for candidate in tried.candidates:
            if self._answers(candidate, scope):
                tried.found.append(candidate.offered)
            if len(tried.found) == MOST:
                break
            if time.monotonic() > ends:
                return
        tried.done = True

    def _answers(self, candidate: _Candidate, scope: Scope) -> bool:
        answer = self._answering.ask(Ask(candidate.asked, mode=Mode.EXTRACTIVE), scope)
        cited = {citation.document_id for citation in answer.citations}
        least = self._answering.weighing.suggested
        sure = answer.status is Status.ANSWERED and answer.confidence >= least
        return sure and cited == {candidate.document_id}

    def _beginnings(self, scope: Scope, filters: Filters) -> Iterator[_Candidate]:
        """Yield questions of as many forms and documents as there are, round by round."""
        records, _ = self._catalogue.records(scope, filters, limit=_LOOKED_AT)
        named = [(record, name) for record, name in _called(records) if name]
        yield from islice(self._targets(named, scope), 1)
        used: set[str] = set()
        for _ in self._forms:
            for record, name in named:
                titles = self._titles(record.id, scope)
                unused = (f for f in self._forms if f.question not in used and fits(f, titles))
                form = next(unused, None)
                if form is None:
                    continue
                used.add(form.question)
                yield _candidate(form, name, record.id)

    def _targets(
        self, named: Sequence[tuple[DocumentRecord, str]], scope: Scope
    ) -> Iterator[_Candidate]:
        """Yield questions for figures that documents are known to state."""
        for record, name in named:
            own = Filters(document_ids=frozenset({record.id}))
            found, _ = self._register.page(FactQuery(kind=FactKind.INDICATOR), own, scope, limit=5)
            told = (each.fact.subject for each in found if isinstance(each.fact, Indicator))
            subject = next((s for s in told if _SUBJECT[0] <= len(s) <= _SUBJECT[1]), None)
            if subject is not None:
                asked = sentence_case(self._target.format(subject=subject, document=name))
                yield _Candidate(asked, asked, record.id)

    def _continuations(
        self, turn: Turn, about: Sequence[str], scope: Scope
    ) -> Iterator[_Candidate]:
        """Yield the same question of a sister document, then others of the same documents."""
        if len(about) == 1:
            yield from self._sisters(turn, about[0], scope)
        others = [self._others(turn, key, at, scope) for at, key in enumerate(about)]
        for each in chain.from_iterable(zip_longest(*others)):
            if each is not None:
                yield each

    def _sisters(self, turn: Turn, document_id: str, scope: Scope) -> Iterator[_Candidate]:
        record, *records = self._alike(document_id, scope)
        library = self._answering.library(scope)
        past = [Past(turn.completed)]
        sisters = (r for r in records if r.place and r.place != record.place and not r.same_as)
        for sister in islice(sisters, 3):
            offered = self._other.format(place=sister.place)
            completed = followup.complete(offered, past, library, scope)
            yield _Candidate(offered, completed, sister.id)

    def _others(
        self, turn: Turn, document_id: str, first: int, scope: Scope
    ) -> Iterator[_Candidate]:
        """Yield what may be asked of a document, beginning with the form of this number."""
        name = {r.id: called for r, called in _called(self._alike(document_id, scope))}
        titles = self._titles(document_id, scope)
        for form in (*self._forms[first:], *self._forms[:first]) if name.get(document_id) else ():
            candidate = _candidate(form, name[document_id], document_id)
            if fits(form, titles) and candidate.asked != turn.completed:
                yield candidate

    def _alike(self, document_id: str, scope: Scope) -> list[DocumentRecord]:
        """Return a document and those of its kind."""
        record = self._catalogue.record(document_id, scope)
        alike = Filters(kind=record.kind) if record.kind else NO_FILTERS
        records, _ = self._catalogue.records(scope, alike, limit=_LOOKED_AT)
        return [record, *(each for each in records if each.id != document_id)]

    def _titles(self, document_id: str, scope: Scope) -> str:
        try:
            document = self._catalogue.document(document_id, scope)
        except DocumentNotFound:
            return ""
        return "\n".join(fold(section.title) for section in document.walk())


def _of(reply: Reply) -> Sequence[str]:
    """Return the documents an answer cites, else those it names, else those that were asked."""
    cited = [citation.document_id for citation in reply.citations]
    named = [claim.document_id for claim in reply.claims if claim.document_id]
    return tuple(dict.fromkeys(cited or named or reply.understood.documents))


def fits(form: _Form, titles: str) -> bool:
    """Return whether a form may be asked of a document with these titles."""
    return not form.headings or any(heading in titles for heading in form.headings)


def _candidate(form: _Form, name: str, document_id: str) -> _Candidate:
    question = sentence_case(form.question.format(document=name))
    return _Candidate(question, question, document_id)


def _called(records: Sequence[DocumentRecord]) -> Iterator[tuple[DocumentRecord, str]]:
    """Yield the documents that answer for themselves, with a short name that tells them apart.

    The first of each place come first.
    """
    own = [r for r in records if not (r.same_as or r.superseded_by) and r.kind]
    names = {r.id: f"{_small(r.kind)} của {r.issuer}" for r in own if r.kind and r.issuer}
    numbers = {r.id: f"{_small(r.kind)} số {r.number}" for r in own if r.kind and r.number}
    shared = list(names.values())
    firsts = {r.place: r.id for r in reversed(own)}
    for record in sorted(own, key=lambda r: firsts[r.place] != r.id):
        name = names.get(record.id, "")
        yield record, name if shared.count(name) == 1 else numbers.get(record.id, "")


def _small(kind: str) -> str:
    return kind[:1].lower() + kind[1:]
