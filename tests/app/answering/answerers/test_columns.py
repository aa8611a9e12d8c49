"""The columns that a document's own table has."""

import pytest

from app.answering.answerers import columns
from app.answering.claims import Listing
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

TABLES = """## Phụ lục I. Danh sách người lái đò

| STT | Họ và tên | Bến đò |
| --- | --- | --- |
| 1 | | |

## Phụ lục II. Danh sách cầu treo

| STT | Tên cầu | Năm sơn |
| --- | --- | --- |
| 1 | | |
"""


def heads(question: str) -> list[str] | None:
    held = [pipeline.parse("bang.md", f"{plans.LAC_SON}\n{TABLES}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, "lan can")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "lan can"))
    found = columns.answer(query, ranked, Terms(query, library), held[0])
    assert found is None or isinstance(found, Listing)
    return None if found is None else [claim.text for claim in found.claims]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Bảng danh sách cầu treo gồm những cột nào?", ["STT", "Tên cầu", "Năm sơn"]),
        ("Bảng trong phụ lục I có các cột gì?", ["STT", "Họ và tên", "Bến đò"]),
        ("Cột năm sơn ghi gì?", None),
    ],
)
def test_the_heads_of_the_table_that_the_question_calls(
    question: str, told: list[str] | None
) -> None:
    assert heads(question) == told
