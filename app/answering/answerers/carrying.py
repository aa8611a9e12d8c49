"""Which documents carry out, replace, amend or repeal another, in their own words."""

from collections.abc import Collection, Iterable
from itertools import islice

from app.answering.answer import Draft
from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import Claim, PerDocument, Role, Statements
from app.answering.wording import clean_quote
from index.facts import FactRecord
from index.question.query import Inquiry
from ingest import naming
from ingest.document import Document
from ingest.facts.model import Citation, Relation
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import fold, normalise

_MOST_DOCUMENTS = 8
"""Documents that are shown; of more only the number is told."""
_SAID = 420
"""Characters of a line; a longer one is cut after a sentence."""
_CARRIES_OUT = (Relation.IMPLEMENTS, Relation.BASED_ON)
_DONE = {
    "thay thế": (Relation.REPLACES,),
    "sửa đổi": (Relation.AMENDS,),
    "bổ sung": (Relation.AMENDS,),
    "bãi bỏ": (Relation.REPEALS,),
}
"""What a document does with another, by the word that asks; else it carries it out."""
_AMENDING = frozenset({"sửa đổi", "bổ sung"})
_ENDS = frozenset({Relation.REPLACES, Relation.REPEALS})
_MOST_SAID = 3
"""Sentences of one document."""


def answer(
    inquiry: Inquiry, found: Iterable[FactRecord], asked: int, documents: Documents
) -> Draft | None:
    """Return, of each document that does it, the sentence that says so; sure but for doubt."""
    done = next((r for word, r in _DONE.items() if word in inquiry.words), _CARRIES_OUT)
    first = _first(inquiry, found, done)
    if not first:
        return None
    lines = []
    for key, record in islice(first.items(), _MOST_DOCUMENTS):
        document = documents.document(key)
        start, end = _sentence(document, record.fact.start, record.fact.end)
        lines.append(
            Claim(
                role=Role.LINE,
                document_id=key,
                document=naming.name(document.header),
                section=section_at(document, start)[0],
                sentences=(clean_quote(document.text[start:end]),),
                quotes=(quote(document, start, end, 1.0),),
            )
        )
    body = PerDocument(tuple(lines), compared=False, asked=asked if asked > len(lines) else 0)
    doubt = sum(record.fact.confidence for record in first.values()) / len(first)
    return Draft(body, doubt)


def done(inquiry: Inquiry, found: Iterable[FactRecord], documents: Documents) -> Draft | None:
    """Return the sentences in which a document says that it does this with others."""
    wanted = frozenset({Relation.AMENDS}) if inquiry.words in _AMENDING else _ENDS
    every = list(found)
    cited = [r for r in every if isinstance(r.fact, Citation) and r.fact.relation in wanted]
    cited = cited or [r for r in every if inquiry.words in _before(r, documents)]
    if not cited:
        return None
    held = documents.document(cited[0].document_id)
    spans = dict.fromkeys(_sentence(held, r.fact.start, r.fact.end) for r in cited)
    claims = tuple(
        Claim(
            role=Role.STATEMENT,
            document_id=held.id,
            document=naming.cited(held.header),
            section=section_at(held, start)[0],
            sentences=(clean_quote(held.text[start:end]),),
            quotes=(quote(held, start, end, 1.0),),
        )
        for start, end in islice(spans, _MOST_SAID)
    )
    doubt = sum(record.fact.confidence for record in cited) / len(cited)
    return Draft(Statements(claims), doubt)


def _before(record: FactRecord, documents: Documents) -> str:
    """Return what the sentence that cites a document says before it."""
    held = documents.document(record.document_id)
    start, _ = _sentence(held, record.fact.start, record.fact.end)
    return normalise(held.text[start : record.fact.start]).lower()


def documents(inquiry: Inquiry, found: Iterable[FactRecord]) -> tuple[str, ...]:
    """Return the documents that cite the one spoken of as what they carry out, or are based on."""
    return tuple(_first(inquiry, found, _CARRIES_OUT))


def _first(
    inquiry: Inquiry, found: Iterable[FactRecord], wanted: Collection[Relation]
) -> dict[str, FactRecord]:
    """Return of each document the first citation of the one spoken of that does what is wanted."""
    first: dict[str, FactRecord] = {}
    for record in found:
        fact = record.fact
        if isinstance(fact, Citation) and fact.relation in wanted and meant(fact, inquiry):
            first.setdefault(record.document_id, record)
    return first


def meant(fact: Citation, inquiry: Inquiry) -> bool:
    """Return whether a citation is of the document spoken of: its number, or how that begins."""
    number = "".join(fold(fact.number).lower().split())
    wanted = "".join(fold(inquiry.number).lower().split())
    figures = number.startswith(wanted) and not number[len(wanted) :][:1].isdigit()
    kind = " ".join(fold(fact.cited or "").lower().split())
    return figures and (not kind or not inquiry.kind or kind == inquiry.kind)


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds a span, or the span where it is longer than a line."""
    chain = chain_at(document, start)
    if not chain:
        return start, end
    base = chain[-1].start
    for a, b in sentences(document.text[base : chain[-1].end]):
        if base + a <= start and end <= base + b and b - a <= _SAID:
            return base + a, base + b
    return start, end
