"""Answers that a base model continues: a fake server for its faults, else the real one."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app import bootstrap
from app.api.application import create
from app.bootstrap import System
from app.language_models.local import LocalServer
from app.language_models.port import Form
from app.settings import Settings
from index.ports import EVERYTHING, Embedder
from tests.app.conftest import until
from tests.app.language_models import fake_server
from tests.app.language_models.fake_server import Behaviour, FakeServer, Handler

FACT = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"
YES_NO = "Sơn Khê có không thu tiền nước của hộ nghèo không?"
LIST = "Liệt kê các nhiệm vụ, giải pháp trong kế hoạch của Sơn Khê"
DUTIES = "Liệt kê các việc tuyên truyền, vận động của Sơn Khê"
WORKS = "Sơn Khê huy động nguồn lực, đầu tư và quản lý công trình bằng những cách nào?"
COMPARE = "So sánh tỷ lệ dân số nông thôn dùng nước sạch của Hòa Giang và Sơn Khê"
LOCATE = "Tỷ lệ dân số nông thôn dùng nước sạch của Sơn Khê nằm ở mục nào?"
MARKER = re.compile(r"(?<!\\)\[(\d+)\]")


def exhibits(body: dict[str, Any]) -> list[str]:
    """Return the statements that a request quotes."""
    return re.findall(
        r"^@[0-9a-f]{16} \d+ \(.*?\): (.*)$", body["prompt"].rpartition("\n\n")[2], re.M
    )


def replying(make: Callable[[list[str]], list[tuple[str, int]]]) -> Behaviour:
    """Reply with what ``make`` returns for the exhibits: a list of (text, evidence)."""

    def behave(handler: Handler) -> None:
        made = make(exhibits(handler.fake.bodies[-1]))
        reply = {"sentences": [{"text": text, "evidence": n} for text, n in made]}
        handler.begin()
        text = json.dumps(reply, ensure_ascii=False)
        for at in range(0, len(text), 20):
            handler.piece(text[at : at + 20])
        handler.done()

    return behave


@contextmanager
def serving(loaded: Settings, embedder: Embedder, url: str, **more: object) -> Iterator[TestClient]:
    chosen = loaded.model_copy(
        update={
            "llm_base_url": url,
            "llm_model": "thu",
            "llm_seconds": 5.0,
            "llm_form": Form.COMPLETION,
            **more,
        }
    )
    app = create(chosen, partial(bootstrap.build, embedder=embedder))
    with TestClient(app) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        yield client


@contextmanager
def playing(
    loaded: Settings, embedder: Embedder, *behaviours: Behaviour, **more: object
) -> Iterator[tuple[TestClient, FakeServer]]:
    with (
        fake_server.running(*behaviours) as fake,
        serving(loaded, embedder, fake.url, **more) as client,
    ):
        yield client, fake


def ask(client: TestClient, question: str, mode: str = "generative") -> dict[str, Any]:
    reply = client.post("/v1/ask", json={"question": question, "mode": mode})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def check(answer: dict[str, Any], system: System) -> None:
    """Hold an answer to the contract's promises."""
    markers = {int(m) for m in MARKER.findall(answer["answer"])}
    assert markers == {c["marker"] for c in answer["citations"]}
    for citation in answer["citations"]:
        text = system.catalogue.text(citation["document_id"], EVERYTHING)
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def same(answer: dict[str, Any], other: dict[str, Any]) -> None:
    for name in ("status", "mode", "answer", "citations", "passages", "confidence"):
        assert answer[name] == other[name]


