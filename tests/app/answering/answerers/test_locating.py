from dataclasses import replace

import pytest

from app.answering.answerers import locating
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from app.bootstrap import System
from app.service import Ask
from index.ports import EVERYTHING
from index.question.understanding import understand
from tests.app.answering import plans


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Việc của Sở Tài chính trong kế hoạch Hòa Giang ghi ở mục mấy?", ("V", "4")),
        ("Nhiệm vụ của Sở Y tế Hòa Giang nằm ở đâu?", ("V", "2")),
        ("Muốn tra trách nhiệm của mặt trận và đoàn thể, Hòa Giang viết ở mục nào?", ("V", "7")),
    ],
)
def test_a_bodys_tasks_stand_in_the_item_it_heads(
    system: System, question: str, path: tuple[str, ...]
) -> None:
    answer = system.answering.ask(Ask(question), EVERYTHING)
    assert answer.citations[0].section_path == path
    assert f"mục {'.'.join(path)}" in answer.text


NESTED = plans.LAC_SON.replace(
    "II. TỔ CHỨC THỰC HIỆN",
    "II. NHIỆM VỤ\n1. Cầu và cống\na) Sửa cầu treo.\nb) Thay cống gỗ bằng cống bê tông.\n"
    "2. Dạy nghề cho thợ làm đường\na) Mở lớp học ở trung tâm huyện.\nb) Mời thợ giỏi dạy.\n"
    "III. TỔ CHỨC THỰC HIỆN",
)


def place(question: str, **chances: float) -> str:
    """Return what is quoted where the statements that begin so have these probabilities."""
    (plan,) = plans.read(NESTED)
    library = plans.library([plan])
    query = understand(question, library)
    passages = plans.found([plan])
    ranked = [
        replace(each, probability=chances.get(each.text.split()[0].strip(".)").lower(), 0.01))
        for each in Evidence(library).rank(query, passages, plans.alike(passages))
    ]
    found = locating.placed(query, ranked, Terms(query, library), plan)
    assert found is not None
    return plan.text[found.start : found.end]


def test_a_heading_that_says_it_is_the_place_though_the_one_above_is_as_probable() -> None:
    question = "Mục nào của kế hoạch Lạc Sơn Đông nói về dạy nghề cho thợ làm đường?"
    assert place(question, ii=0.3) == "2. Dạy nghề cho thợ làm đường"


def test_what_was_read_surely_is_the_place_whatever_the_headings_say() -> None:
    question = "Mục nào của kế hoạch Lạc Sơn Đông nói về việc thay cống gỗ?"
    assert place(question, b=0.1, thay=0.9).startswith("b) Thay cống gỗ")
