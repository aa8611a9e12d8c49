"""The embedder on another machine, against a server of its own."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from index.embedding import remote
from index.embedding.prompts import parted
from index.embedding.remote import RemoteEmbedder
from index.errors import ModelUnavailable
from tests.fakes import HashingEmbedder

LOCAL = HashingEmbedder(16, "hashing@1")


class Server(ThreadingHTTPServer):
    """Answers as text-embeddings-inference does; what it is told first it answers first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.answers: list[tuple[int, bytes]] = []


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({**asked, "key": self.headers.get("Authorization")})
        if self.server.answers:
            status, body = self.server.answers.pop(0)
        else:
            rows = LOCAL.embed_passages([parted(text)[1] for text in asked["input"]])
            data = [{"index": n, "embedding": (2 * row).tolist()} for n, row in enumerate(rows)]
            status, body = 200, json.dumps({"model": LOCAL.name, "data": data[::-1]}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(remote, "_PAUSE_SECONDS", 0.0)
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(server: Server, **how: Any) -> Iterator[RemoteEmbedder]:  # noqa: ANN401 - its own
    embedder = RemoteEmbedder(f"http://127.0.0.1:{server.server_port}/v1", **how)
    yield embedder
    embedder.close()


def test_gives_the_vectors_of_the_server_in_order_and_of_unit_length(server: Server) -> None:
    texts = [f"lớp {n} bơi" for n in range(3 * remote.BATCH + 5)]
    with opened(server, model="e5", key="k") as embedder:
        assert (embedder.name, embedder.dimension) == ("hashing@1", 16)
        np.testing.assert_allclose(
            embedder.embed_passages(texts), LOCAL.embed_passages(texts), atol=1e-6
        )
        assert embedder.embed_passages([]).shape == (0, 16)
        embedder.embed_queries(["bơi"])
    assert server.asked[-1] == {"model": "e5", "input": ["query: bơi"], "key": "Bearer k"}
    assert server.asked[1]["input"][0].startswith("passage: ")
    assert max(len(asked["input"]) for asked in server.asked) == remote.BATCH


def test_prompts_are_left_out_for_models_that_have_none(server: Server) -> None:
    with opened(server, prompts=False) as embedder:
        embedder.embed_queries(["bơi"])
    assert server.asked[-1]["input"] == ["bơi"]


def test_a_busy_server_is_asked_again_and_one_that_refuses_is_not(server: Server) -> None:
    with opened(server) as embedder:
        server.answers = [(503, b""), (429, b"")]
        assert embedder.embed_queries(["bơi"]).shape == (1, 16)
        before = len(server.asked)
        server.answers = [(401, b"")]
        with pytest.raises(ModelUnavailable, match="401"):
            embedder.embed_queries(["bơi"])
        assert len(server.asked) == before + 1
        server.answers = [(503, b"")] * remote.TRIES
        with pytest.raises(ModelUnavailable, match="503"):
            embedder.embed_queries(["bơi"])


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b'{"data": [{"index": 0, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0}]}',
    ],
)
def test_what_is_no_reply_is_told(server: Server, body: bytes) -> None:
    with opened(server) as embedder:
        server.answers = [(200, body)]
        with pytest.raises(ModelUnavailable, match="HOIDAP_EMBEDDING_URL"):
            embedder.embed_queries(["bơi"])
