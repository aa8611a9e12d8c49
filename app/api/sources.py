"""Citations in administrative form: "Kế hoạch số 12-KH/HU ngày … của …, mục III.4"."""

from collections.abc import Iterable

from app.answering.answer import Citation
from app.answering.wording import section_name
from app.api.schemas import AnswerOut, CitationOut
from app.rendering.material import Exchange, Source
from index.catalogue.sqlite import Catalogue
from index.errors import DocumentNotFound
from index.ports import Scope
from ingest import naming
from ingest.document import Document


def document_name(document: Document) -> str:
    """Return the document's full name, or its title where it has no name of its own."""
    header = document.header
    told = header.number or header.issuer or header.place
    return naming.name(header) if told else naming.title(document)


def sources(
    citations: Iterable[Citation | CitationOut], catalogue: Catalogue, scope: Scope
) -> tuple[Source, ...]:
    """Return the citations as sources; of a document deleted since, only the title is known."""
    names: dict[str, str] = {}
    found = []
    for citation in citations:
        key = citation.document_id
        if key not in names:
            try:
                names[key] = document_name(catalogue.document(key, scope))
            except DocumentNotFound:
                names[key] = citation.title
        section = section_name(tuple(citation.section_path))
        name = f"{names[key]}, {section}"
        found.append(Source(citation.marker, name, citation.page, citation.quote))
    return tuple(found)


def exchange(reply: AnswerOut, catalogue: Catalogue, scope: Scope) -> Exchange:
    """Return a reply as an export shows it."""
    return Exchange(reply.question, reply.answer, sources(reply.citations, catalogue, scope))
