"""Logging as one JSON object a line, so that no logged text can forge another entry."""

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

OWN = ("hoidap", "app", "eval", "index", "ingest", "uvicorn")
"""Loggers whose level the settings choose."""

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


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
