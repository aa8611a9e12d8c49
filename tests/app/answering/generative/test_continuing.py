"""A base model continues: it chooses among the sentences of the extractive answer."""

import pytest

from app.answering.answer import Draft
from app.answering.claims import Body, Claim, Role, Statements
from app.answering.generative.basis import Basis, Composed
from app.answering.generative.continuing import Continuing
from app.answering.support import Support
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelUnreachable
from app.language_models.port import Form
from app.rendering import markdown
from index.ports import Embedder
from tests.app.answering import plans
from tests.app.answering.generative.saying import FACT, SAID, Saying, basis, draft

HELD = plans.read(plans.LAC_SON)
SHELF = plans.shelf(HELD)
FURTHER = "Mỗi năm sửa 40 km."


def compose(embedder: Embedder, model: Saying, start: Basis) -> tuple[list[Body], Composed]:
    composing = Continuing(model, Support(embedder)).compose(start, SHELF, Cancellation())
    states: list[Body] = []
    while True:
        try:
            states.append(next(composing))
        except StopIteration as stop:
            composed: Composed = stop.value
            return states, composed


def saying(*replies: str) -> Saying:
    return Saying(*replies, form=Form.COMPLETION)


def test_sentences_of_the_documents_are_kept(embedder: Embedder) -> None:
    states, composed = compose(embedder, saying(f"- {SAID} [1]\n.\n"), basis(FACT, HELD, SAID))
    assert composed.body is not None
    assert composed.reason is None
    assert SAID in markdown.answer(composed.body)
    assert states[-1] == composed.body
    assert composed.generation is not None
    assert (composed.generation.kept, composed.generation.calls) == (1, 1)


def test_where_nothing_is_proved_the_extractive_answer_stands(embedder: Embedder) -> None:
    told = saying("- Trồng 12 ha rừng phòng hộ. [1]\n.\n")
    states, composed = compose(embedder, told, basis(FACT, HELD, SAID))
    assert (states, composed.body, composed.reason) == ([], None, "unsupported")


def test_a_failure_leaves_the_extractive_answer_with_its_reason(embedder: Embedder) -> None:
    failure = ModelUnreachable("không tới được")
    _, composed = compose(embedder, Saying(failure), basis(FACT, HELD, SAID))
    assert (composed.body, composed.reason) == (None, failure.code)


def test_cancelling_is_no_failure(embedder: Embedder) -> None:
    with pytest.raises(Cancelled):
        compose(embedder, Saying(Cancelled("đã dừng")), basis(FACT, HELD, SAID))


def joined(start: Basis) -> Basis:
    """Return the same with a statement that only two quotes together prove."""
    first, second = draft(HELD[0], SAID, FURTHER).body.claims
    both = Claim(
        Role.STATEMENT, first.document_id, "Kế hoạch", (), (SAID,), first.quotes + second.quotes
    )
    return Basis(start.query, Draft(Statements((both,)), 0.8), start.statements, start.terms)


def test_it_is_told_why_there_is_nothing_to_word(embedder: Embedder) -> None:
    against = Continuing(saying(), Support(embedder)).reason_against
    assert against(basis(FACT, HELD, SAID)) is None
    assert against(basis(FACT, HELD)) == "not_found"
    assert against(basis("Ai ký kế hoạch của Lạc Sơn Đông?", HELD, SAID)) == "fixed_wording"
    assert against(basis("Việc sửa đường nằm ở mục nào?", HELD, SAID)) == "fixed_wording"
    assert against(joined(basis(FACT, HELD, SAID))) == "fixed_wording"
