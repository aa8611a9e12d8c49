"""Lets people ask from Microsoft Teams and Zalo: an example that needs nothing but the HTTP API.

    HOIDAP_TOKEN=hd_… TEAMS_SECRET=… uvicorn --app-dir ops --factory webhooks:application

``POST /teams`` answers an outgoing webhook of Teams, ``POST /zalo`` the events of a Zalo Official
Account. What is not signed with their secrets is refused. Put it behind a proxy with TLS.
"""

import base64
import hashlib
import hmac
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import BackgroundTasks, FastAPI, HTTPException, Request
from starlette.concurrency import run_in_threadpool

ZALO = "https://openapi.zalo.me/v3.0/oa/message/cs"
LONGEST = 1900
"""Characters of a message; Zalo takes 2000."""
SECONDS = 60.0
SORRY = "Dịch vụ hỏi đáp đang bận; xin hỏi lại sau giây lát."
_MENTION = re.compile(r"<at>.*?</at>|<[^>]*>|&nbsp;")


@dataclass(frozen=True, slots=True)
class Keys:
    """What the service and the platforms gave; a platform without its secret is refused."""

    token: str = ""
    """Of the service: ``hoidap tokens add``, with the groups whose documents may be asked."""
    teams_secret: str = ""
    """The security token that Teams shows once, in Base64."""
    zalo_app: str = ""
    zalo_secret: str = ""
    """The secret key of the Official Account, not of the app."""
    zalo_access: str = ""
    """The Official Account's access token, which has to be renewed."""


Expected = Callable[[bytes, dict[str, Any], Keys], str]
"""What the signature of a body has to be; empty where the platform is not set up."""


def create(hoidap: httpx.Client, outside: httpx.Client, keys: Keys) -> FastAPI:
    """Return the application; ``hoidap`` reaches the service, ``outside`` the platforms."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/teams")
    async def teams(request: Request) -> dict[str, str]:
        message = _signed(await request.body(), request.headers.get("authorization"), _teams, keys)
        asker = str(message.get("from", {}).get("id", ""))
        text = await run_in_threadpool(answer, hoidap, keys, str(message.get("text", "")), asker)
        return {"type": "message", "text": text}

    @app.post("/zalo")
    async def zalo(request: Request, later: BackgroundTasks) -> dict[str, str]:
        sent = request.headers.get("x-zevent-signature", "").removeprefix("mac=")
        event = _signed(await request.body(), sent, _zalo, keys)
        if event.get("event_name") == "user_send_text":  # it waits two seconds for this reply
            later.add_task(_tell, hoidap, outside, keys, event)
        return {}

    return app


def answer(hoidap: httpx.Client, keys: Keys, question: str, asker: str) -> str:
    """Return the answer with its sources as a message; one asker, one conversation."""
    secret = hmac.new(keys.token.encode(), asker.encode(), hashlib.sha256).hexdigest()[:32]
    headers = {"Hoidap-Visitor": secret}
    if keys.token:
        headers["Authorization"] = f"Bearer {keys.token}"
    asked = {"question": _MENTION.sub(" ", question).strip()[:2000], "conversation_id": secret}
    try:
        reply = hoidap.post("/v1/ask", json=asked, headers=headers)
    except httpx.HTTPError:
        return SORRY
    if not reply.is_success:
        return str(reply.json().get("detail", SORRY))
    told = reply.json()
    sources = [f"[{each['marker']}] {_name(each)}" for each in told["citations"]]
    text = "\n".join([told["answer"], *sources])
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0] + "\n…"


def _name(citation: dict[str, Any]) -> str:
    page = f", trang {citation['page']}" if citation["page"] else ""
    return f"{citation['title']}, {' › '.join(citation['section_path'])}{page}"


def _tell(hoidap: httpx.Client, outside: httpx.Client, keys: Keys, event: dict[str, Any]) -> None:
    asker = event["sender"]["id"]
    text = answer(hoidap, keys, event["message"]["text"], asker)
    message = {"recipient": {"user_id": asker}, "message": {"text": text}}
    outside.post(ZALO, json=message, headers={"access_token": keys.zalo_access})


def _signed(body: bytes, signature: str | None, expected: Expected, keys: Keys) -> dict[str, Any]:
    """Return what the body says; refuse it where the signature is not the platform's."""
    try:
        message = json.loads(body)
        due = expected(body, message, keys)
    except (ValueError, AttributeError):
        raise HTTPException(400) from None
    if not due or not hmac.compare_digest(due.encode(), (signature or "").encode()):
        raise HTTPException(401)
    return dict(message)


def _teams(body: bytes, message: dict[str, Any], keys: Keys) -> str:  # noqa: ARG001
    if not keys.teams_secret:
        return ""
    key = base64.b64decode(keys.teams_secret)
    return "HMAC " + base64.b64encode(hmac.new(key, body, hashlib.sha256).digest()).decode()


def _zalo(body: bytes, message: dict[str, Any], keys: Keys) -> str:
    if not keys.zalo_secret:
        return ""
    moment = str(message.get("timestamp", ""))
    signed = keys.zalo_app.encode() + body + moment.encode() + keys.zalo_secret.encode()
    return hashlib.sha256(signed).hexdigest()


def application() -> FastAPI:
    """Return the application for the service at ``HOIDAP_URL``, keys from the environment."""
    told = os.environ.get
    keys = Keys(
        told("HOIDAP_TOKEN", ""),
        told("TEAMS_SECRET", ""),
        told("ZALO_APP_ID", ""),
        told("ZALO_OA_SECRET", ""),
        told("ZALO_ACCESS_TOKEN", ""),
    )
    service = told("HOIDAP_URL", "http://127.0.0.1:8080")
    return create(httpx.Client(base_url=service, timeout=SECONDS), httpx.Client(), keys)
