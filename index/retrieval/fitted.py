"""Retrieval that was fitted: candidates are ranked, the best of them read, what is read leads.

The documents that a question names weigh and shut no other out.
"""

import json
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from index.errors import WeightsDamaged
from index.ports import Embedder, ScoredPassage, Scores, Selection, Vectors
from index.question import asking, sides
from index.question.library import Library
from index.question.names import MentionKind
from index.question.query import AnswerKind, Asked, Query
from index.question.understanding import understand
from index.retrieval.candidates import Candidate
from index.retrieval.fusion import FILE, FusionWeights, shipped
from index.retrieval.gathering import Gathering, forms
from index.retrieval.ranking import TreeRanker
from index.retrieval.readers.features import Read
from index.retrieval.readers.port import NOTHING, Reader, Reading
from index.retrieval.retriever import COMPARED, Apart, Retrieval
from index.retrieval.statements import StatementIndex

_AHEAD = ThreadPoolExecutor(os.cpu_count(), "asked")
"""Embeds what is asked further while the question itself is looked for."""
_LEAST = 1e-6
_EACH = 5
"""Passages read of each document, where several are compared."""


@dataclass(frozen=True, slots=True)
class Joining:
    """How ranking and reading are joined; fitted with them."""

    reader: float = 2.0
    """What the log odds that a passage holds evidence add to its ranker's score."""
    depth: int = 20
    """Candidates read."""
    fusion: FusionWeights = field(default_factory=shipped)
    """How both sides count where no trees rank; kept as it was."""

    @classmethod
    def load(cls, folder: Path) -> "Joining":
        """Read what ``save`` wrote. Raises WeightsDamaged."""
        path = folder / FILE
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            fusion = FusionWeights.of(told["fusion"]) if "fusion" in told else shipped()
            return cls(float(told["reader"]), int(told["depth"]), fusion)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WeightsDamaged(f"Không đọc được trọng số xếp hạng {path}: {error}.") from error

    def save(self, folder: Path) -> None:
        """Write them as JSON."""
        text = json.dumps(asdict(self), indent=1)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")


_PARTIES = 4
"""Parties of a comparison that are asked for one by one; more are searched for together."""
_ASKED = 8
"""Questions that these are asked together; where there were more, each is asked all at once."""
_NUMBERS = frozenset({MentionKind.NUMBER, MentionKind.SHORT_NUMBER})
_OF_SEVERAL = frozenset({AnswerKind.COMPARE, AnswerKind.YES_NO, AnswerKind.TABLE})
"""Kinds that ask of several together: each alone is asked for what there is to compare."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A question that is being embedded."""

    query: Query
    vectors: Future[Vectors]
    """A row for each form that is another."""


class FittedRetriever:
    """Searches both stores, ranks what they find and reads the best."""

    def __init__(
        self,
        library: Callable[[], Library],
        gathering: Gathering,
        embedder: Embedder,
        statements: StatementIndex,
        ranker: TreeRanker,
        reader: Reader | None,
        joining: Joining,
    ) -> None:
        """Without a reader the ranker's order stands; ``library`` tells which words are rare."""
        self._library = library
        self._gathering = gathering
        self._embedder = embedder
        self._statements = statements
        self._ranker = ranker
        self._reader = reader
        self._joining = joining

    def retrieve(
        self, query: Query, top_k: int, selection: Selection, library: Library | None = None
    ) -> Retrieval:
        """Return the ``top_k`` best passages of the selected documents, best first.

        ``fused`` of the best is 1, of those not read 0. Where two things are compared each is asked
        for alone too: what is said of one has none of the other's words.
        """
        library = library or self._library()
        whole = self._begun(query)
        beside = [
            self._begun(_of_side(understand(text, library), query))
            for text in sides.questions(query.asking, query.sides)
        ]
        alone = [self._begun(own) for own in _of_parties(query, library)]
        found = self._retrieve(whole, top_k, selection, library)
        for at, side in enumerate(beside):
            told = self._retrieve(side, top_k, selection, library)
            found = found.with_best_of(told, query.sides, at)
        apart = (
            Apart(own.query, self._retrieve(own, top_k, _only(selection, own.query), library))
            for own in alone
        )
        return replace(found, apart=tuple(apart))

    def _begun(self, query: Query) -> "_Begun":
        """Begin to embed a question; what names no document has one form."""
        texts = list(dict.fromkeys(forms(query)))
        return _Begun(query, _AHEAD.submit(self._embedder.embed_queries, texts))

    def _retrieve(
        self, asked: "_Begun", top_k: int, selection: Selection, library: Library
    ) -> Retrieval:
        started = time.perf_counter()
        query, vectors = asked.query, asked.vectors.result()[[0, -1]]
        embedded = time.perf_counter()
        candidates = self._gathering.gather(query, vectors, library, selection)
        ordered = self._ranker.order(query, library, candidates)
        ordered, depth = _represented(ordered, self._joining.depth, query)
        reads = self._reads(ordered[:depth], vectors)
        begun = time.perf_counter()
        reading = self._reader.read(query, library, reads) if self._reader else None
        read = time.perf_counter()
        best = join(reads, reading or NOTHING, self._joining.reader)
        finished = time.perf_counter()
        return Retrieval(
            passages=_scored(best, ordered[depth:])[:top_k],
            statements={
                read.candidate.passage.id: [a for a, _ in read.similarities] for read in reads
            },
            embed_ms=(embedded - started) * 1e3,
            retrieve_ms=(finished - embedded) * 1e3,
            reading=reading,
            read_ms=(read - begun) * 1e3,
        )

    def _reads(self, ordered: Sequence[tuple[Candidate, float]], vectors: Vectors) -> list[Read]:
        passages = [candidate.passage for candidate, _ in ordered]
        sides = [self._statements.similarities(vector, passages) for vector in vectors]
        return [
            Read(candidate, score, list(zip(*both, strict=True)))
            for (candidate, score), *both in zip(ordered, *sides, strict=True)
        ]


