"""Which catalogue the data folder was last used with, so that an emptied or older one is noticed.

The derived stores follow whatever the catalogue says. Where its file was lost, emptied or put back
from an old copy, following it would drop documents without a word; this stops first, and says what
to do.
"""

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from index.catalogue import integrity
from index.errors import CatalogueReplaced

log = logging.getLogger(__name__)

_ADVICE = (
    "Hãy khôi phục từ bản sao lưu bằng “hoidap restore TỆP --force”. Nếu chủ ý dùng danh mục hiện "
    "có, hãy dừng dịch vụ rồi chạy “hoidap reindex”."
)


class Generational(Protocol):
    """What counts the catalogue's changes: the catalogue itself, or a store that follows it."""

    @property
    def generation(self) -> int:
        """How many changes it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A catalogue at some time."""

    lineage: str
    generation: int


class Guard:
    """Compares the catalogue with what was last seen in this data folder.

    ``known`` returns the lineage of the catalogue as it is now; None where it cannot be told.
    """

    def __init__(
        self, path: Path, known: Callable[[], str | None], catalogue: Generational
    ) -> None:
        self._path = path
        self._known = known
        self._catalogue = catalogue
        self._seen = _read(path)

    def check(self, stores: Iterable[Generational] = ()) -> None:
        """Raise CatalogueReplaced where the catalogue is not what it was, or holds less.

        Without a note of what was seen, the stores tell how far the catalogue had come.
        """
        generation = self._catalogue.generation
        seen = self._seen
        if seen is None:
            most = max((store.generation for store in stores), default=0)
        elif generation and seen.generation and self._is_another(seen):
            raise CatalogueReplaced(
                "Danh mục văn bản không phải là danh mục đã dùng với thư mục dữ liệu này. "
                + _ADVICE
            )
        else:
            most = seen.generation
        if generation >= most:
            return
        state = "trống" if generation == 0 else "cũ hơn lần dùng trước"
        raise CatalogueReplaced(
            f"Danh mục văn bản {state} (lần thay đổi thứ {generation}, trước đây đã đến {most}); "
            f"văn bản nạp sau đó không còn trong danh mục. {_ADVICE}"
        )

    def _is_another(self, seen: Seen) -> bool:
        return self._known() not in (None, seen.lineage)

    def note(self) -> None:
        """Keep how far the catalogue has come; a disk that takes no note costs the note alone."""
        generation = self._catalogue.generation
        if self._seen is not None and self._seen.generation == generation:
            return
        known = self._known()
        if known is None:
            return
        self._seen = Seen(known, generation)
        try:
            _write(self._path, self._seen)
        except OSError as error:
            log.warning("cannot note the catalogue's lineage: %s", error.strerror)

    def forget(self) -> None:
        """Take the catalogue as it is: what was seen before no longer counts."""
        self._seen = None
        self._path.unlink(missing_ok=True)


def lineage(catalogue: Path) -> str | None:
    """Return the lineage of a catalogue's file; None where it has none or cannot be read."""
    try:
        with closing(sqlite3.connect(f"{catalogue.resolve().as_uri()}?mode=ro", uri=True)) as file:
            return integrity.lineage(file)
    except sqlite3.Error:
        return None


def _write(path: Path, seen: Seen) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(seen), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _read(path: Path) -> Seen | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Seen(str(content["lineage"]), int(content["generation"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
