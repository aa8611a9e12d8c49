"""Small talk: a greeting, what the service is, with questions that may be asked."""

from collections.abc import Sequence

from app.answering.answer import Draft
from app.answering.claims import Talk
from app.answering.wording import say, sentence_case
from index.question.query import Query

EXAMPLES = 3
"""Questions that are suggested at most."""
_TEMPLATES = ("example_signer", "example_summary", "example_recipients")
_SHORT = frozenset({"thanks", "farewell"})
"""Topics to which no examples are given."""


def answer(query: Query, documents: Sequence[str]) -> Draft:
    """Return a short reply; ``documents`` are what those are called that may be asked about."""
    if query.topic in _SHORT or not documents:
        return Draft(Talk(query.topic), 1.0)
    examples = tuple(
        sentence_case(say(f"talk.{template}", document=documents[at % len(documents)]))
        for at, template in enumerate(_TEMPLATES[:EXAMPLES])
    )
    return Draft(Talk(query.topic, examples), 1.0)
