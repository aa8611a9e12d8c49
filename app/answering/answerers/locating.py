"""Where something stands: the section whose heading says it, or that holds what was read of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.evidence import Statement
from app.answering.terms import Terms
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese.labels import keyword
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_OPENING = 30
"""Characters from its label within which a statement is a section's own heading."""
_LINES = 4
"""Lines that a heading may have."""
_LONGEST = 400
"""Characters of an item that is quoted whole."""
_OUTSIDE = frozenset({SectionKind.PREAMBLE, SectionKind.RECIPIENTS, SectionKind.SIGNATURE})
"""Sections where no matter is dealt with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A section that answers, and what of it is quoted."""

    start: int
    end: int
    probability: float


def placed(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Place | None:
    """Return the section of a document that what is asked for stands in; None where none is read.

    ``ranked`` are the statements that were read of it. The deepest section whose title says what
    is asked, or that holds what was read, comes before those around it; "điều nào" asks for an
    article.
    """
    own = [each for each in ranked if each.document_id == document.id]
    said = {s for form in (query.restored, *query.boosts) for s in syllables(form)}
    unit = _unit(query)
    w = terms.weighing.placing
    best: tuple[float, Section, float] | None = None
    for section in _labelled(document):
        inside = [each for each in own if section.start <= each.start < section.end]
        if not inside:
            continue
        within = min(1.0, sum(each.confidence for each in inside))
        score = w.own * _directly(section, inside) + w.heading * _by_heading(section, inside)
        score += w.within * within + w.title * _titled(section, said, terms)
        score += w.unit * _called(section, unit)
        if best is None or score > best[0]:
            best = score, section, within
    return _quoted(best[1], best[2], document) if best else None


def _labelled(document: Document) -> Iterator[Section]:
    return (s for s in document.walk() if s.label is not None and s.kind not in _OUTSIDE)


def _unit(query: Query) -> str:
    """Return what the place is to be called, as asked: "điều", "phụ lục"; empty for any."""
    found = list(pattern("locate", "unit").finditer(query.restored))
    return found[-1]["unit"] if found else ""


def _called(section: Section, unit: str) -> float:
    own = keyword(section.label or "")
    return 0.0 if not unit else 1.0 if own == unit else -1.0


def _directly(section: Section, inside: Sequence[Statement]) -> float:
    """Return the probability of the best statement that stands in no section below."""
    below = [s for child in section.children for s in child.walk() if s.label is not None]
    return max(
        (
            each.confidence
            for each in inside
            if not any(s.start <= each.start < s.end for s in below)
        ),
        default=0.0,
    )


def _by_heading(section: Section, inside: Sequence[Statement]) -> float:
    opening = (e for e in inside if e.introduces and e.start - section.start < _OPENING)
    return max((each.confidence for each in opening), default=0.0)


def _titled(section: Section, said: set[str], terms: Terms) -> float:
    """Return how much of the question the title says, and the question of the title."""
    words = set(syllables(section.title)) - syllable_set("asking")
    return terms.coverage(section.title) * len(words & said) / len(words) if words else 0.0


def _quoted(section: Section, probability: float, document: Document) -> Place:
    """Return the heading of a section in all its lines; of an item its first line."""
    stop = min(section.end, section.start + _LONGEST)
    title = " ".join(section.title.split()) if section.kind is SectionKind.HEADING else ""
    ends = [m.end() for m in re.finditer(r"[^\n]+", document.text[section.start : stop])]
    for end in ends[:_LINES]:
        told = document.text[section.start : section.start + end]
        if title in " ".join(told.split()):
            return Place(section.start, section.start + len(told.rstrip()), probability)
    return Place(section.start, section.start + ends[0] if ends else stop, probability)


def headed(query: Query, ranked: Sequence[Statement], least: float) -> Statement | None:
    """Return the heading of the body whose tasks are asked for; None where there is none.

    It is the body's from the ``least`` share of the words that the question calls it by.
    """
    if query.tasks_of is None:
        return None
    called = set(syllables(query.tasks_of)) - syllable_set("asking")
    best: tuple[float, Statement] | None = None
    for statement in ranked:
        title = normalise(statement.passage.passage.section_title).lower()
        if not statement.introduces or not pattern("headed", "body").search(title):
            continue
        share = len(called.intersection(syllables(title))) / (len(called) or 1)
        if share >= least and (best is None or share > best[0]):
            best = share, statement
    return best[1] if best else None
