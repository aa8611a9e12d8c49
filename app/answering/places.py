"""What the place of a quote is called: its document, its section, the headings and lines above."""

from app.answering.citations import chain_at, section_at
from app.answering.wording import day, section_name
from ingest import naming
from ingest.document import Document, SectionKind

_LEAD = 400
"""Most characters of the line that leads in the items a quote is among."""
_UNTITLED = frozenset({SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.PREAMBLE})


def names(document: Document, offset: int) -> tuple[str, ...]:
    """Return all that the service or the document itself calls the place, each once."""
    path, _ = section_at(document, offset)
    own = (called(document), section_name(path), " ".join(path))
    return tuple(dict.fromkeys((*own, *headings(document, offset), *_leads(document, offset))))


def called(document: Document) -> str:
    """Return all that the service itself calls a document: names, title, day of issue."""
    header = document.header
    words = [naming.name(header), naming.short_name(header), naming.title(document)]
    words += [day(header.issued_on.value)] if header.issued_on else []
    words += [it.value for it in (header.superior, header.place) if it]
    return " ; ".join(words)


def headings(document: Document, offset: int) -> tuple[str, ...]:
    """Return label and title of each labelled section around ``offset``, outermost first."""
    return tuple(
        dict.fromkeys(
            f"{section.label}. {' '.join(section.title.split())}"
            for section in chain_at(document, offset)
            if section.label is not None and section.title and section.kind not in _UNTITLED
        )
    )


def _leads(document: Document, offset: int) -> list[str]:
    """Return the lines of the sections above that lead in what follows: they end with a colon."""
    found = []
    for section in chain_at(document, offset):
        below = next((c.start for c in section.children), section.end)
        own = document.text[section.start : min(below, offset)].strip()
        last = own.rsplit("\n", 1)[-1]
        if last.endswith(":"):
            found.append(last[-_LEAD:])
    return found
