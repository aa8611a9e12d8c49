"""Questions of which the header answers a part: "có hiệu lực từ ngày nào và ai ký?"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering import values
from app.answering.answer import Draft
from app.answering.answerers import header
from app.answering.answerers.quoting import once
from app.answering.citations import Documents
from app.answering.claims import Body, Claim, Reason, Refusal, Role, Statements, joined, quotes
from index.question.asking import leans
from index.question.phrases import names, pattern, syllable_set
from index.question.query import AnswerKind, Asked, HeaderField, Part, Query
from ingest.vietnamese.dates import Grain, periods
from ingest.vietnamese.figures import told_in
from ingest.vietnamese.words import syllables

_OWN = frozenset(
    {
        HeaderField.SIGNER,
        HeaderField.SIGNER_TITLE,
        HeaderField.ISSUED_ON,
        HeaderField.NUMBER,
        HeaderField.SUBJECT,
    }
)
"""What a document says of itself in its header alone; recipients and bases its text tells too."""
_COUNTED = frozenset({Asked.MONEY, Asked.PERCENT, Asked.NUMBER})
"""Kinds of which no value escapes notice; a time may be told without a figure."""
_OWN_EACH = frozenset({Asked.MONEY, Asked.PERCENT, Asked.DATE})
"""Kinds of which each part that asks for one has its own, and that are told from bare numbers."""
_TOGETHER = frozenset({AnswerKind.COMPARE, AnswerKind.LOCATE, AnswerKind.SUMMARY, AnswerKind.TABLE})
"""Kinds whose parts are not asked alone."""


def left_over(query: Query, draft: Draft) -> tuple[Part, ...]:
    """Return the parts of a question to be asked alone: all of what was not found at all.

    Of what was answered those that ask for a value of a kind that nothing cited holds; all where
    each asks whether, as each has its own side.
    """
    if query.across or query.kind in _TOGETHER:
        return ()
    if isinstance(draft.body, Refusal):
        whole = draft.body.reason is Reason.NOT_FOUND and not any(map(leans, query.parts))
        return query.parts if whole else ()
    if all(claim.role is Role.HEADER for claim in draft.body.claims):
        return ()
    if _sided(query.parts):
        return query.parts
    cited = [quote.text for quote in quotes(draft.body)]
    return tuple(
        part for part in query.parts if not leans(part) and _untold(part, query.parts, cited)
    )


def _untold(part: Part, parts: Sequence[Part], cited: Sequence[str]) -> bool:
    """Return whether what is cited tells nothing of a part.

    It holds no value as the part asks for, fewer than parts ask for, or none of the words that the
    part alone has.
    """
    if part.asked in _COUNTED and not _told(part, cited):
        return True
    if part.asked in _OWN_EACH and _too_few(part, parts, cited):
        return True
    others = {s for each in parts if each is not part for s in syllables(each.text)}
    own = set(syllables(part.text)) - others - syllable_set("asking")
    return len(own) > 1 and own.isdisjoint(s for text in cited for s in syllables(text.lower()))


def _sided(parts: Iterable[Part]) -> bool:
    return all(part.kind is AnswerKind.YES_NO for part in parts)


def left_open(part: Part, parts: Sequence[Part], said: Sequence[str]) -> bool:
    """Return whether what is said holds fewer values than parts ask for as this one does."""
    return part.asked in names("values") and _too_few(part, parts, said)


def tells_more(part: Part, said: Sequence[str], texts: Sequence[str]) -> list[bool]:
    """Return of each text whether it may tell of a part what is not said.

    It does where it holds a value as the part asks for, if any of them does.
    """
    told = [_told(part, [text]) for text in texts]
    return [not each <= _told(part, said) for each in told] if any(told) else [True] * len(texts)


def _too_few(part: Part, parts: Sequence[Part], cited: Sequence[str]) -> bool:
    unit = _unit(part)
    alike = [each for each in parts if each.asked is part.asked and _unit(each) == unit]
    return len(alike) > len(_told(part, cited))


def cut_off(parts: Sequence[Part], claim: Claim) -> bool:
    """Return whether what is said leaves out a value that its quote holds for a further part."""
    asked = [part for part in parts if part.asked in _OWN_EACH]
    quoted = [quote.text for quote in claim.quotes]
    return any(
        sum(other.asked is each.asked for other in asked)
        > len(_told(each, [claim.text]))
        < len(_told(each, quoted))
        for each in asked
    )


def _told(part: Part, cited: Sequence[str]) -> set[str]:
    """Return the different values as a part asks for: counted so, days where it asks for one.

    Another time may be told as a stretch of years, too.
    """
    if part.asked is Asked.DATE:
        day = pattern("day", "asked").search(part.text)
        times = [(text, p) for text in cited for p in periods(text)]
        told = {t[p.start : p.end].lower() for t, p in times if not day or p.grain is Grain.DAY}
        return {each for each in told if any(map(str.isdigit, each))}
    unit = _unit(part)
    units = told_in(unit) if unit else frozenset()
    kinds = _COUNTED if part.asked is Asked.NUMBER and unit is None else {part.asked}
    found = {t[a:b].lower() for t in cited for kind in kinds for a, b in values.find(kind, t)}
    return {each for each in found if unit is None or not units.isdisjoint(syllables(each))}


def _unit(part: Part) -> str | None:
    """Return what a part that asks for a number asks to be counted, None where it does not say."""
    counted = pattern("units", "asked").search(part.text) if part.asked is Asked.NUMBER else None
    return counted[1] if counted else None


def alone(part: Part, query: Query, understood: Query, document_ids: tuple[str, ...]) -> Query:
    """Return the question that a part is by itself, of the documents that the whole one names."""
    named = query.documents or document_ids
    own = replace(understood, documents=named, mentions=query.mentions, parties=query.parties)
    return replace(own, parts=(), across=False, inquiry=None, asked=part.asked)


def _as_typed(part: Part, typed: str) -> str:
    said = part.text.strip(" ,;:.?!")
    found = re.search(re.escape(said), typed, re.IGNORECASE)
    return found.group() if found else said


def _told_by_others(part: Part, said: Sequence[tuple[Part, Draft]]) -> bool:
    """Return whether what answers other parts holds a value for this one beside their own."""
    cited = [quote.text for _, draft in said for quote in quotes(draft.body)]
    alike = sum(each.asked is part.asked for each, _ in said)
    return part.asked in _OWN_EACH and len(_told(part, cited)) > alike


def put_together(whole: Draft, told: Sequence[tuple[Part, Draft]], typed: str = "") -> Draft:
    """Return what the parts of a question answer, and which of them were not found.

    What the ``whole`` question answered stays before them. It is as sure as the least sure part.
    What was not found is called as it was ``typed``.
    """
    cited = set(quotes(whole.body))
    answered = [draft for _, draft in told if not cited.issuperset(quotes(draft.body))]
    if not answered:
        return whole
    if not isinstance(whole.body, Refusal) and not _sided(part for part, _ in told):
        first = [
            replace(each.body, claims=each.body.claims[:1])
            for each in answered
            if isinstance(each.body, Statements)
        ]
        least = min(draft.sure for draft in (whole, *answered))
        return Draft(joined(_together([whole.body, *first])), least, whole.silent)
    said = [(part, d) for part, d in told if not isinstance(d.body, Refusal)]
    bodies = (
        Refusal(Reason.NOT_FOUND, "part", (_as_typed(p, typed),))
        if isinstance(d.body, Refusal)
        else d.body
        for p, d in told
        if not isinstance(d.body, Refusal) or not _told_by_others(p, said)
    )
    return Draft(joined(_together(bodies)), min(draft.sure for _, draft in told))


def _together(bodies: Iterable[Body]) -> Iterator[Body]:
    """Yield bodies, what is stated of one document after one another in one paragraph.

    Said so, a claim names its section alone and no value before it: one that proves its value by
    other words stays by itself.
    """
    held: Statements | None = None
    for body in bodies:
        if held and isinstance(body, Statements) and _goes_on(held, body):
            held = replace(held, claims=once((*held.claims, *body.claims)))
            continue
        if held:
            yield held
        held = body if isinstance(body, Statements) else None
        if held is None:
            yield body
    if held:
        yield held


def _goes_on(before: Statements, body: Statements) -> bool:
    claims = (*before.claims, *body.claims)
    return (
        body.side is None
        and len({claim.document_id for claim in claims}) == 1
        and all(claim.role is Role.STATEMENT for claim in claims)
        and all(each.value.lower() in each.text.lower() for each in body.claims)
    )


@dataclass(frozen=True, slots=True)
class Parted:
    """A question in two: what headers state, and what has to be read."""

    stated: tuple[Body, ...]
    """What headers state of it, in the order asked."""
    rest: Query | None
    """What is left of the question; None where nothing is."""

    def with_read(self, draft: Draft) -> Draft:
        """Return the draft of the rest with what headers state before it."""
        return replace(draft, body=joined([*self.stated, draft.body]), confidence=draft.sure)


def parted(query: Query, understand: Callable[[str], Query], documents: Documents) -> Parted | None:
    """Return a question of several parts in two; None where no header answers a part.

    Where a part asks for a document, the others may ask about that one, which is only cited.
    """
    if header.of_another(query):
        return None
    if not query.documents or any(part.asked is Asked.DOCUMENT for part in query.parts):
        return None
    stated: list[Body] = []
    rest: list[Part] = []
    for part in query.parts:
        if body := _stated(part, query.documents, understand, documents):
            stated.append(body)
        else:
            rest.append(part)
    if not stated:
        return None
    if not rest:
        return Parted(tuple(stated), None)
    left = replace(query, parts=tuple(rest) if len(rest) > 1 else (), header_fields=())
    if len(rest) == 1 and not query.across:
        left = replace(left, several=False, asked=rest[0].asked)
    return Parted(tuple(stated), left)


def _stated(
    part: Part,
    meant: tuple[str, ...],
    understand: Callable[[str], Query],
    documents: Documents,
) -> Body | None:
    """Return what headers state of a part; ``meant`` are the documents where it names none.

    Only of these: the question names all that its asker may see.
    """
    fields = tuple(field for field in part.header_fields if field in _OWN)
    if not fields:
        return None
    asked = understand(part.text)
    named = tuple(key for key in asked.documents if key in meant) or meant
    asked = replace(asked, documents=named, header_fields=fields)
    if not header.applies(asked, map(documents.document, named)):
        return None
    body = header.answer(asked, named, documents).body
    return None if isinstance(body, Refusal) else body
