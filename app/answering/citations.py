"""From quotes to numbered citations, and the documents they stand in."""

from collections.abc import Callable

from app.answering import claims
from app.answering.answer import Citation
from app.answering.claims import Body, Quote
from ingest import naming
from ingest.document import PREAMBLE, Document, Section


class Documents:
    """The documents of one answer, as far as the asker may see them."""

    def __init__(self, read: Callable[[str], Document]) -> None:
        """``read`` returns a document by its id, or raises DocumentNotFound."""
        self._read = read
        self._held: dict[str, Document] = {}

    def document(self, document_id: str) -> Document:
        """Return the document; raises DocumentNotFound."""
        if document_id not in self._held:
            self._held[document_id] = self._read(document_id)
        return self._held[document_id]


def quote(document: Document, start: int, end: int, score: float) -> Quote:
    """Return ``text[start:end]`` of the document as a quote."""
    return Quote(document.id, start, end, document.text[start:end], score)


def cite(body: Body, documents: Documents) -> tuple[Citation, ...]:
    """Return the citations of a body, numbered from 1."""
    return tuple(
        _citation(marker, quoted, documents.document(quoted.document_id))
        for marker, quoted in enumerate(claims.quotes(body), 1)
    )


def _citation(marker: int, quoted: Quote, document: Document) -> Citation:
    header = document.header
    path, title = section_at(document, quoted.start)
    return Citation(
        marker=marker,
        document_id=document.id,
        source=document.source,
        title=naming.title(document),
        number=header.number.value if header.number else None,
        issuer=header.issuer.value if header.issuer else None,
        issued_on=header.issued_on.value if header.issued_on else None,
        section_path=path,
        section_title=title,
        page=document.page_at(quoted.start),
        quote=quoted.text,
        start=quoted.start,
        end=quoted.end,
        score=min(1.0, max(0.0, quoted.score)),
        doubt=document.doubt_at(quoted.start, quoted.end),
    )


def section_at(document: Document, offset: int) -> tuple[tuple[str, ...], str]:
    """Return path and title of the deepest labelled section that holds ``offset``."""
    path: tuple[str, ...] = (PREAMBLE,)
    title = ""
    for section in _chain(document.sections, offset):
        if section.label is not None:
            title = section.title
        path = section.path or path
    return path, title


def chain_at(document: Document, offset: int) -> list[Section]:
    """Return the sections that hold ``offset``, outermost first."""
    return _chain(document.sections, offset)


def _chain(sections: tuple[Section, ...], offset: int) -> list[Section]:
    for section in sections:
        if section.start <= offset < section.end:
            return [section, *_chain(section.children, offset)]
    return []
