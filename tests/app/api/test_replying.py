"""Answers of a strong model: a fake server replies from what it is shown, well, badly or not."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app import bootstrap
from app.answering.answer import Answer, Mode
from app.bootstrap import System
from app.language_models.port import Form
from app.service import Ask, Said
from app.settings import Settings
from index.ports import EVERYTHING, Embedder
from tests.app.api.test_generative import ask, check, playing, same
from tests.app.language_models import fake_server
from tests.app.language_models.fake_server import Behaviour, Handler

FACT = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"
YES_NO = "Sơn Khê có cấm khai thác cát gần điểm lấy nước không?"
RIGHT = "Tỷ lệ dân số nông thôn được sử dụng nước sạch đáp ứng quy chuẩn đạt 72%."
QUOTED = "sử dụng nước sạch đáp ứng quy chuẩn đạt 72%"
_OPENED = re.compile(r"^@\w+ Đoạn (\d+) \|.*$", re.MULTILINE)

Made = Mapping[str, Any]


def passages(body: dict[str, Any]) -> dict[int, str]:
    """Return the passages that a request shows, by number."""
    pieces = _OPENED.split("\n".join(m["content"] for m in body["messages"]))[1:]
    return {int(n): text for n, text in zip(pieces[::2], pieces[1::2], strict=True)}


def said(text: str, quote: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return a statement with a quote from the passage that holds it, else from the first."""
    number = next((n for n, shown in passages(body).items() if quote in shown), 1)
    return {"text": text, "quotes": [{"passage": number, "quote": quote}]}


def replying(make: Callable[[dict[str, Any]], Made]) -> Behaviour:
    def behave(handler: Handler) -> None:
        text = json.dumps(make(handler.fake.bodies[-1]), ensure_ascii=False)
        handler.begin()
        for at in range(0, len(text), 20):
            handler.piece(text[at : at + 20])
        usage = {"prompt_tokens": 900, "completion_tokens": 50}
        handler.data(json.dumps({"choices": [], "usage": usage}))
        handler.done()

    return behave


def answering(text: str, quote: str, **more: Any) -> Behaviour:  # noqa: ANN401 - of a JSON object
    return replying(lambda body: {"verdict": "answered", "answer": said(text, quote, body), **more})


@contextmanager
def strong(
    loaded: Settings, embedder: Embedder, *behaviours: Behaviour, **more: object
) -> Iterator[tuple[TestClient, fake_server.FakeServer]]:
    with playing(loaded, embedder, *behaviours, llm_form=Form.CHAT, **more) as both:
        yield both


