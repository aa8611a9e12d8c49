"""What was read for a question, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.citations import Documents
from app.answering.versions import Versions
from index.ports import Selection
from index.question.library import Library
from index.question.query import Query
from index.retrieval.retriever import Retrieval


@dataclass(frozen=True, slots=True)
class Read:
    """What was found for a question, and where."""

    query: Query
    """As narrowed: its documents are those that are asked."""
    retrieval: Retrieval
    selection: Selection
    """What may be searched."""
    searched: Selection
    """What was."""
    asked: Sequence[str]
    """The documents the answer is about."""

    def versions(self, library: Library, documents: Documents, alike: float) -> Versions:
        """Return which of the documents that may be searched are versions of one another.

        ``alike``: from this share of words their statements say the same.
        """
        return Versions(
            lambda key: tuple(filter(self.selection.admits, library.marks.versions(key))),
            self.searched.admits,
            documents,
            alike,
        )


def about(query: Query, retrieval: Retrieval, selected: Selection) -> list[str]:
    """Return the documents the answer is about: those named, else those retrieved, best first."""
    named = [d for d in selected.among(query.documents) if d not in retrieval.left_out]
    if named:
        return named
    found = list(dict.fromkeys(scored.passage.document_id for scored in retrieval.passages))
    return sorted(found) if query.across else found
