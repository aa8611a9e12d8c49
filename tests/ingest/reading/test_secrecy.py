import pytest

from ingest.reading.secrecy import LINES, stamp

HEAD = "ỦY BAN NHÂN DÂN\nHUYỆN SƠN KHÊ\n{}\nSố: 12/KH-UBND\nKẾ HOẠCH\nMở lớp bơi"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("  [TUYỆT  MẬT]  ", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I M Ậ T", "TỐI MẬT"),
        ("| TỐI MẬT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "TỐI MẬT"),
        ("Độ mật: Tuyệt mật", "TUYỆT MẬT"),
        ("Dấu chỉ độ mật: MẬT", "MẬT"),
        ("MẬT\nTUYỆT MẬT", "TUYỆT MẬT"),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("KẾ HOẠCH BẢO VỆ BÍ MẬT", None),
        ("Mật ong là sản phẩm chủ lực", None),
        ("mật", None),
        ("Độ mật: không", None),
        ("", None),
    ],
)
def test_the_stamp_at_the_head(line: str, found: str | None) -> None:
    assert stamp(HEAD.format(line)) == found


def test_below_the_head_the_word_is_no_stamp() -> None:
    assert stamp("dòng\n" * LINES + "MẬT") is None
