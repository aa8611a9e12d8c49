import pytest

from index.question.subjects import Subjects
from tests.index.library_of import known

WATER = known("water", subject="Cấp nước sạch nông thôn")
TREES = known("trees", subject="Trồng rừng chắn sóng ven biển")
SUBJECTS = Subjects((WATER, TREES))


def test_the_document_the_words_speak_of_is_kept() -> None:
    both = ("water", "trees")
    assert SUBJECTS.narrow(both, "kế hoạch cấp nước sạch giao ai") == ("water",)
    assert SUBJECTS.narrow(both, "kế hoạch giao ai") == both


def test_a_subject_names_its_document_by_its_beginning() -> None:
    assert SUBJECTS.named("Kế hoạch", "trồng rừng chắn sóng giao ai") == ("trees",)
    assert SUBJECTS.named("Quyết định", "trồng rừng chắn sóng giao ai") == ()
    assert SUBJECTS.named("Kế hoạch", "khoan giếng giao ai") == ()


@pytest.mark.parametrize("settled", [False, True])
def test_documents_that_come_and_go_are_told_apart_whether_looked_through_before_or_not(
    settled: bool,
) -> None:
    before = Subjects((WATER, TREES))
    if settled:
        before.settle()
    after = before.changed([TREES], [known("wells", subject="Khoan giếng chống hạn")])
    assert after.holding("chắn sóng") == frozenset()
    assert after.holding("khoan giếng") == {"wells"}
    assert after.named("Kế hoạch", "khoan giếng chống hạn giao ai") == ("wells",)
    assert after.words("trees") == frozenset()
    assert after.words("water") == {"cap", "nuoc", "sach", "nong", "thon"}
    assert before.holding("chắn sóng") == {"trees"}
