"""ZIP containers and the XML inside them, opened without trust."""

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from ingest.errors import EmptyFile, EncryptedFile, FileTooLarge, UndecodableFile
from ingest.parsers.limits import LIMITS, Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_RATIO_FREE = 2**20
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""The namespaces of "Strict Open XML", which is otherwise the same."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of an office file refers to."""

    kind: str
    """Last word of its type: "header", "chart", "oleObject"."""
    path: str
    """Of the part within the container; "" for what lies outside."""


def open_container(data: bytes, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """Return the archive in ``data``; raise an IngestError where it is none, or past a limit."""
    if not data:
        raise EmptyFile("Tệp rỗng.")
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise EncryptedFile("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        raise UndecodableFile(
            "Bên trong là tệp Office đời cũ (.doc, .xls), không đúng như đuôi tên tệp; "
            "hãy đổi lại đuôi tệp hoặc lưu theo định dạng mới."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise UndecodableFile("Tệp bị hỏng hoặc không đúng như đuôi tên tệp.") from error
    _check(archive.infolist(), limits)
    return archive


def _check(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise FileTooLarge(f"Tệp nén có quá {limits.members} tệp con.")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise FileTooLarge(_too_large(limits))
    for member in members:
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFile("Tệp nén được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_FREE and member.file_size / packed > limits.ratio:
            raise FileTooLarge("Tệp nén phình ra bất thường khi giải nén (bom nén).")


def member_bytes(archive: zipfile.ZipFile, name: str, limits: Limits = LIMITS) -> bytes | None:
    """Return what the member ``name`` unpacks to, None where there is no such member."""
    try:
        with archive.open(name) as stream:
            data = stream.read(limits.unpacked_bytes + 1)
    except KeyError:
        return None
    except RuntimeError as error:  # how zipfile asks for a password
        raise EncryptedFile("Tệp nén được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        NotImplementedError,
        ValueError,
        OSError,
        EOFError,
    ) as error:
        raise UndecodableFile("Tệp nén bị hỏng.") from error
    if len(data) > limits.unpacked_bytes:
        raise FileTooLarge(_too_large(limits))
    return data


def part_xml(archive: zipfile.ZipFile, path: str, limits: Limits = LIMITS) -> etree._Element | None:
    """Return the root of the XML part at ``path``, None where there is no such part."""
    data = member_bytes(archive, path, limits)
    return None if data is None else parse_xml(data)


def relations(archive: zipfile.ZipFile, part: str, limits: Limits = LIMITS) -> dict[str, Relation]:
    """Return what the part at ``part`` ("" for the file itself) refers to, by its ids."""
    folder, name = posixpath.split(part)
    root = part_xml(archive, posixpath.join(folder, "_rels", f"{name}.rels"), limits)
    found = {}
    for element in [] if root is None else root.iter(_RELATIONSHIP):
        target = element.get("Target", "")
        path = target.lstrip("/")
        if not target.startswith("/"):
            path = posixpath.normpath(posixpath.join(folder, target))
        outside = element.get("TargetMode") == "External"
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = Relation(kind, "" if outside else path)
    return found


def main_part(archive: zipfile.ZipFile, otherwise: str, limits: Limits = LIMITS) -> str:
    """Return the path of the part that an office file is about."""
    described = relations(archive, "", limits).values()
    return next((one.path for one in described if one.kind == "officeDocument"), otherwise)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of ``data``; no entity is resolved and no other file is read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UndecodableFile("Nội dung XML trong tệp bị hỏng.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UndecodableFile("Tệp khai báo thực thể XML (DOCTYPE), không được chấp nhận.")
    return root


def _too_large(limits: Limits) -> str:
    return f"Tệp giải nén ra quá {limits.unpacked_bytes // 2**20} MB."
