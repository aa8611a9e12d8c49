"""Answers against gold questions: what is scored, and what each score means."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from app.answering.answer import Mode, Status
from app.wire.answers import AnswerOut, CitationOut, PassageOut
from eval import generation, metrics
from eval.asking import SystemUnderTest
from eval.dataset import UNQUOTED, Evidence, Question
from eval.errors import CorpusRejected
from eval.runs import Cited, Row

CUTS = (1, 5, 10)
LONGEST = {"list": 2_500, "summary": 2_000, "compare": 1_200, "article": 2_500}
"""Characters of an answer that a reader accepts, by type of question."""
LONGEST_FACT = 500
"""The same for a fact and every other type."""
LONGEST_PASSAGE = 1_600
"""Characters of a passage that counts as found; a longer one finds nothing."""
LONGEST_QUOTE = 800
"""Characters of a quote that proves anything: a statement, an item, a row."""


class Reply(Protocol):
    """What is judged of an answer."""

    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def answer(self) -> str: ...  # noqa: D102
    @property
    def citations(self) -> Sequence["Cites"]: ...  # noqa: D102


class Cites(Protocol):
    """What is judged of a citation."""

    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def quote(self) -> str: ...  # noqa: D102
    @property
    def section_path(self) -> Sequence[str]: ...  # noqa: D102


def ask_all(
    system: SystemUnderTest,
    questions: Iterable[Question],
    mode: Mode = Mode.AUTO,
    spelling: Callable[[str], str] = str,
) -> Iterator[Row]:
    """Ask and judge one question after the other; ``spelling`` changes how it is typed.

    Raises AskFailed.
    """
    texts: dict[str, str] = {}

    def text_of(document_id: str) -> str:
        if document_id not in texts:
            texts[document_id] = system.text(document_id)
        return texts[document_id]

    for question in questions:
        started = time.perf_counter()
        reply = system.ask(spelling(question.question), max(CUTS), mode)
        latency_ms = (time.perf_counter() - started) * 1000
        yield judge(question, reply, latency_ms, text_of)


def require_sources(questions: Iterable[Question], sources: Sequence[str]) -> None:
    """Raise CorpusRejected where an evidence names a file that is not held.

    Every such question would score 0 for a reason that is not the system's.
    """
    for question in questions:
        for evidence in question.evidence:
            if not any(source.startswith(evidence.doc) for source in sources):
                problem = f"Câu {question.id}: hệ thống không có tệp nào bắt đầu bằng"
                raise CorpusRejected(f"{problem} “{evidence.doc}”.")


def judge(
    question: Question,
    reply: AnswerOut,
    latency_ms: float,
    text_of: Callable[[str], str],
) -> Row:
    """Score one answer."""
    scores: dict[str, float] = {}
    ranks = _ranks(question, reply.passages) if question.evidence else ()
    if question.evidence:
        scores |= _found(ranks)
        scores |= _cited(question, reply.citations)
    if question.answerable:
        scores["contained"] = float(_contained(question, reply))
        scores["false_refusal"] = float(reply.status is Status.NOT_FOUND)
    else:
        scores["refused"] = float(reply.status is Status.NOT_FOUND)
    failures = list(faults(question, reply))
    scores["correct"] = float(not failures)
    scores["verbatim"] = _verbatim(reply, text_of)
    if scores["verbatim"] < 1.0:
        failures.append("có trích dẫn không đúng nguyên văn")
    if scores.get("evidence_recall@10") == 0.0:
        failures.append("không có bằng chứng trong 10 đoạn đầu")
    return Row(
        id=question.id,
        type=question.type,
        style=question.style,
        question=question.question,
        scores=scores,
        ranks=ranks,
        failures=tuple(failures),
        answer=reply.answer,
        status=reply.status,
        confidence=reply.confidence,
        citations=tuple(
            Cited(source=c.source, section_path=tuple(c.section_path), quote=c.quote)
            for c in reply.citations
        ),
        latency_ms=latency_ms,
        embed_ms=reply.timings_ms.embed,
        generated=generation.of(reply),
        unsupported=generation.unsupported(reply),
    )


def _ranks(question: Question, passages: Sequence[PassageOut]) -> tuple[int | None, ...]:
    """Return each evidence's rank; of any one that will do, the best."""
    ranks = [_rank(evidence, passages) for evidence in question.evidence]
    if question.evidence_mode == "any":
        return (min((rank for rank in ranks if rank is not None), default=None),)
    return tuple(ranks)


