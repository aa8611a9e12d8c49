"""How the letters of a page are read, where a person wants it otherwise than usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Recognise(StrEnum):
    """Whether a page is read from its picture."""

    AUTO = "auto"
    """Where it has no sound text layer."""
    ALWAYS = "always"
    NEVER = "never"


class Language(StrEnum):
    """The models that letters are recognised by, as Tesseract calls them."""

    VIETNAMESE = "vie"
    BOTH = "vie+eng"
    ENGLISH = "eng"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a page, or every page, is to be read."""

    page: int | None = None
    """From 1; None: every page that has no wish of its own."""
    recognise: Recognise = Recognise.AUTO
    language: Language = Language.VIETNAMESE
    straighten: bool = True
    """Turn the picture so that its lines are level, and upright where it lies on its side."""


USUAL = Wish()


def wish_for(page: int, wishes: Iterable[Wish]) -> Wish:
    """Return how a page is to be read."""
    found = {wish.page: wish for wish in wishes}
    return found.get(page) or found.get(None) or USUAL


def joined(former: Sequence[Wish], later: Sequence[Wish]) -> tuple[Wish, ...]:
    """Return what holds when wishes come after others, by page.

    One for every page takes the place of all before it; the usual one for it takes them back.
    """
    start = [] if any(wish.page is None for wish in later) else former
    held = {wish.page: wish for wish in (*start, *later) if wish != USUAL}
    return tuple(held[page] for page in sorted(held, key=lambda page: page or 0))
