"""Which of the statements read says yes or no: of the body asked about, and not only a lead-in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.answering.evidence import Statement
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest import naming
from ingest.document import Document
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import aligned, normalise
from ingest.vietnamese.values import values
from ingest.vietnamese.words import syllables

_TELLING = 2
"""Pairs of words of the question that name whom a document leaves out."""


def excluding(query: Query, ranked: Sequence[Statement]) -> list[Statement]:
    """Return the statements from the one on that leaves a body of the question out of what applies.

    None where the question does not ask what applies, or no statement does.
    """
    if not pattern("polarity", "applies").search(query.restored):
        return []
    told = (each for each in ranked if pattern("polarity", "excluded").search(_said(each)))
    return _from(next((each for each in told if _names(query, each)), None), ranked)


def left_out(query: Query, ranked: Sequence[Statement], document: Document) -> list[Statement]:
    """Return the statements after the sentence by which ``document`` leaves out whom is asked of.

    It may not have been read: it need not speak of what the document lays down. None where the
    question does not ask what applies of the document, or nothing in it says so of them.
    """
    applies = pattern("polarity", "applies")
    if not applies.search(query.restored) or document.id not in query.documents:
        return []
    joining, called = syllable_set("asking"), naming.called(document.header)
    pieces = applies.split(query.restored)
    asked = {pair for piece in pieces for pair in pairwise(syllables(piece))}
    asked = {p for p in asked if joining.isdisjoint(p) and not called.issuperset(p)}
    for start, end in sentences(document.text):
        text = document.text[start:end]
        said = normalise(text).lower()
        telling = asked.intersection(pairwise(syllables(said)))
        if len(telling) >= _TELLING and pattern("polarity", "excluded").search(said):
            told = replace(ranked[0], start=start, end=end, text=text, sentence=(start, end))
            return [replace(told, introduces=False), *ranked]
    return []


def of_others(query: Query, statement: Statement) -> bool:
    """Return whether a statement may leave out others than those of whom it is asked."""
    asked = pattern("polarity", "applies").search(query.restored)
    return bool(asked and pattern("polarity", "excluded").search(_said(statement)))


def first(query: Query, ranked: Sequence[Statement]) -> list[Statement]:
    """Return the statements from the one on that decides.

    Instead of a lead-in or a heading the most probable below it; instead of another quota that of
    the body that the question names, where it stands in the same part.
    """
    best = ranked[0]
    path = best.passage.passage.section_path
    own = [each for each in ranked[1:] if each.document_id == best.document_id]
    own = [each for each in own if each.passage.passage.section_path[: len(path)] == path]
    instead: Statement | None = None
    if best.introduces:
        instead = next((e for e in own if e.start > best.start and not e.introduces), None)
    elif _quota(best) and not _names(query, best):
        instead = next((each for each in own if _quota(each) and _names(query, each)), None)
    return _from(instead, ranked) or list(ranked)


def _from(statement: Statement | None, ranked: Sequence[Statement]) -> list[Statement]:
    """Return a statement, as probable as the first, and those that are less so than it was."""
    if statement is None:
        return []
    at = next(at for at, each in enumerate(ranked) if each is statement)
    return [replace(statement, probability=ranked[0].probability), *ranked[at + 1 :]]


def _said(statement: Statement) -> str:
    return normalise(statement.text).lower()


def _quota(statement: Statement) -> bool:
    return any(value.bound.downward for value in values(_said(statement)))


def _names(query: Query, statement: Statement) -> bool:
    """Return whether a statement names a body that the question does, perhaps without its place."""
    asked = [f"{body_names.key(name)} " for name in query.bodies]
    named = [body_names.key(body.name) for body in bodies.mentioned(aligned(statement.text))]
    return any(key.startswith(f"{name} ") for key in asked for name in named if " " in name)
