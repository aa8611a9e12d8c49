"""All facts of a kind, read from invented plans."""

import pytest

from app.answering import verification
from app.answering.answer import Draft
from app.answering.answerers import register
from app.answering.claims import Digest, Listing, PerDocument, Reason, Refusal, Statements, Table
from app.rendering import markdown
from index.catalogue.memory import MemoryFacts
from index.question.library import Library
from index.question.understanding import understand
from index.selection import Selection
from tests.app.answering import plans

CARRIED_OUT = plans.YEN_THUONG.replace(
    "I. MỤC TIÊU\n", "Thực hiện Kết luận số 88-KL/TU ngày 02/01/2025 của Tỉnh ủy;\nI. MỤC TIÊU\n"
)
HEADED = plans.LAC_SON.replace("LẠC SƠN ĐÔNG", "KIM BÔI HẠ").replace(
    "Lạc Sơn Đông", "Kim Bôi Hạ"
).replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Sở Tài chính\nCăn cứ dự toán được duyệt, trình cấp có thẩm quyền bố trí vốn.\n"
    "3. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
)  # fmt: skip
SHELF = plans.read(plans.LAC_SON, CARRIED_OUT, HEADED)
LIBRARY = Library(SHELF)


def asked(question: str) -> Draft | None:
    query = understand(question, LIBRARY)
    asked = query.documents or tuple(document.id for document in SHELF)
    searched = Selection(document_ids=frozenset(asked))
    documents = plans.shelf(SHELF)
    draft = register.answer(query, MemoryFacts(SHELF), searched, asked, documents)
    if draft is not None:
        verification.check(draft.body, documents)
    return draft


def text(question: str) -> str:
    draft = asked(question)
    assert draft is not None
    return markdown.answer(draft.body)


def test_targets_are_a_table_that_says_value_and_year() -> None:
    draft = asked("Lập bảng các chỉ tiêu của Lạc Sơn Đông")
    assert draft is not None
    assert isinstance(draft.body, Table)
    said = markdown.answer(draft.body)
    assert "87,5%" in said
    assert "2030" in said
    assert all("[" in row for row in said.splitlines()[2:])


def test_each_plan_says_when_it_is_to_be_reported() -> None:
    draft = asked("Hạn báo cáo của từng kế hoạch?")
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert len(draft.body.lines) == 3
    assert markdown.answer(draft.body).count("20/10 hằng năm") >= 3


def test_all_times_of_one_plan_or_a_few_are_told_where_all_are_asked_for() -> None:
    later = plans.LAC_SON.replace(
        "huy động nhân dân góp công làm đường.",
        "huy động nhân dân góp công làm đường, hoàn thành trước ngày 30/6/2027.",
    )
    shelf = plans.read(later, later.replace("45/KH", "51/KH").replace("2027", "2028"))
    query = understand("Các mốc thời gian của Lạc Sơn Đông là gì?", Library(shelf))
    ids = tuple(plan.id for plan in shelf)
    searched = Selection(document_ids=frozenset(ids))
    draft = register.answer(query, MemoryFacts(shelf), searched, ids, plans.shelf(shelf))
    assert draft is not None
    said = markdown.answer(draft.body)
    assert "30/6/2027" in said
    assert "30/6/2028" in said
    assert said.count("20/10 hằng năm") == 2


def test_plans_whose_times_are_compared_are_a_comparison() -> None:
    draft = asked("So sánh thời hạn báo cáo của Lạc Sơn Đông và Yên Thượng")
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert draft.body.compared


def test_the_date_comes_first_where_one_plan_is_asked() -> None:
    draft = asked("Yên Thượng phải báo cáo trước ngày nào?")
    assert draft is not None
    assert isinstance(draft.body, Statements)
    assert markdown.answer(draft.body).startswith("**20/10 hằng năm**")


def test_the_tasks_of_a_body_are_listed() -> None:
    said = text("Sở Giao thông vận tải có nhiệm vụ gì trong kế hoạch của Lạc Sơn Đông?")
    assert "chủ trì" in said
    assert "góp công" not in said


def test_a_task_told_by_its_title_has_the_part_of_the_body_asked_about() -> None:
    tasked = plans.LAC_SON.replace(
        "II. TỔ CHỨC THỰC HIỆN\n",
        "II. NHIỆM VỤ\n1. Tổ chức vẽ bản đồ cầu treo\n- Nội dung: đo từng cầu.\n"
        "- Cơ quan chủ trì: Sở Nội vụ, Sở Y tế.\n- Cơ quan phối hợp: Sở Công Thương.\n"
        "III. TỔ CHỨC THỰC HIỆN\n",
    )
    shelf = plans.read(tasked)
    query = understand("Tóm tắt những việc Sở Nội vụ phải làm.", Library(shelf))
    searched = Selection(document_ids=frozenset({shelf[0].id}))
    draft = register.answer(query, MemoryFacts(shelf), searched, [shelf[0].id], plans.shelf(shelf))
    assert draft is not None
    verification.check(draft.body, plans.shelf(shelf))
    said = markdown.answer(draft.body)
    assert "Tổ chức vẽ bản đồ cầu treo" in said
    assert "Cơ quan chủ trì: Sở Nội vụ, Sở Y tế" in said
    assert "Sở Công Thương" not in said


def test_what_stands_below_a_heading_that_is_a_body_is_its_task() -> None:
    draft = asked("Sở Tài chính Kim Bôi Hạ phải làm gì?")
    assert draft is not None
    assert isinstance(draft.body, Listing)
    assert "bố trí vốn" in markdown.answer(draft.body)
    assert "2. Sở Tài chính" not in markdown.answer(draft.body)


