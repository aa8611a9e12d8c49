"""The rows of an invented table that are as a question says."""

import pytest

from app.answering.answerers import filtering
from app.answering.claims import Body, Note, Parts, Refusal
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLE = """| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |
| --- | --- | --- | --- | --- |
| 1 | Rà soát cầu treo | Sở Tài chính | Sở Y tế | Thường xuyên |
| 2 | Làm đường thôn Khe Nứa | Sở Tài chính | Sở Nội vụ | 2026 |
| 3 | Trồng cây hai bên đường | Sở Y tế | Sở Tài chính | Quý IV/2026 |
| 4 | Sửa cống thoát nước | Sở Nội vụ | Sở Y tế | 2026 - 2030 |
"""
HELD = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLE}".encode())]
LIBRARY = plans.library(HELD)


def rows(question: str) -> Body | None:
    query = understand(question, LIBRARY)
    return filtering.answer(query, [HELD[0].id], Terms(query, LIBRARY), plans.shelf(HELD))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Nhiệm vụ nào do Sở Tài chính chủ trì và có thời gian là năm 2026?", ["Làm đường"]),
        ("Sở Tài chính chủ trì bao nhiêu nhiệm vụ?", ["Rà soát", "Làm đường"]),
        ("Sở Tài chính phối hợp những nhiệm vụ nào?", ["Trồng cây"]),
        ("Những nhiệm vụ nào có thời gian là năm 2026?", ["Làm đường", "Trồng cây"]),
        ("Nhiệm vụ nào có thời gian là 2026 - 2030?", ["Sửa cống"]),
        ("Có mấy nhiệm vụ thực hiện thường xuyên?", ["Rà soát"]),
    ],
)
def test_all_rows_that_meet_every_condition_are_listed_and_counted(
    question: str, names: list[str]
) -> None:
    found = rows(question)
    assert isinstance(found, Parts)
    count, listing = found.parts
    assert isinstance(count, Note)
    assert str(len(names)) in count.text
    assert len(listing.claims) == len(names)
    for claim, name in zip(listing.claims, names, strict=True):
        assert claim.text.startswith(name)
        assert claim.text in claim.quotes[0].text


def test_that_no_row_meets_them_together_is_said() -> None:
    found = rows("Nhiệm vụ nào do Sở Y tế chủ trì và thực hiện thường xuyên?")
    assert isinstance(found, Refusal)
    assert found.wording == "no_row"


@pytest.mark.parametrize(
    "question",
    [
        "Sở nào chủ trì làm đường thôn Khe Nứa?",
        "Nhiệm vụ nào khó nhất?",
        "Sở Tài chính chủ trì nhiệm vụ nào về tuyên truyền pháp luật hôn nhân?",
        "Nhiệm vụ nào do Sở Xây dựng chủ trì?",
        "Sở Tài chính có chủ trì sửa cống không?",
    ],
)
def test_no_rows_asked_for_or_something_further_is_left_to_what_is_read(question: str) -> None:
    assert rows(question) is None


SCORES = """| STT | Tiêu chí | Điểm chuẩn | Xóm loại 1 | Xóm loại 2 |
| --- | --- | --- | --- | --- |
| I | Nhóm đội đò | 60 | | |
| 1 | Áo phao đủ cho khách | 20 | Bắt buộc | Tùy bến |
| STT | Tiêu chí | Điểm chuẩn | Xóm loại 1 | Xóm loại 2 |
| 2 | Sổ ghi chuyến | 40 | Tùy bến | Bắt buộc |
| II | Nhóm đội cầu | 50 | | |
| 1 | Sơn lan can | 20 | Bắt buộc | Bắt buộc |
| 2 | Thay ván | 30 | Bắt buộc | Tùy bến |

| STT | Địa điểm | Số đò (chiếc) |
| --- | --- | --- |
| 1 | Bến Khe Nứa | 3 |
| 2 | Bến Đồi Sim | 5 |
| 3 | Xóm Bãi Trầu | 3 |
"""
SCORED = [pipeline.parse("diem.md", f"{plans.LAC_SON}\n{SCORES}".encode())]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Những tiêu chí nào có điểm chuẩn 20?", ["Áo phao đủ cho khách: 20", "Sơn lan can: 20"]),
        ("Tiêu chí nào của nhóm đội cầu có điểm chuẩn 20 điểm?", ["Sơn lan can: 20"]),
        ("Tiêu chí nào có điểm chuẩn trên 25?", ["Sổ ghi chuyến: 40", "Thay ván: 30"]),
        ("Nhóm đội cầu có mấy tiêu chí, là những tiêu chí nào?", ["Sơn lan can", "Thay ván"]),
        ('Tiêu chí nào ghi "Tùy bến" đối với xóm loại 1?', ["Sổ ghi chuyến"]),
        ("Bến nào có số đò là 3 chiếc?", ["Bến Khe Nứa: 3"]),
    ],
)
def test_a_figure_words_or_a_group_tell_rows(question: str, told: list[str]) -> None:
    library = plans.library(SCORED)
    query = understand(question, library)
    terms = Terms(query, library)
    found = filtering.answer(query, [SCORED[0].id], terms, plans.shelf(SCORED))
    assert isinstance(found, Parts)
    assert [claim.text for claim in found.parts[1].claims] == told
