"""Decides whether a statement says yes or no to a question."""

from collections.abc import Sequence

from app.answering.parts import in_percent
from app.answering.terms import Terms
from index.question.phrases import pattern, syllable_set
from index.question.query import Agreement, Presumed, Query
from ingest.vietnamese.clauses import opposed
from ingest.vietnamese.dates import Period
from ingest.vietnamese.figures import COUNT, SHARE, Figure, figures, kind
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import Value, bears_out, comparable, excludes, includes, values
from ingest.vietnamese.words import syllables

_NEAR = 40
"""Characters after a figure in which stands what it is of."""
_JOINING = frozenset({"số", "tổng", "các", "những", "của", "trong", "trở", "lên"})


def decide(query: Query, statement: str, terms: Terms) -> bool | None:
    """Return True for yes, None where the statement holds nothing to bear a claimed figure out.

    A question whether values differ (or agree) is decided by the values in the statement. Another
    figure than the question claims means no. Else the clause that speaks of the question's
    conditions, and holds most of its words, decides: no where it denies what the question affirms,
    or the other way round.
    """
    text = normalise(statement).lower()
    if query.agreement is Agreement.DIFFER:
        return len(_distinct(text)) > 1
    if query.agreement is Agreement.ALIKE:
        return len(_distinct(text)) <= 1
    asked = query.presumed
    clause = max(opposed(text), key=lambda each: (_applies(asked, each), terms.coverage(each)))
    borne_out = _borne_out(asked.claims, clause, text)
    if borne_out is False or _otherwise(query, text):
        return False
    if query.strict and pattern("polarity", "loose").search(clause):
        return False
    words = {s for form in (query.assertion, *query.boosts) for s in syllables(form)}
    words -= syllable_set("asking")
    affirmed = _denies(clause, words) == _negates(query, clause)
    return None if affirmed and borne_out is None else affirmed


def decided(query: Query, statement: str, terms: Terms) -> bool | None:
    """Return what values decide, the claimed ones or those of a condition; None where none do.

    A bare number is a name, and claims nothing. What is said of a part of a document does not hold
    of the whole. "65%" does not meet "ít nhất 2/3".
    """
    statement = in_percent(statement)
    if pattern("polarity", "whole_document").search(query.restored):
        said = normalise(statement).lower()
        whole = pattern("polarity", "whole_document").search(said)
        if not whole and pattern("polarity", "part_of_document").search(said):
            return False
    if (side := within(query, statement)) is not None:
        return side
    asked = query.presumed
    if asked.conditions and _applies(asked, statement) > 0:
        return decide(query, statement, terms)
    if _falls_short(query, statement):
        return False
    named = all(isinstance(each, Figure) and not each.unit for each in asked.claims)
    if query.agreement or not named:
        return decide(query, statement, terms)
    return None


def within(query: Query, statement: str) -> bool | None:
    """Return whether what is asked leave for stays within the quota that a statement sets.

    "Được mang 5 lít không?" by "không quá 3 lít" does not; None where it sets none of the kind.
    """
    asked = (*query.presumed.claims, *query.presumed.conditions)
    if query.negated or not pattern("polarity", "leave").search(query.assertion):
        return None
    quotas = [v for v in values(normalise(statement).lower()) if v.bound.downward]
    held = [(q, a) for q in quotas for a in asked if isinstance(a, Figure) and comparable(q, a)]
    if any(excludes(quota, value) for quota, value in held):
        return False
    claimed = [(q, a) for q, a in held if a in query.presumed.claims]
    return True if claimed and all(includes(q, a) for q, a in claimed) else None


def _falls_short(query: Query, statement: str) -> bool:
    """Return whether a condition is below all that a statement asks for at least."""
    if query.negated or pattern("polarity", "denied").search(normalise(statement).lower()):
        return False
    stated = values(normalise(statement).lower())
    for condition in query.presumed.conditions:
        rivals = [value for value in stated if comparable(value, condition)]
        if rivals and all(each.bound.upward and excludes(each, condition) for each in rivals):
            return True
    return False


def may_bear_out(query: Query, statement: str) -> bool:
    """Return whether a denied value lies within a bound that is stated, or a part of a whole is.

    "70% tán thành" is no "ít nhất 2/3", and yet enough.
    """
    if in_percent(statement) != statement:
        return True
    stated = values(normalise(statement).lower())
    return any(includes(each, claim) for each in stated for claim in query.presumed.claims)


def forbids(query: Query, statement: str) -> bool:
    """Return whether it is asked if something is forbidden, and a statement does not allow it."""
    said = normalise(statement).lower()
    return bool(
        pattern("polarity", "asks_forbidden").search(query.restored)
        and pattern("polarity", "denied").search(said)
    )


