"""Which parameters of a request a server takes: those it names when it refuses are left out."""

import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

_AGAIN = 600.0
"""Seconds after which a parameter is tried again: servers are changed under a running service."""
_WORDS = {
    "response_format": ("response_format", "json_schema", "json schema", "structured", "guided"),
    "stream_options": ("stream_options", "include_usage"),
    "max_tokens": ("max_tokens",),
    "max_completion_tokens": ("max_completion_tokens",),
    "temperature": ("temperature",),
    "stop": ("'stop'", '"stop"', "`stop`", "stop sequence"),
    "grammar": ("grammar",),
}
"""Parameters that can be left out, by what a refusal calls them."""


class Parameters:
    """What one server has refused. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}

    def refused(self, name: str) -> bool:
        """Return whether a parameter was refused and is not to be tried again yet."""
        with self._lock:
            return self._clock() < self._until.get(name, 0.0)

    def refuse(self, name: str) -> None:
        """Remember that a parameter is not taken."""
        with self._lock:
            self._until[name] = self._clock() + _AGAIN


def named(refusal: str, sent: Iterable[str]) -> str | None:
    """Return the parameter, of those sent, that the body of a refusal is about; None if none."""
    given = [name for name in _WORDS if name in set(sent)]
    told = _told(refusal)
    if told in given:
        return told
    text = refusal.lower()
    found = [
        (min(at for word in _WORDS[name] if (at := text.find(word)) >= 0), name)
        for name in given
        if any(word in text for word in _WORDS[name])
    ]
    return min(found)[1] if found else None


def _told(refusal: str) -> str:
    """Return what an error names as its parameter, in OpenAI's form."""
    try:
        held: Any = json.loads(refusal)
    except (ValueError, RecursionError):
        return ""
    error = held.get("error") if isinstance(held, dict) else None
    param = error.get("param") if isinstance(error, dict) else None
    return param.split(".")[0] if isinstance(param, str) else ""
