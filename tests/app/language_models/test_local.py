import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.errors import CannotServe
from app.language_models import errors, local
from app.language_models.cancellation import Cancellation
from app.language_models.client import OpenAICompatible
from app.language_models.local import LocalServer
from app.language_models.port import Message, Request
from tests.conftest import MODELS


def asked(text: str, grammar: str | None = None, max_tokens: int = 24) -> Request:
    return Request((Message("user", text),), max_tokens, grammar=grammar)


def test_writes_what_the_grammar_allows(local_server: LocalServer) -> None:
    with closing(OpenAICompatible(local_server.endpoint)) as model:
        grammar = 'root ::= " Hà Nội" | " Huế"'
        request = asked("Thủ đô của Việt Nam là", grammar)
        assert "".join(model.write(request, Cancellation())) in {" Hà Nội", " Huế"}


def test_streams_piece_by_piece_and_writes_the_same_again(local_server: LocalServer) -> None:
    with closing(OpenAICompatible(local_server.endpoint)) as model:
        request = asked("Một, hai, ba,")
        first = list(model.write(request, Cancellation()))
        assert len(first) > 5
        assert "".join(first) == "".join(model.write(request, Cancellation()))


def test_stops_when_the_reader_leaves_and_takes_the_next(local_server: LocalServer) -> None:
    cancellation = Cancellation()
    with closing(OpenAICompatible(local_server.endpoint)) as model:
        threading.Timer(0.5, cancellation.cancel).start()
        with pytest.raises(errors.Cancelled):
            list(model.write(asked("Một, hai, ba,", max_tokens=3000), cancellation))
        started = time.monotonic()
        assert list(model.write(asked("Bốn, năm,", max_tokens=2), Cancellation()))
        assert time.monotonic() - started < 10


def test_serves_nobody_without_its_key(local_server: LocalServer) -> None:
    url = local_server.endpoint.base_url
    assert url.startswith("http://127.0.0.1:")
    body = {"prompt": "a", "max_tokens": 1}
    assert httpx.post(f"{url}/completions", json=body, trust_env=False).status_code == 401


def test_damaged_weights_are_written_anew(tmp_path: Path, local_server: LocalServer) -> None:
    target = tmp_path / next(MODELS.glob("*.gguf")).name
    target.write_bytes(b"GGUF, but not all of it")
    assert local.weights(tmp_path) == target
    assert target.stat().st_size > 200_000_000
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(CannotServe, match=r"hoidap\[llm\]"):
        LocalServer(tmp_path)
