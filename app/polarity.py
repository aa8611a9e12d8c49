"""Decides whether a statement says yes or no to a question."""

import re

from index.lexicon import pattern
from index.query import Query
from ingest.vietnamese import normalise

_DENIED = re.compile(r"\bkhông (\w+ \w+)")
_VALUE = re.compile(r"\d+(?:[.,]\d+)*\s?%?")


def decide(query: Query, statement: str) -> bool:
    """Return True for yes.

    A question whether values differ (or agree) is decided by the values in the statement; else a
    negation in the statement that the question lacks means no.
    """
    question = query.restored
    text = normalise(statement).lower()
    values = {
        value.replace(" ", "") for value in _VALUE.findall(text) if value.strip().endswith("%")
    } or set(_VALUE.findall(text))
    if pattern("polarity", "differ").search(question):
        return len(values) > 1
    if pattern("polarity", "alike").search(question):
        return len(values) <= 1
    if any(verb in question and f"không {verb}" not in question for verb in _denied(text)):
        return False
    negated = pattern("polarity", "negation").search(text)
    return not (negated and negated.group() not in question)


def _denied(text: str) -> list[str]:
    """Return what the statement says is not done, two syllables each: "không cấp phép"."""
    return [match.group(1) for match in _DENIED.finditer(text)]
