"""Follow-ups completed by a model: only its choice of the asker's own words is taken."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from fastapi.testclient import TestClient

from app.api.reader import COOKIE
from app.bootstrap import System
from app.conversing.condensing import Condenser
from app.language_models.cancellation import Cancellation
from app.language_models.client import OpenAICompatible
from app.language_models.endpoint import Endpoint
from app.language_models.errors import Cancelled
from app.language_models.local import LocalServer
from app.settings import Settings
from index.ports import EVERYTHING, Embedder
from tests.app.api.test_generative import serving
from tests.app.language_models import fake_server
from tests.app.language_models.fake_server import Behaviour, FakeServer

BEFORE = "Tỷ lệ hộ nông thôn của Sơn Khê có nhà tiêu hợp vệ sinh đạt bao nhiêu phần trăm?"
ASKED = "thế riêng các bản đặc biệt khó khăn"
FULL = "Riêng các bản đặc biệt khó khăn của Sơn Khê đạt bao nhiêu phần trăm thế?"


@contextmanager
def condensing(behaviour: Behaviour) -> Iterator[tuple[Condenser, FakeServer]]:
    with fake_server.running(behaviour) as fake:
        endpoint = Endpoint(fake.url, "thu", proxied=False, deadline=1.0)
        with closing(OpenAICompatible(endpoint)) as model:
            yield Condenser(model), fake


def complete(condenser: Condenser, question: str, system: System, *past: str) -> str:
    library = system.answering.library(EVERYTHING)
    return condenser.complete(question, past, library, EVERYTHING, Cancellation())


def test_takes_a_question_made_of_what_was_said(system: System) -> None:
    with condensing(fake_server.says(FULL)) as (condenser, fake):
        assert complete(condenser, ASKED, system, BEFORE) == FULL
    text = fake.bodies[0]["messages"][-1]["content"]
    assert text == f"Câu hỏi trước: {BEFORE}\nCâu hỏi cuối: {ASKED}"


@pytest.mark.parametrize(
    "behaviour",
    [
        fake_server.says("Riêng các bản đặc biệt khó khăn của Hòa Giang đạt bao nhiêu?"),
        fake_server.says("Sơn Khê đạt bao nhiêu phần trăm?"),
        fake_server.says(""),
        fake_server.says("Tôi không hiểu."),
        fake_server.refuses(500),
        fake_server.stalls(),
        fake_server.cuts_off("Riêng"),
    ],
    ids=["another place", "not what is asked", "empty", "chatter", "500", "stall", "cut off"],
)
def test_keeps_the_question_where_the_model_does_not_help(
    system: System, behaviour: Behaviour
) -> None:
    with condensing(behaviour) as (condenser, _):
        assert complete(condenser, ASKED, system, BEFORE) == ASKED


@pytest.mark.parametrize(
    ("question", "past"),
    [
        (ASKED, ()),
        ("Hòa Giang đặt mục tiêu gì?", (BEFORE,)),
        (
            "Ai có trách nhiệm kiểm tra, giám sát các nội dung đã nêu ở trên đây?",
            (BEFORE,),
        ),
    ],
    ids=["the first", "names a document", "long"],
)
def test_does_not_ask_the_model_about_a_question_that_stands_alone(
    system: System, question: str, past: tuple[str, ...]
) -> None:
    with condensing(fake_server.says("x")) as (condenser, fake):
        assert complete(condenser, question, system, *past) == question
    assert fake.bodies == []


def test_a_reader_who_left_ends_it(system: System) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with condensing(fake_server.stalls()) as (condenser, _), pytest.raises(Cancelled):
        condenser.complete(
            ASKED, [BEFORE], system.answering.library(EVERYTHING), EVERYTHING, cancellation
        )


def test_a_conversation_uses_it_only_in_generative_mode(
    loaded: Settings, embedder: Embedder
) -> None:
    asked = "bản khó khăn đặc biệt đạt mấy phần trăm hộ vậy, xin cho biết"
    with (
        fake_server.running(fake_server.says("khác")) as fake,
        serving(loaded, embedder, fake.url) as client,
    ):
        for mode in ("auto", "extractive"):
            hold(client, mode, asked)
        assert fake.bodies == []


def hold(client: TestClient, mode: str, asked: str) -> None:
    client.cookies.set(COOKIE, "0" * 32)
    for question in (BEFORE, asked):
        body = {"question": question, "mode": mode, "conversation_id": f"condense-{mode}"}
        assert client.post("/v1/ask", json=body).status_code == 200


def test_the_model_on_this_machine_says_nothing_new(
    system: System, local_server: LocalServer
) -> None:
    with closing(OpenAICompatible(local_server.endpoint)) as model:
        written = complete(Condenser(model), ASKED, system, BEFORE)
    said = f"{BEFORE} {ASKED}".lower()
    assert all(word.strip(",.?") in said for word in written.lower().split())
