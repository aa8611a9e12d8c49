import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from app.errors import InvalidSettings
from app.language_models import errors
from app.language_models.breaker import CircuitBreaker
from app.language_models.cancellation import Cancellation
from app.language_models.client import OpenAICompatible
from app.language_models.endpoint import Endpoint
from app.language_models.port import Constraint, Form, Message, Request
from tests.app.language_models import fake_server
from tests.app.language_models.fake_server import FakeServer, Handler

ASKED = Request(
    messages=(Message("user", "Ai ký kế hoạch?"),),
    max_tokens=20,
    schema={"type": "object"},
    grammar='root ::= "a"',
)
KEY = "sk-bi-mat-7f3a"

SOON = fake_server.STALL / 4
"""Far sooner than the fake server would let go, however busy the machine is."""


@contextmanager
def client(fake: FakeServer, **options: object) -> Iterator[OpenAICompatible]:
    given: dict[str, Any] = {"deadline": 5.0, "stall": 2.0, "api_key": KEY, "proxied": False}
    with closing(OpenAICompatible(Endpoint(fake.url, "thu", **given | options))) as made:
        yield made


def write(made: OpenAICompatible, cancellation: Cancellation | None = None) -> str:
    return "".join(made.write(ASKED, cancellation or Cancellation()))


def test_joins_what_a_chat_server_streams() -> None:
    with fake_server.running(fake_server.says("Ông ", "Nguyễn Văn An")) as fake, client(fake) as it:
        assert write(it) == "Ông Nguyễn Văn An"
    assert fake.bodies[0]["messages"] == [{"role": "user", "content": "Ai ký kế hoạch?"}]
    assert fake.keys == [f"Bearer {KEY}"]


def test_continues_a_text_for_a_base_model() -> None:
    with (
        fake_server.running(fake_server.says("An")) as fake,
        client(fake, form=Form.COMPLETION, constraint=Constraint.GRAMMAR) as it,
    ):
        assert write(it) == "An"
    assert fake.bodies[0]["prompt"] == "Ai ký kế hoạch?"
    assert fake.bodies[0]["grammar"] == 'root ::= "a"'
    assert "messages" not in fake.bodies[0]


def test_reads_a_server_that_does_not_stream() -> None:
    whole = b'{"choices": [{"message": {"content": "Tr\\u00ean 80%"}, "finish_reason": "stop"}]}'
    behaviour = fake_server.replies(whole, "application/json; charset=utf-8")
    with fake_server.running(behaviour) as fake, client(fake) as it:
        assert write(it) == "Trên 80%"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_tries_again_after_what_may_pass(status: int) -> None:
    behaviours = fake_server.refuses(status), fake_server.says("được")
    with fake_server.running(*behaviours) as fake, client(fake) as it:
        assert write(it) == "được"
    assert len(fake.bodies) == 2


def test_waits_as_long_as_the_server_asks() -> None:
    behaviours = fake_server.refuses(429, Retry_After="1"), fake_server.says("được")
    with fake_server.running(*behaviours) as fake, client(fake) as it:
        started = time.monotonic()
        assert write(it) == "được"
        assert time.monotonic() - started >= 1


def test_gives_up_at_once_when_asked_to_wait_past_the_deadline() -> None:
    with (
        fake_server.running(fake_server.refuses(429, Retry_After="3600")) as fake,
        client(fake) as it,
    ):
        started = time.monotonic()
        with pytest.raises(errors.ModelUnreachable):
            write(it)
        assert time.monotonic() - started < SOON
    assert len(fake.bodies) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_does_not_repeat_what_would_fail_again(status: int) -> None:
    with (
        fake_server.running(fake_server.refuses(status)) as fake,
        client(fake) as it,
        pytest.raises(errors.ModelRefused),
    ):
        write(it)
    assert len(fake.bodies) == 1


def test_gives_up_after_so_many_attempts() -> None:
    with (
        fake_server.running(fake_server.refuses(503)) as fake,
        client(fake) as it,
        pytest.raises(errors.ModelUnreachable),
    ):
        write(it)
    assert len(fake.bodies) == 3


def test_nobody_listens() -> None:
    with fake_server.running(fake_server.says("x")) as fake:
        pass
    with client(fake) as it, pytest.raises(errors.ModelUnreachable):
        write(it)


def test_follows_no_redirect_with_its_key() -> None:
    with fake_server.running(fake_server.says("lạ")) as other:
        elsewhere = fake_server.refuses(307, Location=f"{other.url}/chat/completions")
        with (
            fake_server.running(elsewhere) as fake,
            client(fake) as it,
            pytest.raises(errors.ModelRefused),
        ):
            write(it)
    assert other.bodies == []


