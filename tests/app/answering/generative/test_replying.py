"""A strong model asked over whole passages, its reply checked, sent back once, or refused."""

import json

import pytest

from app.answering.claims import Body, Reason, Refusal, Worded
from app.answering.generative.basis import Basis, Composed
from app.answering.generative.context import Room
from app.answering.generative.entailment import Entailment
from app.answering.generative.replying import Replying
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure, ModelUnreachable
from tests.app.answering import plans
from tests.app.answering.generative.saying import FACT, SAID, Saying, basis

HELD = plans.read(plans.LAC_SON)
SHELF = plans.shelf(HELD)


def reply(text: str, quote: str = SAID, verdict: str = "answered") -> str:
    """Return a reply in the form asked for; the passages differ, the quote is looked for."""
    told = {"text": text, "quotes": [{"passage": 1, "quote": quote}]}
    return json.dumps({"verdict": verdict, "side": None, "answer": told, "items": []})


def fixed(text: str, quote: str = SAID) -> str:
    told = {"id": 1, "text": text, "quotes": [{"passage": 1, "quote": quote}]}
    return json.dumps({"fixed": [told]})


def compose(model: Saying, start: Basis | None = None) -> tuple[list[Body], Composed]:
    """Return every state of the answer, and what became of it."""
    room = Room(prices=(2.0, 8.0))
    replying = Replying(model, Entailment(), room)
    composing = replying.compose(start or basis(FACT, HELD, SAID), SHELF, Cancellation())
    states: list[Body] = []
    while True:
        try:
            states.append(next(composing))
        except StopIteration as stop:
            composed: Composed = stop.value
            return states, composed


def test_a_proved_answer_is_given_and_only_grows() -> None:
    states, composed = compose(Saying(reply(SAID)))
    assert isinstance(composed.body, Worded)
    assert composed.body.head[0].text == SAID
    assert states[-1] == composed.body
    assert composed.reason is None
    assert composed.generation is not None
    assert (composed.generation.kept, composed.generation.cut, composed.generation.calls) == (
        1,
        0,
        1,
    )
    assert composed.generation.model == Saying.name


def test_what_fell_is_sent_back_once_and_put_right() -> None:
    model = Saying(reply(SAID.replace("87,5%", "97,5%")), fixed(SAID))
    _, composed = compose(model)
    assert isinstance(composed.body, Worded)
    assert composed.generation is not None
    assert (composed.generation.corrected, composed.generation.calls) == (1, 2)
    assert "97,5%" in model.asked[1].messages[-1].content


def test_for_what_stays_wrong_its_quote_speaks() -> None:
    wrong = SAID.replace("87,5%", "97,5%")
    states, composed = compose(Saying(reply(wrong), fixed(wrong)))
    assert isinstance(composed.body, Worded)
    assert states == [composed.body]
    assert [claim.text for claim in composed.body.head] == [SAID]
    assert composed.generation is not None
    assert (composed.generation.kept, composed.generation.replaced) == (0, 1)


def test_what_is_taken_back_or_quotes_nothing_leaves_the_extractive_answer() -> None:
    wrong = SAID.replace("87,5%", "97,5%")
    for first, second in (
        (reply(wrong), fixed("")),
        (reply(wrong, "Trồng 12 ha rừng."), fixed(wrong, "Trồng 12 ha rừng.")),
    ):
        states, composed = compose(Saying(first, second))
        assert (states, composed.body, composed.reason) == ([], None, "unsupported")
        assert composed.generation is not None
        assert (composed.generation.cut, composed.generation.replaced) == (1, 0)


def test_a_model_that_fails_leaves_the_extractive_answer_with_its_reason() -> None:
    failure = ModelUnreachable("không tới được")
    _, composed = compose(Saying(failure))
    assert (composed.body, composed.reason) == (None, failure.code)


def test_that_nothing_states_it_is_said_of_the_document_that_was_shown() -> None:
    told = json.dumps({"verdict": "not_stated", "answer": None, "items": []})
    _, composed = compose(Saying(told))
    assert isinstance(composed.body, Refusal)
    assert composed.body.reason is Reason.NOT_STATED
    assert composed.silent == (HELD[0].id,)
    assert composed.generation is not None
    assert composed.generation.abstained


def test_of_no_document_in_particular_no_more_is_said_than_that_it_was_not_found() -> None:
    told = json.dumps({"verdict": "not_stated", "answer": None, "items": []})
    start = basis("Bao nhiêu phần trăm đường xã được trải nhựa?", HELD, SAID)
    _, composed = compose(Saying(told), start)
    assert isinstance(composed.body, Refusal)
    assert composed.body.reason is Reason.NOT_FOUND


def test_an_ambiguous_question_is_unclear() -> None:
    told = json.dumps({"verdict": "unclear", "answer": None, "items": []})
    _, composed = compose(Saying(told))
    assert isinstance(composed.body, Refusal)
    assert composed.body.reason is Reason.UNCLEAR


def test_without_passages_no_model_is_asked() -> None:
    start = basis("Bao nhiêu phần trăm đường xã được trải nhựa?", HELD, SAID)
    model = Saying()
    empty = Basis(start.query, start.draft, start.statements, start.terms)
    _, composed = compose(model, empty)
    assert (composed.reason, model.asked) == ("not_found", [])


def test_cancelling_is_no_failure() -> None:
    with pytest.raises(Cancelled):
        compose(Saying(Cancelled("đã dừng")))


def test_every_failure_has_a_code() -> None:
    assert issubclass(ModelUnreachable, ModelFailure)
    assert ModelUnreachable("").code
