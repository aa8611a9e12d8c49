"""What a strong model is shown: no bare headings, recipients where they rank high."""

import pytest

from app.answering.citations import Documents
from app.answering.generative import context
from app.answering.generative.context import Context, Room
from index.ports import ScoredPassage, Scores
from index.question.library import Library
from index.question.understanding import understand
from ingest import passages, pipeline
from ingest.document import RECIPIENTS, Document

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
