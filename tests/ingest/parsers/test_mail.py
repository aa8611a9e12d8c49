import struct
from email.message import EmailMessage

import pytest

from ingest.errors import IngestError, UndecodableFile
from ingest.parsers import archive, mail, outlook, parser_for
from tests.ingest.parsers.building import packed, paragraph, word

PLAN = word(paragraph("KẾ HOẠCH"))


def letter(body: str, *, page: str = "", attach: dict[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = "V/v gửi kế hoạch tuần"
    message["From"] = "Văn phòng <vp@banlim.example>"
    message["To"] = "nga@banlim.example"
    message["Date"] = "Tue, 06 May 2025 08:30:00 +0700"
    message.set_content(body)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in (attach or {}).items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()


HEAD = [
    "Tiêu đề: V/v gửi kế hoạch tuần",
    "Người gửi: Văn phòng <vp@banlim.example>",
    "Người nhận: nga@banlim.example",
    "Ngày gửi: 06/05/2025 08:30",
]


def texts(data: bytes) -> list[str]:
    return [line.text for line in parser_for("thu.eml", data)(data).lines]


def test_a_letter_says_who_when_and_what() -> None:
    assert texts(letter("Kính gửi,\nHọp lúc 8 giờ.")) == [*HEAD, "Kính gửi,", "Họp lúc 8 giờ."]


def test_the_page_of_a_letter_is_read_rather_than_its_plain_text() -> None:
    data = letter("thô", page="<p>Họp lúc <s>8</s> 9 giờ.</p>")

    assert texts(data) == [*HEAD, "Họp lúc 9 giờ."]
    assert "gạch ngang" in mail.read(data).warnings[0]


def test_what_came_with_a_letter_is_told_and_given_out_as_documents() -> None:
    data = letter(
        "Xem tệp.",
        attach={"ke-hoach.docx": PLAN, "goi.zip": packed({"b.docx": PLAN}), "a.p7s": b"x"},
    )

    found = list(archive.expand("thu.eml", data))

    assert [member.source for member in found] == ["thu.eml", "ke-hoach.docx", "b.docx"]
    assert [found[0].read(), found[1].read(), found[2].read()] == [data, PLAN, PLAN]
    assert len({member.path for member in found}) == 3
    told = mail.read(data).warnings[-1]
    assert all(name in told for name in ("ke-hoach.docx", "goi.zip", "a.p7s"))


def test_letters_within_letters_end_somewhere() -> None:
    data = letter("Trong cùng")
    for _ in range(5):
        data = letter("Chuyển tiếp", attach={"thu.eml": data})

    found = list(archive.expand("thu.eml", data))

    assert len(found) < 6
    with pytest.raises(IngestError, match="lồng"):
        found[-1].read()


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"khong phai thu"])
def test_what_is_no_letter_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableFile):
        mail.read(data)


def outlook_letter() -> bytes:
    """Return an MSG by hand: one OLE file of one sector a stream, as short as may be."""
    said = {0x0037: "V/v họp giao ban", 0x1000: "Họp lúc 8 giờ tại xã Bản Lìm."}
    streams = {
        f"__substg1.0_{name:04X}001F": text.ljust(2048).encode("utf-16-le")
        for name, text in said.items()
    }
    known = b"".join(struct.pack("<HHIQ", 0x001F, name, 6, 4096) for name in said)
    streams["__properties_version1.0"] = bytes(32) + known
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors = [b"", b""]
    table = [fat, end]
    entries = [entry("Root Entry", 5, 1, end, 0)]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0")
        entries.append(
            entry(name, 2, number + 2 if number + 1 < len(names) else -1, len(sectors), 4096)
        )
        first = len(sectors)
        sectors += [data[at : at + 512] for at in range(0, 4096, 512)]
        table += [*range(first + 1, first + 8), end]
    sectors[1] = b"".join(entries)
    sectors[0] = b"".join(struct.pack("<I", n) for n in table).ljust(512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end,
        0, 0,
    )  # fmt: skip
    return header + b"".join(struct.pack("<I", free) for _ in range(108)) + b"".join(sectors)


def entry(name: str, kind: int, right: int, start: int, size: int) -> bytes:
    """Return a directory entry; streams hang to the right of one another, the root holds them."""
    coded = name.encode("utf-16-le")
    below = 1 if kind == 5 else -1
    return struct.pack(
        "<64sHBBiii16xI8x8xIQ", coded, len(coded) + 2, kind, 1, -1, -1 if kind == 5 else right,
        below, 0, start, size,
    )  # fmt: skip


def test_a_letter_of_outlook_is_read() -> None:
    data = outlook_letter()

    found = parser_for("thu.msg", data)(data)

    assert "Tiêu đề: V/v họp giao ban" in [line.text for line in found.lines]
    assert "Họp lúc 8 giờ tại xã Bản Lìm." in " ".join(line.text for line in found.lines)


@pytest.mark.parametrize("cut", [600, 1100, 2000])
def test_a_damaged_letter_of_outlook_is_refused(cut: int) -> None:
    with pytest.raises(IngestError):
        outlook.read(outlook_letter()[:cut])
