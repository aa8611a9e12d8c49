"""Which documents carry out, replace or cite another, in their own words."""

from collections.abc import Iterable

import pytest

from app.answering.answer import Draft
from app.answering.answerers import carrying
from app.answering.claims import PerDocument
from index.catalogue.memory import MemoryFacts
from index.facts import FactQuery, FactRecord
from index.question.query import Inquiry, Matter
from index.selection import Selection
from ingest.facts.model import FactKind
from tests.app.answering import plans

CARRIES_OUT = plans.YEN_THUONG.replace(
    "I. MỤC TIÊU\n", "Thực hiện Kết luận số 88-KL/TU ngày 02/01/2025 của Tỉnh ủy;\nI. MỤC TIÊU\n"
)
REPLACES = plans.LAC_SON.replace(
    "Nơi nhận:", "3. Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 05/02/2024.\nNơi nhận:"
)
SHELF = plans.read(REPLACES, CARRIES_OUT)
DOCUMENTS = plans.shelf(SHELF)


def cited() -> Iterable[FactRecord]:
    found, _ = MemoryFacts(SHELF).facts(Selection(), FactQuery(FactKind.REFERENCE), 50)
    return found


def told(words: str, number: str, kind: str = "") -> Draft | None:
    inquiry = Inquiry(Matter.BASIS, words, kind=kind, number=number)
    return carrying.answer(inquiry, cited(), len(SHELF), DOCUMENTS)


def said(draft: Draft | None) -> list[str]:
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert draft.body.asked == len(SHELF), "one of two documents does it"
    for claim in draft.body.claims:
        (quoted,) = claim.quotes
        document = DOCUMENTS.document(quoted.document_id)
        assert document.text[quoted.start : quoted.end] == quoted.text
    return [claim.text for claim in draft.body.claims]


def test_what_carries_a_document_out_says_so_itself() -> None:
    (sentence,) = said(told("thực hiện", "88-KL/TU"))
    assert "Thực hiện Kết luận số 88-KL/TU" in sentence


def test_the_word_that_asks_says_what_is_done() -> None:
    (sentence,) = said(told("thay thế", "7/KH-UBND"))
    assert "thay thế Kế hoạch số 7/KH-UBND" in sentence
    assert told("thay thế", "88-KL/TU") is None
    assert told("thực hiện", "7/KH-UBND") is None


@pytest.mark.parametrize(
    ("number", "kind", "found"),
    [
        ("88", "", True),
        ("88", "ket luan", True),
        ("88", "quyet dinh", False),
        ("8", "", False),
        ("89-KL/TU", "", False),
    ],
)
def test_a_number_is_meant_by_its_figures_and_its_kind(number: str, kind: str, found: bool) -> None:
    assert (told("thực hiện", number, kind) is not None) is found
    inquiry = Inquiry(Matter.TASKS, "", kind=kind, number=number)
    assert carrying.documents(inquiry, cited()) == ((SHELF[1].id,) if found else ())


def test_it_is_as_sure_as_the_citations_were_read() -> None:
    draft = told("thực hiện", "88-KL/TU")
    assert draft is not None
    assert draft.confidence == next(
        r.fact.confidence for r in cited() if r.document_id == SHELF[1].id
    )


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Kế hoạch này thay thế Kế hoạch số 7/KH-UBND ngày 05/02/2024.", "thay thế"),
        ("Bãi bỏ Kế hoạch số 7/KH-UBND ngày 05/02/2024.", "thay thế"),
        ("Điều lệ này thay thế Điều lệ ban hành theo Quyết định số 7/QĐ-UBND.", "thay thế"),
    ],
)
def test_a_document_says_what_it_replaces(sentence: str, words: str) -> None:
    shelf = plans.read(plans.LAC_SON.replace("Nơi nhận:", f"3. {sentence}\nNơi nhận:"))
    found, _ = MemoryFacts(shelf).facts(Selection(), FactQuery(FactKind.REFERENCE), 50)
    draft = carrying.done(Inquiry(Matter.DONE, words), found, plans.shelf(shelf))
    assert draft is not None
    assert sentence in " ".join(claim.text for claim in draft.body.claims)


def test_what_replaces_nothing_is_left_to_the_passages() -> None:
    held = [record for record in cited() if record.document_id != SHELF[0].id]
    assert carrying.done(Inquiry(Matter.DONE, "thay thế"), held, DOCUMENTS) is None
