"""The value asked for where it stands beside what speaks of it: in the next line or the one before.

"Gửi báo cáo về Sở Y tế. Thời gian hoàn thành: trước ngày 15/6." tells in its second sentence when
the first is to be done.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.answering.acting import lines_above
from app.answering.citations import chain_at
from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.phrases import names, pattern
from index.question.query import Asked, Query
from ingest.document import Document, Section, SectionKind
from ingest.facts import cells
from ingest.facts.cells import Cell, only_numbers, rows
from ingest.vietnamese import forms, labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_BESIDE = 260
"""Characters on either side in which the value is looked for."""


def completed(statement: Statement, terms: Terms, document: Document, longest: int) -> Statement:
    """Return the statement with the sentence of its section that holds what is asked for.

    The nearest, first of those after it, that makes ``longest`` characters with it at most. A
    statement that holds a value itself stays as it is.
    """
    if statement.values:
        return statement
    for start, end in _beside(statement, document):
        if end - start > longest:
            continue
        text = document.text[start:end]
        if values := terms.values(statement.asked, text):
            return replace(
                statement, start=start, end=end, text=text, sentence=(start, end), values=values
            )
    return statement


def _beside(statement: Statement, document: Document) -> Iterator[tuple[int, int]]:
    """Yield spans that hold the statement, longer by a sentence each, within its section."""
    chain = chain_at(document, statement.start)
    if not chain:
        return
    start, end = statement.start, statement.end
    stop = min(chain[-1].end, end + _BESIDE)
    for _, last in sentences(document.text[end:stop]):
        if end + last < stop or stop == chain[-1].end:
            yield start, end + last
    begin = max(chain[-1].start, start - _BESIDE)
    for first, _ in reversed(list(sentences(document.text[begin:start]))):
        if begin + first > begin or begin == chain[-1].start:
            yield begin + first, end


def above(statement: Statement, terms: Terms, document: Document) -> tuple[str, int, int] | None:
    """Return the one value of the nearest title or lead-in above that holds any, and its line.

    "2. Giai đoạn 2031 - 2035" tells when what stands below it is done. None where the statement
    holds a value itself.
    """
    if statement.values:
        return None
    for start, end in lines_above(document, statement.start):
        line = document.text[start:end]
        line = line[labels.after(line) :]
        if found := terms.values(statement.asked, line):
            value = line[found[0].start : found[0].end]
            return (" ".join(value.split()), start, end) if len(found) == 1 else None
    return None


def cells_of_row(statement: Statement, query: Query, document: Document) -> tuple[Cell, ...]:
    """Return the cells of the statement's row whose heads name what is asked for, left to right.

    None where the statement stands in no row or holds them itself, or where more than one head
    names one thing.
    """
    held = chain_at(document, statement.start)
    if len(held) < 2 or held[-1].kind is not SectionKind.ROW:
        return ()
    asked = {part.asked for part in query.parts} or {query.asked}
    asked |= {Asked.BODY} if query.asks_actor else set()
    _, found = rows(document, held[-2])
    row = next((each for each in found if each.section.start == held[-1].start), None)
    named: dict[int, Cell] = {}
    for each in (kind for kind in asked if kind in names("fields")):
        told = [cell for cell in row.cells if _names(cell.head, each, query)] if row else []
        if len(told) == 1 and not statement.start <= told[0].start < statement.end:
            named[told[0].start] = told[0]
    return tuple(named[start] for start in sorted(named))


def below(statement: Statement, query: Query, terms: Terms, document: Document) -> tuple[Cell, ...]:
    """Return what stands below a statement that holds no value itself, as cells, where one does."""
    return fields_below(statement, query, document) or cells_below(statement, terms, document)


def cells_below(statement: Statement, terms: Terms, document: Document) -> tuple[Cell, ...]:
    """Return the cells of the row below the statement's of which the question says most.

    "II. Số giờ chạy máy" leads in "1. Máy A: 20" and "2. Máy B: 30". None where the statement holds
    a value itself, or two rows below say as much of what it does not say itself.
    """
    held = chain_at(document, statement.start)
    if statement.values or len(held) < 2 or held[-1].kind is not SectionKind.ROW:
        return ()
    found = rows(document, held[-2])[1]
    at = next((n for n, row in enumerate(found) if row.section.start == held[-1].start), None)
    if at is None:
        return ()
    section = found[at].section
    words = terms.beside(set(syllables(document.text[section.start : section.end])))
    shares = [
        (Terms.share(words, document.text[row.section.start : row.section.end]), row)
        for row in cells.below(found, at)
    ]
    most = max((share for share, _ in shares), default=0.0)
    best = [row for share, row in shares if share == most]
    if not most or len(best) != 1:
        return ()
    return tuple(cell for cell in best[0].cells if not only_numbers(cell.head))


def fields_below(statement: Statement, query: Query, document: Document) -> tuple[Cell, ...]:
    """Return the lines "Thời hạn ban hành: …" below an item that name what is asked for, as cells.

    None where the statement holds a value itself or does not open its item.
    """
    held = chain_at(document, statement.start)
    if statement.values or not held or query.asked not in names("fields"):
        return ()
    found = []
    for key, start, end in fields(document, held[-1]):
        if _names(key, query.asked, query):
            line = document.text[start:end].rstrip(" .;")
            said = line[line.index(":", len(key)) + 1 :].strip()
            end = start + len(line)
            found.append(Cell(key, said, end - len(said), end))
    return tuple(found) if len(found) == 1 else ()


def fields(document: Document, section: Section) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of the lines "Thời hạn: …" right below a section, and where these stand."""
    for child in section.children:
        start = child.start + labels.after(document.text[child.start : child.end])
        line = document.text[start : child.end].split("\n", 1)[0].rstrip()
        key = forms.key(line)
        if key is not None:
            yield key, start, start + len(line)


def _names(head: str, asked: Asked, query: Query) -> bool:
    """Return whether a column's head names what is asked for; who leads is not who assists."""
    said = normalise(head).lower()
    if asked is Asked.BODY and ("phối hợp" in said and "chủ trì" not in said) != query.assists:
        return False
    return bool(pattern("fields", asked).search(said))
