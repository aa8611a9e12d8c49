"""Spans of a document, and the section that several of them share."""

from collections.abc import Sequence

from ingest.document import Document


def trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    piece = document.text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def common_path(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the labels that all paths begin with; none where they share none."""
    shared: list[str] = []
    for labels in zip(*paths, strict=False):
        if len(set(labels)) > 1:
            break
        shared.append(labels[0])
    return tuple(shared)
