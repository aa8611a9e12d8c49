"""ZIP archives: one file that holds many documents.

An archive is no document, so it has no ``read``; whoever takes files in asks ``expand`` for
its members and takes in each as a file of its own.
"""

import posixpath
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ingest.errors import EmptyFile, FileTooLarge, IngestError, UndecodableFile
from ingest.parsers.container import member_bytes, open_container
from ingest.parsers.limits import LIMITS, Limits

SUFFIX = ".zip"
_SYSTEM = ("__macosx", ".")
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, not yet unpacked."""

    source: str
    """Its base name; untrusted text."""
    path: str
    """Its path in the archive, archives in archives parted by "!"; for telling members apart."""
    read: Callable[[], bytes]
    """Unpacks it; raises an IngestError where it is damaged, encrypted or too large."""


def is_archive(source: str) -> bool:
    """Tell whether the file is to be expanded, by its name."""
    return source.lower().endswith(SUFFIX)


def expand(source: str, data: bytes, limits: Limits = LIMITS) -> Iterator[Member]:
    """Yield the files in the archive ``source`` and in archives within it, in its own order.

    Folders, links, hidden and system files are left out. Raises an IngestError where the
    archive itself is damaged, empty or past a limit, before the first member; a fault of one
    member, an archive within too, comes from its ``read``.
    """
    archive = open_container(data, limits)
    found = [member for member in archive.infolist() if _is_file(member)]
    if not found:
        raise EmptyFile(f"Tệp nén {source} không có tệp nào.")
    return _members(archive, found, "", limits.nesting, limits)


def _members(
    archive: zipfile.ZipFile,
    found: list[zipfile.ZipInfo],
    prefix: str,
    nesting: int,
    limits: Limits,
) -> Iterator[Member]:
    for member in found:
        name = _name(member)
        path = prefix + name
        read = partial(_read, archive, member.filename, limits)
        if not is_archive(name):
            yield Member(posixpath.basename(name), path, read)
            continue
        try:
            inner = _open_inner(read(), name, nesting, limits)
        except IngestError as error:
            yield Member(posixpath.basename(name), path, partial(_fail, error))
            continue
        files = [below for below in inner.infolist() if _is_file(below)]
        yield from _members(inner, files, path + "!", nesting - 1, limits)


def _open_inner(data: bytes, name: str, nesting: int, limits: Limits) -> zipfile.ZipFile:
    if nesting <= 0:
        raise FileTooLarge(f"Tệp nén {posixpath.basename(name)} lồng quá nhiều lớp.")
    return open_container(data, limits)


def _read(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    data = member_bytes(archive, name, limits)
    if data is None:
        raise UndecodableFile("Tệp nén bị hỏng.")
    return data


def _fail(error: IngestError) -> bytes:
    raise error


def _is_file(member: zipfile.ZipInfo) -> bool:
    mode = member.external_attr >> 16
    if (
        not member.filename
        or member.is_dir()
        or (mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG})
    ):
        return False
    parts = _name(member).lower().split("/")
    return all(parts) and not any(part.startswith(_SYSTEM) for part in parts)


def _name(member: zipfile.ZipInfo) -> str:
    """Return the member's path within the archive, leading nowhere else.

    A name without the UTF-8 mark may still be UTF-8.
    """
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:  # truly in the old code page
            name = member.filename
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})
