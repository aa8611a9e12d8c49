"""Decides whether a statement says yes or no to a question."""

import re

from app.answering.terms import Terms
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_VALUE = re.compile(r"\d+(?:[.,]\d+)*\s?%?")
_CLAUSES = re.compile(r"[;:]\s|\.\s|,\s(?=(?:không|chưa|trừ|nghiêm|miễn|nhưng|còn)\b)")
_TAIL = re.compile(r"(?:\s*,?\s*(?:hay|phải|đúng|có phải|rồi|hay là))?\s+(?:không|chưa)\s*\??\s*$")
_MEASURE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)\s?(?P<unit>%|phần trăm|[^\W\d_]+)"
    r"|(?P<date>\d{1,2}/\d{1,2}(?:/\d{4})?)"
)
_NEAR = 16
"""Characters before a figure in which "trên", "dưới" … speak of it."""


def decide(query: Query, statement: str, terms: Terms) -> bool:
    """Return True for yes.

    A question whether values differ (or agree) is decided by the values in the statement. Another
    figure than the question presumes means no. Else the clause that holds most of the question's
    words decides: no where it denies what the question affirms, or the other way round.
    """
    question = _TAIL.sub("", query.focus or query.restored)
    text = normalise(statement).lower()
    if pattern("polarity", "differ").search(query.restored):
        return len(_values(text)) > 1
    if pattern("polarity", "alike").search(query.restored):
        return len(_values(text)) <= 1
    clause = max(_CLAUSES.split(text), key=terms.coverage)
    compared = _compared(question, clause, text)
    if compared is not None:
        return compared
    if pattern("polarity", "strict").search(question) and pattern("polarity", "loose").search(
        clause
    ):
        return False
    asked = {s for form in (question, *query.boosts) for s in syllables(form)}
    asked -= syllable_set("asking")
    return _denies(clause, asked) == bool(pattern("polarity", "denied").search(question))


def _values(text: str) -> set[str]:
    found = _VALUE.findall(text)
    return {v.replace(" ", "") for v in found if v.strip().endswith("%")} or set(found)


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


def _compared(question: str, clause: str, text: str) -> bool | None:
    """Return whether the figures bear the question's out; None where none can be compared."""
    asked = _measures(question)
    stated = _measures(text)
    for unit, figures in asked.items():
        if unit not in stated:
            continue
        near = _measures(clause).get(unit, {})
        for figure, before in figures.items():
            if len(near) == 1 and (bound := _bound(before, figure, next(iter(near)))) is not None:
                return bound
            if figure not in stated[unit]:
                return False
    return None


def _measures(text: str) -> dict[str, dict[str, str]]:
    """Return unit → figure → the words before it."""
    found: dict[str, dict[str, str]] = {}
    for match in _MEASURE.finditer(text):
        unit = "ngày" if match["date"] else match["unit"].replace("phần trăm", "%")
        if unit in syllable_set("asking"):
            continue  # "năm 2030 có": nothing is counted
        figure = match["date"] or match["number"].lstrip("0") or "0"
        before = text[max(0, match.start() - _NEAR) : match.start()]
        found.setdefault(unit, {})[figure.replace(".", ",")] = before
    return found


def _bound(before: str, figure: str, stated: str) -> bool | None:
    above = pattern("polarity", "above").search(before)
    below = pattern("polarity", "below").search(before)
    if "/" in figure or above is below:
        return None
    asked, value = (float(each.replace(",", ".", 1).replace(",", "")) for each in (figure, stated))
    return value >= asked if above else value <= asked
