"""A file of vectors with a description, written and read in a stream, checked as a whole."""

import json
import os
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from index.ports import Vectors

_MAGIC = b"HDVEC3\n"
_LENGTH = b"%012d\n"
_ALIGNED = 64
_BLOCK = 4 * 1024 * 1024
_SUM = 8
TEMPORARY = ".snapshot-"
_ABANDONED_SECONDS = 3600
"""A temporary file so old belongs to a process that was killed."""


def write(path: Path, description: dict[str, Any], parts: Iterable[Vectors]) -> str:
    """Write the vectors so that a crash leaves the old file or the new one, whole.

    ``description`` tells their "count" and "dimension". Never holds more than one part of the
    vectors. Returns what tells this file from any other. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(path.parent)
    descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC)
            total = 0
            for block in _blocks(description, parts):
                total = zlib.crc32(block, total)
                file.write(block)
            file.write(b"%08x" % total)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return f"{total:08x}"


def read(path: Path) -> tuple[dict[str, Any], Vectors, str]:
    """Return the description, the vectors and what tells this file from any other.

    The vectors stay on disk until they are touched; what is written into them does not get there.
    Raises ValueError where the file is damaged or foreign, OSError.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError("not a snapshot of vectors")
        left = path.stat().st_size - len(_MAGIC) - _SUM
        total = 0
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            total = zlib.crc32(block, total)
            left -= len(block)
        if left or file.read() != b"%08x" % total:
            raise ValueError("checksum differs")
        file.seek(len(_MAGIC))
        length = int(file.readline())
        description: dict[str, Any] = json.loads(file.read(length))
        start = file.tell()
    shape = (description["count"], description["dimension"])
    if not shape[0]:
        return description, np.empty(shape, np.float32), f"{total:08x}"
    return description, np.memmap(path, "<f4", "c", start, shape), f"{total:08x}"


def _blocks(description: dict[str, Any], parts: Iterable[Vectors]) -> Iterator[bytes]:
    head = json.dumps(description, ensure_ascii=False).encode()
    # The vectors begin where they can be computed with as they lie.
    head += b" " * (-(len(_MAGIC) + len(_LENGTH % 0) + len(head)) % _ALIGNED)
    yield _LENGTH % len(head)
    yield head
    for part in parts:
        yield np.ascontiguousarray(part, "<f4").tobytes()


def _clear_away(folder: Path) -> None:
    """Remove what killed processes left half-written."""
    for left in folder.glob(f"{TEMPORARY}*"):
        with suppress(FileNotFoundError):  # another process clears away too
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                left.unlink()