def test_a_server_that_cannot_prove_itself_is_not_reached() -> None:
    with fake_server.running(fake_server.says("lạ")) as fake:
        secure = fake.url.replace("http://", "https://")
        endpoint = Endpoint(secure, "thu", api_key=KEY, deadline=5.0, proxied=False)
        with closing(OpenAICompatible(endpoint)) as it, pytest.raises(errors.ModelUnreachable):
            write(it)
    assert fake.bodies == []


def test_a_reply_of_nothing_is_nothing() -> None:
    with fake_server.running(fake_server.says()) as fake, client(fake) as it:
        assert write(it) == ""


def test_ends_a_reply_that_never_ends() -> None:
    def floods(handler: Handler) -> None:
        handler.begin()
        while not handler.fake.stopping.is_set():
            handler.piece("chữ " * 2_000)

    with (
        fake_server.running(floods) as fake,
        client(fake, deadline=30.0) as it,
        pytest.raises(errors.ModelGarbled),
    ):
        write(it)


def test_drops_the_schema_for_a_server_that_refuses_it_and_remembers() -> None:
    behaviours = fake_server.refuses(400), fake_server.says("được")
    with fake_server.running(*behaviours) as fake, client(fake) as it:
        assert write(it) == "được"
        assert write(it) == "được"
    assert ["response_format" in body for body in fake.bodies] == [True, False, False]


def test_drops_only_the_parameter_that_a_refusal_names() -> None:
    refusal = fake_server.refuses_with("Unsupported parameter: 'max_tokens'", 400)
    with fake_server.running(refusal, fake_server.says("được")) as fake, client(fake) as it:
        request = Request((Message("user", "Hỏi"),), 24, schema={"type": "object"})
        assert "".join(it.write(request, Cancellation())) == "được"
    first, second = fake.bodies
    assert (first["max_tokens"], second["max_completion_tokens"]) == (24, 24)
    assert "max_tokens" not in second
    assert second["response_format"] == first["response_format"]


def test_thoughts_are_no_text_and_have_tokens_of_their_own() -> None:
    with (
        fake_server.running(fake_server.says("<thi", "nk>Hm…</think>", "được")) as fake,
        client(fake, reasoning_tokens=1000) as it,
    ):
        assert write(it) == "được"
    assert fake.bodies[0]["max_tokens"] > 1000


def test_keeps_a_schema_that_the_site_insists_on() -> None:
    with (
        fake_server.running(fake_server.refuses(400)) as fake,
        client(fake, constraint=Constraint.JSON_SCHEMA) as it,
        pytest.raises(errors.ModelRefused),
    ):
        write(it)
    assert len(fake.bodies) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        fake_server.stalls(),
        fake_server.stalls("một", " phần"),
        fake_server.drips(0.05),
    ],
    ids=["silent", "silent after some pieces", "slow drip"],
)
def test_ends_at_its_deadline_whatever_the_server_does(behaviour: fake_server.Behaviour) -> None:
    with fake_server.running(behaviour) as fake, client(fake, deadline=0.6, stall=30.0) as it:
        started = time.monotonic()
        with pytest.raises(errors.ModelTooSlow):
            write(it)
        assert time.monotonic() - started < SOON
    assert len(fake.bodies) == 1


def test_ends_when_the_server_falls_silent() -> None:
    behaviour = fake_server.stalls("một phần")
    with fake_server.running(behaviour) as fake, client(fake, stall=0.3) as it:
        started = time.monotonic()
        with pytest.raises(errors.ModelTooSlow):
            write(it)
        assert time.monotonic() - started < SOON
    assert len(fake.bodies) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        fake_server.cuts_off("một", " phần"),
        fake_server.cuts_off(),
        fake_server.replies(b"data: {not json\n\n"),
        fake_server.replies(b"data: []\n\n"),
        fake_server.replies(b'data: {"choices": 5}\n\n'),
        fake_server.replies(b'data: {"choices": [7]}\n\n'),
        fake_server.replies(b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'),
        fake_server.replies(b'data: {"error": {"message": "overloaded"}}\n\n'),
        fake_server.replies(b"data: \xff\xfe\n\n"),
        fake_server.replies(b"data: " + b"[" * 100_000 + b"\n\n"),
        fake_server.replies(b"x" * (5 * 1024 * 1024)),
        fake_server.replies(b"<html>proxy</html>", "text/html"),
        fake_server.replies(b"{}", "application/json"),
    ],
)
def test_takes_no_rubbish_and_does_not_repeat_it(behaviour: fake_server.Behaviour) -> None:
    with (
        fake_server.running(behaviour) as fake,
        client(fake) as it,
        pytest.raises(errors.ModelGarbled),
    ):
        write(it)
    assert len(fake.bodies) == 1


