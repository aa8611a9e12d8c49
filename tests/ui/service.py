"""The real service on a free port, for a real browser."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn

from app import bootstrap
from app.api.application import create
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import until


@contextmanager
def serving(chosen: Settings, embedder: Embedder, seconds: float = 30.0) -> Iterator[str]:
    """Yield the address of a running service, ready to answer within so many seconds."""
    app = create(chosen, partial(bootstrap.build, embedder=embedder))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        until(lambda: _ready(listening.getsockname()[1]), seconds)
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=15)


def _ready(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return b" 200 " in connection.recv(64)
