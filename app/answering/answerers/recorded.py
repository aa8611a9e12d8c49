"""Facts as claims: what each says, and how sure it was read."""

from collections.abc import Sequence
from itertools import groupby

from app.answering.answer import Draft
from app.answering.answerers import itemising, roles
from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Body, Claim, Listing, Role, joined
from app.answering.fitting import fitted
from app.answering.spans import common_path
from app.answering.wording import spoken
from index.facts import FactRecord
from ingest import naming
from ingest.document import Document

MOST_DOCUMENTS = 8
"""Documents that are shown; of more only the number is told."""
READ = 2_300
"""Characters a reader reads of a list."""


def listed(
    found: Sequence[FactRecord], documents: Documents, body: str | None = None, question: str = ""
) -> Draft:
    """Return the facts as items under their documents, as many as a reader reads.

    Of tasks of a ``body`` asked about by their titles alone its part too.
    """
    asked = (body,) if body else ()
    groups = [(key, list(of)) for key, of in groupby(found, key=lambda r: r.document_id)]
    share = READ // max(1, min(len(groups), MOST_DOCUMENTS))
    parts: list[Body] = []
    for key, records in groups[:MOST_DOCUMENTS]:
        document = documents.document(key)
        spans = list(dict.fromkeys((r.fact.start, r.fact.end) for r in records))
        by_span = {(r.fact.start, r.fact.end): r for r in reversed(records)}
        said = (claim(by_span[span], document, Role.ITEM) for span in spans)
        with_part = (roles.beside(each, asked, question, document) for each in said)
        claims = fitted([itemising.headed(each, document) for each in with_part], share)
        paths = [claim.section for claim in claims]
        name = naming.name(document.header)
        parts.append(Listing(tuple(claims), name, common_path(paths), len(claims), len(spans)))
    return draft(joined(parts), found)


def claim(
    record: FactRecord,
    document: Document,
    role: Role,
    *,
    name: str = "",
    value: str = "",
    text: str = "",
) -> Claim:
    """Return what a fact says: ``text``, else its quote."""
    fact = record.fact
    return Claim(
        role=role,
        document_id=document.id,
        document=name or naming.name(document.header),
        section=section_at(document, fact.start)[0],
        sentences=(text,) if text else spoken(record.quote),
        quotes=(quote(document, fact.start, fact.end, fact.confidence),),
        value=value,
    )


def draft(body: Body, found: Sequence[FactRecord]) -> Draft:
    """Return a draft that is as sure as the facts were read on the whole."""
    doubt = sum(record.fact.confidence for record in found) / len(found)
    return Draft(body, doubt)
