"""Decides whether a statement says yes or no to a question."""

import re

from index.lexicon import pattern
from index.query import Query
from ingest.vietnamese import normalise

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
    negated = pattern("polarity", "negation").search(text)
    return not (negated and negated.group() not in question)
