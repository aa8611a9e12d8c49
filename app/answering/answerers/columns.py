"""The columns of a document's own table, where it is asked which it has."""

from collections.abc import Sequence

from app.answering.citations import quote, section_at
from app.answering.claims import Claim, Listing, Role
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.phrases import pattern
from index.question.query import Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.facts import cells

_READ = 8
"""Statements, the most probable first, of which one may stand in the table."""
_TITLE = 300
"""Characters before a table among which its title stands."""
_FEWEST = 2
"""Columns of a table that is told by them."""


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Listing | None:
    """Return the heads of the table in which the most probable statements stand.

    Where they stand in none, of the one whose title, headings and heads say most of the question;
    of the part that it names, where the document has that. None where no columns are asked for.
    """
    if not pattern("columns", "asked").search(query.restored):
        return None
    words = terms.rarities(query.content)
    read = [each.start for each in ranked[:_READ] if each.document_id == document.id]

    def nearest(table: Section) -> tuple[int, float]:
        first = (at for at, start in enumerate(read) if table.start <= start < table.end)
        share = Terms.share(words, *_told(document, table))
        return -next(first, len(read)), share

    tables = [e for e in cells.tables(document) if len(_heads(document, e)) >= _FEWEST]
    if any(_fits(query, each.path) for each in document.walk()):
        tables = [e for e in tables if _fits(query, section_at(document, e.start)[0])]
    return _said(document, max(tables, key=nearest)) if tables else None


def _fits(query: Query, path: tuple[str, ...]) -> bool:
    """Return whether the part at a path is one that the question names."""
    return any(each.fits(path) for each in query.sections)


def _told(document: Document, table: Section) -> tuple[str, ...]:
    """Return what a table is called, as far as the text before it tells, and its heads."""
    before = document.text[max(0, table.start - _TITLE) : table.start]
    return before, *(section_at(document, table.start)[0]), " ".join(_heads(document, table))


def _heads(document: Document, table: Section) -> list[str]:
    """Return the heads as they stand, above and below merged ones; what numbers columns aside."""
    start, end = _span(document, table)
    lines = document.text[start:end].split("\n")
    names = (name.strip() for line in lines for name in line.split(cells.BETWEEN))
    return [name for name in dict.fromkeys(names) if any(map(str.isalpha, name))]


def _span(document: Document, table: Section) -> tuple[int, int]:
    """Return where a table's heads stand."""
    rows = [child for child in table.children if child.kind is SectionKind.ROW]
    end = rows[0].start if rows else table.end
    return table.start, table.start + len(document.text[table.start : end].rstrip())


def _said(document: Document, table: Section) -> Listing:
    name, section = naming.cited(document.header), section_at(document, table.start)[0]
    proof = quote(document, *_span(document, table), 1.0)
    heads = _heads(document, table)
    items = tuple(
        Claim(
            role=Role.ITEM,
            document_id=document.id,
            document=name,
            section=section,
            sentences=(head,),
            quotes=(proof,),
        )
        for head in heads
    )
    return Listing(items, name, section, len(heads), len(heads), counted=True)
