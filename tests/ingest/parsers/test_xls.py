"""``files/so-lieu.xls`` was made for this test, with invented places, in the format of Excel 97."""

from pathlib import Path

import pytest

from ingest.errors import EncryptedFile, UndecodableFile
from ingest.parsers import parser_for, xls

DATA = (Path(__file__).parent / "files" / "so-lieu.xls").read_bytes()


def test_an_old_workbook_is_shown_as_excel_shows_it() -> None:
    found = parser_for("so-lieu.xls", DATA)(DATA)

    assert [line.text for line in found.lines if not line.cells] == [
        "BẢNG PHÂN BỔ XÃ BẢN LÌM",
        "4",
    ]
    assert [line.cells for line in found.lines if line.cells] == [
        ("STT", "Xã", "Diện tích", "Hạn"),
        ("001", "Bản Lìm", "150,0 ha", "09/2025"),
        ("003", "Huyện ủy", "40,0 ha", "03/2026"),
    ]


def test_what_it_hides_and_strikes_out_is_told() -> None:
    told = " ".join(xls.read(DATA).warnings)

    assert all(
        words in told
        for words in ("002 | Nà Sáy", "hàng 4", "Ghi chú | giữ", "cột E", "Xã cũ 77%", "“Nháp”")
    )


@pytest.mark.parametrize("cut", [100, 600, 1500])
def test_a_damaged_workbook_is_refused(cut: int) -> None:
    with pytest.raises(UndecodableFile, match="xls"):
        xls.read(DATA[:cut])


def test_a_locked_workbook_is_named() -> None:
    with pytest.raises(EncryptedFile):
        xls.read(DATA[:600] + "EncryptedPackage".encode("utf-16-le"))
