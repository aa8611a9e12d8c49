"""Files as they come in, from a disk, an upload or an archive: their names, origins and bytes."""

import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest import sidefile
from ingest.errors import EmptyFile, FileTooLarge, IngestError, NotAFile
from ingest.parsers import archive
from ingest.parsers.archive import Member
from ingest.settings import Limits

NAME_BYTES = 200
"""Longest file name kept, in UTF-8 bytes: within the 255 of common file systems."""
NAMELESS = "tai-lieu"


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
    isolated: bool = False
    """To be parsed in a process of its own, however small: nobody is there to interrupt it."""
    given: Callable[[], Mapping[str, str] | None] = lambda: None
    """Header values stated beside the file, by field name; None: it may have been told before."""
    access: frozenset[str] = frozenset()
    """To whom its documents are shown."""


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
    tidy = " ".join(visible.split()).rstrip(". ")
    suffix = Path(tidy).suffix if len(Path(tidy).suffix.encode()) <= 16 else ""
    stem = tidy.removesuffix(suffix).encode()[: NAME_BYTES - len(suffix.encode())]
    return stem.decode(errors="ignore").rstrip() + suffix if stem.strip() else NAMELESS + suffix


def file_at(path: Path, access: Collection[str] = ()) -> SourceFile:
    """Return the file of a path; a changed file at the same path replaces its old self."""
    return SourceFile(
        clean_name(os.fsencode(path.name).decode(errors="replace")),
        origin_of(path),
        partial(_read_regular, path),
        _size(path),
        given=partial(sidefile.given, path),
        access=frozenset(access),
    )


def origin_of(path: Path) -> str:
    """Return the absolute path as text to store: bytes of it that are no UTF-8 by their codes."""
    return os.fsencode(path.resolve()).decode(errors="backslashreplace")


def uploaded(
    name: str,
    path: Path,
    sha256: str,
    given: Mapping[str, str] | None = None,
    origin: str = "",
    access: Collection[str] = (),
) -> SourceFile:
    """Return a file that came over the network and is spooled at ``path``.

    Without an origin it is known by its bytes: an upload never replaces another.
    """
    return SourceFile(
        clean_name(name),
        origin or upload_origin(sha256, access),
        path.read_bytes,
        _size(path),
        isolated=True,
        given=lambda: given or None,
        access=frozenset(access),
    )


def upload_origin(sha256: str, access: Collection[str]) -> str:
    """Return where an upload comes from: of some people's it is told from every other.

    The document of the same bytes may since be shown to others: it is neither replaced nor left
    without its origin.
    """
    return f"upload:{sha256}" + (f":{secrets.token_hex(8)}" if access else "")


def _read_regular(path: Path) -> bytes:
    """Return an ordinary file's bytes; a pipe or device, which may never end, is not read.

    Raises OSError, NotAFile.
    """
    # Without waiting for a writer, should the path have become a pipe since it was looked at.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise NotAFile("Không đọc được thư mục này; hãy kiểm tra quyền truy cập.")
        if not stat.S_ISREG(mode):
            raise NotAFile("Không phải tệp thông thường (ống dẫn, thiết bị hoặc ổ cắm).")
        return file.read()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:  # gone or forbidden: reading it will say so
        return None


def read(file: SourceFile, limits: Limits) -> bytes:
    """Return the file's bytes. Raises OSError, and IngestError for an empty or too large file."""
    if file.size is not None and file.size > limits.max_bytes:
        raise _too_large(limits)
    data = file.read()
    if len(data) > limits.max_bytes:
        raise _too_large(limits)
    if not data:
        raise EmptyFile("Tệp rỗng, không có nội dung.")
    return data


def _too_large(limits: Limits) -> FileTooLarge:
    return FileTooLarge(f"Tệp lớn hơn giới hạn {limits.max_bytes / 2**20:.4g} MB.")


class Unpacker:
    """Takes archives apart; all it unpacks together keeps to the limit of one archive."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.parsing.unpacked_bytes

    def files(self, file: SourceFile) -> Iterator[SourceFile]:
        """Yield the file, or the files in it where it is an archive, not yet unpacked.

        An archive that cannot be opened is yielded as a file that cannot be read. Side files
        state the header values of the files beside them and are left out themselves.
        """
        if not archive.is_archive(file.source):
            yield file
            return
        try:
            data = read(file, self._limits)
            stated = {
                member.path: partial(self._stated, member)
                for member in archive.expand(file.source, data, self._limits.parsing)
                if sidefile.is_side_file(member.source)
            }
            members = archive.expand(file.source, data, self._limits.parsing)
        except (IngestError, OSError) as error:
            yield SourceFile(file.source, file.origin, partial(_fail, error))
            return
        documents = (member for member in members if not sidefile.is_side_file(member.source))
        for count, member in enumerate(documents, 1):
            if count > self._limits.parsing.members:
                most = self._limits.parsing.members
                many = FileTooLarge(f"Tệp nén có quá {most} tệp con; từ đây trở đi không nạp.")
                yield SourceFile(file.source, file.origin, partial(_fail, many))
                return
            beside = next(filter(None, map(stated.get, sidefile.names(member.path))), dict)
            yield SourceFile(
                clean_name(member.source),
                f"{file.origin}!{member.path}",
                partial(self._unpack, member),
                isolated=file.isolated,
                given=beside,
                access=file.access,
            )

    def _stated(self, member: Member) -> dict[str, str]:
        return sidefile.parse(member.source, self._unpack(member))

    def _unpack(self, member: Member) -> bytes:
        data = member.read()
        self._left -= len(data)
        if self._left < 0:
            most = self._limits.parsing.unpacked_bytes
            raise FileTooLarge(f"Các tệp giải nén ra cộng lại quá {most / 2**20:.4g} MB.")
        return data


def _fail(error: Exception) -> bytes:
    raise error
