"""By when: the deadlines that documents state, of one all, of several the first of each."""

from collections.abc import Sequence

from app.answering.answer import Draft
from app.answering.answerers import comparison, recorded, worded
from app.answering.citations import Documents
from app.answering.claims import Claim, Note, PerDocument, Role, Silent, Statements, joined
from app.answering.wording import say
from index.facts import FactRecord
from index.question.phrases import pattern
from index.question.query import AnswerKind, Inquiry, Query
from ingest.facts.model import Deadline
from ingest.vietnamese.text import fold


def answer(
    query: Query,
    inquiry: Inquiry,
    found: Sequence[FactRecord],
    asked: Sequence[str],
    documents: Documents,
) -> Draft | None:
    """Return when what is asked about is due; None where no document of those asked states it.

    ``found`` are their deadlines. Of every document, where each year is spoken of, those that
    recur, if any do.
    """
    if inquiry.reports:
        found = [record for record in found if "bao cao" in fold(record.quote).lower()]
    if pattern("inquiry", "recurring").search(query.focus) and not query.documents:
        found = [record for record in found if _recurs(record)] or found
    dated = [record for record in found if worded.is_dated(record)] or found
    if not dated:
        return None
    compared = query.kind is AnswerKind.COMPARE
    every = not compared and pattern("inquiry", "every").search(inquiry.words)
    if every and len(asked) <= recorded.MOST_DOCUMENTS:
        return recorded.listed(dated, documents)
    stating = {record.document_id for record in dated}
    if len(asked) == 1 or (len(stating) == 1 and len(asked) > recorded.MOST_DOCUMENTS):
        if len(dated) > 1:
            return recorded.listed(dated, documents)
        record = dated[0]
        document = documents.document(record.document_id)
        claim = recorded.claim(record, document, Role.STATEMENT, value=worded.due(record))
        return recorded.draft(Statements((claim,)), dated)
    return _per_document(dated, asked, documents, compared=compared)


def _recurs(record: FactRecord) -> bool:
    return isinstance(record.fact, Deadline) and record.fact.recurring


def _per_document(
    found: Sequence[FactRecord], asked: Sequence[str], documents: Documents, *, compared: bool
) -> Draft | None:
    """Return the first facts of each document, and where they are few those that state none.

    As many of each as there are lines that are read, one at least.
    """
    stated: dict[str, list[FactRecord]] = {}
    for record in found:
        stated.setdefault(record.document_id, []).append(record)
    few = len(asked) <= recorded.MOST_DOCUMENTS
    silent = [key for key in asked if key not in stated] if few else []
    called = comparison.names([*stated, *silent][: recorded.MOST_DOCUMENTS], documents)
    most = max(1, recorded.MOST_DOCUMENTS // len(called))
    lines: list[Claim | Silent] = []
    for key, name in called.items():
        document = documents.document(key)
        lines += [
            recorded.claim(record, document, Role.LINE, name=name, value=worded.due(record))
            for record in stated.get(key, [])[:most]
        ]
        lines += [] if key in stated else [Silent(key, name)]
    body = PerDocument(tuple(lines), compared=compared)
    if few:
        return recorded.draft(body, found)
    told = [say("due.stated_of", all=str(len(stated)), asked=str(len(asked)))]
    told += [say("due.first_of", shown=str(len(called)))] if len(stated) > len(called) else []
    return recorded.draft(joined((body, Note(" ".join(told)))), found)
