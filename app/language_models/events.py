"""Reads the replies of OpenAI-compatible servers, trusting none of it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

from app.language_models.errors import ModelGarbled
from app.language_models.port import Meter

_MOST_BYTES = 4 * 1024 * 1024
_END = "[DONE]"


async def pieces(response: httpx.Response, meter: Meter) -> AsyncIterator[str]:
    """Yield the text of a reply, streamed or whole; raises ModelGarbled where it is not one.

    What the server says it took is added to ``meter``.
    """
    if response.headers.get("content-type", "").startswith("application/json"):
        reply = _object(await _whole(response))
        _count(reply, meter)
        yield _text(reply)
        return
    ended = False
    async for line in _lines(response):
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if data == _END:
            return
        chunk = _object(data)
        _count(chunk, meter)
        if text := _text(chunk):
            yield text
        ended = ended or _finished(chunk)
    if not ended:
        raise ModelGarbled("the reply breaks off")


def _count(chunk: dict[str, Any], meter: Meter) -> None:
    usage = chunk.get("usage")
    if not isinstance(usage, dict):
        return
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    meter.prompt_tokens += read if isinstance(read, int) else 0
    meter.completion_tokens += written if isinstance(written, int) else 0


async def _whole(response: httpx.Response) -> str:
    return "\n".join([line async for line in _lines(response)])


async def _lines(response: httpx.Response) -> AsyncIterator[str]:
    """Yield lines; unlike httpx's own, ends a reply that grows without bound."""
    read = 0
    waiting = b""
    async for data in response.aiter_bytes():
        read += len(data)
        if read > _MOST_BYTES:
            raise ModelGarbled("the reply is too long")
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            yield _decoded(line)
    if waiting:
        yield _decoded(waiting)


def _decoded(line: bytes) -> str:
    try:
        return line.decode().rstrip("\r")
    except UnicodeDecodeError as error:
        raise ModelGarbled("the reply is not UTF-8") from error


def _object(data: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or "error" in value:
        raise ModelGarbled("the reply is not a completion")
    return value


def _choice(chunk: dict[str, Any]) -> dict[str, Any]:
    choices = chunk.get("choices", [] if "usage" in chunk else None)
    if not isinstance(choices, list):
        raise ModelGarbled("the reply has no choices")
    first = choices[0] if choices else {}
    if not isinstance(first, dict):
        raise ModelGarbled("the reply has no choices")
    return first


def _finished(chunk: dict[str, Any]) -> bool:
    return _choice(chunk).get("finish_reason") is not None


def _text(chunk: dict[str, Any]) -> str:
    choice = _choice(chunk)
    turn = choice.get("delta") or choice.get("message") or {}
    text = turn.get("content") if isinstance(turn, dict) and turn else choice.get("text")
    if text is None:
        return ""
    if not isinstance(text, str):
        raise ModelGarbled("the reply is not text")
    return text
