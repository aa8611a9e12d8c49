"""The example for Teams and Zalo asks the real service; only the platforms themselves are away."""

import base64
import hashlib
import hmac
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

SOURCE = Path(__file__).parents[3] / "ops" / "webhooks.py"
QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"
SECRET = base64.b64encode(b"mot bi mat cua nhom").decode()


@pytest.fixture(scope="module")
def webhooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("webhooks", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sent() -> list[httpx.Request]:
    """What was sent to the platforms."""
    return []


@pytest.fixture
def chat(webhooks: ModuleType, client: TestClient, sent: list[httpx.Request]) -> TestClient:
    def note(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"error": 0})

    keys = webhooks.Keys(
        teams_secret=SECRET, zalo_app="app", zalo_secret="khoa", zalo_access="the-vao"
    )
    outside = httpx.Client(transport=httpx.MockTransport(note))
    return TestClient(webhooks.create(client, outside, keys))


def teams(chat: TestClient, text: str, secret: str = SECRET) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"type": "message", "text": text, "from": {"id": "29:an"}}).encode()
    digest = hmac.new(base64.b64decode(secret), body, hashlib.sha256).digest()
    headers = {"authorization": "HMAC " + base64.b64encode(digest).decode()}
    reply = chat.post("/teams", content=body, headers=headers)
    return reply.status_code, reply.json()


def zalo(
    chat: TestClient, event: dict[str, Any], secret: str = "khoa"
) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"app_id": "app", "timestamp": "1700000000000", **event}).encode()
    mac = hashlib.sha256(b"app" + body + b"1700000000000" + secret.encode()).hexdigest()
    reply = chat.post("/zalo", content=body, headers={"X-ZEvent-Signature": f"mac={mac}"})
    return reply.status_code, reply.json()


def test_teams_is_answered_in_the_same_exchange(chat: TestClient) -> None:
    status, reply = teams(chat, f"<at>Hỏi đáp</at>&nbsp;{QUESTION}")
    assert status == 200
    assert reply["type"] == "message"
    assert "64%" in reply["text"]
    assert "[1] " in reply["text"].splitlines()[-1]


def test_zalo_is_answered_by_a_message_of_its_own(
    chat: TestClient, sent: list[httpx.Request]
) -> None:
    event = {
        "event_name": "user_send_text",
        "sender": {"id": "7"},
        "message": {"text": QUESTION},
    }
    assert zalo(chat, event) == (200, {})
    (message,) = sent
    assert message.headers["access_token"] == "the-vao"
    told = json.loads(message.content)
    assert told["recipient"] == {"user_id": "7"}
    assert "64%" in told["message"]["text"]
    assert len(told["message"]["text"]) <= 2000
    assert zalo(chat, {"event_name": "follow"}) == (200, {})
    assert len(sent) == 1


def test_what_is_not_signed_is_refused(
    webhooks: ModuleType, chat: TestClient, client: TestClient, sent: list[httpx.Request]
) -> None:
    other = base64.b64encode(b"khac").decode()
    assert teams(chat, QUESTION, other)[0] == 401
    assert zalo(chat, {"event_name": "user_send_text"}, "khac")[0] == 401
    assert chat.post("/teams", content=b"khong phai json").status_code == 400
    unset = TestClient(webhooks.create(client, httpx.Client(), webhooks.Keys()))
    assert teams(unset, QUESTION)[0] == 401
    assert zalo(unset, {})[0] == 401
    assert sent == []
