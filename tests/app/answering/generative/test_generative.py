"""Who words an answer: the model's form and what was measured of it decide."""

import json

import pytest

from app.answering.answer import Mode
from app.answering.claims import Worded
from app.answering.generative.generative import GenerativeAnswerer
from app.answering.generative.measured import Measured
from app.language_models.cancellation import Cancellation
from app.language_models.port import Form
from index.ports import Embedder
from tests.app.answering import plans
from tests.app.answering.generative.saying import FACT, SAID, Saying, basis

HELD = plans.read(plans.LAC_SON)
WHERE = "Việc sửa đường nằm ở mục nào?"


def answerer(embedder: Embedder, *replies: str, form: Form = Form.CHAT) -> GenerativeAnswerer:
    return GenerativeAnswerer(Saying(*replies, form=form), embedder, Measured())


def test_no_model_words_what_is_asked_for_in_the_documents_words(embedder: Embedder) -> None:
    against = answerer(embedder).reason_against
    assert against(Mode.EXTRACTIVE, basis(FACT, HELD, SAID)) == "asked"


def test_of_its_own_accord_a_model_words_only_what_it_was_measured_to_word_better(
    embedder: Embedder,
) -> None:
    against = answerer(embedder).reason_against
    assert against(Mode.AUTO, basis(FACT, HELD, SAID)) == "measured"
    assert against(Mode.GENERATIVE, basis(FACT, HELD, SAID)) is None


def test_a_base_model_needs_something_to_word_and_one_in_turns_does_not(
    embedder: Embedder,
) -> None:
    base = answerer(embedder, form=Form.COMPLETION)
    assert base.reason_against(Mode.GENERATIVE, basis(WHERE, HELD, SAID)) == "fixed_wording"
    assert base.reason_against(Mode.GENERATIVE, basis(FACT, HELD)) == "not_found"
    chat = answerer(embedder)
    assert chat.reason_against(Mode.GENERATIVE, basis(WHERE, HELD, SAID)) is None
    assert chat.reason_against(Mode.GENERATIVE, basis(FACT, HELD)) is None


@pytest.mark.parametrize("form", list(Form))
def test_each_form_of_model_is_asked_in_its_own_way(embedder: Embedder, form: Form) -> None:
    told = {"text": SAID, "quotes": [{"passage": 1, "quote": SAID}]}
    replies = {
        Form.CHAT: json.dumps({"verdict": "answered", "answer": told, "items": []}),
        Form.COMPLETION: f"- {SAID} [1]\n.\n",
    }
    way = answerer(embedder, replies[form], form=form)
    states = list(way.compose(basis(FACT, HELD, SAID), plans.shelf(HELD), Cancellation()))
    assert states
    assert isinstance(states[-1], Worded) is (form is Form.CHAT)
    assert SAID in states[-1].claims[0].text