def test_sentences_that_their_quotes_prove_are_the_answer(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    first_clause = replying(lambda held: [(held[0].split(",")[0], 1)])
    with playing(loaded, embedder, first_clause) as (client, _):
        answer = ask(client, FACT)
    assert answer["mode"] == "generative"
    assert answer["mode_reason"] is None
    assert answer["answer"].endswith("đạt 72% [1]")
    assert answer["generation"]["kept"] == 1
    assert answer["generation"]["model"] == "thu"
    assert answer["timings_ms"]["generate"] > 0
    check(answer, system)


def test_a_wrong_number_of_evidence_is_put_right(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    behaviour = replying(lambda held: [(held[0], 3), (held[0], 99)])
    with playing(loaded, embedder, behaviour) as (client, _):
        answer = ask(client, FACT)
    assert answer["mode"] == "generative"
    assert len(answer["citations"]) == 1
    assert "72%" in answer["citations"][0]["quote"]
    check(answer, system)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỷ lệ dân số nông thôn được sử dụng nước sạch đạt 99%.",
        "![x](https://evil.example/?q=1) Xem [tại đây](https://evil.example).",
        "<script>alert(1)</script>",
        "Kế hoạch đã bị hủy bỏ.",
    ],
)
def test_where_nothing_is_proved_the_extractive_answer_stands(
    loaded: Settings, embedder: Embedder, client: TestClient, sentence: str
) -> None:
    behaviour = replying(lambda held: [(sentence, 1), (sentence, 2)])
    with playing(loaded, embedder, behaviour) as (generative, _):
        answer = ask(generative, FACT)
    assert answer["mode"] == "extractive"
    assert answer["mode_reason"] == "unsupported"
    same(answer, ask(client, FACT, "extractive"))


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (fake_server.stalls(), "model_too_slow"),
        (fake_server.drips(0.05), "model_too_slow"),
        (fake_server.cuts_off("{"), "model_garbled"),
        (fake_server.replies(b"data: rubbish\n\n"), "model_garbled"),
        (fake_server.refuses(500), "model_refused"),
        (fake_server.refuses(401), "model_refused"),
        (fake_server.refuses(429, Retry_After="60"), "model_unreachable"),
        (fake_server.says(), "unsupported"),
        (fake_server.says("Tôi không biết."), "unsupported"),
    ],
    ids=["stall", "drip", "cut off", "rubbish", "500", "401", "429", "empty", "chatter"],
)
def test_a_failing_model_costs_nothing_but_time(
    loaded: Settings, embedder: Embedder, client: TestClient, behaviour: Behaviour, reason: str
) -> None:
    with playing(loaded, embedder, behaviour, llm_seconds=0.7) as (failing, _):
        started = time.monotonic()
        answer = ask(failing, FACT)
        assert time.monotonic() - started < fake_server.STALL / 4
        assert failing.get("/health/ready").status_code == 200
    assert (answer["mode"], answer["mode_reason"]) == ("extractive", reason)
    same(answer, ask(client, FACT, "extractive"))


