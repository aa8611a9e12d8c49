"""What built the index: a mismatch is an error at start-up, not a wrong answer later."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from index.engines.analysis import ANALYSIS_VERSION
from index.errors import ManifestMismatch, StorageFailure
from index.ports import Embedder

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


def check(path: Path, now: Manifest, *, empty: bool) -> None:
    """Compare what built the index with what would build it now; write it for an empty index.

    Raises ManifestMismatch naming what differs and what to do.
    """
    built = _read(path)
    if built == asdict(now):
        return
    if empty:
        write(path, now)
        return
    if built is not None and _REBUILDING in built:
        raise ManifestMismatch(
            "Việc tạo lại chỉ mục chưa xong. Nếu không còn chương trình nào đang tạo, hãy chạy lại "
            "“hoidap reindex”."
        )
    if built is None:
        raise ManifestMismatch(
            f"Không đọc được {path.name} nên không biết chỉ mục được tạo bằng mô hình nào. "
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


def write(path: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all. Raises StorageFailure."""
    _write(path, asdict(manifest))


def begin_rebuilding(path: Path) -> None:
    """Note that the index is between two models: every check fails until ``write``."""
    _write(path, {_REBUILDING: True})


def _write(path: Path, content: dict[str, object]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise StorageFailure(f"Không ghi được {path} ({error.strerror}).") from error


def _read(path: Path) -> dict[str, object] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
