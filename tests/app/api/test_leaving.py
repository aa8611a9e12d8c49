"""A reader who leaves, over real connections."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
import uvicorn

from app import bootstrap
from app.api.application import create
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import until
from tests.app.language_models import fake_server

QUESTION = "Hòa Giang đặt tỷ lệ dân số nông thôn được sử dụng nước sạch đạt bao nhiêu phần trăm?"
CHAT = {"model": "hoidap-generative", "messages": [{"role": "user", "content": QUESTION}]}
ASK = {"question": QUESTION, "mode": "generative"}


@contextmanager
def listening(chosen: Settings, embedder: Embedder) -> Iterator[str]:
    """Run the service on a free port, as ``hoidap serve`` does."""
    app = create(chosen, partial(bootstrap.build, embedder=embedder))
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        until(lambda: httpx.get(f"{address}/health/ready").status_code == 200)
        yield address
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", ASK),
        ("/v1/ask", ASK | {"stream": True}),
        ("/v1/chat/completions", CHAT),
        ("/v1/chat/completions", CHAT | {"stream": True}),
    ],
)
def test_the_model_is_told_when_the_reader_leaves(
    loaded: Settings, embedder: Embedder, path: str, body: dict[str, object]
) -> None:
    with fake_server.running(fake_server.drips(0.05)) as fake:
        change = {"llm_base_url": fake.url, "llm_model": "thu", "llm_seconds": 60.0}
        with listening(loaded.model_copy(update=change), embedder) as address:
            with pytest.raises(httpx.ReadTimeout):
                httpx.post(f"{address}{path}", json=body, timeout=2.0)
            assert fake.left.wait(5)
            assert len(fake.bodies) == 1
