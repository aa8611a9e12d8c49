"""Archives and letters: one file that holds many documents.

An archive is no document, so it has no ``read``; whoever takes files in asks ``expand`` for
its members and takes in each as a file of its own. A letter (EML, MSG) is its own first member,
what came with it are the others.
"""

import posixpath
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import PurePath

from ingest.errors import (
    EmptyFile,
    FileTooLarge,
    IngestError,
    UndecodableFile,
    UnsupportedFormat,
)
from ingest.parsers import contents, suffixes
from ingest.parsers.container import member_bytes, open_container
from ingest.parsers.limits import LIMITS, Limits

SUFFIX = ".zip"
_LETTERS = (".eml", ".msg")
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
    return source.lower().endswith((SUFFIX, *_LETTERS))


def expand(source: str, data: bytes, limits: Limits = LIMITS) -> Iterator[Member]:
    """Yield the files in the archive ``source`` and in archives within it, in its own order.

    Folders, links, hidden and system files are left out. Raises an IngestError where the
    archive itself is damaged, empty or past a limit, before the first member; a fault of one
    member, an archive within too, comes from its ``read``. What only bears an archive's name is
    its own single member, under the name that fits it.
    """
    kind = contents.find(data)
    if kind in {contents.MAIL, contents.OUTLOOK}:
        return _enclosed(source, data, kind, limits.nesting, limits)
    if source.lower().endswith(_LETTERS) or (kind is not None and kind is not contents.ZIP):
        return iter([_alone(source, data, kind)])
    archive = open_container(data, limits)
    found = [member for member in archive.infolist() if _is_file(member)]
    if not found:
        raise EmptyFile(f"Tệp nén {source} không có tệp nào.")
    return _members(archive, found, limits.nesting, limits)


def _alone(source: str, data: bytes, kind: contents.Content | None) -> Member:
    """Return a file that is no archive under its right name."""
    if kind is None or source.lower().endswith(kind.suffixes):
        return Member(source, source, lambda: data)
    if kind.module is None:
        refusal = UnsupportedFormat(
            f"Nội dung tệp là {kind.name}, loại này chưa đọc được; hãy giải nén rồi nạp từng tệp."
        )
        return Member(source, source, partial(_fail, refusal))
    name = PurePath(source).stem + kind.suffixes[0]
    return Member(name, name, lambda: data)


def _enclosed(
    source: str, data: bytes, kind: contents.Content, nesting: int, limits: Limits
) -> Iterator[Member]:
    """Yield a letter, then the documents that came with it; other files only its text names."""
    yield Member(source, source, lambda: data)
    module = import_module(f"ingest.parsers.{kind.module}")
    for number, (name, content) in enumerate(module.attachments(data), 1):
        base = posixpath.basename(name.replace("\\", "/"))
        path = f"{number}/{base}"
        if is_archive(base):
            yield from _inner(base, path, content, nesting - 1, limits)
        elif PurePath(base).suffix.lower() in suffixes():
            yield Member(base, path, partial(_whole, content, limits))


def _inner(name: str, path: str, data: bytes, nesting: int, limits: Limits) -> Iterator[Member]:
    """Yield what an archive or letter within another holds, or that it cannot be opened."""
    try:
        if nesting < 0:
            raise FileTooLarge(f"Tệp nén {name} lồng quá nhiều lớp.")
        within = replace(limits, nesting=nesting)
        for member in expand(name, data, within):
            yield replace(member, path=f"{path}!{member.path}")
    except IngestError as error:
        yield Member(name, path, partial(_fail, error))


def _whole(content: bytes, limits: Limits) -> bytes:
    if len(content) > limits.unpacked_bytes:
        raise FileTooLarge("Tệp đính kèm quá lớn.")
    return content


def _members(
    archive: zipfile.ZipFile,
    found: list[zipfile.ZipInfo],
    nesting: int,
    limits: Limits,
) -> Iterator[Member]:
    for member in found:
        path = name = _name(member)
        read = partial(_read, archive, member.filename, limits)
        if not is_archive(name):
            yield Member(posixpath.basename(name), path, read)
            continue
        try:
            data = read()
        except IngestError as error:
            yield Member(posixpath.basename(name), path, partial(_fail, error))
            continue
        yield from _inner(posixpath.basename(name), path, data, nesting - 1, limits)


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
