"""Which passages lead: those that hold what an answer cites."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from app.answering.answer import Citation
from index.ports import ScoredPassage, Scores
from ingest.document import Passage


def evidence_first(
    passages: Sequence[ScoredPassage],
    citations: Sequence[Citation],
    passages_of: Callable[[str], Iterable[Passage]],
) -> tuple[ScoredPassage, ...]:
    """Put the passages that hold the cited evidence before the rest.

    Choosing evidence reads more than ranking passages does; what it chose is the best there is,
    and scores 1. A header or a signature block may not have been retrieved at all: ``passages_of``
    returns all passages of a document.
    """
    leading: dict[str, ScoredPassage] = {}
    for citation in citations:
        read = (scored.passage for scored in passages)
        every = chain(read, passages_of(citation.document_id))
        held = next((p for p in every if _holds(p, citation)), None)
        if held is not None and held.id not in leading:
            own = next((s.scores for s in passages if s.passage.id == held.id), Scores(1.0))
            leading[held.id] = ScoredPassage(held, replace(own, fused=1.0))
    rest = (scored for scored in passages if scored.passage.id not in leading)
    return (*leading.values(), *rest)


def _holds(passage: Passage, citation: Citation) -> bool:
    return (
        passage.document_id == citation.document_id
        and passage.start <= citation.start < passage.end
    )