def test_a_part_titled_with_the_charge_of_a_body_is_its_own() -> None:
    titled = HEADED.replace("2. Sở Tài chính\n", "2. Trách nhiệm của Sở Tài chính\n")
    shelf = plans.read(titled)
    query = understand("Sở Tài chính phải làm gì?", Library(shelf))
    searched = Selection(document_ids=frozenset({shelf[0].id}))
    draft = register.answer(query, MemoryFacts(shelf), searched, [shelf[0].id], plans.shelf(shelf))
    assert draft is not None
    assert "bố trí vốn" in markdown.answer(draft.body)


def test_that_a_body_is_given_nothing_is_not_said_where_its_level_is_spoken_of() -> None:
    said = "2. Các xã, phường huy động nhân dân"
    shelf = plans.read(plans.LAC_SON.replace("2. Ủy ban nhân dân các xã huy động nhân dân", said))
    query = understand("Xã phường phải làm gì?", Library(shelf))
    searched = Selection(document_ids=frozenset({shelf[0].id}))
    draft = register.answer(query, MemoryFacts(shelf), searched, [shelf[0].id], plans.shelf(shelf))
    assert query.inquiry is not None
    assert draft is None or not isinstance(draft.body, Refusal)


def test_that_a_body_is_given_nothing_is_stated_of_the_plan_that_was_read() -> None:
    draft = asked("Sở Y tế được giao nhiệm vụ gì trong kế hoạch của Lạc Sơn Đông?")
    assert draft is not None
    assert isinstance(draft.body, Refusal)
    assert draft.body.reason is Reason.NOT_STATED
    assert "Sở Y tế" in markdown.answer(draft.body)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Sở Công Thương chủ trì, phối hợp với Sở Y tế mở chợ phiên.", "mở chợ phiên"),
        ("Giám đốc Sở Y tế chỉ đạo mở trạm xá.", "mở trạm xá"),
    ],
)
def test_a_body_is_told_what_its_head_leads_and_what_it_takes_part_in(item: str, told: str) -> None:
    people = "2. Ủy ban nhân dân các xã"
    shelf = plans.read(plans.LAC_SON.replace(people, f"2. {item}\n3. Ủy ban nhân dân các xã"))
    query = understand("Sở Y tế có nhiệm vụ gì?", Library(shelf))
    key = shelf[0].id
    searched = Selection(document_ids=frozenset({key}))
    draft = register.answer(query, MemoryFacts(shelf), searched, [key], plans.shelf(shelf))
    assert draft is not None
    assert told in markdown.answer(draft.body)


def test_who_carries_out_a_document_is_read_from_what_cites_it() -> None:
    draft = asked("Những kế hoạch nào thực hiện Kết luận 88?")
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert [claim.document_id for claim in draft.body.claims] == [SHELF[1].id]
    assert "1/3 văn bản" in markdown.answer(draft.body)
    assert asked("Những kế hoạch nào thực hiện Kết luận 8?") is None


def test_a_digest_tells_targets_tasks_and_times() -> None:
    draft = asked("Tóm tắt kế hoạch của Lạc Sơn Đông")
    assert draft is not None
    assert isinstance(draft.body, Digest)
    said = markdown.answer(draft.body)
    assert "87,5%" in said
    assert "20/10 hằng năm" in said
    assert "Nâng cấp đường giao thông nông thôn" in said
    assert all("[" in line for line in said.splitlines() if line.startswith("- "))


def test_nothing_is_summed_up_where_no_document_is_named() -> None:
    assert asked("Tóm tắt kế hoạch") is None


def test_targets_are_those_of_the_plans_that_carry_the_document_out() -> None:
    told = text("Lập bảng chỉ tiêu của các kế hoạch thực hiện Kết luận 88")
    assert "92%" in told
    assert "87,5%" not in told


def test_the_tasks_of_two_bodies_stand_side_by_side() -> None:
    draft = asked(
        "Sở Giao thông vận tải và Sở Tài chính của Kim Bôi Hạ có nhiệm vụ khác nhau thế nào?"
    )
    assert draft is not None
    assert isinstance(draft.body, Table)
    assert [row.name for row in draft.body.rows] == ["Sở Giao thông vận tải", "Sở Tài chính"]
    first, second = (row.cells[0] for row in draft.body.rows)
    assert "báo cáo kết quả" in first[0].text
    assert "bố trí vốn" in second[0].text
    assert "[" in markdown.answer(draft.body).splitlines()[-1]


def test_who_assigns_is_not_set_beside_who_is_assigned() -> None:
    query = understand(
        "Sở Tài chính được Thủ tướng giao việc gì trong kế hoạch Kim Bôi Hạ?", LIBRARY
    )
    assert query.inquiry is None or query.inquiry.beside is None


def test_that_a_body_is_given_nothing_is_not_said_where_the_plan_speaks_of_it() -> None:
    said = "2. Sở Xây dựng chỉ đạo Chi cục Giám định làm các việc sau:\n- Đo mặt đường.\n3. Ủy ban"
    shelf = plans.read(plans.LAC_SON.replace("2. Ủy ban", said))
    library, key = Library(shelf), shelf[0].id
    searched = Selection(document_ids=frozenset({key}))

    def told(question: str) -> Draft | None:
        query = understand(question, library)
        return register.answer(query, MemoryFacts(shelf), searched, [key], plans.shelf(shelf))

    draft = told("Chi cục Giám định có nhiệm vụ gì?")
    assert draft is None or "Đo mặt đường" in markdown.answer(draft.body)
