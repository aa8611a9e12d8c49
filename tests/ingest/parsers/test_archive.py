import io
import zipfile

import pytest

from ingest.errors import EmptyFile, FileTooLarge, IngestError, UndecodableFile
from ingest.parsers.archive import expand
from ingest.parsers.limits import Limits
from tests.ingest.parsers.building import packed


def test_members_are_given_in_order_and_read_when_asked_for() -> None:
    inner = packed({"KH.txt": "trong cùng"})
    data = packed(
        {
            "Văn bản/KH 01.txt": "một",
            "b/": b"",
            "inner.zip": inner,
            "__MACOSX/._KH.txt": b"x",
            ".DS_Store": b"x",
            "c/QD.txt": "hai",
        }
    )

    members = list(expand("goi.zip", data))

    assert [(m.source, m.path) for m in members] == [
        ("KH 01.txt", "Văn bản/KH 01.txt"),
        ("KH.txt", "inner.zip!KH.txt"),
        ("QD.txt", "c/QD.txt"),
    ]
    assert [m.read().decode() for m in members] == ["một", "trong cùng", "hai"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\windows\\system.ini"])
def test_a_name_never_leads_out(name: str) -> None:
    (member,) = expand("goi.zip", packed({name: b"x"}))

    assert "/" not in member.source
    assert "\\" not in member.source


def test_links_are_left_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "một")

    assert [member.source for member in expand("goi.zip", buffer.getvalue())] == ["a.txt"]


def test_archives_nested_too_deep_and_damaged_members_cost_only_themselves() -> None:
    data = packed({"a.txt": "sâu"})
    for _ in range(3):
        data = packed({"inner.zip": data, "b.txt": "nông"})

    members = list(expand("goi.zip", data, Limits(nesting=2)))

    assert [member.source for member in members] == ["inner.zip", "b.txt", "b.txt", "b.txt"]
    with pytest.raises(FileTooLarge, match="lồng"):
        members[0].read()
    (damaged,) = expand("goi.zip", packed({"hong.zip": b"PK nothing"}))
    with pytest.raises(UndecodableFile):
        damaged.read()


def test_a_member_without_a_name_is_left_out() -> None:
    shortened = bytearray(packed({"a": b"x", "b.txt": b"y"}))
    at = shortened.index(b"PK\x01\x02")
    shortened[at + 46 : at + 47] = b"\x00"

    assert [member.source for member in expand("goi.zip", bytes(shortened))] == ["b.txt"]


def test_an_archive_of_nothing_is_empty() -> None:
    with pytest.raises(EmptyFile):
        list(expand("goi.zip", packed({})))


def test_a_damaged_archive_is_refused_at_once() -> None:
    with pytest.raises(IngestError):
        expand("goi.zip", b"PK\x03\x04 nothing")
