"""Claims as they are shown: every kind of body, its markers in their order."""

from dataclasses import replace

import pytest

from app.answering.claims import (
    Body,
    Claim,
    Conclusion,
    Entry,
    Holdings,
    Listing,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Row,
    Silent,
    Statements,
    Table,
    Talk,
    Verdict,
    Worded,
)
from app.rendering import markdown, phrasing, plain
from index.question.query import HeaderField


def quote(document_id: str = "a", start: int = 0) -> Quote:
    return Quote(document_id, start, start + 5, "chữ ở đó", 1.0)


def claim(
    role: Role,
    *said: str,
    document_id: str = "a",
    start: int = 0,
    value: str = "",
    above: tuple[Quote, ...] = (),
    field: HeaderField | None = None,
) -> Claim:
    return Claim(
        role=role,
        document_id=document_id,
        document=f"Kế hoạch {document_id}",
        section=("II", "1", "a"),
        sentences=said,
        quotes=(quote(document_id, start),),
        value=value,
        value_quotes=above,
        field=field,
    )


STATED = claim(Role.STATEMENT, "Đạt 64%.", "Giữ 3 [hồ]")
HEADED = claim(Role.STATEMENT, "giao đo đạc", start=9, value="Tổ 7", above=(quote(),))
LINES = (
    claim(Role.LINE, "đạt 64%", value="64%"),
    Silent("b", "Kế hoạch b"),
    claim(Role.LINE, "đạt *70%*", document_id="c", value="70%"),
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            Statements((STATED,)),
            r"Theo Kế hoạch a, điểm a mục II.1: Đạt 64%. [1] Giữ 3 \[hồ\] [1]",
        ),
        (Statements((STATED,), True), r"Có, theo Kế hoạch a, điểm a mục II.1: Đạt 64%. [1]"),
        (Statements((STATED,), False), r"Không, theo Kế hoạch a, "),
        (Worded((claim(Role.WORDED, "Sở Thủy nông lập sổ."),), side=True), "Có, Sở Thủy nông lập"),
        (Worded((claim(Role.WORDED, "Cơ quan lập sổ."),), side=True), "Có, cơ quan lập sổ."),
        (
            Statements(
                (claim(Role.STATEMENT, "giao đo đạc", start=9, value="Tổ 7", above=(quote(),)),)
            ),
            "**Tổ 7** [1] – theo Kế hoạch a, điểm a mục II.1: giao đo đạc [2]",
        ),
        (
            Statements((claim(Role.LOCATED, "đo đạc"),)),
            "Nội dung này ở điểm a mục II.1 của Kế hoạch a: đo đạc [1]",
        ),
        (
            Statements((claim(Role.HEADER, "12/03/2025", field=HeaderField.ISSUED_ON),)),
            "Kế hoạch a ban hành ngày 12/03/2025 [1].",
        ),
        (
            Listing(
                (claim(Role.ITEM, "một"), claim(Role.ITEM, "hai", start=9)),
                "Kế hoạch a",
                ("V",),
                2,
                2,
            ),
            "Theo Kế hoạch a, mục V:\n\n- một [1]\n- hai [2]",
        ),
        (
            Listing((claim(Role.ITEM, "một"),), "Kế hoạch a", ("V",), 1, 1, heading="Việc của xã"),
            "Theo Kế hoạch a, mục V (Việc của xã):\n\n- một [1]",
        ),
        (
            Statements(
                (replace(claim(Role.LOCATED, "đo đạc"), section=("Chương II", "Điều 7", "2")),)
            ),
            "Nội dung này ở khoản 2 Điều 7, Chương II của Kế hoạch a: đo đạc [1]",
        ),
        (
            Listing((claim(Role.ITEM, "một"),), "Kế hoạch a", ("V",), 1, 7),
            "Theo Kế hoạch a, mục V (1 trong 7 mục):\n\n- một [1]",
        ),
        (
            Listing((claim(Role.ITEM, "một"),), "Kế hoạch a", (), 1, 7),
            "Theo Kế hoạch a, ở nhiều phần (1 trong 7 mục):\n\n- một [1]",
        ),
        (
            PerDocument(LINES, compared=True),
            "Đối chiếu các văn bản:\n\n- **Kế hoạch a**: **64%** – đạt 64% [1]\n"
            "- **Kế hoạch b**: chưa tìm thấy.\n- **Kế hoạch c**: **70%** – đạt \\*70%\\* [2]",
        ),
        (PerDocument(LINES[:1], compared=False), "Các văn bản nêu như sau:\n\n- **Kế hoạch a**"),
        (
            Parts((Statements((STATED,)), Statements((claim(Role.STATEMENT, "b", start=9),)))),
            "Theo Kế hoạch a, điểm a mục II.1: Đạt 64%. [1] Giữ 3 \\[hồ\\] [1]\n\n"
            "Theo Kế hoạch a, điểm a mục II.1: b [2]",
        ),
        (
            Refusal(Reason.NOT_FOUND, "unknown_name", ("*Lạc*",)),
            "Không tìm thấy “\\*Lạc\\*” trong các văn bản đang có.",
        ),
    ],
)
def test_a_body_is_shown(body: Body, text: str) -> None:
    assert markdown.answer(body).startswith(text)


