"""What built the index: a mismatch is an error at start-up, not a wrong answer later."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from index.engines.analysis import ANALYSIS_VERSION
from index.errors import ManifestMismatch, StorageFailure
from index.ports import Embedder
from ingest import refusals

INDEX_FORMAT = 1
"""Raise it when the derived stores are laid out differently."""
PASSAGES_VERSION = 1
"""Raise it when documents are split into passages differently."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that must be equal for old vectors and terms to be searched with new queries."""

    model: str
    """The embedder's name, with the hash of its weights."""
    dimension: int
    metric: str = "cosine"
    index_format: int = INDEX_FORMAT
    passages: int = PASSAGES_VERSION
    analysis: int = ANALYSIS_VERSION


class Keeper(Protocol):
    """Where the manifest is kept, for every process that shares the index."""

    @property
    def name(self) -> str:
        """What it is called in messages."""
        ...

    def read(self) -> dict[str, object] | None:
        """Return what was written last; None where that is nothing, or cannot be read."""
        ...

    def write(self, content: dict[str, object]) -> None:
        """Keep the content, whole or not at all. Raises StorageFailure."""
        ...


class ManifestFile:
    """Implements ``Keeper`` in a file of the data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name

    def read(self) -> dict[str, object] | None:
        """Return what was written last; None where that is nothing, or cannot be read."""
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) else None

    def write(self, content: dict[str, object]) -> None:
        """Keep the content, whole or not at all. Raises StorageFailure."""
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise StorageFailure(
                f"Không ghi được {self._path} ({refusals.told(error)})."
            ) from error


_REBUILDING = "rebuilding"
_NAMES = {
    "model": "mô hình nhúng",
    "dimension": "số chiều vectơ",
    "metric": "độ đo",
    "index_format": "định dạng chỉ mục",
    "passages": "cách chia đoạn",
    "analysis": "cách tách từ",
}


def expected(embedder: Embedder) -> Manifest:
    """Return the manifest of an index built now with this embedder."""
    return Manifest(embedder.name, embedder.dimension)


def check(kept: Keeper, now: Manifest, *, empty: bool) -> None:
    """Compare what built the index with what would build it now; write it for an empty index.

    Raises ManifestMismatch naming what differs and what to do.
    """
    built = kept.read()
    if built == asdict(now):
        return
    if empty:
        write(kept, now)
        return
    if built is not None and _REBUILDING in built:
        raise ManifestMismatch(
            "Việc tạo lại chỉ mục chưa xong. Nếu không còn chương trình nào đang tạo, hãy chạy lại "
            "“hoidap reindex”."
        )
    if built is None:
        raise ManifestMismatch(
            f"Không đọc được {kept.name} nên không biết chỉ mục được tạo bằng mô hình nào. "
            "Hãy chạy “hoidap reindex” để tạo lại chỉ mục."
        )
    differences = "; ".join(
        f"{_NAMES[key]}: chỉ mục “{built.get(key)}”, cấu hình hiện nay “{value}”"
        for key, value in asdict(now).items()
        if built.get(key) != value
    )
    raise ManifestMismatch(
        f"Chỉ mục được tạo bằng cấu hình khác ({differences}). Hãy chạy “hoidap reindex” để tạo "
        "lại chỉ mục, hoặc đặt lại cấu hình như cũ."
    )


def write(kept: Keeper, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all. Raises StorageFailure."""
    kept.write(asdict(manifest))


def begin_rebuilding(kept: Keeper) -> None:
    """Note that the index is between two models: every check fails until ``write``."""
    kept.write({_REBUILDING: True})
