import json
import logging
import re
import threading
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

import anyio.to_thread
import pytest
from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter
from fastapi.testclient import TestClient

from app import bootstrap, logs, settings
from app.api.application import create
from app.bootstrap import System
from app.errors import AppError
from app.settings import Settings
from app.wire import handlers
from app.wire.answers import AnswerOut
from index.ports import Embedder
from tests.app.conftest import until

SECRET = "Kế hoạch mật của Yên Lạc Thượng\nERROR forged"


@pytest.mark.parametrize("path", ["/", "/v1/documents", "/khong-co", "/health/live", "/metrics"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"].startswith("no-")


def test_parts_of_the_page_carry_what_means_something_for_them(client: TestClient) -> None:
    (script,) = re.findall(r'src="(/static/[^"]+/main\.js)"', client.get("/").text)
    headers = client.get(script).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "immutable" in headers["cache-control"]
    assert "content-security-policy" not in headers
    picture = client.get(script.replace("main.js", "icon.svg")).headers  # may be opened by itself
    assert "frame-ancestors 'none'" in picture["content-security-policy"]


def test_no_other_origin_may_read(client: TestClient) -> None:
    origin = {"Origin": "https://khac.example"}
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    for method, path in (("GET", "/v1/documents"), ("OPTIONS", "/v1/ask"), ("POST", "/v1/search")):
        reply = client.request(method, path, headers=asked, json={"query": "x"})
        allowed = [name for name in reply.headers if name.startswith("access-control-")]
        assert not allowed, (method, path)


def test_a_large_body_is_refused_by_its_stated_length(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": "a" * 10_000_000})
    assert (reply.status_code, reply.json()["code"]) == (413, "body_too_large")
    assert "lớn hơn giới hạn" in reply.json()["detail"]


def test_a_large_body_of_unstated_length_is_not_read_whole(client: TestClient) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 100_000
            yield b" " * 100_000

    reply = client.post("/v1/ask", content=body(), headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["code"]) == (413, "body_too_large")


def test_uploads_have_a_limit_of_their_own(loaded: Settings, embedder: Embedder) -> None:
    chosen = settings.load(data_dir=loaded.data_dir, max_upload_bytes=2_000_000)
    with TestClient(create(chosen, partial(bootstrap.build, embedder=embedder))) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        reply = client.post("/v1/documents", files={"files": ("a.txt", b"x" * 2_000_001)})
        assert (reply.status_code, reply.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://la.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"origin": "https://hoidap.example", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://hoidap.example", "x-forwarded-host": "hoidap.example"}, 200),
        ({}, 200),
    ],
)
def test_another_sites_page_cannot_change_anything(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    reply = client.post("/v1/search", json={"query": "x"}, headers=headers)
    assert reply.status_code == status
    assert status == 200 or reply.json()["code"] == "cross_origin"


def test_the_log_never_holds_a_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.post("/v1/ask", json={"question": SECRET})
        client.get("/v1/documents", params={"q": SECRET})
        client.get(f"/{quote(SECRET)}")
        client.post("/v1/ask", json={"question": SECRET * 200})
    ours = [record for record in caplog.records if record.name.partition(".")[0] in logs.OWN]
    lines = [logs.JsonFormatter().format(record) for record in ours]
    assert len(lines) >= 4
    assert "mật" not in "".join(lines) + str([json.loads(line) for line in lines])
    routes = [json.loads(line).get("route") for line in lines]
    assert "/v1/ask" in routes
    assert "unmatched" in routes


def test_an_unexpected_error_leaks_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Iterator[AnswerOut]:
        raise RuntimeError("secret of /srv/data")

    monkeypatch.setattr(handlers, "events", broken)
    reply = client.post("/v1/ask", json={"question": "Có gì?"})
    assert (reply.status_code, reply.json()["code"]) == (500, "internal_error")
    assert "secret" not in reply.text
    assert "nosniff" in reply.headers["x-content-type-options"]
    logged = next(record for record in caplog.records if record.exc_info)
    assert reply.json()["request_id"] in logged.getMessage()


def test_metrics_count_by_route(client: TestClient) -> None:
    client.get("/v1/documents/khong-co")
    client.post("/v1/ask", json={"question": "Ai ký?"})
    shown = client.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    counted = 'hoidap_requests_total{method="GET",route="/v1/documents/{document_id}",status="404"}'
    assert counted in shown.text
    assert "hoidap_answers_total{" in shown.text
    assert "hoidap_documents 4.0" in shown.text
    assert "hoidap_ready 1.0" in shown.text
    assert "khong-co" not in shown.text


def test_a_service_that_cannot_load_says_why(empty: Settings) -> None:
    told: list[str] = []

    def fail(_: Settings) -> System:
        raise AppError("Chỉ mục không dùng được.")

    with TestClient(create(empty, fail, on_failure=told.append)) as client:
        until(lambda: bool(told))
        assert client.get("/health/live").status_code == 200
        for path in ("/health/ready", "/v1/documents", "/v1/jobs/x"):
            reply = client.get(path)
            assert (reply.status_code, reply.json()["code"]) == (503, "not_ready")
            assert reply.json()["detail"] == "Chỉ mục không dùng được."
            assert reply.headers["retry-after"]
        assert "hoidap_ready 0.0" in client.get("/metrics").text


def test_it_is_told_once_all_is_loaded(loaded: Settings, embedder: Embedder) -> None:
    told: list[bool] = []
    build = partial(bootstrap.build, embedder=embedder)
    with TestClient(create(loaded, build, on_settled=lambda: told.append(True))) as client:
        until(lambda: bool(told))
        assert client.get("/health/ready").status_code == 200
    assert told == [True]


def test_the_process_is_alive_while_every_thread_is_busy(
    loaded: Settings, embedder: Embedder
) -> None:
    chosen = settings.load(data_dir=loaded.data_dir, request_threads=1)
    with TestClient(create(chosen, partial(bootstrap.build, embedder=embedder))) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        busy, free = threading.Event(), threading.Event()

        async def occupy() -> None:
            limiter = current_default_thread_limiter()
            await limiter.acquire_on_behalf_of("test")
            busy.set()
            await anyio.to_thread.run_sync(free.wait, limiter=CapacityLimiter(1))
            limiter.release_on_behalf_of("test")

        assert client.portal is not None
        occupied = client.portal.start_task_soon(occupy)
        assert busy.wait(10)
        try:
            for path in ("/health/live", "/health/ready"):
                assert client.get(path).status_code == 200
        finally:
            free.set()
            occupied.result(10)


def test_a_request_keeps_the_id_its_proxy_gave(client: TestClient) -> None:
    given = client.get("/health/live", headers={"x-request-id": "proxy-0123456789"})
    assert given.headers["x-request-id"] == "proxy-0123456789"
    for odd in ("", "ngan", "x" * 65, 'abcdefgh"i', "abc defghi"):
        reply = client.get("/health/live", headers={"x-request-id": odd})
        assert len(reply.headers["x-request-id"]) == 32
    assert client.get("/health/live").headers["x-request-id"] != given.headers["x-request-id"]
