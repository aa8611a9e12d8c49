"""How often one caller may ask. The only importer of ``limits``."""

import math
import time
from enum import StrEnum

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import InvalidSettings, TooManyRequests

OFF = "off"


class Kind(StrEnum):
    """What is counted apart."""

    QUESTIONS = "questions"
    UPLOADS = "uploads"
    REQUESTS = "requests"
    SIGN_INS = "sign_ins"


class Rates:
    """Counts in memory, each process for itself. Safe to share between threads."""

    def __init__(self, rates: dict[Kind, str]) -> None:
        """Take rates as "60/minute"; "off" counts nothing. Raises InvalidSettings."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._items = {kind: item for kind, rate in rates.items() if (item := _item(kind, rate))}

    def count(self, kind: Kind, caller: str) -> None:
        """Count one request. Raises TooManyRequests, which says when to ask again."""
        item = self._items.get(kind)
        if item is None or self._limiter.hit(item, kind.value, caller):
            return
        reset = self._limiter.get_window_stats(item, kind.value, caller).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        raise TooManyRequests(f"Anh/chị gửi quá nhiều yêu cầu; hãy đợi {seconds} giây.", seconds)


def _item(kind: Kind, rate: str) -> RateLimitItem | None:
    if rate.strip().lower() == OFF:
        return None
    try:
        return parse(rate)
    except ValueError as error:
        raise InvalidSettings(
            f"Cấu hình không hợp lệ: tần suất {kind.value} “{rate}” (viết như 60/minute, hoặc off)."
        ) from error
