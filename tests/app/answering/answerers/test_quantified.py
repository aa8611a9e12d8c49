"""The items of an invented list that state the figures which a question says."""

import pytest

from app.answering.answerers import quantified
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

LISTS = """1. Lấy mẫu nước giếng ở các thôn, xóm:
- Thôn Khe Nứa: lấy mẫu 01 vị trí tại giếng đình và 02 vị trí tại giếng chợ;
- Thôn Đồi Sim: lấy mẫu 01 vị trí tại giếng trường;
- Xóm Bãi Trầu: lấy mẫu 03 vị trí tại giếng xóm.
2. Số lượng đề nghị khen:
- Hội Nông dân: không quá 03 tổ, 04 người chèo;
- Đội văn nghệ: không quá 04 người chèo;
- Đội cứu hộ: không quá 03 tổ.
"""


def items(question: str, asked: str) -> list[str] | None:
    held = [pipeline.parse("giếng.txt", f"{plans.LAC_SON}\n{LISTS}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, asked)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, asked))
    found = quantified.answer(query, ranked, Terms(query, library), held[0])
    return None if found is None else [claim.text.split(":")[0] for claim in found.claims]


@pytest.mark.parametrize(
    ("question", "asked", "told"),
    [
        ("Thôn nào lấy mẫu nước giếng ở 3 vị trí?", "lấy mẫu", ["Thôn Khe Nứa"]),
        ("Những nơi nào lấy mẫu nước giếng ở 1 vị trí?", "lấy mẫu", ["Thôn Đồi Sim"]),
        ("Thôn nào lấy mẫu nước giếng dưới 3 vị trí?", "lấy mẫu", ["Thôn Đồi Sim"]),
        ("Đơn vị nào được đề nghị 03 tổ và 04 người chèo?", "đề nghị", ["Hội Nông dân"]),
        ("Thôn nào lấy mẫu nước giếng ở 9 vị trí?", "lấy mẫu", None),
        ("Thôn nào lấy mẫu nước giếng cho cơ sở 3 vị trí?", "lấy mẫu", None),
        ("Thôn Khe Nứa lấy mẫu mấy vị trí?", "lấy mẫu", None),
        ("Có 3 nơi lấy mẫu nước giếng là những nơi nào?", "lấy mẫu", None),
    ],
)
def test_items_that_state_all_figures_their_counts_added(
    question: str, asked: str, told: list[str] | None
) -> None:
    assert items(question, asked) == told
