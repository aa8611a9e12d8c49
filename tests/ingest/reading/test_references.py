from datetime import date

import pytest

from ingest.reading import references


@pytest.mark.parametrize(
    ("text", "kind", "number", "issued_on", "issuer"),
    [
        (
            "Kế hoạch số 318-KH/TU ngày 05/8/2024 của Tỉnh ủy Hòa Giang về thực hiện",
            "Kế hoạch", "318-KH/TU", date(2024, 8, 5), "Tỉnh ủy Hòa Giang",
        ),
        (
            "Thông tư số 88/2031/TT-BGDĐT ngày 07/4/2031 của Bộ trưởng Bộ Giáo dục "
            "và Đào tạo quy định",
            "Thông tư", "88/2031/TT-BGDĐT", date(2031, 4, 7), "Bộ trưởng Bộ Giáo dục và Đào tạo",
        ),
        ("Kết luận số 12-KL/TWngày 22/5/2024 của Bộ Chính trị về", "Kết luận", "12-KL/TW",
         date(2024, 5, 22), "Bộ Chính trị"),
        ("theo Kết luận số 12 -KL/TW gắn với", "Kết luận", "12-KL/TW", None, None),
        ("Quyết định số 2999/QĐ-TTg ngày 17 tháng 9 năm 2031 của Thủ tướng Chính phủ về",
         "Quyết định",
         "2999/QĐ-TTg", date(2031, 9, 17), "Thủ tướng Chính phủ"),
        ("Luật số 45/2019/QH14", "Luật", "45/2019/QH14", None, None),
        ("Nghị quyết số 12-NQ/TU, ngày 32/13/2024", "Nghị quyết", "12-NQ/TU", None, None),
    ],
)  # fmt: skip
def test_references(
    text: str, kind: str, number: str, issued_on: date | None, issuer: str | None
) -> None:
    (found,) = references.find(text)
    assert (found.kind, found.number, found.issued_on, found.issuer) == (
        kind, number, issued_on, issuer,
    )  # fmt: skip
    cited = text[found.start : found.end]
    assert cited.startswith(kind)
    assert issuer is None or cited.endswith(issuer)


@pytest.mark.parametrize(
    "text", ["ngày 22/5/2024", "giai đoạn 2021-2030", "80,1% và 3.000 người", "năm 2026-Hoàn thành"]
)
def test_figures_are_no_references(text: str) -> None:
    assert references.find(text) == ()


def test_abbreviations() -> None:
    text = (
        "Kết luận số 12-KL/TW ngày 22/5/2024 của Bộ Chính trị (sau đây viết tắt là "
        "Kết luận 12-KL/TW); "
        "vùng đồng bào dân tộc thiểu số (DTTS). Thành lập Ban Chỉ đạo phát triển làng nghề "
        "(sau đây gọi tắt là Ban Chỉ đạo). Gửi các xã (để b/c)."
    )
    found = {item.short: item.long for item in references.abbreviations(text)}
    assert found == {
        "Kết luận 12-KL/TW": "Kết luận số 12-KL/TW ngày 22/5/2024 của Bộ Chính trị",
        "DTTS": "dân tộc thiểu số",
        "Ban Chỉ đạo": "Ban Chỉ đạo phát triển làng nghề",
    }
    for item in references.abbreviations(text):
        assert text[item.start : item.end] == item.short
