"""Logging as one JSON object a line, so that no logged text can forge another entry."""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

OWN = ("hoidap", "app", "eval", "index", "ingest", "uvicorn")
"""Loggers whose level the settings choose."""

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""Of the request that is being worked on, for everything that is logged meanwhile."""
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


def acceptable_id(given: str | None) -> str | None:
    """Return an id that a proxy gave a request, where it is one that a log can hold."""
    return given if given and _GIVEN_ID.fullmatch(given) else None


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON: time, level, logger, message and its extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (current := request_id.get()) is not None:
            entry["request_id"] = current
        entry |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=True, default=str)


def configure(level: str, target: TextIO | Path | None = None) -> None:
    """Send our own records from ``level`` up, and others' warnings, to a stream or a file.

    Without a target they go to standard error.
    """
    handler = (
        logging.FileHandler(target, encoding="utf-8", delay=True)
        if isinstance(target, Path)
        else logging.StreamHandler(target or sys.stderr)
    )
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in OWN:
        logging.getLogger(name).setLevel(level)
