"""Places under the names of before and after the mergers of 2025, and under earlier names.

Officials ask by all of them alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.question.mergers import Recorded
from index.question.names import Mention, MentionKind
from ingest.vietnamese.tables import rows
from ingest.vietnamese.text import fold, normalise

SINCE = "Nghị quyết số 202/2025/QH15"
"""What ordered the mergers of provinces."""

Merged = Iterable[tuple[int, int, Recorded]]
"""Spans of a text that call a place which a document merged, and the merger."""
Placed = Callable[[str], tuple[str, ...]]
"""A place's name → ids of the documents that are called by it."""


@dataclass(frozen=True, slots=True)
class OldPlace:
    """A place that a merger renamed, as the question says it and as documents call it."""

    said: str
    other: str
    """The unit that it is part of now or, where that was said, one that it was made of."""
    since: str
    """What ordered the merger, or gave the new name."""


@cache
def _others() -> dict[str, tuple[OldPlace, ...]]:
    """Return name → the names that documents about the same land may bear, the newest first."""
    merged = (
        (new, old, SINCE)
        for new, made_of in rows("provinces_2025.tsv")
        for old in made_of.split("|")
    )
    others: dict[str, list[OldPlace]] = {}
    for new, old, since in (*merged, *rows("provinces_renamed.tsv")):
        if old != new:
            others.setdefault(old, []).append(OldPlace(old, new, since))
            others.setdefault(new, []).append(OldPlace(new, old, since))
    return {name: tuple(found) for name, found in others.items()}


@cache
def provinces() -> frozenset[str]:
    """Return the names that provinces and cities have or had, in lower case."""
    return frozenset(
        normalise(name).lower()
        for row in rows("provinces_2025.tsv")
        for name in "|".join(row).split("|")
    )


@cache
def _named(*, marked: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of all names, and name as it is matched → name."""
    spelt = {(name.lower() if marked else fold(name)): name for name in _others()}
    longest = sorted(spelt, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), spelt


def renamed(
    text: str, mentions: Sequence[Mention], placed: Placed, merged: Merged = ()
) -> Iterator[tuple[Mention, OldPlace]]:
    """Yield the places of ``text`` whose documents bear another name, by ``merged`` first.

    None that a document is called by as it stands, nor one whose other names none is called by.
    """
    taken = [(mention.start, mention.end) for mention in mentions]
    for start, end, recorded in merged:
        if any(a < end and start < b for a, b in taken) or placed(recorded.name):
            continue
        if ids := placed(recorded.other):
            taken.append((start, end))
            old = OldPlace(recorded.name, recorded.other, recorded.since)
            yield Mention(start, end, ids, MentionKind.OLD_PLACE), old
    marked = text.lower() != fold(text)
    form, spelt = _named(marked=marked)
    for match in form.finditer(text.lower()):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        said = spelt[match.group()]
        for place in () if placed(said) else _others()[said]:
            if ids := placed(place.other):
                yield Mention(*match.span(), ids, MentionKind.OLD_PLACE), place
                break
