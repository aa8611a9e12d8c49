"""Whether a document still holds, by what others say that they do with it."""

import pytest

from app.answering.answer import Draft
from app.answering.answerers import register
from app.answering.claims import Refusal, Statements
from app.rendering import markdown
from index.catalogue.memory import MemoryFacts
from index.question.library import Library
from index.question.understanding import understand
from index.selection import Selection
from tests.app.answering import plans

ENDS = plans.LAC_SON.replace(
    "Nơi nhận:",
    "III. HIỆU LỰC\n"
    "1. Kế hoạch này có hiệu lực từ ngày 01 tháng 4 năm 2025.\n"
    "2. Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 05/02/2024.\n"
    "3. Hồ sơ đã nộp thì tiếp tục theo Kế hoạch số 7/KH-UBND ngày 05/02/2024.\n"
    "Nơi nhận:",
)
CHANGES = plans.YEN_THUONG.replace(
    "Nơi nhận:",
    "III. HIỆU LỰC\n1. Bãi bỏ Điều 6 của Quyết định số 31/2019/QĐ-UBND ngày 12/4/2019.\nNơi nhận:",
)
SHELF = plans.read(ENDS, CHANGES)
LIBRARY = Library(SHELF)


def draft(question: str) -> Draft:
    query = understand(question, LIBRARY)
    every = tuple(document.id for document in SHELF)
    found = register.answer(query, MemoryFacts(SHELF), Selection(), every, plans.shelf(SHELF))
    assert found is not None
    return found


def side(question: str) -> bool | None:
    body = draft(question).body
    assert isinstance(body, Statements)
    return body.side


def test_what_replaces_it_says_no_since_when_and_what_goes_on() -> None:
    told = markdown.answer(draft("Kế hoạch 7/KH-UBND còn hiệu lực không?").body)
    assert told.startswith("Không, theo")
    assert "thay thế Kế hoạch số 7/KH-UBND" in told
    assert "từ ngày 01 tháng 4 năm 2025" in told
    assert "Hồ sơ đã nộp thì tiếp tục" in told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch 7/KH-UBND năm 2024 đã bị thay thế chưa?", True),
        ("Kế hoạch 7/KH-UBND bị văn bản nào thay, hết hiệu lực từ ngày nào?", None),
        ("Quyết định 31/2019/QĐ-UBND còn hiệu lực không?", None),
        ("Quyết định 31/2019/QĐ-UBND đã được sửa đổi, bổ sung chưa?", True),
    ],
)
def test_a_part_that_ended_is_neither_yes_nor_no(question: str, said: bool | None) -> None:
    assert side(question) is said


def test_a_document_that_none_speaks_of_tells_its_own_time() -> None:
    told = markdown.answer(draft("Kế hoạch 45/KH-UBND của Lạc Sơn Đông còn hiệu lực không?").body)
    assert "có hiệu lực từ ngày 01 tháng 4 năm 2025" in told
    assert "văn bản chưa nạp thì không biết được" in told
    unknown = draft("Kế hoạch 88/KH-UBND còn hiệu lực không?")
    assert isinstance(unknown.body, Refusal)
    assert "88/KH-UBND" in markdown.answer(unknown.body)
