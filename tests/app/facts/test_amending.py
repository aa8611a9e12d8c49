"""What changed an invented plan, beside what is quoted of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.answering.citations import quote
from app.answering.claims import Body, Claim, Role, Statements
from app.facts.amending import Amendments
from app.rendering import markdown
from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING, Selection
from ingest.facts import reading
from tests.app.answering import plans

CHANGED = """1. Sửa đổi khoản 1 Mục I: “1. Đến năm 2030 có 91% đường xã được trải nhựa.”
2. Các nội dung khác không thay đổi.
Nơi nhận:
- Như trên.
"""
HEAD, _, _ = plans.LAC_SON.partition("I. MỤC TIÊU")
PLAN, LATER = plans.read(
    plans.LAC_SON,
    HEAD.replace("45/KH", "61/KH")
    .replace("12 tháng 3", "02 tháng 7")
    .replace(
        "Nâng cấp", "Sửa đổi, bổ sung Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2025 về nâng cấp"
    )
    + CHANGED,
)
SHELF = plans.shelf([PLAN, LATER])
Told = Callable[[Body, frozenset[str]], Body]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    catalogue = SqliteCatalogue(tmp_path / "c.sqlite3", reading.facts)
    for each in (PLAN, LATER):
        nothing = np.empty((0, 4), np.float32)
        catalogue.put(each, [], nothing, each.text.encode(), f"/{each.id}")
    amendments = Amendments(catalogue, catalogue)
    yield lambda body, seen: amendments.told(body, SHELF, Selection(seen), EVERYTHING)
    catalogue.close()


def stated(words: str, role: Role = Role.STATEMENT) -> Statements:
    at = PLAN.text.index(words)
    said = quote(PLAN, at, at + len(words), 0.9)
    return Statements((Claim(role, PLAN.id, "Kế hoạch", ("I", "1"), (words,), (said,)),))


def test_what_changed_a_part_is_told_beside_it(told: Told) -> None:
    body = told(stated("Đến năm 2030 có 87,5% đường xã được trải nhựa"), frozenset([LATER.id]))
    said = markdown.answer(body)
    assert "91% đường xã" in said
    assert "đã được Kế hoạch số 61/KH-UBND ngày 02/07/2025" in said


def test_of_another_part_it_is_told_that_the_document_was_changed(told: Told) -> None:
    body = told(stated("huy động nhân dân góp công làm đường"), frozenset([LATER.id]))
    said = markdown.answer(body)
    assert "91%" not in said
    assert "không thấy phần nêu trên" in said
    assert [claim.document_id for claim in body.claims] == [PLAN.id]


def test_nothing_is_told_of_who_signed_nor_of_what_is_not_searched(told: Told) -> None:
    signed = stated("Lê Văn Thuận", Role.HEADER)
    assert told(signed, frozenset([LATER.id])) == signed
    part = stated("Đến năm 2030 có 87,5% đường xã được trải nhựa")
    assert told(part, frozenset([PLAN.id])) == part
