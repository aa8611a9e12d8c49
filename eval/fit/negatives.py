"""What a question is to be told apart from: passages and statements that come near, but are wrong.

Negatives are of the documents loaded together with the question: what words alone put first, and
the rest of the documents that hold the evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.fit.data import DocumentSet, Example, Span, statement_spans
from index.engines.memory import MemoryLexicalStore
from index.ports import LexicalQuery, Selection
from ingest.document import Passage

_FOUND = 16
"""Passages asked of the lexical store."""
_EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Pairs:
    """One question's passages: those that hold its evidence and those that come near."""

    example: Example
    right: tuple[Passage, ...]
    statements: tuple[tuple[str, Span], ...]
    """Texts of the statements that are evidence, with their spans, of any of ``right``."""
    near: tuple[Passage, ...]
    """Wrong passages, nearest by words first."""
    sisters: tuple[Passage, ...]
    """Wrong passages of the documents that hold the evidence."""


def mine(held: DocumentSet) -> list[Pairs]:
    """Return every question of the set whose evidence was found, in the order of the file."""
    store = MemoryLexicalStore()
    store.add(held.passages)
    by_id = {passage.id: passage for passage in held.passages}
    return [
        _pairs(example, held.passages, store, by_id)
        for example in held.examples
        if example.evidence
    ]


def _pairs(
    example: Example,
    passages: Sequence[Passage],
    store: MemoryLexicalStore,
    by_id: dict[str, Passage],
) -> Pairs:
    right = tuple(passage for passage in passages if example.held_by(passage))
    query = LexicalQuery(example.query.focus or example.query.restored, example.query.boosts)
    hits = [by_id[hit.passage_id] for hit in store.search(query, _FOUND, _EVERYTHING)]
    of_documents = {passage.document_id for passage in right}
    stated = tuple(
        (passage.text[span[0] - passage.start : span[1] - passage.start], span)
        for passage in right
        for span in statement_spans(passage)
        if example.stated_by(passage.document_id, span)
    )
    return Pairs(
        example=example,
        right=right,
        statements=stated,
        near=tuple(passage for passage in hits if passage not in right),
        sisters=tuple(
            passage
            for passage in passages
            if passage.document_id in of_documents and passage not in right
        ),
    )
