"""What each of several documents answers to a question of its own, set side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.answering import values
from app.answering.answer import Draft, Status
from app.answering.answerers import comparison, conclusion
from app.answering.citations import Documents, chain_at
from app.answering.claims import Body, Claim, Parts, PerDocument, Role, Silent
from app.answering.fitting import fitted
from index.question.query import Asked, Party, Query

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
    what one did not is taken from what all answered ``together``, if it is that probable. The draft
    is as sure as the least sure line: that nothing was found may be wrong, too.
    """
    drafts = [draft for _, draft in told if draft.status is Status.ANSWERED]
    if not drafts:
        return None
    lines_of_all = (claim for claim in together.body.claims if claim.role is Role.LINE)
    besides = [claim for claim in lines_of_all if claim.quotes[0].score >= least]
    said = [
        _parts(draft.body, documents)
        or [[each for each in besides if each.document_id in party.document_ids]]
        for party, draft in told
    ]
    cited = [claim.document_id for parts in said for claims in parts for claim in claims]
    alone = [party.document_ids[0] for party, _ in told if len(party.document_ids) == 1]
    names = comparison.names(list(dict.fromkeys([*cited, *alone])), documents)
    lines: list[Claim | Silent] = []
    for (party, _), parts in zip(told, said, strict=True):
        fit = _fitting(parts, comparison.LONGEST // len(told), names)
        lines += [_line(each, names[each.document_id]) for each in fit]
        lines += [] if fit else [Silent(party.document_ids[0], _called(party, query, names))]
    stated = [line for line in lines if isinstance(line, Claim)]
    whole = len(stated) == len(lines) == len(told)
    drawn = conclusion.draw(query, stated) if whole else None
    least_sure = min(
        draft.sure
        for (_, draft), parts in zip(told, said, strict=True)
        if draft.status is Status.ANSWERED or not any(parts)
    )
    return Draft(PerDocument(tuple(lines), compared=True, conclusion=drawn), least_sure)


def untold(first: Draft, further: Iterable[tuple[Asked, Draft]]) -> list[Draft]:
    """Return what is told of a party, each further thing only where it is not told yet."""
    told = [first] if first.body.claims else []
    for asked, draft in further:
        if draft.body.claims and not _covered(told, draft, asked):
            told.append(draft)
    return told


def left_open(told: Sequence[Draft], asked: Asked, draft: Draft) -> bool:
    """Return whether a thing asked of a party was not found, and no value as ``asked`` is told."""
    claims = [claim for each in told for claim in each.body.claims]
    return not draft.body.claims and not any(values.find(asked, c.text) for c in claims)


def _covered(told: Sequence[Draft], further: Draft, asked: Asked) -> bool:
    """Return whether what is told of a party already answers a further thing that is asked of it.

    A statement names the same value, or one of the kind ``asked``, and no less surely. What a
    header tells says nothing else: the day in a document's name is not the one asked for.
    """
    said = [(d, claim.text) for d in told for claim in d.body.claims if claim.role in _PLACED]
    value = further.body.claims[0].value
    return any(
        (value and value in text)
        or (bool(values.find(asked, text)) and draft.confidence >= further.confidence)
        for draft, text in said
    )


def _called(party: Party, query: Query, names: Mapping[str, str]) -> str:
    """Return what a party is called: its one document's name, else the words that name it."""
    if len(party.document_ids) == 1:
        return names[party.document_ids[0]]
    return query.text[party.mentions[0].start : party.mentions[-1].end]


def _parts(body: Body, documents: Documents) -> list[Sequence[Claim]]:
    """Return what is said of each thing asked; none where nothing is, or headings alone."""
    parts = body.parts if isinstance(body, Parts) else (body,)
    return [part.claims for part in parts if not all(_heads(c, documents) for c in part.claims)]


def _heads(claim: Claim, documents: Documents) -> bool:
    """Return whether a claim is but the heading of what stands below it, and no sentence."""
    document = documents.document(claim.document_id)
    if len(claim.quotes) != 1 or not (chain := chain_at(document, claim.quotes[0].start)):
        return False
    quoted, section = claim.quotes[0], chain[-1]
    below = document.text[quoted.end : section.end].strip()
    if not (section.title and below) or quoted.text.endswith((".", ";")):
        return False
    return quoted.text.endswith(section.title)


def _fitting(
    parts: Sequence[Sequence[Claim]], room: int, names: Mapping[str, str]
) -> Sequence[Claim]:
    """Return what fits of what is asked; of several things a claim for each, shortened."""
    if len(parts) == 1:
        return _within(parts[0], room, names)
    found = {claim.quotes: claim for claim in map(_in_one, parts)}
    around = sum(len(names[claim.document_id]) + comparison.LINE for claim in found.values())
    return fitted(list(found.values()), room - around)


def _in_one(claims: Sequence[Claim]) -> Claim:
    """Return what is said of one thing as one claim, that of its first document."""
    own = [claim for claim in claims if claim.document_id == claims[0].document_id]
    sentences = tuple(dict.fromkeys(words for claim in own for words in claim.sentences))
    quotes = tuple(dict.fromkeys(quote for claim in own for quote in claim.quotes))
    return replace(claims[0], sentences=sentences, quotes=quotes)


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
