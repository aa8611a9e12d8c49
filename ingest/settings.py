"""Limits of reading files; plain values, so that the edge may fill them from the environment."""

from dataclasses import dataclass

from ingest.parsers import limits


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold before it is refused, and how long a passage grows."""

    max_bytes: int = 100 * 1024 * 1024
    max_characters: int = 20_000_000
    passage_characters: int = 1200
    """A passage is closed once it would grow past this; a single sentence may be longer."""
    parsing: limits.Limits = limits.LIMITS
    """What one file may cost its parser."""

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_characters", "passage_characters"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be positive")


DEFAULT_LIMITS = Limits()
