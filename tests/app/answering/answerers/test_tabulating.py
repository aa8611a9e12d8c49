"""A document's own table, as far as the question names its columns and rows."""

import pytest

from app.answering.answerers import tabulating
from app.answering.claims import Body, Note, Parts, Table
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLE = """| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
| --- | --- | --- | --- | --- |
| 1 | Sơn lại lan can cầu treo | Sở Xây dựng | Công an tỉnh | Quý II/2026 |
| 2 | Thay ván mặt cầu treo | Phòng Kinh tế | Sở Tài chính | Quý IV/2026 |
"""


def table(question: str, rows: str = TABLE) -> Table | None:
    body = answered(question, rows)
    assert body is None or isinstance(body, Table)
    return body


def answered(question: str, rows: str) -> Body | None:
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{rows}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, "lan can")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "lan can"))
    return tabulating.answer(query, ranked, Terms(query, library), held[0])


def told(found: Table | None) -> list[list[str]]:
    assert found is not None
    return [[row.name, *(c.text for cell in row.cells for c in cell)] for row in found.rows]


def test_a_row_for_each_and_a_column_for_each_head_that_is_named() -> None:
    found = table("Lập bảng các nhiệm vụ: cơ quan chủ trì, thời gian hoàn thành")
    assert told(found) == [
        ["Sơn lại lan can cầu treo", "Sở Xây dựng", "Quý II/2026"],
        ["Thay ván mặt cầu treo", "Phòng Kinh tế", "Quý IV/2026"],
    ]
    assert found is not None
    assert found.columns == ("Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành")
    assert found.claims[0].quotes[0].text.startswith("STT: 1; Nhiệm vụ: Sơn lại")


def test_only_the_rows_that_are_named_where_some_are() -> None:
    found = table("Lập bảng cơ quan chủ trì, cơ quan phối hợp của việc thay ván mặt cầu treo")
    assert told(found) == [["Thay ván mặt cầu treo", "Phòng Kinh tế", "Sở Tài chính"]]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Cơ quan chủ trì và thời gian hoàn thành các nhiệm vụ?", TABLE),
        ("Lập bảng chi phí vật tư theo xã", TABLE),
    ],
)
def test_no_table_asked_or_no_columns_named(question: str, rows: str) -> None:
    assert table(question, rows) is None


def test_of_a_long_table_the_first_rows_and_their_number() -> None:
    rows = "".join(f"| {n} | Khơi rãnh {n} | Đội thủy nông | Xã | Quý I |\n" for n in range(3, 300))
    body = answered("Lập bảng nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp", TABLE + rows)
    assert isinstance(body, Parts)
    shown = body.parts[0]
    assert isinstance(shown, Table)
    assert body.parts[1] == Note(f"Trên đây là {len(shown.rows)} dòng đầu trong 299 dòng.")


def test_who_and_when_ask_for_columns_too() -> None:
    found = table("Lập bảng các nhiệm vụ: ai chủ trì, khi nào làm")
    assert found is not None
    assert found.columns == ("Nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành")


def test_a_row_above_others_is_asked_for_with_them() -> None:
    rows = TABLE.replace("| 1 | Sơn lại", "| I | CẦU TREO |  |  |  |\n| 1 | Sơn lại") + (
        "| II | ĐƯỜNG BỜ SUỐI |  |  |  |\n| 1 | Khơi rãnh | Đội thủy nông | Xã | Quý I/2026 |\n"
    )
    found = table("Lập bảng nhóm đường bờ suối: cơ quan chủ trì, thời gian hoàn thành", rows)
    assert told(found) == [["Khơi rãnh", "Đội thủy nông", "Quý I/2026"]]


def test_the_rows_that_are_listed_one_by_one_each_once() -> None:
    rows = TABLE + (
        "| 3 | Khơi rãnh dọc cầu treo xã | Đội thủy nông | Sở Y tế | Quý I/2026 |\n"
        "| 3 | Khơi rãnh dọc cầu treo xã | Sở Xây dựng | | |\n"
    )
    found = table(
        "Lập bảng cơ quan chủ trì, thời gian hoàn thành của hai việc: khơi rãnh dọc, sơn lan can",
        rows,
    )
    assert told(found) == [
        ["Sơn lại lan can cầu treo", "Sở Xây dựng", "Quý II/2026"],
        ["Khơi rãnh dọc cầu treo xã", "Đội thủy nông", "Quý I/2026"],
    ]


def test_a_row_below_merged_cells_has_them_of_the_row_above() -> None:
    rows = TABLE + "| lần hai | Sở Y tế | Quý III/2026 | | |\n"
    found = table("Lập bảng các nhiệm vụ: cơ quan chủ trì, thời gian hoàn thành", rows)
    assert told(found)[1:] == [
        ["Thay ván mặt cầu treo", "Phòng Kinh tế", "Quý IV/2026"],
        ["Thay ván mặt cầu treo", "lần hai", "Quý III/2026"],
    ]


def test_a_row_that_says_nothing_in_the_columns_is_left_out() -> None:
    rows = TABLE + "| 3 | Khơi rãnh dọc | | Sở Y tế | |\n"
    found = table("Lập bảng các nhiệm vụ: cơ quan chủ trì, thời gian hoàn thành", rows)
    assert [row[0] for row in told(found)] == ["Sơn lại lan can cầu treo", "Thay ván mặt cầu treo"]
