"""Deterministic stand-ins and invented documents."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from index.ports import Vectors
from ingest.document import Document, Header, Passage, Section, SectionKind, Stated


class HashingEmbedder:
    """Adds up one fixed random direction a syllable: texts that share words are near."""

    def __init__(self, dimension: int = 32, name: str = "hashing") -> None:
        self.name = name
        self.dimension = dimension

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return unit rows."""
        return self.embed_passages(queries)

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return unit rows."""
        rows = np.zeros((len(passages), self.dimension), np.float32)
        for row, text in zip(rows, passages, strict=True):
            for syllable in text.lower().split() or [""]:
                row += self._direction(syllable)
            row /= np.linalg.norm(row)
        return rows

    def _direction(self, syllable: str) -> Vectors:
        seed = int.from_bytes(sha256(syllable.encode()).digest()[:8], "little")
        return np.random.default_rng(seed).standard_normal(self.dimension, np.float32)


def passage(
    passage_id: str, document_id: str, text: str = "văn bản", *, ordinal: int = 0, context: str = ""
) -> Passage:
    """Return a passage for tests of stores, which never look at its span."""
    return Passage(
        id=passage_id,
        document_id=document_id,
        section_path=("I",),
        section_title="",
        headings=(),
        context=context,
        text=text,
        start=0,
        end=len(text),
        page=None,
        ordinal=ordinal,
    )


def document(
    document_id: str, text: str, source: str = "ke-hoach.txt", **header: object
) -> Document:
    """Return a document of one section whose header values stand outside the text."""
    stated = {name: Stated(value, None, None) for name, value in header.items()}
    return Document(
        id=document_id,
        source=source,
        sha256=sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        text=text,
        header=Header(**stated),  # type: ignore[arg-type]
        sections=(Section("I", "Mục tiêu", ("I",), SectionKind.HEADING, 0, len(text)),),
    )
