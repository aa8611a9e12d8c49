"""Checks an answer before it is shown; what cannot be proved from its quotes is not shown."""

import re

from app.answering.answer import Citation
from app.answering.answerers.draft import Draft
from ingest.document import Document

_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class Unproved(Exception):
    """An answer says what its quotes do not; the message names it for the log."""


def check_citation(citation: Citation, document: Document) -> None:
    """Raise Unproved unless the quote is the document's own text at its place."""
    if document.text[citation.start : citation.end] != citation.quote or not citation.quote.strip():
        raise Unproved(f"quote of citation {citation.marker} is not the text at its place")


def check_markers(draft: Draft, citations: tuple[Citation, ...]) -> None:
    """Raise Unproved unless the markers of the text are exactly those of the citations."""
    used = {int(marker) for marker in _MARKER.findall(draft.text)}
    given = {citation.marker for citation in citations}
    if used != given:
        raise Unproved(f"markers {sorted(used ^ given)} stand on one side only")


def check_figures(draft: Draft, citations: tuple[Citation, ...], names: str) -> None:
    """Raise Unproved where a line holds a figure that none of the quotes it cites holds.

    ``names`` are those of the cited documents and sections: their figures are the service's own.
    """
    quotes = {citation.marker: citation.quote for citation in citations}
    for line in draft.text.splitlines():
        markers = [int(marker) for marker in _MARKER.findall(line)]
        held = _figures(" ".join(quotes[m] for m in markers) + " " + names)
        said = _figures(_MARKER.sub(" ", line)) if markers else set()
        if not said <= held:
            raise Unproved(f"figures {sorted(said - held)} are in no quote")


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") or "0" for figure in _FIGURE.findall(text)} | {
        part.lstrip("0") or "0"
        for figure in _FIGURE.findall(text)
        for part in re.split(r"[.,]", figure)
    }
