"""Folds by document: sets of documents shared out, so that none is judged by what learnt of it."""

from collections.abc import Sequence
from typing import TypeVar

Held = TypeVar("Held")


def parted(names: Sequence[str], count: int) -> list[list[str]]:
    """Return the names of sets in at most ``count`` groups of about equal number, none empty."""
    ordered = sorted(names)
    groups = [ordered[at::count] for at in range(count)]
    return [group for group in groups if group]


def without(folds: Sequence[Sequence[Held]], left_out: int) -> list[Held]:
    """Return what all folds but one hold, in order."""
    return [held for at, fold in enumerate(folds) if at != left_out for held in fold]
