import pytest

from app.bootstrap import System
from app.service import Ask
from index.ports import EVERYTHING


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
