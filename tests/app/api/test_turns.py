"""Questions take turns, and what else is asked waits for none of them."""

import threading
from functools import partial
from typing import cast

import anyio
import pytest
from fastapi.testclient import TestClient

from app import bootstrap, settings
from app.api.application import create
from app.api.lifetime import Lifetime
from app.api.turns import Turns
from app.errors import TooManyAsking
from app.settings import Settings
from index.ports import Embedder
from tests.apart import apart
from tests.app.conftest import until


def test_so_many_work_so_many_wait_and_the_next_is_put_off() -> None:
    taking, go, done = Turns(1, most_waiting=1), threading.Event(), []

    def work() -> None:
        assert go.wait(10)
        done.append(1)

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(taking.take, work)
                await anyio.sleep(0.05)
            with pytest.raises(TooManyAsking):
                await taking.take(work)
            go.set()

    apart(anyio.run, ask)
    assert len(done) == 2


def test_what_is_no_question_does_not_wait_for_questions(
    loaded: Settings, embedder: Embedder
) -> None:
    chosen = settings.load(data_dir=loaded.data_dir, request_threads=1)
    with TestClient(create(chosen, partial(bootstrap.build, embedder=embedder))) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        go, busy = threading.Event(), threading.Event()

        def work() -> None:
            busy.set()
            assert go.wait(30)

        assert client.portal is not None
        lifetime = cast("Lifetime", client.app_state["lifetime"])
        lifetime.turns = Turns(1, most_waiting=0)
        asking = client.portal.start_task_soon(lifetime.turns.take, work)
        assert busy.wait(10)
        try:
            assert client.get("/v1/documents").status_code == 200
            assert client.post("/v1/search", json={"query": "nước sạch"}).status_code == 200
            put_off = client.post("/v1/ask", json={"question": "Ai ký?"})
            assert (put_off.status_code, put_off.json()["code"]) == (503, "too_many_asking")
            assert int(put_off.headers["retry-after"]) > 0
        finally:
            go.set()
            asking.result(10)
        assert client.post("/v1/ask", json={"question": "Ai ký?"}).status_code == 200
