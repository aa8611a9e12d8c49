"""What each of several documents answers to a question of its own, set side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.answering.answer import Draft
from app.answering.answerers import comparison, conclusion
from app.answering.citations import Documents
from app.answering.claims import Claim, PerDocument, Role, Silent
from index.question.query import Query

_LONGEST = 1_150
"""Characters of a comparison that a reader still accepts."""
_PLACED = frozenset({Role.STATEMENT, Role.LOCATED, Role.ITEM})
"""Roles whose document a line names instead."""


def answer(query: Query, told: Sequence[tuple[str, Draft]], documents: Documents) -> Draft | None:
    """Return a line or a few for each document; None where none of them answers.

    ``told`` holds what each answered to what the question asks of it alone, in the order named.
    """
    names = comparison.names([document_id for document_id, _ in told], documents)
    lines: list[Claim | Silent] = []
    drafts = [draft for _, draft in told if draft.status.value == "answered"]
    if not drafts:
        return None
    room = _LONGEST // len(drafts)
    for document_id, draft in told:
        claims = _within(draft.body.claims, room)
        name = names[document_id]
        lines += [_line(each, name) for each in claims] or [Silent(document_id, name)]
    stated = [line for line in lines if isinstance(line, Claim)]
    whole = len(stated) == len(lines) == len(told)
    drawn = conclusion.draw(query, stated) if whole else None
    confidence = min(draft.confidence for draft in drafts)
    return Draft(PerDocument(tuple(lines), compared=True, conclusion=drawn), confidence)


def _within(claims: Iterable[Claim], room: int) -> list[Claim]:
    """Return the first claims, one at least, that fit."""
    found: list[Claim] = []
    for claim in claims:
        room -= len(claim.text)
        if found and room < 0:
            break
        found.append(claim)
    return found


def _line(claim: Claim, name: str) -> Claim:
    return replace(claim, role=Role.LINE, document=name) if claim.role in _PLACED else claim
