"""The row of a document's own table that the question names."""

import pytest

from app.answering.answerers import keyed
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLE = """| STT | Mã bến | Tên bến đò | Số ghế | Cơ quan giữ bến |
| --- | --- | --- | --- | --- |
| 1 | B10.1 | Bến Cây Gạo | 12 | Sở Xây dựng |
| 2 | B10.2 | Bến Đá Bạc: bến mới | 30 | Sở Xây dựng |
| 3 | B10.3 | Bến Chợ | 8 | Sở Tài chính |
| 4 | B10.4 | Bến Chợ | 9 | Sở Xây dựng |
| | B10.5 | Bến Vạn Chài | | Sở Xây dựng |
"""


def told(question: str, read: str = "") -> tuple[str, str] | None:
    """Return the value and the number of the row; ``read`` is what is read of first."""
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLE}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, read) if read else []
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, read))
    ranked.sort(key=lambda each: read not in each.text)
    asked = [held[0].id]
    found = keyed.answer(query, ranked, asked, Terms(query, library), plans.shelf(held))
    if found is None:
        return None
    (claim,) = found.claims
    return claim.value, claim.text.split(";")[0]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Mã B10.1 là tên bến đò nào?", ("Bến Cây Gạo", "STT: 1")),
        ("Bến Đá Bạc có số ghế bao nhiêu?", ("30", "STT: 2")),
        ("Bến Vạn Chài có số ghế bao nhiêu?", None),
        ("Bến Chợ có số ghế bao nhiêu?", None),
        ("Sở Tài chính giữ bến nào?", None),
        ("Bến Cây Gạo tổ chức lễ hội đua thuyền truyền thống vào tháng mấy?", None),
    ],
)
def test_the_one_row_that_bears_the_name_or_code(
    question: str, row: tuple[str, str] | None
) -> None:
    assert told(question) == row


def test_what_was_read_of_the_row_stays() -> None:
    assert told("Bến Đá Bạc có số ghế bao nhiêu?", "Bến Đá Bạc") is None
