"""Plain values the index is built with; the composition root fills them in."""

from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 60.0
"""How long to wait for another process that writes the derived stores."""


@dataclass(frozen=True, slots=True)
class LexicalWeights:
    """How much a match in each field counts against one in the others.

    ``folded`` stays well below ``body``: a question typed without diacritics still finds the
    passage, and typed diacritics still tell "dê" from "đê".
    """

    body: float = 1.0
    """Syllables of the passage."""
    words: float = 0.3
    """Word segments of more than one syllable."""
    context: float = 0.6
    """Syllables of the document's name and the headings."""
    folded: float = 0.2
    """Syllables of passage and context, without diacritics."""


DEFAULT_WEIGHTS = LexicalWeights()


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything lies below the data folder."""

    data_dir: Path

    @property
    def catalogue(self) -> Path:
        """The SQLite file: the one truth."""
        return self.data_dir / "catalogue.sqlite3"

    @property
    def vectors(self) -> Path:
        """Snapshot of the vector store; derived."""
        return self.data_dir / "vectors"

    @property
    def lexical(self) -> Path:
        """Folder of the lexical store; derived."""
        return self.data_dir / "lexical"

    @property
    def lock(self) -> Path:
        """Held by the process that writes the derived stores."""
        return self.data_dir / "writer.lock"

    @property
    def manifest(self) -> Path:
        """What built the index."""
        return self.data_dir / "manifest.json"

    @property
    def lineage(self) -> Path:
        """Which catalogue was last seen here, and how far it had come."""
        return self.data_dir / "lineage.json"