def _found(ranks: Sequence[int | None]) -> dict[str, float]:
    scores = {
        f"evidence_recall@{cut}": metrics.share([r is not None and r <= cut for r in ranks])
        for cut in CUTS
    }
    return scores | {"mrr": max((1 / r for r in ranks if r is not None), default=0.0)}


def _rank(evidence: Evidence, passages: Sequence[PassageOut]) -> int | None:
    for rank, passage in enumerate(passages, 1):
        if (
            passage.source.startswith(evidence.doc)
            and len(passage.text) <= LONGEST_PASSAGE
            and metrics.holds(passage.text, evidence.quote)
        ):
            return rank
    return None


def speaks_of_any(citation: Cites, question: Question) -> bool:
    """Whether the citation speaks of one of the evidences."""
    return any(speaks_of(citation, evidence) for evidence in question.evidence)


def speaks_of(citation: Cites, evidence: Evidence) -> bool:
    """Whether the citation is of the evidence's document and place (see metrics.same_place)."""
    return citation.source.startswith(evidence.doc) and metrics.same_place(
        citation.quote, evidence.quote
    )


def proves(citation: Cites, evidence: Evidence) -> bool:
    """Whether the citation's quote, short enough to be read, holds the evidence."""
    return (
        citation.source.startswith(evidence.doc)
        and len(citation.quote) <= LONGEST_QUOTE
        and metrics.proves(citation.quote, evidence.quote)
    )


def in_section(citation: Cites, evidence: Evidence) -> bool:
    """Whether the citation names the evidence's document and very section."""
    return (
        citation.source.startswith(evidence.doc)
        and tuple(citation.section_path) == evidence.section_path
    )


def _cited(question: Question, citations: Sequence[CitationOut]) -> dict[str, float]:
    """Score citations; precision and section are left out where there is nothing to score."""
    matched = [[e for e in question.evidence if speaks_of(c, e)] for c in citations]
    recalled = [any(evidence in found for found in matched) for evidence in question.evidence]
    scores = {"citation_recall": metrics.share(recalled, question.evidence_mode)}
    first = citations[0] if citations else None
    scores["first_citation"] = float(
        first is not None and any(proves(first, evidence) for evidence in question.evidence)
    )
    if citations:
        scores["citation_precision"] = metrics.share([bool(found) for found in matched])
    sections = [
        any(in_section(citation, evidence) for evidence in placed)
        for citation, found in zip(citations, matched, strict=True)
        if (placed := [evidence for evidence in found if evidence.section])
    ]
    if sections:
        scores["section"] = metrics.share(sections)
    return scores


def _verbatim(reply: AnswerOut, text_of: Callable[[str], str]) -> float:
    claims = [(c.document_id, c.start, c.end, c.quote) for c in reply.citations]
    claims += [(p.document_id, p.start, p.end, p.text) for p in reply.passages]
    exact = [text_of(document)[start:end] == quote for document, start, end, quote in claims]
    return metrics.share(exact) if exact else 1.0


def _contained(question: Question, reply: Reply) -> bool:
    """Whether it is not refused and all that must be stated is."""
    return reply.status is Status.ANSWERED and metrics.states_all(
        reply.answer, question.must_include
    )


def _proved(question: Question, reply: Reply) -> bool:
    """Whether quotes hold the evidence: one of it, since what must be stated says if all was."""
    return any(proves(c, evidence) for c in reply.citations for evidence in question.evidence)


def faults(question: Question, reply: Reply) -> Iterator[str]:
    """Yield what makes the answer wrong, in Vietnamese; nothing for a right one."""
    if question.answerable and reply.status is Status.NOT_FOUND:
        yield "từ chối dù văn bản có nêu"
    if not question.answerable and reply.status is Status.ANSWERED:
        yield "trả lời dù văn bản không nêu"
    for group in question.must_include:
        if not metrics.states_all(reply.answer, [group]):
            yield f"thiếu “{group[0]}”"
    if question.type in UNQUOTED:
        return
    if question.answerable and reply.status is Status.ANSWERED and not _proved(question, reply):
        yield "không trích bằng chứng"
    longest = LONGEST.get(question.type, LONGEST_FACT)
    if len(reply.answer) > longest:
        yield f"dài {len(reply.answer)} ký tự, quá {longest}"
    if question.type == "yes_no" and not metrics.starts_with_side(reply.answer, question.answer):
        yield "không mở đầu bằng Có/Không đúng phía"
    placed = [evidence for evidence in question.evidence if evidence.section]
    if question.type == "locate" and placed:
        named = [any(in_section(c, e) for c in reply.citations) for e in placed]
        if metrics.share(named, question.evidence_mode) < 1.0:
            yield "không dẫn đúng mục"
