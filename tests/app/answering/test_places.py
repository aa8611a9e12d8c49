"""What the place of a quote is called."""

from app.answering import places
from tests.app.answering import plans

TEXT = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Ủy ban nhân dân các xã có trách nhiệm:\na) Huy động nhân dân góp công;\n"
    "b) Mở lớp dạy nghề.",
)
(PLAN,) = plans.read(TEXT)


def at(words: str) -> int:
    return PLAN.text.index(words)


def test_a_document_is_called_by_number_subject_place_and_day() -> None:
    called = places.called(PLAN)
    for word in ("45/KH-UBND", "nâng cấp đường", "Lạc Sơn Đông", "12/03/2025"):
        assert word in called
    assert "Lê Văn Thuận" not in called


def test_headings_are_those_around_the_place_outermost_first() -> None:
    found = places.headings(PLAN, at("Mở lớp"))
    assert found[0] == "II. TỔ CHỨC THỰC HIỆN"
    assert all(not heading.startswith("I.") for heading in found)


def test_the_places_without_a_title_have_no_headings() -> None:
    assert places.headings(PLAN, at("Lê Văn Thuận")) == ()
    assert places.headings(PLAN, at("Lưu: VT")) == ()


def test_a_line_that_leads_in_the_place_is_a_name_of_it_and_of_no_other() -> None:
    lead = "2. Ủy ban nhân dân các xã có trách nhiệm:"
    assert lead in places.names(PLAN, at("Mở lớp"))
    assert lead not in places.names(PLAN, at("báo cáo kết quả"))


def test_a_place_has_each_name_once() -> None:
    found = places.names(PLAN, at("Mở lớp"))
    assert len(found) == len(set(found))
    assert "điểm b mục II.2" in found