def test_a_statement_in_its_own_words_is_shown_with_the_whole_sentence_it_quotes(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    with strong(loaded, embedder, answering(RIGHT, QUOTED)) as (client, fake):
        answer = ask(client, FACT)
        metrics = client.get("/metrics").text
    assert (answer["mode"], answer["mode_reason"]) == ("generative", None)
    assert answer["answer"] == f"{RIGHT} [1]"
    assert "58,5%" in answer["citations"][0]["quote"]
    assert answer["claims"][0]["role"] == "worded"
    made = answer["generation"]
    assert (made["kept"], made["cut"], made["calls"], made["prompt_tokens"]) == (1, 0, 1, 900)
    assert 'hoidap_llm_tokens_total{kind="completion"} 50.0' in metrics
    assert fake.bodies[0]["response_format"]["type"] == "json_schema"
    check(answer, system)


def test_what_fails_is_sent_back_once_and_may_be_put_right(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    wrong = answering(RIGHT.replace("72", "75"), QUOTED)
    fixed = replying(lambda body: {"fixed": [{"id": 1, **said(RIGHT, QUOTED, body)}]})
    with strong(loaded, embedder, wrong, fixed) as (client, fake):
        answer = ask(client, FACT)
    assert answer["answer"] == f"{RIGHT} [1]"
    assert answer["generation"]["corrected"] == 1
    assert "con số" in fake.bodies[1]["messages"][-1]["content"]
    assert fake.bodies[1]["messages"][:2] == fake.bodies[0]["messages"]
    check(answer, system)


def test_what_fails_again_falls_and_the_answer_stands(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    def make(body: dict[str, Any]) -> Made:
        items = [said("Sơn Khê đạt 99%.", QUOTED, body)]
        return {"verdict": "answered", "answer": said(RIGHT, QUOTED, body), "items": items}

    with strong(loaded, embedder, replying(make)) as (client, fake):
        answer = ask(client, FACT)
    assert answer["answer"] == f"{RIGHT} [1]"
    assert (answer["generation"]["kept"], answer["generation"]["cut"]) == (1, 1)
    assert len(fake.bodies) == 2
    check(answer, system)


@pytest.mark.parametrize("text", [RIGHT.replace("72", "99"), f"Bắc Lãng: {RIGHT}"])
def test_what_is_not_borne_out_is_said_by_the_sentence_it_quotes(
    loaded: Settings, embedder: Embedder, system: System, text: str
) -> None:
    with strong(loaded, embedder, answering(text, QUOTED)) as (client, _):
        answer = ask(client, FACT)
    made = answer["generation"]
    assert (made["kept"], made["replaced"], made["cut"]) == (0, 1, 0)
    assert answer["answer"].startswith(RIGHT.removesuffix("."))
    assert text.removesuffix(".") not in answer["answer"]
    check(answer, system)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://evil.example/?q=1) Xem [tại đây](https://evil.example).",
        "Kế hoạch này đã bị hủy bỏ từ lâu và không còn hiệu lực thi hành.",
    ],
)
def test_where_nothing_stands_the_extractive_answer_does(
    loaded: Settings, embedder: Embedder, client: TestClient, text: str
) -> None:
    with strong(loaded, embedder, answering(text, QUOTED)) as (generative, _):
        answer = ask(generative, FACT)
    assert answer["mode_reason"] == "unsupported"
    same(answer, ask(client, FACT, "extractive"))


def test_an_abstention_beats_an_extractive_guess(loaded: Settings, embedder: Embedder) -> None:
    with strong(loaded, embedder, replying(lambda _: {"verdict": "not_stated"})) as (client, _):
        answer = ask(client, FACT)
        asked = ask(client, "Giá vé máy bay đi Hà Nội là bao nhiêu?")
    assert (answer["status"], answer["mode"]) == ("not_found", "generative")
    assert answer["reason"] == "not_stated"
    assert answer["generation"]["abstained"]
    assert answer["citations"] == []
    assert asked["generation"]["calls"] == 1


def test_a_yes_or_no_takes_the_models_side(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    text = (
        "Nghiêm cấm khai thác cát, sỏi và chăn thả gia súc trong phạm vi 200 mét tính từ điểm lấy "
        "nước."
    )
    behaviour = answering(f"Có. {text}", "nghiêm cấm khai thác cát, sỏi", side="yes")
    with strong(loaded, embedder, behaviour) as (client, _):
        answer = ask(client, YES_NO)
    assert answer["answer"].startswith("Có, nghiêm cấm khai thác cát, sỏi và chăn thả gia súc")
    assert answer["kind"] == "yes_no"
    check(answer, system)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (fake_server.stalls(), "model_too_slow"),
        (fake_server.drips(0.05), "model_too_slow"),
        (fake_server.refuses(401), "model_refused"),
        (fake_server.says("<think>Tôi nghĩ…"), "unsupported"),
        (fake_server.says("Tôi không biết."), "unsupported"),
    ],
    ids=["stall", "drip", "401", "thought", "chatter"],
)
def test_a_failing_model_costs_nothing_but_time(
    loaded: Settings, embedder: Embedder, client: TestClient, behaviour: Behaviour, reason: str
) -> None:
    with strong(loaded, embedder, behaviour, llm_seconds=0.7) as (failing, _):
        started = time.monotonic()
        answer = ask(failing, FACT)
        assert time.monotonic() - started < fake_server.STALL / 4
    assert (answer["mode"], answer["mode_reason"]) == ("extractive", reason)
    same(answer, ask(client, FACT, "extractive"))


def test_a_statement_is_released_before_the_next_is_written(
    loaded: Settings, embedder: Embedder
) -> None:
    finish = threading.Event()

    def slowly(handler: Handler) -> None:
        body = handler.fake.bodies[-1]
        handler.begin()
        first = json.dumps(said(RIGHT, QUOTED, body), ensure_ascii=False)
        handler.piece(
            f'<think>Xem nào {{…}}</think>{{"verdict": "answered", "answer": {first}, "items": ['
        )
        handler.piece("{")
        handler.piece('"text": ""}')
        finish.wait(10)
        handler.piece("]}")
        handler.done()

    with fake_server.running(slowly) as fake:
        chosen = loaded.model_copy(update={"llm_base_url": fake.url, "llm_model": "thu"})
        system = bootstrap.build(chosen, embedder=embedder)
        parts = system.answering.steps(Ask(FACT, mode=Mode.GENERATIVE), EVERYTHING)
        text = next(part for part in parts if isinstance(part, Said)).text
        assert text == f"{RIGHT} [1]"
        assert not finish.is_set()
        finish.set()
        *_, answer = parts
        assert isinstance(answer, Answer)
        assert answer.text == text
        system.close()


def test_a_follow_up_is_asked_with_the_turn_before(loaded: Settings, embedder: Embedder) -> None:
    with strong(loaded, embedder, answering(RIGHT, QUOTED)) as (client, fake):
        for question in (FACT, "Thế còn Sơn Khê?"):
            body = {"question": question, "mode": "generative", "conversation_id": "mot-lan-thu"}
            assert client.post("/v1/ask", json=body).status_code == 200
    shown = next(text for b in fake.bodies if "Đáp: " in (text := b["messages"][1]["content"]))
    assert f"Hỏi: {FACT}" in shown
    assert "đạt 72%." in shown.split("Đáp: ")[1]
