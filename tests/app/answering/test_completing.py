"""The value asked for where it stands beside what speaks of it."""

from dataclasses import replace

import pytest

from app.answering.completing import above, cells_below, cells_of_row, completed, fields_below
from app.answering.evidence import Evidence, Statement
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from ingest.document import Document
from tests.app.answering import plans

PLAN = plans.LAC_SON.replace(
    "1. Sở Giao thông vận tải chủ trì, báo cáo kết quả trước ngày 20/10 hằng năm.",
    "1. Tổng hợp danh mục cầu treo gửi Sở Xây dựng. Thời gian hoàn thành: trước ngày 31/5/2026.\n"
    "2. Biên bản được lập thành 04 bản.\nLưu biên bản tại thôn.\n"
    "3. Dựng biển báo ở đầu cầu.",
)


def told(question: str, words: str, longest: int = 420) -> tuple[Statement, Statement, Document]:
    """Return the statement that holds the words, as it is and completed."""
    held = plans.read(PLAN)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, words)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, words))
    statement = next(s for s in ranked if words in s.text)
    return statement, completed(statement, Terms(query, library), held[0], longest), held[0]


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("Danh mục cầu treo gửi Sở Xây dựng trước ngày nào?", "danh mục cầu treo", "31/5/2026"),
        ("Biên bản lưu tại thôn lập mấy bản?", "Lưu biên bản", "04 bản"),
    ],
)
def test_the_sentence_beside_it_that_holds_what_is_asked_is_said_too(
    question: str, words: str, value: str
) -> None:
    before, after, document = told(question, words)
    assert not before.values
    assert value in after.text
    assert words in after.text
    assert after.text == document.text[after.start : after.end]
    assert value in after.text[after.values[0].start : after.values[0].end]


def test_a_statement_is_not_completed_beyond_what_can_be_said() -> None:
    before, after, _ = told("Danh mục cầu treo gửi trước ngày nào?", "danh mục cầu treo", 60)
    assert after == before


def test_what_another_item_holds_is_not_of_this_one() -> None:
    before, after, _ = told("Biển báo ở đầu cầu dựng trước ngày nào?", "Dựng biển báo")
    assert after == before


def test_the_title_above_tells_when_what_stands_below_it_is_done() -> None:
    plan = PLAN.replace("II. TỔ CHỨC THỰC HIỆN", "II. GIAI ĐOẠN 2031 - 2035")
    plan = plan.replace("3. Dựng biển", "2.3. Biển báo\nDựng biển")
    [held] = plans.read(plan)
    library = plans.library([held])
    query = understand("Giai đoạn nào dựng biển báo ở đầu cầu?", library)
    passages = plans.found([held], "biển báo")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "biển báo"))
    statement = next(s for s in ranked if "biển báo" in s.text)
    found = above(statement, Terms(query, library), held)
    assert found is not None
    value, start, end = found
    assert value == "GIAI ĐOẠN 2031 - 2035"
    assert held.text[start:end] == "II. GIAI ĐOẠN 2031 - 2035"


LONG = "quy định tải trọng, ca trực, sổ ghi, còi báo và đèn của từng cầu treo; " * 6
RULES = plans.LAC_SON.replace(
    "1. Sở Giao thông vận tải chủ trì, báo cáo kết quả trước ngày 20/10 hằng năm.",
    f"1. Xây dựng quy chế\n- Quy chế gác cầu treo\n+ Nội dung: {LONG}\n"
    "+ Cơ quan chủ trì: Sở Xây dựng.\n+ Thời hạn ban hành: trước ngày 01/9/2026.\n"
    "- Quy chế bến đò\n+ Thời hạn ban hành: trước ngày 01/12/2026.",
)


def test_a_line_below_an_item_says_what_its_key_names_however_far_it_stands() -> None:
    held = plans.read(RULES)
    library = plans.library(held)
    query = understand("Quy chế gác cầu treo ban hành trước ngày nào?", library)
    passages = plans.found(held, "gác cầu treo")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "gác cầu treo"))
    statement = next(s for s in ranked if "Quy chế gác cầu treo" in s.text)
    assert not completed(statement, Terms(query, library), held[0], 420).values
    (cell,) = fields_below(statement, query, held[0])
    assert (cell.head, cell.text) == ("Thời hạn ban hành", "trước ngày 01/9/2026")
    assert held[0].text[cell.start : cell.end] == cell.text


TABLE = """| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
| --- | --- | --- | --- | --- |
| 1 | Sơn lại lan can cầu treo | Sở Xây dựng | Công an tỉnh | Quý II/2026 |
| 2 | Thay ván mặt cầu treo | Phòng Kinh tế | Sở Tài chính | Quý IV/2026 |
"""


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Sơn lại lan can cầu treo xong khi nào?", ["Quý II/2026"]),
        ("Sở nào chủ trì sơn lại lan can cầu treo?", ["Sở Xây dựng"]),
        ("Sơn lại lan can cầu treo thì phối hợp với cơ quan nào?", ["Công an tỉnh"]),
        (
            "Ai chủ trì sơn lại lan can cầu treo và phải xong khi nào?",
            ["Sở Xây dựng", "Quý II/2026"],
        ),
        ("Sơn lại lan can cầu treo tốn bao nhiêu tiền?", []),
    ],
)
def test_the_cell_of_the_row_whose_head_names_what_is_asked(
    question: str, cells: list[str]
) -> None:
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLE}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, "lan can")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "lan can"))
    statement = next(s for s in ranked if "lan can" in s.text)
    start = held[0].text.index("Nhiệm vụ: Sơn lại")
    task = replace(statement, start=start, end=start + len("Nhiệm vụ: Sơn lại lan can cầu treo;"))
    found = cells_of_row(task, query, held[0])
    assert [cell.text for cell in found] == cells
    assert all(held[0].text[cell.start : cell.end].strip() == cell.text for cell in found)


def test_of_the_rows_below_a_row_the_one_that_the_question_says() -> None:
    rows = (
        "| TT | Hạng mục | Thông số |\n| --- | --- | --- |\n"
        "| I | Giờ chạy máy bơm | |\n| 1 | Máy bơm điện | 20 |\n| 2 | Máy bơm dầu | 30 |\n"
        "| II | Giờ sửa máy bơm | |\n| 1 | Máy bơm dầu | 5 |\n"
    )
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{rows}".encode())]
    library = plans.library(held)
    passages = plans.found(held, "Giờ chạy")

    def below(question: str) -> list[str]:
        query = understand(question, library)
        ranked = Evidence(library).rank(query, passages, plans.alike(passages, "Giờ chạy"))
        title = next(each for each in ranked if "Giờ chạy" in each.text)
        return [cell.text for cell in cells_below(title, Terms(query, library), held[0])]

    assert below("Giờ chạy máy bơm dầu là mấy giờ?") == ["Máy bơm dầu", "30"]
    assert below("Giờ chạy máy bơm là mấy giờ?") == []
