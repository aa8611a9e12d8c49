"""Fields of one section that a question names together: "lề trên, lề trái bao nhiêu?"."""

from dataclasses import replace

from app.answering.answerers.offering import Offer
from app.answering.citations import chain_at
from index.question.query import AnswerKind, Query
from ingest.document import Document, SectionKind
from ingest.vietnamese import forms, labels
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_FEWEST = 2
"""Fields that are asked for together."""
_MOST = 12
"""Lines from the first of them to the last; what stands further apart is of several things."""


def together(chosen: list[Offer], query: Query, document: Document) -> list[Offer]:
    """Return the fields of a section that a question names in full, where the best is one of them.

    What leads some of them in, between them, tells them apart and stays. Else what is ``chosen``.
    """
    if query.kind is not AnswerKind.FACT:
        return chosen
    offer = max(chosen, key=lambda each: each.probability)
    key, start, _ = offer.span
    chain = [s for s in chain_at(document, start) if s.label and s.kind is not SectionKind.BULLET]
    if not chain:
        return chosen
    lines = _lines(document, chain[-1].start, chain[-1].end)
    asked = set(syllables(query.focus))
    fields = {at: name for at in lines if (name := _name(document.text[at[0] : at[1]]))}
    named = [at for at, name in fields.items() if asked.issuperset(name)]
    if len({fields[at] for at in named}) < _FEWEST or not any(a <= start < b for a, b in named):
        return chosen
    run = lines[lines.index(named[0]) : lines.index(named[-1]) + 1]
    if len(run) > _MOST:
        return chosen
    said = [at for at in run if at in named or document.text[: at[1]].endswith(":")]
    return [replace(offer, span=(key, *at), statement=None) for at in said]


def _lines(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for line in document.text[start:end].splitlines(keepends=True):
        found.append((start, start + len(line.rstrip())))
        start += len(line)
    return found


def _name(line: str) -> tuple[str, ...]:
    """Return the words of the key of a field; none where the line is none."""
    key = forms.key(line[labels.after(line) :])
    return tuple(syllables(normalise(key).lower())) if key else ()
