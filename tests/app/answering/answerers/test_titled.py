"""What stands under the heading that a question says."""

from dataclasses import replace

import pytest

from app.answering.answerers import titled
from app.answering.claims import Body, Listing
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest.document import Document
from tests.app.answering import plans

PLAN = plans.LAC_SON.replace(
    "II. TỔ CHỨC THỰC HIỆN",
    "II. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU\n1. Vận động hiến đất\nMỗi thôn họp một lần.\n"
    "2. Mua đá tại mỏ\nGiá theo niêm yết.\nIII. NHIỆM VỤ TRỌNG TÂM NĂM 2026\n"
    "1. Sửa cầu ván.\n2. Phát quang hai bên.\nIV. TỔ CHỨC THỰC HIỆN",
)
HELD = plans.read(PLAN)
LIBRARY = plans.library(HELD)
NAME = "kế hoạch đường giao thông của Lạc Sơn Đông"


def under(question: str, *read: str, held: list[Document] = HELD) -> Body | None:
    """Return what is said, where only statements that hold these words were read."""
    query = understand(question, LIBRARY)
    passages = plans.found(held, *read)
    ranked = Evidence(LIBRARY).rank(query, passages, plans.alike(passages, *read))
    told = [each for each in ranked if all(word in each.text for word in read)]
    return titled.answer(query, told, Terms(query, LIBRARY), held[0])


def items(body: Body | None) -> list[str]:
    assert isinstance(body, Listing)
    return [claim.quotes[0].text.split("\n")[0] for claim in body.claims]


def test_the_parts_below_the_heading_that_the_question_says_are_listed() -> None:
    body = under(f"Nhiệm vụ, giải pháp chủ yếu trong {NAME} gồm những gì?", "hiến đất")
    assert items(body) == ["1. Vận động hiến đất", "2. Mua đá tại mỏ"]
    assert isinstance(body, Listing)
    assert (body.section, body.heading) == (("II",), "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU")


@pytest.mark.parametrize(
    ("title", "question", "told"),
    [
        ("cơ sở giáo dục", "Nhà trường phải làm những việc gì theo kế hoạch 45?", True),
        ("nhà trường", "Nhà trường phải làm những việc gì theo kế hoạch 45?", True),
        ("cơ sở sản xuất", "Nhà trường phải làm những việc gì theo kế hoạch 45?", False),
        ("cơ sở giáo dục", "Sở Y tế làm những việc gì cho nhà trường theo kế hoạch 45?", False),
    ],
)
def test_duties_of_a_kind_of_body_are_those_of_the_part_titled_so(
    title: str, question: str, told: bool
) -> None:
    duties = (
        f"III. Trách nhiệm của {title}\n1. Trồng hoa ven đường.\n2. Quét lá.\nIV. NHIỆM VỤ TRỌNG"
    )
    held = plans.read(PLAN.replace("III. NHIỆM VỤ TRỌNG", duties))
    query = replace(understand(question, LIBRARY), documents=(held[0].id,))
    body = titled.answer(query, [], Terms(query, LIBRARY), held[0])
    assert (body is not None) is told
    assert not told or items(body) == ["1. Trồng hoa ven đường.", "2. Quét lá."]


def test_few_headings_that_only_part_a_long_text_are_no_list() -> None:
    long = "".join(
        f"- Nâng cấp {n} km đường thôn cho xe ba bánh qua lại mùa mưa.\n" for n in range(50)
    )
    aims = f"III. CHỈ TIÊU CỤ THỂ CHỦ YẾU\n1. Chỉ tiêu chung\n{long}2. Chỉ tiêu riêng\n{long}"
    held = plans.read(PLAN.replace("III. NHIỆM VỤ TRỌNG TÂM", f"{aims}IV. NHIỆM VỤ TRỌNG TÂM"))
    assert under(f"Chỉ tiêu cụ thể chủ yếu trong {NAME} là gì?", "xe ba bánh", held=held) is None


def test_that_a_list_is_wanted_need_not_stand_in_the_heading() -> None:
    body = under(f"Tóm tắt các nhóm nhiệm vụ, giải pháp chủ yếu của {NAME}", "hiến đất")
    assert items(body) == ["1. Vận động hiến đất", "2. Mua đá tại mỏ"]


def test_of_a_heading_inside_another_that_says_as_much_the_inner_one_is_listed() -> None:
    inner = "2. Nhiệm vụ chủ yếu về đá\na) Mua đá.\nb) Rải đá.\nIII. NHIỆM VỤ TRỌNG TÂM"
    held = plans.read(PLAN.replace("III. NHIỆM VỤ TRỌNG TÂM", inner).replace("2. Mua", "1b. Mua"))
    body = under(f"Nhiệm vụ chủ yếu về đá trong {NAME} gồm những gì?", "Mua đá.", held=held)
    assert items(body) == ["a) Mua đá.", "b) Rải đá."]


def test_few_headings_are_told_with_what_they_say_where_it_is_asked_who_does_what() -> None:
    long = "Mỗi thôn tự họp dân bàn cách làm. " * 40
    aims = f"III. PHÂN CÔNG MỞ ĐƯỜNG\n1. Sở Nội vụ\n{long}\n2. Sở Y tế\n{long}\n"
    held = plans.read(PLAN.replace("III. NHIỆM VỤ TRỌNG TÂM", f"{aims}IV. NHIỆM VỤ TRỌNG TÂM"))
    body = under(f"Mở đường trong {NAME} phân công cho ai làm phần nào?", "tự họp", held=held)
    assert isinstance(body, Listing)
    assert [claim.text[:22] for claim in body.claims] == [
        "1. Sở Nội vụ: Mỗi thôn",
        "2. Sở Y tế: Mỗi thôn t",
    ]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        (f"Nhiệm vụ, giải pháp chủ yếu trong {NAME} gồm những gì?", "góp công"),
        (f"Những xã nào góp công trong {NAME}?", "hiến đất"),
        (f"Nhiệm vụ và giải pháp chủ yếu trong {NAME} có tốt không?", "hiến đất"),
    ],
)
def test_what_is_read_elsewhere_or_asked_otherwise_is_not(question: str, read: str) -> None:
    assert under(question, read) is None


def test_tasks_are_those_under_the_heading_that_is_said_whole() -> None:
    query = understand(f"Tóm tắt các nhiệm vụ trọng tâm năm 2026 của {NAME}", LIBRARY)
    assert items(titled.whole(query, HELD[0])) == ["1. Sửa cầu ván.", "2. Phát quang hai bên."]
    assert titled.whole(understand(f"Các nhiệm vụ của {NAME}", LIBRARY), HELD[0]) is None


def test_what_stands_below_the_label_that_is_said_is_listed() -> None:
    body = under(f"Liệt kê các việc của mục III trong {NAME}", "cầu ván")
    assert items(body) == ["1. Sửa cầu ván.", "2. Phát quang hai bên."]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (f"Nhiệm vụ, giải pháp chủ yếu trong {NAME} gồm những gì?", True),
        (f"Nhiệm vụ, giải pháp chủ yếu trong {NAME} hết bao nhiêu tiền?", False),
        (f"{NAME} phạt những ai?", False),
    ],
)
def test_a_heading_answers_by_itself_where_no_value_is_asked(question: str, *, found: bool) -> None:
    query = understand(question, LIBRARY)
    draft = titled.unread(query, Terms(query, LIBRARY), plans.shelf(HELD))
    assert (draft is not None) is found
