"""Questions take turns, so that nothing else that is asked of the service waits for them."""

from collections.abc import Callable

from anyio import CapacityLimiter, to_thread

from app.errors import TooManyAsking

MOST_WAITING = 500
"""More would wait for minutes, each with its request in memory."""


class Turns:
    """Works on so many questions at the same time; the others wait, the first come first."""

    def __init__(self, most: int, most_waiting: int = MOST_WAITING) -> None:
        self._limiter = CapacityLimiter(most)
        self._most_waiting = most_waiting

    async def take(self, work: Callable[[], None]) -> None:
        """Do the work in a thread once it is its turn. Raises TooManyAsking."""
        now = self._limiter.statistics()
        if now.borrowed_tokens >= now.total_tokens and now.tasks_waiting >= self._most_waiting:
            raise TooManyAsking("Đang có quá nhiều người hỏi; xin hỏi lại sau ít giây.")
        await to_thread.run_sync(work, limiter=self._limiter)
