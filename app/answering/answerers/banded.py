"""The row of a document's own table, or the part of its cell, in whose range a figure lies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.answerers.quoting import of_row
from app.answering.citations import Documents, chain_at
from app.answering.claims import Claim, Statements
from app.answering.terms import Terms
from app.answering.wording import sentence_case
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.document import Document
from ingest.facts import cells
from ingest.facts.cells import Cell, Row
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.figures import Figure, figures
from ingest.vietnamese.values import includes
from ingest.vietnamese.words import syllables

_LOOKED = 3
"""Documents, the likeliest first, whose tables are looked through where none is named."""
_FEWEST = 2
"""Ranges that a table or a cell tells apart."""
_PART = re.compile(r"[^;\n]+")
_LEAST = re.compile(r"\s*(?:<|≤)")
"""After a figure that what is measured lies above: "1,4 < I"."""


@dataclass(frozen=True, slots=True)
class _Band:
    """A range with what stands for it: a row, or a part of a cell of it."""

    row: Row
    text: str
    figures: tuple[Figure, ...]

    def ranges(self, figure: Figure) -> tuple[Figure, ...]:
        """Return the figures that measure as ``figure`` does."""
        same = (each for each in self.figures if each.unit in {figure.unit, ""})
        return tuple(replace(each, unit=figure.unit) for each in same)

    def is_range(self, figure: Figure) -> bool:
        return any(e.bound is not Bound.EXACT or e.low != e.high for e in self.ranges(figure))

    def holds(self, figure: Figure) -> bool:
        return all(includes(each, figure) for each in self.ranges(figure))


def answer(
    query: Query, asked: Sequence[str], terms: Terms, documents: Documents
) -> Statements | None:
    """Return the one row whose range holds the figure that the question says.

    With what titles it, it says most of what the question does; None where no row does, or more
    than one.
    """
    stated = figures(query.asking)
    if query.kind is not AnswerKind.FACT or query.across or query.extreme or len(stated) != 1:
        return None
    if any(part.header_fields for part in query.parts):
        return None
    figure = stated[0]
    if figure.bound is not Bound.EXACT or figure.low != figure.high:
        return None
    told = frozenset(syllables(query.asking[figure.start : figure.end]))
    best: list[tuple[float, Document, _Band]] = []
    for document in map(documents.document, (query.documents or asked)[:_LOOKED]):
        words = terms.beside(naming.called(document.header) | told)
        for band, titles in _bands(document, figure):
            spans = [each.section for each in (band.row, *titles)]
            texts = [document.text[each.start : each.end] for each in spans]
            headings = [each.title for each in chain_at(document, spans[0].start)]
            share = Terms.share(words, *texts, *headings) if words else 0.0
            if share >= terms.weighing.claimed:
                best.append((share, document, band))
    most = max((share for share, _, _ in best), default=0.0)
    best = [each for each in best if each[0] == most]
    if len(best) != 1:
        return None
    _, document, band = best[0]
    return Statements((_claim(document, band),))


def _bands(document: Document, figure: Figure) -> Iterator[tuple[_Band, list[Row]]]:
    """Yield the ranges that hold a figure, others beside them do not, with what titles them."""
    for table in cells.tables(document):
        rows = cells.rows(document, table)[1]
        columns: dict[str, list[_Band]] = {}
        for row in rows:
            for cell in row.cells:
                parts = [_band(row, part.group()) for part in _PART.finditer(cell.text)]
                if (held := _holding(parts, figure)) is not None:
                    yield held, list(cells.above(rows, rows.index(row)))
                columns.setdefault(cell.head, []).append(_band(row, cell.text))
        for bands in columns.values():
            for group in _groups(bands, rows):
                if (held := _holding(group, figure)) is not None:
                    yield held, list(cells.above(rows, rows.index(held.row)))


def _groups(bands: Sequence[_Band], rows: Sequence[Row]) -> Iterator[list[_Band]]:
    """Yield the bands of a column that stand below the same row."""
    groups: dict[int, list[_Band]] = {}
    for band in bands:
        above = next(cells.above(rows, rows.index(band.row)), None)
        groups.setdefault(above.section.start if above else -1, []).append(band)
    yield from groups.values()


def _holding(bands: Sequence[_Band], figure: Figure) -> _Band | None:
    """Return the one of several ranges that holds a figure; None where not one does."""
    told = [band for band in bands if band.is_range(figure)]
    held = [band for band in told if band.holds(figure)]
    return held[0] if len(told) >= _FEWEST and len(held) == 1 else None


def _band(row: Row, text: str) -> _Band:
    return _Band(row, text.strip(), tuple(_bounded(each, text) for each in figures(text)))


def _bounded(figure: Figure, text: str) -> Figure:
    least = figure.bound is Bound.EXACT and _LEAST.match(text, figure.end)
    return replace(figure, bound=Bound.AT_LEAST) if least else figure


def _claim(document: Document, band: _Band) -> Claim:
    whole = next((cell for cell in band.row.cells if cell.text == band.text), None)
    value = _beside(whole, band.row) if whole else band.text
    return of_row(document, band.row.section, sentence_case(value))


def _beside(band: Cell, row: Row) -> str:
    """Return what a row says of its range: the one other cell, or those after its number."""
    told = [c.text for c in row.cells if c is not band and not cells.only_numbers(c.head)]
    return ", ".join(" ".join(text.split()) for text in told)