def _of_side(side: Query, whole: Query) -> Query:
    """Return the question of a side, asked of documents that the whole one names.

    That one was understood within what its asker may see.
    """
    if side.documents and set(side.documents) <= set(whole.documents):
        return side
    return replace(side, documents=whole.documents, mentions=whole.mentions, parties=whole.parties)


def _only(selection: Selection, query: Query) -> Selection:
    return selection.only(frozenset(query.documents))


def _of_parties(query: Query, library: Library) -> Iterator[Query]:
    """Yield what a comparison asks of each of its parties: a question about one document."""
    parties = query.parties if query.across else ()
    numbered = [each for each in parties if _NUMBERS.intersection(m.kind for m in each.mentions)]
    parties = tuple(numbered) if len(numbered) > 1 else parties  # places beside them are matter
    if not 1 < len(parties) <= _PARTIES or not all(party.document_ids for party in parties):
        return
    spans = [(party.mentions[0].start, party.mentions[-1].end) for party in parties]
    for party, text in zip(parties, sides.of_parties(query.text, spans), strict=False):
        own = understand(sides.alone(text), library)
        for asked in _one_by_one(own, library, _ASKED // len(parties)):
            same = asked is not own or query.asked is Asked.ANYTHING
            yield replace(
                asked,
                kind=AnswerKind.FACT if asked.kind in _OF_SEVERAL else asked.kind,
                asked=asked.asked if same else query.asked,
                across=False,
                documents=party.document_ids,
                mentions=party.mentions,
                parties=(party,),
            )


def _one_by_one(query: Query, library: Library, most: int) -> Iterator[Query]:
    """Yield a question for each of the things asked, ``most`` at most; else the one there is.

    A part that leans on another, and that nothing else is said with, is asked with it:
    "mấy tháng một lần".
    """
    named = query.mentions[-1].end if query.mentions else 0
    matters = tuple(part.text for part in query.parts) or sides.matters(query.restored, named)
    if not 1 < len(matters) <= most:
        yield query
        return
    whole = all(each in query.text.lower() for each in matters)
    texts = sides.questions(query.text, matters) if whole else matters
    if not query.parts:
        texts = tuple(map(asking.outright, texts, matters))
    together = replace(query, parts=(), several=False)
    for text, part in zip_longest(texts, query.parts):
        cut = part and not part.header_fields and text.lower().startswith(part.text)
        own = together if cut and asking.leans(part) else understand(text, library)
        yield replace(own, kind=part.kind, asked=part.asked) if part else own


def _represented(
    ordered: list[tuple[Candidate, float]], depth: int, query: Query
) -> tuple[list[tuple[Candidate, float]], int]:
    """Return the candidates in the order they are read, and how many are.

    Where several documents are compared the best few of each come first, so that none is crowded
    out by another that says the same.
    """
    if not query.across or len(query.documents) < 2:
        return ordered, depth
    room = dict.fromkeys(query.documents[:COMPARED], _EACH)
    first, rest = [], []
    for pair in ordered:
        document_id = pair[0].passage.document_id
        if room.get(document_id, 0):
            room[document_id] -= 1
            first.append(pair)
        else:
            rest.append(pair)
    return [*first, *rest], max(depth, len(first))


def join(reads: Sequence[Read], reading: Reading, weight: float) -> list[tuple[Read, float]]:
    """Return what was read with its score, best first, ties as ranked.

    What counts is the probability that any statement of a passage is evidence, were they apart.
    Without statements the ranker's order stands.
    """
    none: dict[str, float] = {}
    for statement in reading.statements:
        none[statement.passage_id] = none.get(statement.passage_id, 1.0) * (
            1 - statement.probability
        )
    scored = []
    for read in reads:
        chance = 1 - none.get(read.candidate.passage.id, 1.0)
        chance = min(max(chance, _LEAST), 1 - _LEAST)
        added = weight * math.log(chance / (1 - chance)) if none else 0.0
        scored.append((read, read.score + added))
    return sorted(scored, key=lambda pair: -pair[1])


def _scored(
    best: Sequence[tuple[Read, float]], rest: Sequence[tuple[Candidate, float]]
) -> list[ScoredPassage]:
    """Return all passages; ``fused`` falls with what each is behind the best, 0 where not read."""
    top = best[0][1] if best else 0.0
    found = [(read.candidate, math.exp(score - top)) for read, score in best]
    found += [(candidate, 0.0) for candidate, _ in rest]
    return [
        ScoredPassage(each.passage, Scores(round(fused, 6), max(each.dense), max(each.lexical)))
        for each, fused in found
    ]
