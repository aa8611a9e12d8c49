"""Files in, one outcome a file out; one bad file never stops a batch."""

import hashlib
import logging
import re
import time
import unicodedata
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.catalogue import Catalogue
from index.errors import IndexFailure
from index.writer import Writer
from ingest import pipeline
from ingest.errors import EmptyFile, FileTooLarge, IngestError

logger = logging.getLogger(__name__)

BATCH = 32
"""Documents written before the derived stores catch up."""
NAME_BYTES = 200
"""Longest file name kept, in UTF-8 bytes: within the 255 of common file systems."""
NAMELESS = "tai-lieu"
DEFECT = "Không xử lý được tệp do lỗi của chương trình; đã ghi vào nhật ký."


class State(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to take in, not yet read."""

    source: str
    """Sanitised base name."""
    origin: str
    """Where it comes from: the absolute path, or "upload:" and the SHA-256 of its bytes."""
    read: Callable[[], bytes]
    size: int | None = None
    """Bytes, where known before reading."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    source: str
    state: State
    document_id: str | None
    """The document it became or already was; None when rejected."""
    code: str | None
    """Why it was rejected, for a program."""
    reason: str | None
    """The same for a clerk, in Vietnamese."""
    seconds: float


def clean_name(name: str) -> str:
    """Return the base name without path, control, bidirectional or invisible characters.

    At most ``NAME_BYTES`` bytes of UTF-8, the extension kept; never empty.
    """
    base = re.split(r"[/\\]", name)[-1]
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", base)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    tidy = " ".join(visible.split()).strip(". ")
    suffix = Path(tidy).suffix if len(Path(tidy).suffix.encode()) <= 16 else ""
    stem = tidy.removesuffix(suffix).encode()[: NAME_BYTES - len(suffix.encode())]
    return stem.decode(errors="ignore").rstrip() + suffix if stem.strip() else NAMELESS + suffix


def file_at(path: Path) -> SourceFile:
    """Return the file of a path; a changed file at the same path replaces its old self."""
    return SourceFile(clean_name(path.name), str(path.resolve()), path.read_bytes, _size(path))


def uploaded(name: str, path: Path, sha256: str) -> SourceFile:
    """Return a file that came over the network and is spooled at ``path``."""
    return SourceFile(clean_name(name), f"upload:{sha256}", path.read_bytes, _size(path))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:  # gone or forbidden: reading it will say so
        return None


class Ingestion:
    """Takes files into the catalogue and keeps the derived stores up with it."""

    def __init__(self, catalogue: Catalogue, writer: Writer, max_file_bytes: int) -> None:
        self._catalogue = catalogue
        self._writer = writer
        self._max_file_bytes = max_file_bytes

    def run(self, files: Iterable[SourceFile]) -> Generator[Outcome]:
        """Yield one outcome a file, in order, each after the catalogue holds it.

        Stops early only when the data folder itself fails (IndexFailure).
        """
        written = 0
        try:
            for file in files:
                outcome = self._take_in(file)
                if outcome.state in (State.ADDED, State.REPLACED):
                    written += 1
                    if written % BATCH == 0:
                        self._writer.catch_up()
                yield outcome
        finally:
            self._writer.catch_up()

    def _take_in(self, file: SourceFile) -> Outcome:
        started = time.perf_counter()

        def outcome(
            state: State,
            document_id: str | None = None,
            code: str | None = None,
            reason: str | None = None,
        ) -> Outcome:
            seconds = time.perf_counter() - started
            return Outcome(file.source, state, document_id, code, reason, seconds)

        try:
            data = self._read(file)
            known = self._catalogue.by_sha256(hashlib.sha256(data).hexdigest())
            if known is not None:
                return outcome(State.UNCHANGED, known.id)
            change = self._writer.write(pipeline.parse(file.source, data), data, file.origin)
        except IngestError as error:
            return outcome(State.REJECTED, code=error.code, reason=str(error))
        except IndexFailure:
            raise
        except OSError as error:
            logger.warning("Cannot read file %r: %s", file.source, error.strerror)
            return outcome(State.REJECTED, code="unreadable", reason="Không đọc được tệp từ ổ đĩa.")
        except Exception:  # a defect of ours must cost one file, not the batch
            logger.exception("Cannot take in file %r", file.source)
            return outcome(State.REJECTED, code="internal", reason=DEFECT)
        return outcome(State(change.state), change.document_id)

    def _read(self, file: SourceFile) -> bytes:
        if file.size is not None and file.size > self._max_file_bytes:
            raise self._too_large()
        data = file.read()
        if len(data) > self._max_file_bytes:
            raise self._too_large()
        if not data:
            raise EmptyFile("Tệp rỗng, không có nội dung.")
        return data

    def _too_large(self) -> FileTooLarge:
        return FileTooLarge(f"Tệp lớn hơn giới hạn {self._max_file_bytes / 1024**2:.4g} MB.")
