"""How the values of facts are worded: a deadline with its addressee, a target with its bound."""

from app.answering.wording import say
from index.facts import FactRecord
from ingest.facts.model import Deadline, Indicator
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.text import fold

_SIGNS = {
    Bound.AT_LEAST: "table.at_least",
    Bound.ABOVE: "table.above",
    Bound.AT_MOST: "table.at_most",
    Bound.BELOW: "table.below",
    Bound.ABOUT: "table.about",
}


def due(record: FactRecord) -> str:
    """Return when, and to whom, as far as the quote itself says so."""
    fact = record.fact
    if not isinstance(fact, Deadline):
        return ""
    said = fold(record.quote).lower()
    whom = ", ".join(body for body in fact.to if fold(body).lower() in said)
    if fold(fact.due).lower() not in said:
        return ""
    return say("table.due_to", due=fact.due, whom=whom) if whom else fact.due


def is_dated(record: FactRecord) -> bool:
    """Return whether a deadline is told by a figure, not only by an event."""
    return isinstance(record.fact, Deadline) and any(map(str.isdigit, record.fact.due))


def sign(bound: Bound) -> str:
    """Return the words for a bound; empty where there is none to tell."""
    return say(_SIGNS[bound]) if bound in _SIGNS else ""


def measured(fact: Indicator) -> str:
    """Return the value with its unit, as it is written: "26%", "3.000 người/năm"."""
    unit = fact.unit or ""
    return f"{fact.value}{unit}" if unit == "%" else f"{fact.value} {unit}".strip()
