"""Lines with the same keys below several lead-ins of a section: each is said after its own."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from app.answering.citations import chain_at, quote, section_at
from app.answering.claims import Body, Claim, Listing, Role, Statements
from app.answering.evidence import Statement
from app.answering.spans import trimmed
from app.answering.terms import Terms
from app.answering.wording import spoken
from index.question.query import AnswerKind, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import labels
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.COMPARE})
_OF_TABLES = frozenset({SectionKind.TABLE, SectionKind.ROW})
_LINE = re.compile(r"[^\n]+")
_KEY = re.compile(r"[^:]{2,60}(?=: )")
_TWO = re.compile(r"\b(\w+) \w+ (?:và|với|hay|hoặc) \1 \w+")
"""Two of a kind that are asked about: "mặt trước và mặt sau"."""
_FEWEST = 2
"""Keys that groups have in common, and groups."""

Span = tuple[int, int]
"""Start and end."""


@dataclass(slots=True)
class _Group:
    """A lead-in and the lines below it by their keys, as spans."""

    lead: Span
    lines: dict[str, Span] = field(default_factory=dict)


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Body | None:
    """Return the lines asked for, each after its lead-in; of a group that is named only its own.

    None where the best statement that says something is none of such lines.
    """
    best = next((e for e in ranked if e.says and e.document_id == document.id), None)
    if query.kind not in _KINDS or query.across or best is None:
        return None
    around = chain_at(document, best.start)
    held = [each for each in around if each.label is not None]
    if not held or around[-1].kind in _OF_TABLES:
        return None
    groups = _alike(document, held[-1])
    lines = (span for group in groups for span in group.lines.values())
    if not any(start <= best.start < end for start, end in lines):
        return None
    told = ((each, _asked(each.lines, terms)) for each in _named(query, groups, terms, document))
    claims = [
        _claim(document, (each.lead, *lines), best.confidence) for each, lines in told if lines
    ]
    if len(claims) < _FEWEST:
        only = tuple(replace(claim, role=Role.STATEMENT) for claim in claims)
        return Statements(only) if only else None
    path, name = claims[0].section, naming.cited(document.header)
    return Listing(tuple(claims), name, path, len(claims), len(claims))


def _alike(document: Document, section: Section) -> list[_Group]:
    """Return the groups of a section by the lines whose keys stand in another too."""
    found = list(_groups(document, section))
    counted = Counter(chain.from_iterable(each.lines for each in found))
    shared = {key for key, times in counted.items() if times > 1}
    for each in found:
        each.lines = {key: span for key, span in each.lines.items() if key in shared}
    return [each for each in found if len(each.lines) >= _FEWEST]


def _groups(document: Document, section: Section) -> Iterator[_Group]:
    """Yield the lead-ins of a section with the lines that have keys right below them."""
    group: _Group | None = None
    for match in _LINE.finditer(document.text, section.start, section.end):
        start, end = trimmed(document, *match.span())
        line = document.text[start:end]
        if line.endswith(":"):
            group = _Group((start, end))
            yield group
        elif group and (key := _KEY.match(line, labels.after(line))):
            group.lines.setdefault(" ".join(syllables(key.group())), (start, end))
        elif not line[:1].islower():
            group = None


def _named(
    query: Query, groups: Sequence[_Group], terms: Terms, document: Document
) -> list[_Group]:
    """Return the groups whose lead-ins the question names by words of their own; else all.

    All, too, where it names two of a kind by such words.
    """
    words = [set(syllables(document.text[slice(*each.lead)])) for each in groups]
    own = [mine.difference(*(o for o in words if o is not mine)) for mine in words]
    named = [
        each
        for each, mine in zip(groups, own, strict=True)
        if terms.said_share(mine) >= terms.weighing.claimed
    ]
    two = {match[1] for match in _TWO.finditer(query.asking)}
    return list(groups) if not named or two & set().union(*own) else named


def _asked(lines: Mapping[str, Span], terms: Terms) -> list[Span]:
    """Return the lines whose keys the question says; else those of which it says most words."""
    shares = {key: terms.said_share(key.split()) for key in lines}
    said = [span for key, span in lines.items() if shares[key] >= terms.weighing.stated]
    return said or [span for key, span in lines.items() if shares[key] >= terms.weighing.claimed]


def _claim(document: Document, lines: Sequence[Span], score: float) -> Claim:
    told = chain.from_iterable(spoken(document.text[slice(*span)]) for span in lines)
    return Claim(
        role=Role.ITEM,
        document_id=document.id,
        document=naming.cited(document.header),
        section=section_at(document, lines[0][0])[0],
        sentences=(" ".join(told),),
        quotes=tuple(quote(document, *span, score) for span in _together(document, lines)),
    )


def _together(document: Document, lines: Sequence[Span]) -> list[Span]:
    """Return the spans of lines, of those that follow each other one."""
    spans: list[Span] = []
    for start, end in lines:
        if spans and not document.text[spans[-1][1] : start].strip():
            start = spans.pop()[0]
        spans.append((start, end))
    return spans
