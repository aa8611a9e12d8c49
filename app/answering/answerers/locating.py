"""Where a body's tasks stand: the item that it heads, not one that only names it."""

from collections.abc import Sequence

from app.answering.evidence import Statement
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_CALLED = 0.5
"""A heading is the body's from this share of the words the question calls it by."""


def headed(query: Query, ranked: Sequence[Statement]) -> Statement | None:
    """Return the heading of the body whose tasks are asked for; None where there is none."""
    if query.tasks_of is None:
        return None
    called = set(syllables(query.tasks_of)) - syllable_set("asking")
    best: tuple[float, Statement] | None = None
    for statement in ranked:
        title = normalise(statement.passage.passage.section_title).lower()
        if not statement.introduces or not pattern("headed", "body").search(title):
            continue
        share = len(called.intersection(syllables(title))) / (len(called) or 1)
        if share >= _CALLED and (best is None or share > best[0]):
            best = share, statement
    return best[1] if best else None
