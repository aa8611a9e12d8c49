"""Who does what a statement says: whom it names itself, else the title or lead-in above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.answering.citations import chain_at
from ingest.document import Document
from ingest.facts import addressing, openings, orders, predicates
from ingest.vietnamese import bodies, labels
from ingest.vietnamese.bodies import Body
from ingest.vietnamese.text import aligned

_BY = re.compile(r"\b(?:do|bởi|giao(?:\s+cho)?|ủy\s+quyền\s+cho|phân\s+công(?:\s+cho)?)\s+", re.I)
_KEY = re.compile(r"[^:;.,\n]{3,60}:\s*")
"""The key of a line "Cơ quan thực hiện: …", which names nobody; "Sở Y tế: …" does."""
_GOES_ON = re.compile(r"\s*\w")
"""What goes on with a name, or with what is told of who bears it."""
_UNKNOWN = 5
"""Words of a body's name, beyond those known, that a title may go on in."""
_CHARTER = re.compile(r"\bchức\s+năng[^:;.]*?\bnhiệm\s+vụ[^:;.]*?\bcủa\s+", re.I)
"""What a document is about that says what one body is for: all its duties are that body's."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as ``Document.text[start:end]`` names them."""

    start: int
    end: int
    line: tuple[int, int] | None = None
    """The title or lead-in above the statement that names them; None where it does itself."""


def actor(document: Document, start: int, end: int) -> Actor | None:
    """Return who does what ``text[start:end]`` says; None where nobody is named.

    Where it names nobody, whom a title or lead-in above it tells to, or the item's first line.
    """
    text = aligned(document.text[start:end])
    begins = labels.after(text)
    key = _KEY.match(text, begins)
    if key and not bodies.only_bodies(text[begins : key.end()].rstrip(" :\n")):
        begins = key.end()
    if found := _own(text[begins:]):
        first, last = found
        return Actor(start + begins + first, start + begins + last)
    if before := _before(document, start):
        return before
    item = next((s.start for s in chain_at(document, start)[-1:] if s.label is not None), None)
    for left, right in lines_above(document, start):
        line = aligned(document.text[left:right])
        skipped = labels.after(line)
        named = _named(line[skipped:])
        if named is None and left == item:  # the sentences of an item go on with its subject
            named = _own(line[skipped:])
        if named:
            first, last = named
            return Actor(left + skipped + first, left + skipped + last, (left, right))
    return _chartered(document)


def _before(document: Document, start: int) -> Actor | None:
    """Return whom the sentence that opens the line tells to act: what follows goes on from it."""
    opens = document.text.rfind("\n", 0, start) + 1
    line = aligned(document.text[opens:start])
    skipped = labels.after(line)
    told = orders.told(line[skipped:])
    if told is None:
        return None
    first, last = told[0][0].start + skipped, told[0][-1].end + skipped
    return Actor(opens + first, opens + last, (opens, opens + len(line.rstrip())))


def _chartered(document: Document) -> Actor | None:
    """Return the body whose functions and duties the document lays down, by its subject."""
    subject = document.header.subject
    if subject is None or subject.start is None or subject.end is None:
        return None
    text = aligned(document.text[subject.start : subject.end])
    of = _CHARTER.search(text)
    found = bodies.listed(text, of.end()) if of else ()
    if not found:
        return None
    start, end = subject.start + found[0].start, subject.start + found[-1].end
    return Actor(start, end, (subject.start, subject.end))


def _own(text: str) -> tuple[int, int] | None:
    """Return the span of those whom a statement itself tells to act, or by whom it is done."""
    told = orders.told(text)
    found = told[0] if told else bodies.listed(text)
    if not told and found and _GOES_ON.match(text, found[-1].end):
        found = ()  # "Giám đốc sở là …" is told of, and does nothing
    if not found:
        first, *_ = text.split(";")  # by whom the next thing is done says nothing of this one
        found = next(
            (held for by in _BY.finditer(first) if (held := bodies.listed(first, by.end()))), ()
        )
    return (found[0].start, found[-1].end) if found else None


def _named(text: str) -> tuple[int, int] | None:
    """Return the span of the bodies that a title or a lead-in tells to act."""
    found: tuple[Body, ...] = ()
    if (by := _BY.search(text)) and text.rstrip().endswith(":"):
        found = bodies.listed(text, by.end())
    if not found and (addressing.addressed(text) or addressing.heading(text)):
        address = openings.ADDRESS.match(text)
        found = bodies.listed(text, address.end() if address else 0) or bodies.listed(text)
        if found and not addressing.addressed(text):
            return found[0].start, _name_ends(text, found[-1].end)
    return (found[0].start, found[-1].end) if found else None


def _name_ends(title: str, end: int) -> int:
    """Return where the name ends that a title consists of, though its last words are unknown."""
    rest = title[end:].rstrip(" :.;\n")
    orders_follow = title.rstrip().endswith(":") and any(
        predicates.orders_at(rest, word.start()) for word in predicates.LATER_WORD.finditer(rest)
    )
    if orders_follow or rest[:1] in {",", "("} or len(rest.split()) > _UNKNOWN:
        return end
    return end + len(rest)


def lines_above(document: Document, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lead-ins and titles above a place, the nearest first."""
    for section in reversed(chain_at(document, start)):
        first = section.children[0].start if section.children else section.end
        if first <= start:
            own = document.text[section.start : first].rstrip()
            line = own.rfind("\n") + 1
            if line and own.endswith(":"):
                yield section.start + line, section.start + len(own)
        stop = document.text.find("\n", section.start, section.end)
        if 0 <= stop <= start:
            yield section.start, stop
