"""Where what a parser doubts stands in the normalised text."""

from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Doubt
from ingest.lines import Mark


def placed(marks: Iterable[Mark], text: str, page_starts: Sequence[int]) -> tuple[Doubt, ...]:
    """Return the doubts whose place the text shows, in its order; the others are only told."""
    found = {doubt: None for mark in marks for doubt in _places(mark, text, page_starts)}
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.end, doubt.warning)))


def _places(mark: Mark, text: str, page_starts: Sequence[int]) -> Iterator[Doubt]:
    if mark.page is not None:
        if mark.page <= len(page_starts):
            ends = (*page_starts[mark.page :], len(text))
            yield Doubt(mark.warning, page_starts[mark.page - 1], ends[0], mark.unread)
        return
    near = mark.near.removesuffix("…").rstrip()
    start = text.find(near) if near else -1
    if start >= 0:
        line_end = text.find("\n", start)
        end = line_end if line_end >= 0 else len(text)
        yield Doubt(mark.warning, start, end, mark.unread)
