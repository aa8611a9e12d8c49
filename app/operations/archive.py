"""The form of a backup: one ZIP file whose description names every file in it with its hash."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import BaseModel, Field, ValidationError

from app.errors import BackupDamaged
from ingest import refusals

FORMAT = 1
DESCRIPTION = "backup.json"
SETTINGS = "settings.json"
DATA = "data/"
"""Files of the data folder stand below it."""
_BLOCK = 1024 * 1024
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValidationError, EOFError)


class Entry(BaseModel):
    """One file of the data folder."""

    path: str
    """Relative to the data folder, with slashes."""
    size: int = Field(ge=0)
    sha256: str


class Description(BaseModel):
    """What a backup holds; written last."""

    format: int
    version: str
    """Of the program that made it."""
    created_at: datetime
    documents: int
    generation: int
    """Of the catalogue."""
    entries: list[Entry]


def add(archive: zipfile.ZipFile, file: Path, path: str) -> Entry:
    """Put a file into the archive and return what to note of it. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as source, archive.open(DATA + path, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return Entry(path=path, size=size, sha256=digest.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Description]]:
    """Open a backup with its description. Raises BackupDamaged, for a foreign file too."""
    try:
        with zipfile.ZipFile(path) as archive:
            description = Description.model_validate_json(archive.read(DESCRIPTION))
            if description.format > FORMAT:
                raise BackupDamaged(
                    f"Bản sao lưu {path.name} do phiên bản mới hơn ({description.version}) tạo ra; "
                    "hãy cài phiên bản đó rồi khôi phục."
                )
            for entry in description.entries:
                _require_plain(entry.path)
            yield archive, description
    except _UNREADABLE as error:
        raise BackupDamaged(f"Không đọc được bản sao lưu {path.name}: {_told(error)}") from error


def verify(path: Path) -> Description:
    """Read a backup to its end and compare every file with its hash. Raises BackupDamaged."""
    with opened(path) as (archive, description):
        for entry in description.entries:
            with archive.open(DATA + entry.path) as source:
                _compare(source, entry, None)
    return description


def extract(archive: zipfile.ZipFile, entry: Entry, folder: Path) -> None:
    """Write one file below the folder, as it was. Raises BackupDamaged, OSError."""
    target = folder / entry.path
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(DATA + entry.path) as source, target.open("xb") as written:
        _compare(source, entry, written)


def _compare(source: IO[bytes], entry: Entry, target: IO[bytes] | None) -> None:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > entry.size:
            break
        digest.update(block)
        if target is not None:
            target.write(block)
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise BackupDamaged(f"Tệp {entry.path} trong bản sao lưu không còn nguyên vẹn.")


def _require_plain(path: str) -> None:
    """Refuse a path that leads out of the data folder, or to what is not state."""
    parts = PurePosixPath(path).parts
    if (
        not parts
        or "\\" in path
        or ":" in path
        or any(part.startswith((".", "/")) for part in parts)
    ):
        raise BackupDamaged(f"Bản sao lưu có đường dẫn không hợp lệ: {path[:100]!r}.")


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{refusals.told(error)}."
    return "tệp bị hỏng, bị cắt cụt hoặc không phải bản sao lưu của Hỏi đáp."
