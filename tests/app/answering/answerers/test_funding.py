"""Where the money comes from, in the part of a document that is headed by it."""

from app.answering import verification
from app.answering.answer import Draft
from app.answering.answerers import funding
from app.answering.claims import Listing, PerDocument, Silent
from ingest.document import Document
from tests.app.answering import plans

PAID = plans.LAC_SON.replace(
    "II. TỔ CHỨC THỰC HIỆN",
    "II. KINH PHÍ THỰC HIỆN\n"
    "1. Nguồn kinh phí\n"
    "a) Ngân sách tỉnh bố trí hằng năm.\n"
    "b) Vốn góp của nhân dân.\n"
    "2. Việc quyết toán theo quy định hiện hành.\n"
    "III. TỔ CHỨC THỰC HIỆN",
)
SHELF = plans.read(PAID, plans.YEN_THUONG)


def told(*held: Document, compared: bool = False) -> Draft | None:
    documents = plans.shelf(SHELF)
    draft = funding.answer([document.id for document in held], documents, compared=compared)
    if draft is not None:
        verification.check(draft.body, documents)
    return draft


def test_one_document_lists_its_sources_and_nothing_else_of_the_part() -> None:
    draft = told(SHELF[0])
    assert draft is not None
    assert isinstance(draft.body, Listing)
    said = [claim.text for claim in draft.body.claims]
    assert len(said) == 2
    assert "Ngân sách tỉnh" in said[0]
    assert "Vốn góp" in said[1]


def test_of_several_each_has_a_line_and_one_without_such_a_part_is_silent() -> None:
    draft = told(*SHELF, compared=True)
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    stated, silent = draft.body.lines
    assert not isinstance(stated, Silent)
    assert "Ngân sách tỉnh" in stated.text
    assert isinstance(silent, Silent)


def test_what_has_no_such_part_is_left_to_the_passages() -> None:
    assert told(SHELF[1]) is None