def test_a_conclusion_comes_first_and_keeps_the_numbers_of_its_lines() -> None:
    first, _, last = LINES
    assert isinstance(first, Claim)
    assert isinstance(last, Claim)
    drawn = Conclusion(Verdict.EXTREME, (last,), "cao nhất")
    body = PerDocument(LINES, compared=True, conclusion=drawn)
    assert markdown.answer(body).startswith("**Kế hoạch c** cao nhất: 70% [2].\n\nĐối chiếu")
    assert phrasing.conclusion(drawn) == "Kế hoạch c cao nhất: 70%."
    differ = Conclusion(Verdict.DISAGREE, (first, last), side=True)
    assert phrasing.conclusion(differ) == "Có, khác nhau – Kế hoạch a: 64%; Kế hoạch c: 70%."


def test_every_row_of_a_table_that_states_has_its_markers() -> None:
    two = (claim(Role.CELL, "một"), claim(Role.CELL, "hai", start=9))
    rows = (
        Row("a", "Xã a", (two, ())),
        Row("c", "Xã|c", ((claim(Role.CELL, "ba", document_id="c"),), ())),
    )
    table = Table(("Văn bản", "Nước", "Rừng"), rows)
    assert markdown.answer(table).splitlines() == [
        "| **Văn bản** | **Nước** | **Rừng** |",
        "| --- | --- | --- |",
        "| Xã a | – một [1]<br>– hai [2] | không nêu |",
        "| Xã\\|c | ba [3] | không nêu |",
    ]


def test_a_cell_by_itself_is_a_line_or_items() -> None:
    one, two = claim(Role.CELL, "một"), claim(Role.CELL, "hai", start=9)
    numbered = {quote(): 4, quote(start=9): 7}
    assert markdown.write(phrasing.cell([one], numbered)) == "một [4]"
    assert markdown.write(phrasing.cell([one, two], numbered)) == "- một [4]\n- hai [7]"
    assert plain.write(phrasing.cell([], numbered)) == "không nêu"


def test_a_header_value_is_said_with_what_it_is() -> None:
    stated = claim(Role.HEADER, "12-KH/HU", field=HeaderField.NUMBER)
    assert phrasing.sentence(stated) == "Số, ký hiệu của Kế hoạch a: 12-KH/HU."
    assert phrasing.sentence(STATED) == "Đạt 64%. Giữ 3 [hồ]"


def test_what_is_held_is_listed_without_markers() -> None:
    entries = (Entry("a", "Kế hoạch *a*", "trồng rừng"), Entry("b", "Kế hoạch b", ""))
    text = markdown.answer(Holdings("counted", "kế hoạch", entries, ("a", "b", "c"), 1))
    assert text.split("\n\n") == [
        "Trong các văn bản đang có, có **3 kế hoạch**:",
        "- Kế hoạch \\*a\\*: trồng rừng\n- Kế hoạch b",
        "… và 1 văn bản khác.",
        "Ngoài ra có 1 văn bản không ghi đủ ngày ban hành nên không tính được.",
    ]


def test_talk_lists_questions_that_may_be_asked() -> None:
    text = markdown.answer(Talk("greeting", ("Ai ký Kế hoạch [a]?",)))
    assert text.startswith("Xin chào.")
    assert text.endswith("Có thể hỏi, chẳng hạn:\n\n- Ai ký Kế hoạch \\[a\\]?")


def test_a_compared_cell_puts_the_value_first() -> None:
    valued, bare = claim(Role.CELL, "Giao 3 tổ.", value="3 tổ"), claim(Role.CELL, "Giao.", start=9)
    numbered = phrasing.markers(Table(("", ""), (Row("a", "a", ((valued, bare),)),)))
    assert markdown.write(phrasing.compared([valued], numbered)) == "**3 tổ** – Giao 3 tổ. [1]"
    assert plain.write(phrasing.compared([valued, bare], numbered)) == (
        "- 3 tổ – Giao 3 tổ. [1]\n- Giao. [2]"
    )
    assert plain.write(phrasing.compared([], numbered)) == "không nêu"
