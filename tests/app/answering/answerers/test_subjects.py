"""What several documents are about, where nothing else is compared."""

from app.answering.answerers import subjects
from app.answering.claims import PerDocument
from tests.app.answering import plans

FOREST = plans.YEN_THUONG.replace("Nâng cấp đường giao thông nông thôn", "Trồng rừng chắn sóng")
SHELF = plans.read(plans.LAC_SON, FOREST)
DOCUMENTS = plans.shelf(SHELF)


def test_each_document_says_what_it_is_about() -> None:
    draft = subjects.answer([document.id for document in SHELF], DOCUMENTS)
    assert draft is not None
    assert isinstance(draft.body, PerDocument)
    assert draft.body.compared
    said = [claim.text for claim in draft.body.claims]
    assert "Nâng cấp đường" in said[0]
    assert "Trồng rừng" in said[1]


def test_nothing_is_said_where_one_of_them_states_no_subject() -> None:
    bare = plans.read(plans.LAC_SON, "Cộng tác viên họp ngày thứ hai.")
    asked = [document.id for document in bare]
    assert subjects.answer(asked, plans.shelf(bare)) is None
