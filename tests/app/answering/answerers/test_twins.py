"""Lines with the same keys below two lead-ins of an invented section."""

import pytest

from app.answering.answerers import twins
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from ingest import pipeline
from tests.app.answering import plans

LINES = """PHỤ LỤC I
YÊU CẦU KỸ THUẬT
3. Thanh cầu treo
- Cầu sơn một lần, kích thước như sau:
+ Thanh ngang: dài 12 mm.
+ Thanh dọc: dài 30 mm.
Trường hợp cầu sơn hai lượt, lượt cuối kích thước như sau:
+ Thanh ngang: dài 15 mm.
+ Thanh dọc: dài 40 mm.
+ Màu: xanh.
4. Việc khác
- Thanh ngang: lau hằng tuần.
"""
FIRST = "Cầu sơn một lần, kích thước như sau:"
SECOND = "Trường hợp cầu sơn hai lượt, lượt cuối kích thước như sau:"


def told(question: str, asked: str) -> list[str] | None:
    held = [pipeline.parse("cầu.txt", f"{plans.LAC_SON}\n{LINES}".encode())]
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, asked)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, asked))
    found = twins.answer(query, ranked, Terms(query, library), held[0])
    return None if found is None else [claim.text for claim in found.claims]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Thanh ngang của cầu dài bao nhiêu?",
            [f"{FIRST} Thanh ngang: dài 12 mm.", f"{SECOND} Thanh ngang: dài 15 mm."],
        ),
        (
            "Cầu sơn hai lượt thì lượt cuối thanh ngang và thanh dọc dài bao nhiêu?",
            [f"{SECOND} Thanh ngang: dài 15 mm. Thanh dọc: dài 40 mm."],
        ),
        (
            "Thanh ngang ở lượt đầu và lượt cuối dài bao nhiêu?",
            [f"{FIRST} Thanh ngang: dài 12 mm.", f"{SECOND} Thanh ngang: dài 15 mm."],
        ),
    ],
)
def test_lines_are_told_after_their_own_lead_in(question: str, said: list[str]) -> None:
    assert told(question, "Thanh ngang: dài") == said


def test_what_stands_in_one_group_alone_is_left_to_what_is_read() -> None:
    assert told("Màu của cầu là gì?", "Màu") is None
    assert told("Thanh ngang lau khi nào?", "lau hằng tuần") is None
