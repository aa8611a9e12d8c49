"""Which statement says yes or no: of the body asked about, and not only a lead-in."""

from dataclasses import replace

import pytest

from app.answering import deciding
from app.answering.evidence import Evidence, Statement
from index.question.query import Query
from index.question.understanding import understand
from tests.app.answering import plans

QUOTAS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Số cây cầu treo được sửa:\n- Sở Xây dựng: không quá 09 cầu;\n"
    "- Sở Nội vụ; Công an tỉnh: không quá 03 cầu;\n"
    "3. Kế hoạch này không áp dụng đối với bến đò của Công an tỉnh.\n"
    "4. Chương trình giữ bến đò\na) Các xã không lập chương trình giữ bến đò riêng.",
)


def ranked(question: str, said: str) -> tuple[Query, list[Statement]]:
    """Return the question, and the statements with the one first that holds the words ``said``."""
    held = plans.read(QUOTAS)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held)
    every = Evidence(library).rank(query, passages, plans.alike(passages))
    best = next(each for each in every if said in each.text)
    rest = [replace(each, probability=0.1) for each in every if each is not best]
    return query, [replace(best, probability=0.9), *rest]


@pytest.mark.parametrize(
    ("question", "said", "decides"),
    [
        ("Công an tỉnh Lạc Sơn Đông sửa 5 cầu được không?", "Sở Xây dựng", "03 cầu"),
        ("Sở Xây dựng sửa 5 cầu được không?", "Sở Xây dựng", "09 cầu"),
        ("Sở Y tế sửa 5 cầu được không?", "Sở Xây dựng", "09 cầu"),
        ("Có được sửa cầu treo không?", "Số cây cầu treo", "cầu;"),
        ("Xã có lập chương trình giữ bến đò không?", "4. Chương trình", "không lập"),
    ],
)
def test_the_quota_of_the_body_asked_about_decides(question: str, said: str, decides: str) -> None:
    first, *_ = deciding.first(*ranked(question, said))
    assert decides in first.text
    assert first.probability == 0.9


def test_what_does_not_apply_to_the_body_asked_about_decides() -> None:
    told = deciding.excluding(
        *ranked("Kế hoạch 45 có áp dụng cho bến đò của Công an tỉnh không?", "Sở Xây dựng")
    )
    assert "không áp dụng" in told[0].text
    assert not deciding.excluding(*ranked("Kế hoạch 45 có áp dụng cho Sở Y tế không?", "Sở Xây"))
    assert not deciding.excluding(*ranked("Công an tỉnh có sửa cầu không?", "Sở Xây dựng"))


LEFT_OUT = "Kế hoạch 45 có áp dụng cho bến đò của hợp tác xã muối không?"


def test_whom_the_document_leaves_out_is_looked_up_in_all_of_it() -> None:
    excluded = "3. Kế hoạch này không áp dụng đối với hợp tác xã muối.\n4. "
    held = plans.read(QUOTAS.replace("4. ", excluded, 1))
    library, shelf = plans.library(held), plans.shelf(held)
    query = understand(LEFT_OUT, library)
    passages = plans.found(held)
    read = Evidence(library).rank(query, passages, plans.alike(passages))
    read = [each for each in read if "muối" not in each.text]
    document = shelf.document(read[0].document_id)
    told = deciding.left_out(query, read, document)
    assert "không áp dụng đối với hợp tác xã muối" in told[0].text
    other = understand("Kế hoạch 45 có áp dụng cho bến đò của trường học không?", library)
    assert not deciding.left_out(other, read, document)
    assert not deciding.left_out(
        understand("Hợp tác xã muối có bến đò không?", library), read, document
    )


def test_what_leaves_out_others_may_decide_nothing() -> None:
    query, (best, *_) = ranked("Kế hoạch 45 có áp dụng cho Sở Y tế không?", "không áp dụng")
    assert deciding.of_others(query, best)
    assert not deciding.of_others(*ranked("Sở Y tế có bến đò không?", "không áp dụng")[:1], best)
