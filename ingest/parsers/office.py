"""Texts of old word processors (DOC, RTF), by way of LibreOffice without a window.

LibreOffice runs as a program of its own, with a profile of its own that forbids macros and
links to elsewhere; it is stopped when it takes too long.
"""

import os
import shutil
import signal
import struct
import subprocess
import tempfile
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from ingest.errors import EmptyFile, EncryptedFile, UndecodableFile, UnsupportedFormat
from ingest.lines import Parsed
from ingest.parsers import docx
from ingest.parsers.limits import LIMITS, Limits

_PROGRAMS = ("soffice", "libreoffice")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_TARGET = "docx"
_FIB = b"\xec\xa5"
_FIB_ENCRYPTED = 0x0100
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501


class Kind(StrEnum):
    """A kind of office file by its suffix."""

    DOC = "doc"
    RTF = "rtf"


_MEDIA_TYPES = {
    Kind.DOC: "application/msword",
    Kind.RTF: "application/rtf",
}


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of an office file that LibreOffice can turn into DOCX."""
    kind = find_kind(data)
    parsed = docx.read(_convert(data, kind, limits), limits)
    return replace(parsed, media_type=_MEDIA_TYPES[kind])


def find_kind(data: bytes) -> Kind:
    """Return what kind of office file the bytes are; raise an IngestError where they are none."""
    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or _is_encrypted_doc(data):
            raise EncryptedFile("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        if "WordDocument".encode("utf-16-le") in data:
            return Kind.DOC
    elif data.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    raise UndecodableFile("Tệp bị hỏng hoặc không phải là tệp văn phòng như đuôi tên tệp.")


def _is_encrypted_doc(data: bytes) -> bool:
    """Tell whether the information block of a Word 97 file says that the text is encrypted."""
    for at in range(_SECTOR, len(data) - 12, _SECTOR):
        if data.startswith(_FIB, at):
            (flags,) = struct.unpack_from("<H", data, at + 10)
            return bool(flags & _FIB_ENCRYPTED)
    return False


def find_program() -> str | None:
    """Return where LibreOffice is, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _convert(data: bytes, kind: Kind, limits: Limits) -> bytes:
    program = find_program()
    if program is None:
        raise UnsupportedFormat(
            f"Máy chủ chưa cài LibreOffice nên chưa đọc được tệp .{kind}; "
            f"hãy lưu tệp thành .{_TARGET} rồi nạp lại."
        )
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        place = Path(folder)
        source = place / f"source.{kind}"
        source.write_bytes(data)
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", _TARGET, "--outdir", str(place / "out"), str(source)),
        ]
        _run(command, place, limits)
        result = place / "out" / f"source.{_TARGET}"
        if not result.is_file():
            raise UndecodableFile(
                f"LibreOffice không đọc được tệp .{kind} này; tệp có thể bị hỏng."
            )
        return result.read_bytes()


def _run(command: list[str], place: Path, limits: Limits) -> None:
    """Run LibreOffice in a group of its own, so that all of it can be stopped."""
    process = subprocess.Popen(  # noqa: S603 - a fixed program; the file's name is ours
        command,
        cwd=place,
        env={**os.environ, "HOME": str(place)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limits.office_seconds)
    except subprocess.TimeoutExpired as error:
        raise UndecodableFile(
            f"LibreOffice không chuyển xong tệp trong {limits.office_seconds:.0f} giây."
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
