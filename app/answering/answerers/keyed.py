"""The row of a document's own table that bears the very name or code that the question says."""

import re
from collections.abc import Iterator, Sequence

from app.answering.answerers.quoting import of_row
from app.answering.citations import Documents, chain_at
from app.answering.claims import Claim, Statements
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.wording import sentence_case
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import Document, Section
from ingest.facts import cells
from ingest.facts.cells import Cell, Row
from ingest.vietnamese import bodies
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_LOOKED = 3
"""Documents, the likeliest first, whose tables are looked through where none is named."""
_FEWEST = 2
"""Words of a name, and cells of a row that says something of it."""
_COUNTED = frozenset({Asked.MONEY, Asked.PERCENT, Asked.NUMBER, Asked.DATE})
"""Kinds that no row without a figure answers."""
_CODE = re.compile(r"(?=.*\d)[a-z]+[\d.-]+|\d+(?:\.\d+){2,}", re.IGNORECASE)
"""One word that names: "F84.0", "1.000603"."""
_NAME = re.compile(r"[^:(]*")


def answer(
    query: Query,
    read: Sequence[Statement],
    asked: Sequence[str],
    terms: Terms,
    documents: Documents,
) -> Statements | None:
    """Return the one row that is named; None where more than one is.

    Nor where the best that was read stands in it or titles it. Its words and heads are at least the
    share ``claimed`` of what the question says.
    """
    if query.kind is not AnswerKind.FACT or query.across or query.extreme:
        return None
    question = f" {' '.join(syllables(query.restored))} "
    best: list[tuple[float, Document, Section, Row]] = []
    for document in map(documents.document, (query.documents or asked)[:_LOOKED]):
        for table, row in _rows(document):
            key = {w for c in row.cells for w in _key(c.text, question)}
            worth = sum(terms.rarities(key).values())
            if key and worth >= (best[0][0] if best else 0.0):
                best = [*(b for b in best if b[0] == worth), (worth, document, table, row)]
    if len(best) != 1:
        return None
    _, document, table, row = best[0]
    found = cells.rows(document, table)[1]
    told = (row, *cells.above(found, found.index(row)))
    known = bool(read) and any(_holds(each.section, document, read[0]) for each in told)
    counts = query.asked not in _COUNTED or any(_counts(c, question) for c in row.cells)
    if known or not counts or not _speaks(document, told, terms):
        return None
    return Statements((_claim(document, row, question, terms),))


def _rows(document: Document) -> Iterator[tuple[Section, Row]]:
    for table in cells.tables(document):
        found = cells.rows(document, table)[1]
        yield from ((table, row) for row in found if len(row.cells) >= _FEWEST)


def _key(text: str, question: str) -> list[str]:
    """Return the words of a cell that the question says as they stand: a code or a name.

    The name of a body tells no row: it stands in those of all its tasks. Nor does a sum.
    """
    if pattern("total", "sum").search(normalise(text).lower()):
        return []
    named = _NAME.match(text)
    for told in dict.fromkeys((text, named.group() if named else "")):
        words = syllables(told)
        name = len(words) >= _FEWEST and any(map(str.isalpha, words))
        code = _CODE.fullmatch(told.strip()) is not None
        if (name or code) and f" {' '.join(words)} " in question and not bodies.only_bodies(told):
            return words
    return []


def _counts(cell: Cell, question: str) -> bool:
    """Return whether a cell tells a figure, and neither a name that is asked about nor a code."""
    told = cell.text.strip()
    figure = any(map(str.isdigit, told)) and _CODE.fullmatch(told) is None
    return figure and not _key(told, question)


def _speaks(document: Document, told: Sequence[Row], terms: Terms) -> bool:
    """Return whether a row, with what titles it, says most of what the question does."""
    words = terms.beside(naming.called(document.header))
    texts = [document.text[each.section.start : each.section.end] for each in told]
    titles = [each.title for each in chain_at(document, told[0].section.start)]
    return bool(words) and Terms.share(words, *texts, *titles) >= terms.weighing.claimed


def _holds(section: Section, document: Document, statement: Statement) -> bool:
    return statement.document_id == document.id and section.start <= statement.start < section.end


def _claim(document: Document, row: Row, question: str, terms: Terms) -> Claim:
    named = [
        cell
        for cell in row.cells
        if not _key(cell.text, question)
        and terms.said_share(set(syllables(cell.head))) >= terms.weighing.stated
    ]
    value = sentence_case(named[0].text) if len(named) == 1 else ""
    return of_row(document, row.section, value)
