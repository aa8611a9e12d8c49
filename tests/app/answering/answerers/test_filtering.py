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
