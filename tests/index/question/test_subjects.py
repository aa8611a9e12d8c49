from index.question.names import Known
from index.question.subjects import Subjects
from tests.index.library_of import a_document

SUBJECTS = Subjects(
    Known.of(document)
    for document in (
        a_document("water", subject="Cấp nước sạch nông thôn"),
        a_document("trees", subject="Trồng rừng chắn sóng ven biển"),
    )
)


def test_the_document_the_words_speak_of_is_kept() -> None:
    both = ("water", "trees")
    assert SUBJECTS.narrow(both, "kế hoạch cấp nước sạch giao ai") == ("water",)
    assert SUBJECTS.narrow(both, "kế hoạch giao ai") == both


def test_a_subject_names_its_document_by_its_beginning() -> None:
    assert SUBJECTS.named("Kế hoạch", "trồng rừng chắn sóng giao ai") == ("trees",)
    assert SUBJECTS.named("Quyết định", "trồng rừng chắn sóng giao ai") == ()
    assert SUBJECTS.named("Kế hoạch", "khoan giếng giao ai") == ()
