"""From paths to documents, one file at a time."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.document import Document
from ingest.errors import EmptyFile, FileTooLarge
from ingest.parsers import archive, parser_for, suffixes
from ingest.reading import structure
from ingest.recognition import Wish
from ingest.settings import DEFAULT_LIMITS, Limits
from ingest.sidefile import is_side_file


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those under the folders named whose format is known.

    Folders are read recursively in sorted order; hidden entries and links are skipped. A folder
    that cannot be read is yielded itself, in the place of its files.
    """
    return (path for path, why in _found(paths) if not why)


def left_out(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield what ``files`` skips, in its order, each with the reason; side files are none of it."""
    return ((path, why) for path, why in _found(paths) if why and not is_side_file(path.name))


def _found(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if path.is_dir():
            yield from _under(path)
        else:
            yield path, ""


def _under(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what is in the folder, with why it is not taken in, empty where it is."""
    waiting = [folder]  # not by recursion: folders may be nested deeper than calls
    while waiting:
        path = waiting.pop()
        why = "" if path == folder else _why_not(path)
        if why or not path.is_dir():
            yield path, why
            continue
        try:
            waiting += sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path, ""


def _why_not(entry: Path) -> str:
    if entry.name.startswith("."):
        return "tên bắt đầu bằng dấu chấm (ẩn)"
    if entry.is_symlink():
        return "liên kết"
    known = entry.suffix.lower() in suffixes() or archive.is_archive(entry.name)
    return "" if known or entry.is_dir() else "loại tệp chưa đọc được"


def parse(
    source: str,
    data: bytes,
    given: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    wishes: Sequence[Wish] = (),
) -> Document:
    """Return the document in the bytes of a file; ``source`` is its base name.

    ``wishes`` say how its pages are read, where it has pages. Equal arguments give an equal
    document. Raises IngestError with a reason for a clerk.
    """
    if not data:
        raise EmptyFile("Tệp rỗng, không có nội dung.")
    if len(data) > limits.max_bytes:
        raise FileTooLarge(f"Tệp lớn hơn giới hạn {limits.max_bytes / 2**20:.4g} MB.")
    parsed = parser_for(source, data, limits.parsing, wishes=wishes)(data)
    characters = sum(len(line.text) for line in parsed.lines)
    if characters > limits.max_characters:
        raise FileTooLarge(f"Văn bản dài hơn giới hạn {limits.max_characters:,} ký tự.")
    if not any(any(map(str.isalnum, line.text)) or line.cells for line in parsed.lines):
        raise EmptyFile("Tệp không có chữ nào để đọc.")
    document = structure.build(source, hashlib.sha256(data).hexdigest(), parsed, given)
    return replace(document, wishes=tuple(wishes)) if wishes else document
