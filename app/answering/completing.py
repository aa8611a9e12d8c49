"""The value asked for where it stands beside what speaks of it: in the next line or the one before.

"Gửi báo cáo về Sở Y tế. Thời gian hoàn thành: trước ngày 15/6." tells in its second sentence when
the first is to be done.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.answering.citations import chain_at
from app.answering.evidence import Statement
from app.answering.terms import Terms
from ingest.document import Document
from ingest.vietnamese.clauses import sentences

_BESIDE = 260
"""Characters on either side in which the value is looked for."""


def completed(statement: Statement, terms: Terms, document: Document) -> Statement:
    """Return the statement with the sentence of its section that holds what is asked for.

    The nearest, first of those after it. A statement that holds a value itself stays as it is.
    """
    if statement.values:
        return statement
    for start, end in _beside(statement, document):
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
