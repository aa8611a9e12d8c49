"""What falls due in a time, read from invented plans."""

from datetime import date

from app.answering import verification
from app.answering.answer import Draft
from app.answering.answerers import register
from app.answering.claims import Parts, PerDocument, Reason, Refusal, Table
from app.rendering import markdown
from index.catalogue.memory import MemoryFacts
from index.question.library import Library
from index.question.understanding import understand
from index.selection import Selection
from tests.app.answering import plans

_PEOPLE = "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường."
DATED = plans.LAC_SON.replace(
    _PEOPLE,
    "2. Sở Tài chính trình phương án vốn trước ngày 15/6/2031.\n"
    "3. Ủy ban nhân dân các xã hoàn thành giải phóng mặt bằng trong quý III/2031.\n"
    "4. Sở Xây dựng hoàn thành khảo sát trước ngày 30/4/2031.",
)
SHELF = plans.read(DATED, plans.YEN_THUONG)
LIBRARY = Library(SHELF)
TODAY = date(2031, 5, 14)


def asked(question: str, today: date = TODAY) -> Draft | None:
    query = understand(question, LIBRARY)
    every = query.documents or tuple(document.id for document in SHELF)
    searched = Selection(document_ids=frozenset(every))
    documents = plans.shelf(SHELF)
    draft = register.answer(query, MemoryFacts(SHELF), searched, every, documents, today)
    if draft is not None:
        verification.check(draft.body, documents)
    return draft


def text(question: str, today: date = TODAY) -> str:
    draft = asked(question, today)
    assert draft is not None
    return markdown.answer(draft.body)


def test_what_falls_due_in_a_month_is_a_table_whose_every_row_is_cited() -> None:
    said = text("Tháng 6/2031 có những mốc nào?")
    assert "15/6/2031" in said
    assert "Sở Tài chính" in said
    assert "quý III" not in said.lower()
    rows = [line for line in said.splitlines() if line.startswith("|")][2:]
    assert len(rows) == 1
    assert all("[1]" in row for row in rows)
    assert "Có 1 việc, mốc" in said


def test_a_quarter_holds_what_is_due_on_its_last_day() -> None:
    said = text("Những việc nào phải xong trong quý III/2031?")
    assert "giải phóng mặt bằng" in said
    assert "phương án vốn" not in said


def test_what_is_overdue_is_told_from_today_and_no_more_than_that() -> None:
    said = text("Việc nào quá hạn?")
    assert "khảo sát" in said
    assert "phương án vốn" not in said
    assert "20/10" not in said
    assert "không biết việc đã xong hay chưa" in said
    later = text("Việc nào quá hạn?", date(2031, 7, 1))
    assert later.index("phương án vốn") < later.index("khảo sát")


def test_what_comes_is_told_in_its_order_with_what_recurs() -> None:
    said = text("Sắp tới có những việc nào đến hạn?")
    assert said.index("phương án vốn") < said.index("giải phóng") < said.index("20/10 hằng năm")
    assert "khảo sát" not in said


def test_only_reports_are_told_where_these_are_asked_for() -> None:
    said = text("Sắp tới phải báo cáo gì?")
    assert "20/10 hằng năm" in said
    assert "phương án vốn" not in said


def test_each_document_with_such_a_report_has_a_line() -> None:
    draft = asked("Kế hoạch nào có hạn báo cáo trước 15/12?")
    assert draft is not None
    assert isinstance(draft.body, Parts)
    lines = draft.body.parts[0]
    assert isinstance(lines, PerDocument)
    assert {claim.document_id for claim in lines.claims} == {each.id for each in SHELF}
    assert "2/2 văn bản" in markdown.answer(draft.body)
    assert isinstance(asked_refusal("Kế hoạch nào có hạn báo cáo trước 15/3?"), Refusal)


def asked_refusal(question: str) -> Refusal:
    draft = asked(question)
    assert draft is not None
    assert isinstance(draft.body, Refusal)
    return draft.body


def test_that_nothing_falls_due_is_said_with_the_time_that_was_understood() -> None:
    refusal = asked_refusal("Tháng 2/2033 có những mốc nào?")
    assert refusal.reason is Reason.NOT_FOUND
    assert "từ ngày 01/02/2033 đến ngày 28/02/2033" in markdown.answer(refusal)


def test_a_body_is_told_what_it_has_to_do_alone() -> None:
    said = text("Sở Xây dựng có việc nào quá hạn?")
    assert "khảo sát" in said
    assert isinstance(asked_refusal("Sở Tài chính có việc nào quá hạn?"), Refusal)


def test_one_document_is_asked_by_its_dates_too() -> None:
    draft = asked("Kế hoạch của Lạc Sơn Đông có những mốc nào trong tháng 6/2031?")
    assert draft is not None
    assert isinstance(draft.body, Parts)
    assert isinstance(draft.body.parts[0], Table)
    assert asked("Kế hoạch của Yên Thượng có những mốc nào trong tháng 6/2031?") is None
