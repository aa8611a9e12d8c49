import errno
import sqlite3

import pytest

from ingest import refusals


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "không có tệp hoặc thư mục"),
        (OSError(errno.ENOSPC, "No space left on device"), "đĩa đã đầy"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), "Invalid cross-device link"),
        (OSError("timed out"), "timed out"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), "không phải văn bản UTF-8"),
        (sqlite3.OperationalError("disk I/O error"), "disk I/O error"),
    ],
)
def test_the_reason_is_told(error: Exception, told: str) -> None:
    assert refusals.told(error).startswith(told)
