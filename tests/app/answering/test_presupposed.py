"""What a question takes to be so of a document that its header tells otherwise."""

import pytest

from app.answering.claims import Parts, Reason, Refusal
from app.answering.presupposed import beside, notes
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
LIBRARY = plans.library(HELD)


def told(question: str) -> list[str]:
    return [note.text for note in notes(understand(question, LIBRARY), plans.shelf(HELD))]


NAME = "Kế hoạch số 45/KH-UBND của UBND tỉnh Lạc Sơn Đông"
WHOSE = f"Lưu ý: đây là {NAME}, không phải của {{asked}}."
SIGNED = f"Lưu ý: {NAME} do Chủ tịch Lê Văn Thuận ký, không phải {{asked}}."
ISSUED = f"Lưu ý: {NAME} ban hành ngày 12/03/2025, không phải {{asked}}."


@pytest.mark.parametrize(
    ("question", "asked", "wording"),
    [
        ("Kế hoạch 45 của Yên Thượng sửa bao nhiêu km đường?", "Yên Thượng", WHOSE),
        ("Kế hoạch 45 của UBND tỉnh Yên Thượng sửa gì?", "UBND tỉnh Yên Thượng", WHOSE),
        ("Kế hoạch 45/KH-UBND của Bộ Y tế sửa gì?", "Bộ Y tế", WHOSE),
        ("Kế hoạch 45 do Hoàng Thị Nhàn ký đặt mục tiêu gì?", "Hoàng Thị Nhàn", SIGNED),
        ("Kế hoạch 45 năm 2021 đặt mục tiêu gì?", "năm 2021", ISSUED),
        ("Kế hoạch 45 ngày 13/3/2025 đặt mục tiêu gì?", "ngày 13/3/2025", ISSUED),
    ],
)
def test_another_body_signer_or_day_is_put_right(question: str, asked: str, wording: str) -> None:
    assert told(question) == [wording.format(asked=asked)]


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 45 của UBND tỉnh Lạc Sơn Đông sửa gì?",
        "Kế hoạch 45 của Lạc Sơn Đông sửa gì?",
        "Kế hoạch 45 của Chủ tịch UBND tỉnh sửa gì?",
        "Kế hoạch 45 do ông Lê Văn Thuận ký đặt mục tiêu gì?",
        "Kế hoạch 45 năm 2025 sửa gì?",
        "Kế hoạch 45 của BNNMT sửa gì?",
        "Kế hoạch 45 đến năm 2030 sửa gì?",
        "Kế hoạch 45 do cơ quan nào ban hành?",
    ],
)
def test_what_is_so_or_cannot_be_told_needs_no_word(question: str) -> None:
    assert told(question) == []


def test_a_refusal_stays_one() -> None:
    query = understand("Kế hoạch 45 của Yên Thượng nuôi cá gì?", LIBRARY)
    refusal = Refusal(Reason.NOT_FOUND, "nothing")
    body = beside(refusal, query, plans.shelf(HELD))
    assert isinstance(body, Refusal)
    assert body.notes
    assert not isinstance(body, Parts)


PERIOD = plans.read(
    plans.LAC_SON.replace(
        "Nâng cấp đường giao thông nông thôn", "Chương trình bến đò an toàn giai đoạn 2031 - 2035"
    ).replace("Mỗi năm sửa 40 km.", "Kết quả bến đò kiểu mẫu giai đoạn 2026 - 2030 là tốt.")
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Chương trình bến đò an toàn giai đoạn 2026-2030 theo kế hoạch 45 sửa gì?", "2026-2030"),
        ("Chương trình bến đò an toàn giai đoạn 2031-2035 theo kế hoạch 45 sửa gì?", ""),
        ("Kế hoạch 45 nêu kết quả bến đò kiểu mẫu giai đoạn 2026-2030 là gì?", ""),
        ("Kế hoạch 45 nêu kết quả giai đoạn 2026-2030 thế nào?", ""),
    ],
)
def test_the_years_of_a_title_are_put_right_where_its_words_are_said(
    question: str, asked: str
) -> None:
    query = understand(question, plans.library(PERIOD))
    said = [note.text for note in notes(query, plans.shelf(PERIOD))]
    wording = f"Lưu ý: {NAME} là của giai đoạn 2031 - 2035, không phải giai đoạn {asked}."
    assert said == ([wording] if asked else [])


def test_the_number_as_printed_stands_beside_one_with_a_letter_less() -> None:
    held = plans.read(plans.LAC_SON.replace("45/KH-UBND", "45/KH-UBNDT"))
    query = understand("Kế hoạch 45/KH-UBND sửa gì?", plans.library(held))
    [note] = notes(query, plans.shelf(held))
    assert note.text == "Lưu ý: văn bản này in số 45/KH-UBNDT, không phải 45/KH-UBND."


@pytest.mark.parametrize(
    ("asked", "noted"),
    [("Đan Lưới", True), ("Nuôi Ong", False), ("Nuôi Ong huyện Yên Thượng", False)],
)
def test_what_a_numbered_document_is_about_is_put_right(asked: str, *, noted: bool) -> None:
    title = "Sửa chữa trụ sở Hiệp hội Nuôi Ong"
    held = plans.read(plans.LAC_SON.replace("Nâng cấp đường giao thông nông thôn", title))
    assert title in held[0].text
    query = understand(
        f"Kế hoạch 45/KH-UBND về trụ sở Hiệp hội {asked} sửa gì?", plans.library(held)
    )
    said = [note.text for note in notes(query, plans.shelf(held))]
    assert [f"không phải về Hiệp hội {asked}" in text for text in said] == [True] * noted
