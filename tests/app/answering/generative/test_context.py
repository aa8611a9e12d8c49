"""What a strong model is shown: whole stretches, within the room."""

from itertools import pairwise

import pytest

from app.answering.citations import Documents, quote
from app.answering.claims import Quote
from app.answering.generative import context
from app.answering.generative.context import Context, Room, Shown
from index.ports import ScoredPassage, Scores
from index.question.library import Library
from index.question.understanding import understand
from ingest import passages, pipeline
from ingest.document import RECIPIENTS, Document
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON, plans.YEN_THUONG)
FACT = "Bao nhiêu phần trăm đường xã được trải nhựa?"


def gather(
    question: str, *near: str, room: Room | None = None, cited: tuple[Quote, ...] = ()
) -> Context:
    query = understand(question, plans.library(HELD))
    found = plans.found(HELD, *near)
    return context.gather(query, found, cited, plans.shelf(HELD), room or Room())


def quoted(plan: Document, words: str) -> Quote:
    at = plan.text.index(words)
    return quote(plan, at, at + len(words), 1.0)


def one(held: Context, words: str) -> Shown:
    return next(each for each in held.shown if words in each.text)


def test_what_is_shown_is_the_documents_text_at_its_place() -> None:
    texts = {plan.id: plan.text for plan in HELD}
    held = gather(FACT, "trải nhựa")
    assert held.shown
    for each in held.shown:
        assert texts[each.document_id][each.start : each.end] == each.text == each.text.strip()


def test_no_stretch_is_shown_twice() -> None:
    held = gather(FACT, "trải nhựa")
    spans = sorted((each.document_id, each.start, each.end) for each in held.shown)
    for (one, _, end), (other, start, _) in pairwise(spans):
        assert one != other or end <= start


def test_an_item_is_shown_with_its_siblings_under_its_headings() -> None:
    shown = one(gather(FACT, "trải nhựa"), "87,5%")
    assert "Mọi thôn có đường" in shown.text


def test_the_room_is_kept_and_the_first_is_cut_to_it() -> None:
    few = gather(FACT, "trải nhựa", room=Room(passages=2, characters=600))
    assert sum(len(each.text) for each in few.shown) <= 600
    tiny = gather(FACT, "trải nhựa", room=Room(characters=30))
    assert len(tiny.shown) == 1
    assert len(tiny.shown[0].text) <= 30


def test_what_is_cited_is_shown_though_it_ranks_last() -> None:
    room = Room(passages=3)
    told = quoted(HELD[0], "góp công làm đường")
    without = gather(FACT, "trải nhựa", room=room)
    assert not any(
        each.document_id == HELD[0].id and "góp công" in each.text for each in without.shown
    )
    shown = gather(FACT, "trải nhựa", room=room, cited=(told,)).shown
    assert any(each.document_id == HELD[0].id and "góp công" in each.text for each in shown)


def test_each_document_compared_has_its_part() -> None:
    room = Room(passages=2)
    held = gather("So sánh tỷ lệ trải nhựa của Lạc Sơn Đông và Yên Thượng", "87,5%", room=room)
    assert {each.document_id for each in held.shown} == {plan.id for plan in HELD}


def test_of_a_named_document_letterhead_and_signature_are_shown() -> None:
    held = gather("Ở Lạc Sơn Đông bao nhiêu phần trăm đường xã được trải nhựa?", "trải nhựa")
    own = [each.text for each in held.shown if each.document_id == HELD[0].id]
    assert any("45/KH-UBND" in text for text in own)
    assert any("Lê Văn Thuận" in text for text in own)
    asked = gather("Kế hoạch của Lạc Sơn Đông gửi cho những đâu?")
    assert any("Lưu: VT" in each.text for each in asked.shown)


def test_documents_are_numbered_in_the_order_held() -> None:
    held = gather(FACT, "trải nhựa")
    assert [held.number(document.id) for document in held.documents] == [1, 2]


def test_a_stretch_that_opens_a_section_does_not_repeat_its_heading() -> None:
    plan = HELD[0]
    at = plan.text.index("1. Sở Giao thông")
    shown = context.show(plan, at, at + 60)
    assert shown.place == "mục II.1"
    assert shown.headings[0].startswith("II.")
    assert not any(heading.startswith("1. Sở") for heading in shown.headings)


def test_a_document_is_described_in_one_line() -> None:
    said = context.described(HELD[0])
    assert "\n" not in said
    for word in ("45/KH-UBND", "đường giao thông", "Lê Văn Thuận"):
        assert word in said


def test_the_largest_section_that_fits_is_around_a_place() -> None:
    plan = HELD[0]
    at = plan.text.index("góp công")
    start, end = context.section_around(plan, at)
    assert plan.text[start:end].startswith("II. TỔ CHỨC")
    start, end = context.section_around(plan, at, most=90)
    assert plan.text[start:end].startswith("2. Ủy ban nhân dân")
    start, end = context.section_around(plan, at, most=20)
    assert end - start == 20


PLAN = """\
ỦY BAN NHÂN DÂN
XÃ LẠC SƠN ĐÔNG
Số: 12/KH-UBND
Lạc Sơn Đông, ngày 05 tháng 12 năm 2024
KẾ HOẠCH
Nạo vét kênh mương
I. MỤC TIÊU
1. Nạo vét 12 km kênh cấp ba.
II. NHIỆM VỤ
1. Trạm Thủy nông lập sổ theo dõi kênh.
2. Các thôn cử 30 người mỗi đợt.
Nơi nhận:
- Phòng Kinh tế;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mướp
"""


@pytest.fixture(scope="module")
def plan() -> Document:
    return pipeline.parse("ke-hoach.txt", PLAN.encode())


def gathered(plan: Document, question: str, *, first: str) -> Context:
    """Return the context of a question, the passages that hold ``first`` ranked before others."""
    held = sorted(passages.split(plan), key=lambda p: first not in p.text)
    ranked = [ScoredPassage(passage, Scores(1.0)) for passage in held]
    query = understand(question, Library((plan,)))
    return context.gather(query, ranked, (), Documents({plan.id: plan}.__getitem__), Room())


def test_a_stretch_that_only_names_its_section_states_nothing(plan: Document) -> None:
    at = plan.text.index("II. NHIỆM VỤ")
    end = plan.text.index("1. Trạm")
    assert not context._states(plan, at, end)
    assert context._states(plan, at, plan.text.index("2. Các thôn"))


def test_recipients_are_shown_where_they_rank_high(plan: Document) -> None:
    def named(shown: Context) -> bool:
        return any("Lưu: VT" in each.text for each in shown.shown)

    asked = "Nạo vét bao nhiêu km kênh cấp ba?"
    assert any(RECIPIENTS in p.section_path for p in passages.split(plan))
    assert named(gathered(plan, asked, first="Lưu: VT"))
    assert not named(gathered(plan, asked, first="kênh cấp ba"))
