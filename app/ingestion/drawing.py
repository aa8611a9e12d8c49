"""Pages drawn in a process of their own: one that takes too long or too much costs only itself."""

import json
import os
import resource
import subprocess
import sys

from app.errors import PageNotFound
from ingest import page_pictures

SECONDS = 20.0
"""Longest drawing of one page, the start of the process included."""
MEMORY = 2 * 1024 * 1024 * 1024
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]\nfrom app.ingestion.drawing import work; work()"
_TOO_HEAVY = "Trang này có quá nhiều hình vẽ nên không dựng được ảnh; hãy mở tệp gốc để xem trang."


def draw(data: bytes, number: int, quote: str = "", seconds: float = SECONDS) -> bytes | None:
    """Return page ``number`` of a PDF as ``page_pictures.draw`` does.

    Raises PageNotFound with the reason where it cannot be drawn in ``seconds``.
    """
    head = json.dumps([number, quote]).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM, *sys.path],
            input=head + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PageNotFound(_TOO_HEAVY) from error
    if done.returncode != 0:
        raise PageNotFound(_TOO_HEAVY)
    return done.stdout or None


def work() -> None:
    """Draw what stands on the standard input: number and quote on its first line, then the PDF."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    os.nice(5)
    number, quote = json.loads(sys.stdin.buffer.readline())
    picture = page_pictures.draw(sys.stdin.buffer.read(), number, quote)
    sys.stdout.buffer.write(picture or b"")
