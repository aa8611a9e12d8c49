"""Turns evidence spans into citations, numbered as the answer uses them."""

from app.answering.answer import Citation
from index.catalogue.sqlite import Catalogue
from index.ports import Scope
from ingest import naming
from ingest.document import PREAMBLE, Document, Section


class Bibliography:
    """The citations of one answer; equal spans share a marker."""

    def __init__(self, catalogue: Catalogue, scope: Scope) -> None:
        self._catalogue = catalogue
        self._scope = scope
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def document(self, document_id: str) -> Document:
        """Return the document, if the asker may see it."""
        return self._catalogue.document(document_id, self._scope)

    def cite(self, document_id: str, start: int, end: int, score: float) -> str:
        """Return the marker, "[1]", of the citation of ``text[start:end]``."""
        key = (document_id, start, end)
        if key not in self._citations:
            self._citations[key] = self._build(len(self._citations) + 1, key, score)
        return f"[{self._citations[key].marker}]"

    def citations(self) -> tuple[Citation, ...]:
        """Return all citations by marker."""
        return tuple(self._citations.values())

    def _build(self, marker: int, key: tuple[str, int, int], score: float) -> Citation:
        document_id, start, end = key
        document = self.document(document_id)
        header = document.header
        path, title = section_at(document, start)
        return Citation(
            marker=marker,
            document_id=document_id,
            source=document.source,
            title=naming.title(document),
            number=header.number.value if header.number else None,
            issuer=header.issuer.value if header.issuer else None,
            issued_on=header.issued_on.value if header.issued_on else None,
            section_path=path,
            section_title=title,
            page=document.page_at(start),
            quote=document.text[start:end],
            start=start,
            end=end,
            score=min(1.0, max(0.0, score)),
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
