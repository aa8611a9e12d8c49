import pytest

from index.question.understanding import understand
from index.retrieval.candidates import Candidate, DocumentPrior
from index.retrieval.readers.features import NAMES, Features, Read, features
from index.retrieval.statements import split
from tests.fakes import passage
from tests.index.library_of import invented_library

LIBRARY = invented_library()
TEXT = (
    "Các cơ quan có trách nhiệm:\n"
    "a) Báo cáo kết quả trước ngày 15 tháng 11 hằng năm;\n"
    "Thời gian thực hiện: quý II năm 2027."
)


def see(question: str, *texts: str, known: bool = True) -> Features:
    reads = []
    for at, text in enumerate(texts):
        candidate = Candidate(
            passage(f"p{at}", "p", text), (0.5, 0.6), (1.0, 2.0), DocumentPrior(0, 0, 0, 0)
        )
        count = len(split(text))
        similarities = [(0.4 + 0.1 * k, 0.5) for k in range(count)] if known else []
        reads.append(Read(candidate, -float(at), similarities))
    return features(understand(question, LIBRARY), LIBRARY, reads)


def column(found: Features, name: str) -> list[float]:
    return [float(value) for value in found.rows[:, NAMES.index(name)]]


def test_every_statement_has_a_row_and_its_place() -> None:
    found = see("Báo cáo trước ngày nào?", TEXT, "Nước sạch đạt 85%.")
    assert found.rows.shape == (4, len(NAMES))
    assert [place.read for place in found.places] == [0, 0, 0, 1]
    assert [TEXT[p.start : p.end][:4] for p in found.places[:3]] == ["Các ", "a) B", "Thời"]


def test_the_kind_of_value_asked_for_is_seen() -> None:
    found = see("Báo cáo kết quả trước ngày nào?", TEXT)
    lead, item, field = column(found, "asked_values")
    assert lead == 0
    assert item > 0
    assert field > 0
    assert column(found, "value_clause_words")[1] > column(found, "value_clause_words")[2]


def test_the_key_of_a_field_belongs_to_its_figure() -> None:
    found = see("Xã có bao nhiêu hộ thoát nghèo?", "Số hộ thoát nghèo (hộ): 37", "Họ nghỉ: 37 ngày")
    assert column(found, "holds_asked") == [1, 1]
    field, other = column(found, "value_clause_words")
    assert field > 0.5 > other


def test_what_the_question_says_itself_is_no_value() -> None:
    found = see("Báo cáo trước ngày 15 tháng 11 vào ngày nào?", TEXT)
    assert column(found, "asked_values")[1] == 0


def test_forms_are_seen() -> None:
    found = see("Báo cáo trước ngày nào?", TEXT)
    assert column(found, "ends_with_colon") == [1, 0, 0]
    assert column(found, "after_colon") == [0, 1, 0]
    assert column(found, "label") == [0, 1, 0]
    assert column(found, "field")[2] == 1
    assert column(found, "lead_words")[1] == column(found, "own_words")[0]


def test_statements_are_seen_by_their_distance_to_the_best() -> None:
    found = see("Báo cáo trước ngày nào?", TEXT, "Nước sạch đạt 85%.")
    assert column(found, "similarity_behind") == pytest.approx([-0.2, -0.1, 0, -0.2])
    assert column(found, "similarity_behind_in_passage")[3] == 0
    assert column(found, "similarity_rank") == [2, 1, 0, 3]


def test_a_passage_whose_statements_have_no_vectors_yet_stands_for_them() -> None:
    assert column(see("Báo cáo?", TEXT, known=False), "similarity") == [0.5, 0.5, 0.5]


def test_nothing_read_has_no_rows() -> None:
    assert see("Báo cáo trước ngày nào?").rows.shape == (0, len(NAMES))
