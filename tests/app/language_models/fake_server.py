"""A server that speaks like a language model's, only to fail in chosen ways."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]

STALL = 60.0
"""Seconds a stalling server holds on."""


@dataclass
class FakeServer:
    """Plays its behaviours one a request, the last one again and again."""

    url: str
    behaviours: list[Behaviour]
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when a reader hung up while the server was still writing."""
    stopping: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    fake: FakeServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.fake.bodies.append(json.loads(self.rfile.read(length)))
        self.fake.keys.append(self.headers["authorization"])
        at = min(len(self.fake.bodies), len(self.fake.behaviours)) - 1
        self.close_connection = True
        try:
            self.fake.behaviours[at](self)
        except (BrokenPipeError, ConnectionResetError):
            self.fake.left.set()

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def piece(self, text: str) -> None:
        choice = {"index": 0, "delta": {"content": text}, "text": text}
        self.data(json.dumps({"choices": [choice]}))

    def data(self, text: str) -> None:
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def done(self) -> None:
        self.data("[DONE]")

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than the test."""
        self.fake.stopping.wait(seconds)

    def log_message(self, format: str, *args: object) -> None:
        pass


def says(*pieces: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.begin()
        for piece in pieces:
            handler.piece(piece)
        handler.done()

    return behave


def refuses(status: int, **headers: str) -> Behaviour:
    def behave(handler: Handler) -> None:
        handler.begin(status, "application/json", **headers)
        handler.wfile.write(b'{"error": {"message": "sk-secret is not a valid key"}}')

    return behave


def refuses_with(message: str, status: int) -> Behaviour:
    """Refuse and say why."""

    def behave(handler: Handler) -> None:
        handler.begin(status, "application/json")
        handler.wfile.write(json.dumps({"error": {"message": message}}).encode())

    return behave


def stalls(*pieces: str) -> Behaviour:
    """Write some pieces, then keep silent."""

    def behave(handler: Handler) -> None:
        if pieces:
            handler.begin()
        for piece in pieces:
            handler.piece(piece)
        handler.wait(STALL)

    return behave


def drips(pause: float) -> Behaviour:
    """Write a piece every now and then, for ever."""

    def behave(handler: Handler) -> None:
        handler.begin()
        until = time.monotonic() + STALL
        while time.monotonic() < until and not handler.fake.stopping.is_set():
            handler.piece("chữ ")
            handler.wait(pause)

    return behave


def cuts_off(*pieces: str) -> Behaviour:
    """Write some pieces and hang up without an end."""

    def behave(handler: Handler) -> None:
        handler.begin()
        for piece in pieces:
            handler.piece(piece)

    return behave


def replies(content: bytes, kind: str = "text/event-stream") -> Behaviour:
    """Write exactly these bytes."""

    def behave(handler: Handler) -> None:
        handler.begin(200, kind)
        handler.wfile.write(content)

    return behave


@contextmanager
def running(*behaviours: Behaviour) -> Iterator[FakeServer]:
    """Run the server on a free port."""

    class Bound(Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
    server.daemon_threads = False
    Bound.fake = FakeServer(f"http://127.0.0.1:{server.server_port}/v1", list(behaviours))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Bound.fake
    finally:
        Bound.fake.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