def names_it(query: Query, statement: str) -> bool:
    """Return whether a statement names all that the question names, and denies nothing.

    "Có lấy mẫu ở hồ A không" is answered by a list of places that holds it; not whether all of it
    is, or still is.
    """
    text = normalise(statement).lower()
    names = [normalise(name).lower() for name in query.proper_names]
    if not names or pattern("polarity", "whole").search(query.restored):
        return False
    if pattern("polarity", "denied").search(text):
        return False
    return all(name in text for name in names)


def speaks_of(asked: Presumed, text: str) -> bool:
    """Return whether ``text`` holds values to decide by: those claimed, and conditions."""
    stated = values(normalise(text).lower())
    return (
        all(_counterparts(claim, stated) for claim in asked.claims) and _applies(asked, text) >= 0
    )


def _applies(asked: Presumed, text: str) -> int:
    """Return 1 where the text holds the conditions, -1 where it holds others, 0 where none."""
    stated = values(normalise(text).lower())
    found = [
        any(includes(value, condition) for value in rivals)
        for condition in asked.conditions
        if (rivals := [value for value in stated if comparable(value, condition)])
    ]
    return 0 if not found else 1 if all(found) else -1


def _borne_out(claims: Sequence[Value], clause: str, text: str) -> bool | None:
    """Return whether the values bear the claims out, None where one of them has no counterpart.

    A figure that stands anywhere in the statement does; what is claimed with a bound is held
    against the clause first.
    """
    near, stated = values(clause), values(text)
    verdict: bool | None = True
    for claim in claims:
        rivals = _counterparts(claim, near) or _counterparts(claim, stated)
        if not rivals:
            verdict = None
        elif not any(_held(claim, each) for each in (*rivals, *stated)):
            return False
    return verdict


def _otherwise(query: Query, text: str) -> bool:
    """Return whether of the very things that a share is claimed of another share is stated.

    "80% số trạm và 100% số trường" denies "100% trạm", though it holds the figure.
    """
    stated = [each for each in figures(text) if kind(each.unit) == SHARE]
    for claim in query.presumed.claims:
        if not isinstance(claim, Figure) or kind(claim.unit) != SHARE:
            continue
        things = _counted(query.assertion, claim.end)
        own = [each for each in stated if len(things) > 1 and _counted(text, each.end) == things]
        if own and not any(_held(claim, each) for each in own):
            return True
    return False


def _counted(text: str, at: int) -> list[str]:
    """Return the two words that tell what a figure is of, those that only join them aside."""
    return [s for s in syllables(text[at : at + _NEAR]) if s not in _JOINING][:2]


def _counterparts(claim: Value, stated: Sequence[Value]) -> list[Value]:
    """Return the values of one measure with the claim; a count may be of another's name."""
    return [each for each in stated if comparable(claim, each) or _same_count(claim, each)]


def _held(claim: Value, stated: Value) -> bool:
    return bool(bears_out(claim, stated)) or _same_count(claim, stated)


def _same_count(claim: Value, other: Value) -> bool:
    if not isinstance(claim, Figure) or not isinstance(other, Figure):
        return False
    if {kind(claim.unit), kind(other.unit)} != {COUNT}:
        return False
    return (claim.low, claim.high) == (other.low, other.high)


def _distinct(text: str) -> set[tuple[object, ...]]:
    """Return the different shares of a text, or, where it has none, its different figures."""
    found: set[tuple[object, ...]] = {(f.unit, f.low, f.high) for f in figures(text)}
    found |= {("", p.first, p.last, *p.parts) for p in _dated(text)}
    return {each for each in found if kind(str(each[0])) == SHARE} or found


def _dated(text: str) -> list[Period]:
    return [value for value in values(text) if isinstance(value, Period)]


def _negates(query: Query, clause: str) -> bool:
    """Return whether the question denies what it asks, or a condition that the clause speaks of.

    "Xe không đủ giấy, đỗ 2 ngày thì có bị phạt không?" denies no fine.
    """
    said, denied = query.assertion, pattern("polarity", "denied")
    asks = pattern("polarity", "asks_whether").search(said)
    if not query.negated or asks is None or denied.search(said, asks.start()):
        return query.negated
    before, spoken = said[: asks.start()], set(syllables(clause))
    reached = (_reach(before[span.end() :]) for span in denied.finditer(before))
    return any(not spoken.isdisjoint(syllables(words)) for words in reached)


def _denies(clause: str, asked: set[str]) -> bool:
    """Return whether the clause denies something asked about, not only something near it."""
    if pattern("polarity", "negation").search(clause):
        return True
    spans = pattern("polarity", "denied").finditer(clause)
    return any(not asked.isdisjoint(syllables(_reach(clause[span.end() :]))) for span in spans)


def _reach(rest: str) -> str:
    """Return the words a negation speaks of: the next few, up to a preposition or a stop."""
    end = pattern("polarity", "reach_ends").search(rest)
    return " ".join((rest[: end.start()] if end else rest).split()[:6])
