"""Places under the names of before and after a merger."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OldPlace:
    """A place that a merger renamed, as the question says it and as documents may call it."""

    said: str
    other: str
    """The unit that it is part of now or, where that was said, a unit it was made of."""
    since: str
    """What ordered the merger, in words."""
