"""Whether the one who is presumed to lead does, by what the documents say of who leads."""

from dataclasses import replace

import pytest

from app.answering.evidence import Evidence
from app.answering.presuming import Leading, leading
from index.question.understanding import understand
from tests.app.answering import plans

TASKS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Lập bản đồ cầu treo\n- Nội dung: đo vẽ các cầu treo trong tỉnh.\n"
    "- Cơ quan thực hiện: Sở Nội vụ.\n- Cơ quan phối hợp: Sở Tài chính.\n"
    "3. Hồ sơ bến đò do Công an tỉnh giữ.",
)


def told(question: str, said: str) -> Leading | None:
    """Return who leads by the statement that holds the words ``said``."""
    held = plans.read(TASKS)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages))
    first = next(each for each in ranked if said in each.text)
    return leading(query, [replace(first, probability=0.9)], plans.shelf(held))


@pytest.mark.parametrize(
    ("question", "said", "side"),
    [
        ("Sở Tài chính chủ trì lập bản đồ cầu treo phải không?", "đo vẽ", False),
        ("Bản đồ cầu treo có phải do sở nội vụ chủ trì không?", "đo vẽ", True),
        ("Sở Nội vụ có phải là nơi chủ trì lập bản đồ cầu treo không?", "Cơ quan thực hiện", True),
        ("Sở Y tế phụ trách hồ sơ bến đò phải không?", "bến đò", False),
        ("Công an tỉnh Lạc Sơn Đông phụ trách hồ sơ bến đò phải không?", "bến đò", True),
    ],
)
def test_who_leads_is_told_by_a_field_of_the_item_or_by_who_acts(
    question: str, said: str, *, side: bool
) -> None:
    found = told(question, said)
    assert found is not None
    assert found.side is side


@pytest.mark.parametrize(
    "question",
    [
        "Có lập bản đồ cầu treo không?",
        "Sở Tài chính có phối hợp với nơi chủ trì không?",
        "Đơn vị chủ trì có được đo vẽ cầu treo không?",
        "Bản đồ có là cơ sở để cơ quan chủ trì sửa cầu treo không?",
    ],
)
def test_nobody_is_presumed_where_no_body_stands_before_the_verb(question: str) -> None:
    assert told(question, "đo vẽ") is None