def test_the_server_is_told_when_the_reader_leaves() -> None:
    cancellation = Cancellation()
    with fake_server.running(fake_server.drips(0.05)) as fake, client(fake, deadline=30.0) as it:
        threading.Timer(0.3, cancellation.cancel).start()
        started = time.monotonic()
        with pytest.raises(errors.Cancelled):
            write(it, cancellation)
        assert time.monotonic() - started < SOON
        assert fake.left.wait(2)


def test_the_server_is_told_when_the_iterator_is_closed() -> None:
    with fake_server.running(fake_server.drips(0.02)) as fake, client(fake, deadline=30.0) as it:
        pieces = it.write(ASKED, Cancellation())
        assert next(pieces) == "chữ "
        pieces.close()  # type: ignore[attr-defined]
        assert fake.left.wait(2)


def test_does_not_start_for_a_reader_who_left_before() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with (
        fake_server.running(fake_server.stalls()) as fake,
        client(fake) as it,
        pytest.raises(errors.Cancelled),
    ):
        write(it, cancellation)


def test_leaves_a_failing_server_alone_until_it_has_rested() -> None:
    now = [0.0]
    breaker = CircuitBreaker(limit=2, rest=30, clock=lambda: now[0])
    behaviours = fake_server.refuses(500), fake_server.refuses(500), fake_server.says("được")
    with fake_server.running(*behaviours) as fake:
        endpoint = Endpoint(fake.url, "thu", proxied=False)
        with closing(OpenAICompatible(endpoint, breaker)) as it:
            for _ in range(2):
                with pytest.raises(errors.ModelRefused):
                    write(it)
            with pytest.raises(errors.ModelResting):
                write(it)
            assert len(fake.bodies) == 2
            now[0] = 31.0
            assert write(it) == "được"
            assert write(it) == "được"


def test_a_reader_who_leaves_does_not_count_against_the_server() -> None:
    breaker = CircuitBreaker(limit=1)
    cancellation = Cancellation()
    cancellation.cancel()
    with (
        fake_server.running(fake_server.says("được")) as fake,
        closing(OpenAICompatible(Endpoint(fake.url, "m", proxied=False), breaker)) as it,
    ):
        with pytest.raises(errors.Cancelled):
            write(it, cancellation)
        assert write(it) == "được"


def test_does_not_pile_up_requests_on_a_slow_server() -> None:
    with (
        fake_server.running(fake_server.drips(0.05)) as fake,
        client(fake, deadline=1.0, concurrent=1) as it,
    ):
        first = it.write(ASKED, Cancellation())
        assert next(first) == "chữ "
        started = time.monotonic()
        with pytest.raises(errors.ModelBusy):
            write(it)
        assert time.monotonic() - started < 0.5
        with pytest.raises(errors.ModelTooSlow):
            list(first)
    assert len(fake.bodies) == 1


def test_the_key_is_in_no_log_error_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown = [repr(Endpoint("http://127.0.0.1/v1", "m", api_key=KEY))]
    for behaviour in (
        fake_server.refuses(401),
        fake_server.says("được"),
        fake_server.replies(b"rubbish"),
        fake_server.stalls(),
    ):
        with fake_server.running(behaviour) as fake, client(fake, deadline=0.5) as it:
            try:
                write(it)
            except errors.ModelFailure as failure:
                shown += [str(failure), repr(failure)]
            shown.append(repr(it))
    assert KEY not in caplog.text + "".join(shown)
    assert "sk-secret" not in caplog.text + "".join(shown)


@pytest.mark.parametrize(
    "url",
    [
        "http://user:pass@host/v1",
        "https://host/v1?key=abc",
        "ftp://host/v1",
        "host/v1",
        "http://",
        "http://host:abc/v1",
    ],
)
def test_refuses_an_address_that_holds_a_secret_or_is_none(url: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        Endpoint(url, "m")
    assert "pass" not in str(caught.value)
    assert "abc" not in str(caught.value)


def test_refuses_a_key_that_would_break_out_of_its_header() -> None:
    with pytest.raises(InvalidSettings) as caught:
        Endpoint("http://host/v1", "m", api_key="abc\r\nX-Evil: 1")
    assert "Evil" not in str(caught.value)


def test_a_client_never_used_closes() -> None:
    OpenAICompatible(Endpoint("http://127.0.0.1:9/v1", "m")).close()


def test_closing_ends_what_is_in_hand() -> None:
    with fake_server.running(fake_server.drips(0.02)) as fake:
        it = OpenAICompatible(Endpoint(fake.url, "m", proxied=False))
        pieces = it.write(ASKED, Cancellation())
        next(pieces)
        it.close()
        with pytest.raises(errors.ModelFailure):
            for _ in pieces:
                pass
