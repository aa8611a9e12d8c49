"""Citations in administrative form: "Kế hoạch số 12-KH/HU ngày … của …, mục III.4"."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.answering.wording import section_name
from app.rendering.material import Source
from index.errors import DocumentNotFound
from index.ports import Catalogue, Scope
from ingest import naming
from ingest.document import Document


class Cited(Protocol):
    """What is read of a citation, wherever it comes from."""

    @property
    def marker(self) -> int:
        """Its number."""
        ...

    @property
    def document_id(self) -> str:
        """Id of its document."""
        ...

    @property
    def title(self) -> str:
        """Title of its document."""
        ...

    @property
    def section_path(self) -> Sequence[str]:
        """Labels, outermost first."""
        ...

    @property
    def page(self) -> int | None:
        """Page from 1."""
        ...

    @property
    def quote(self) -> str:
        """The words cited."""
        ...

    @property
    def doubt(self) -> str | None:
        """Why they may not be what the file says."""
        ...


def document_name(document: Document) -> str:
    """Return the document's full name, or its title where it has no name of its own."""
    header = document.header
    told = header.number or header.issuer or header.place
    return naming.name(header) if told else naming.title(document)


def sources(citations: Iterable[Cited], catalogue: Catalogue, scope: Scope) -> tuple[Source, ...]:
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
        page, doubt = citation.page, citation.doubt
        found.append(Source(citation.marker, name, page, citation.quote, doubt))
    return tuple(found)
