"""Retrieval over passage sets: every passage a document, ranked as /v1/search ranks."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import ir_measures
from ir_measures import RR, R, nDCG

from app.answering.answer import Mode, Status
from app.bootstrap import System
from eval import metrics
from eval.asking import SystemUnderTest
from eval.dataset import PassageQuestion, PassageText
from eval.runs import Row
from index.incoming import Incoming
from ingest.document import PREAMBLE, Document, Header, Section, SectionKind, Stated

MEASURES = (R @ 1, R @ 5, R @ 10, RR, nDCG @ 10)
"""Recall of the right passage in the first 1, 5, 10; reciprocal rank; nDCG of the first 10."""
TYPE = "passage"
"""What rows of a passage set are called among the types of question."""
DEPTH = 50
"""Passages asked for: a long document may give several, and only its first counts."""

ANSWER_DEPTH = 10
"""Passages asked for with an answer."""

Qrels = Mapping[str, Mapping[str, int]]
"""For each query, the documents that answer it, with their relevance."""
Run = Mapping[str, Sequence[str]]
"""For each query, the documents found, best first."""


def take_in(system: System, passages: Iterable[PassageText]) -> Iterator[tuple[str, str]]:
    """Index each passage as a document; yield its id and the document's."""
    ids = []

    def incoming() -> Iterator[Incoming]:
        for passage in passages:
            ids.append(passage.id)
            document = as_document(passage)
            yield Incoming(document, document.text.encode(), f"eval:{passage.id}")

    changes = system.writer.write_many(incoming())
    for number, change in enumerate(changes):
        yield ids[number], change.document_id
    system.refresh()


def as_document(passage: PassageText) -> Document:
    """Return a document that is nothing but the passage, its title the first line."""
    head = f"{passage.title}\n" if passage.title else ""
    text = head + passage.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    whole = Section(PREAMBLE, "", (PREAMBLE,), SectionKind.PREAMBLE, 0, len(text))
    subject = Stated(passage.title, 0, len(passage.title)) if passage.title else None
    return Document(
        id=digest[:16],
        source=f"{passage.id}.txt",
        sha256=digest,
        media_type="text/plain",
        text=text,
        header=Header(subject=subject),
        sections=(whole,),
    )


def rank_all(
    system: SystemUnderTest,
    questions: Iterable[PassageQuestion],
    spelling: Callable[[str], str] = str,
) -> Iterator[tuple[PassageQuestion, tuple[str, ...]]]:
    """Search for one question after the other; yield it with the ids of the documents found.

    ``spelling`` changes how the question is typed.
    """
    for question in questions:
        passages = system.search(spelling(question.question), DEPTH)
        yield question, tuple(dict.fromkeys(passage.document_id for passage in passages))


def measure(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Return for each query of ``qrels`` its score by every measure; 0 where nothing was found."""
    scored: dict[str, dict[str, float]] = {
        query: dict.fromkeys(map(str, MEASURES), 0.0) for query in qrels
    }
    ranked = {
        query: {document: 1 / rank for rank, document in enumerate(found, 1)}
        for query, found in run.items()
    }
    for metric in ir_measures.iter_calc(list(MEASURES), dict(qrels), ranked):
        scored[metric.query_id][str(metric.measure)] = float(metric.value)
    return scored


def judge(
    found: Sequence[tuple[PassageQuestion, tuple[str, ...]]], document_ids: Mapping[str, str]
) -> list[Row]:
    """Score rankings; ``document_ids`` maps passages to the documents they became."""
    right = {question.id: document_ids[question.passage_id] for question, _ in found}
    scores = measure(
        {query: {document: 1} for query, document in right.items()},
        {question.id: ids for question, ids in found},
    )
    return [
        Row(
            id=question.id,
            type=TYPE,
            question=question.question,
            scores=scores[question.id],
            ranks=(ids.index(right[question.id]) + 1 if right[question.id] in ids else None,),
        )
        for question, ids in found
    ]


def answered(
    system: SystemUnderTest, row: Row, question: PassageQuestion, mode: Mode = Mode.AUTO
) -> Row:
    """Ask a question that has gold answers and add its short answer's scores, as SQuAD counts."""
    if not question.answers:
        return row
    reply = system.ask(question.question, ANSWER_DEPTH, mode)
    refused = reply.status is Status.NOT_FOUND
    quotes = [citation.quote for citation in reply.citations]
    short = "" if refused else metrics.short_answer(reply.answer, quotes)
    scores = {
        "exact_match": metrics.exact_match(short, question.answers),
        "token_f1": metrics.token_f1(short, question.answers),
        "answered": float(not refused),
    }
    return row.model_copy(update={"scores": row.scores | scores, "answer": short})