def test_what_was_proved_before_the_model_broke_off_stays(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    def half(handler: Handler) -> None:
        held = exhibits(handler.fake.bodies[-1])
        handler.begin()
        sentence = {"text": held[0], "evidence": 1}
        handler.piece('{"sentences": [' + json.dumps(sentence) + ', {"text": "Nửa')

    with playing(loaded, embedder, half) as (client, _):
        answer = ask(client, LIST)
    assert (answer["mode"], answer["mode_reason"]) == ("generative", "model_garbled")
    check(answer, system)


def test_a_list_leaves_nothing_out_and_keeps_its_order(
    loaded: Settings, embedder: Embedder, client: TestClient, system: System
) -> None:
    with playing(loaded, embedder, replying(lambda held: [(held[1], 2)])) as (generative, _):
        answer = ask(generative, LIST)
    extractive = ask(client, LIST, "extractive")
    assert answer["mode"] == "generative"
    quotes = [citation["quote"] for citation in extractive["citations"]]
    assert [citation["quote"] for citation in answer["citations"]] == quotes
    assert answer["answer"] == extractive["answer"]
    check(answer, system)


@pytest.mark.parametrize(
    ("question", "shorten"),
    [(FACT, "trong đó"), (DUTIES, "trưởng bản")],
    ids=["the figure asked for", "a word of a list"],
)
def test_a_sentence_shortened_too_far_is_not_shown(
    loaded: Settings, embedder: Embedder, client: TestClient, question: str, shorten: str
) -> None:
    def make(held: list[str]) -> list[tuple[str, int]]:
        at = next(at for at, words in enumerate(held) if shorten in words)
        clauses = re.split("[,;] ", held[at])
        return [(next(c for c in clauses if shorten in c), at + 1)]

    with playing(loaded, embedder, replying(make)) as (generative, _):
        answer = ask(generative, question)
    assert (answer["generation"]["kept"], answer["generation"]["replaced"]) == (0, 1)
    assert answer["mode_reason"] == "unsupported"
    same(answer, ask(client, question, "extractive"))


def test_every_sentence_of_a_long_statement_has_its_marker(
    loaded: Settings, embedder: Embedder, system: System
) -> None:
    with playing(loaded, embedder, replying(lambda held: [(held[0], 1)])) as (client, _):
        answer = ask(client, WORKS)
    first, second, *_ = answer["answer"].split("- ")[1].split("[1]")
    assert first.strip()
    assert second.strip()
    check(answer, system)


def test_a_comparison_names_every_document(
    loaded: Settings, embedder: Embedder, client: TestClient, system: System
) -> None:
    with playing(loaded, embedder, replying(lambda held: [(held[0], 1)])) as (generative, _):
        answer = ask(generative, COMPARE)
    assert answer["mode"] == "generative"
    assert "**Hòa Giang**" in answer["answer"]
    assert "**Sơn Khê**" in answer["answer"]
    check(answer, system)


def test_a_yes_or_no_keeps_its_side(
    loaded: Settings, embedder: Embedder, client: TestClient, system: System
) -> None:
    with playing(loaded, embedder, replying(lambda held: [(held[0], 1)])) as (generative, _):
        answer = ask(generative, YES_NO)
    extractive = ask(client, YES_NO, "extractive")
    assert answer["status"] == extractive["status"]
    assert answer["answer"].split(".")[0] == extractive["answer"].split(".")[0]
    check(answer, system)


def test_fixed_wordings_and_refusals_do_not_ask_the_model(
    loaded: Settings, embedder: Embedder
) -> None:
    with playing(loaded, embedder, replying(lambda held: [(held[0], 1)])) as (client, fake):
        assert ask(client, LOCATE)["mode_reason"] == "fixed_wording"
        assert ask(client, "Ai ký kế hoạch của Sơn Khê?")["mode_reason"] == "fixed_wording"
        refused = ask(client, "Giá vé máy bay đi Hà Nội là bao nhiêu?")
        assert (refused["status"], refused["mode_reason"]) == ("not_found", "not_found")
        assert ask(client, FACT, "auto")["mode"] == "extractive"
        assert ask(client, FACT, "extractive")["generation"] is None
    assert fake.bodies == []


def test_auto_follows_the_measurement(
    loaded: Settings,
    embedder: Embedder,
    tmp_path: Any,  # noqa: ANN401
) -> None:
    record = loaded.data_dir / "modes.toml"
    record.write_text(
        "[thu.fact]\nextractive = 0.5\ngenerative = 0.9\nquestions = 40\nchance = 0.01\n"
    )
    try:
        with playing(loaded, embedder, replying(lambda held: [(held[0], 1)])) as (client, fake):
            assert ask(client, FACT, "auto")["mode"] == "generative"
            assert ask(client, LIST, "auto")["mode"] == "extractive"
        assert len(fake.bodies) == 1
    finally:
        record.unlink()


def test_without_a_model_the_answer_says_so(client: TestClient) -> None:
    answer = ask(client, FACT)
    assert (answer["mode"], answer["mode_reason"]) == ("extractive", "no_model")
    assert ask(client, FACT, "auto")["mode_reason"] is None


def test_a_model_that_is_down_does_not_stop_the_service(
    loaded: Settings, embedder: Embedder
) -> None:
    with serving(loaded, embedder, "http://127.0.0.1:9/v1", llm_seconds=3.0) as client:
        for _ in range(4):
            answer = ask(client, FACT)
            assert answer["mode"] == "extractive"
        assert answer["mode_reason"] == "model_resting"


def test_the_model_on_this_machine_answers(
    loaded: Settings, embedder: Embedder, system: System, local_server: LocalServer
) -> None:
    endpoint = local_server.endpoint
    more = {
        "llm_model": endpoint.model,
        "llm_api_key": SecretStr(endpoint.api_key),
        "llm_form": endpoint.form,
        "llm_constraint": endpoint.constraint,
        "llm_seconds": 60.0,
    }
    with serving(loaded, embedder, endpoint.base_url, **more) as client:
        for question in (FACT, YES_NO, LIST):
            answer = ask(client, question)
            assert answer["generation"] is None or answer["generation"]["pieces"] > 5
            check(answer, system)
        assert ask(client, FACT)["mode"] == "generative"
