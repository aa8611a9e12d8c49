"""What each of several documents answers to a question of its own, set side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.answering.answer import Draft, Status
from app.answering.answerers import comparison, conclusion
from app.answering.citations import Documents
from app.answering.claims import Claim, PerDocument, Role, Silent
from index.question.query import Party, Query

_PLACED = frozenset({Role.STATEMENT, Role.LOCATED, Role.ITEM})
"""Roles whose document a line names instead."""


def answer(
    query: Query,
    told: Sequence[tuple[Party, Draft]],
    together: Draft,
    least: float,
    documents: Documents,
) -> Draft | None:
    """Return a line or a few for each party; None where none of them answers.

    ``told`` holds what each answered to what the question asks of it alone, in the order named;
    what one did not is taken from what all answered ``together``, if it is that probable.
    """
    drafts = [draft for _, draft in told if draft.status is Status.ANSWERED]
    if not drafts:
        return None
    lines_of_all = (claim for claim in together.body.claims if claim.role is Role.LINE)
    besides = [claim for claim in lines_of_all if claim.quotes[0].score >= least]
    said = [
        draft.body.claims or [each for each in besides if each.document_id in party.document_ids]
        for party, draft in told
    ]
    cited = [claim.document_id for claims in said for claim in claims]
    alone = [party.document_ids[0] for party, _ in told if len(party.document_ids) == 1]
    names = comparison.names(list(dict.fromkeys([*cited, *alone])), documents)
    lines: list[Claim | Silent] = []
    for (party, _), claims in zip(told, said, strict=True):
        fit = _within(claims, comparison.LONGEST // len(told), names)
        lines += [_line(each, names[each.document_id]) for each in fit]
        lines += [] if fit else [Silent(party.document_ids[0], _called(party, query, names))]
    stated = [line for line in lines if isinstance(line, Claim)]
    whole = len(stated) == len(lines) == len(told)
    drawn = conclusion.draw(query, stated) if whole else None
    confidence = min(draft.confidence for draft in drafts)
    return Draft(PerDocument(tuple(lines), compared=True, conclusion=drawn), confidence)


def _called(party: Party, query: Query, names: Mapping[str, str]) -> str:
    """Return what a party is called: its one document's name, else the words that name it."""
    if len(party.document_ids) == 1:
        return names[party.document_ids[0]]
    return query.text[party.mentions[0].start : party.mentions[-1].end]


def _within(claims: Iterable[Claim], room: int, names: Mapping[str, str]) -> list[Claim]:
    """Return the first claims, one at least, that fit with what their lines say around them."""
    found: list[Claim] = []
    for claim in claims:
        room -= len(claim.text) + len(names[claim.document_id]) + comparison.LINE
        if found and room < 0:
            break
        found.append(claim)
    return found


def _line(claim: Claim, name: str) -> Claim:
    return replace(claim, role=Role.LINE, document=name) if claim.role in _PLACED else claim
