"""Small talk: a greeting, what the service is, with questions that may be asked."""

from collections.abc import Iterator, Sequence

from app.answering.answer import Draft
from app.answering.answerers import catalogue
from app.answering.claims import Talk
from app.answering.wording import say, sentence_case
from index.question.query import Query
from index.records import DocumentRecord

LOOKED_AT = 20
"""Documents that examples are chosen from."""
_ASKED = {"example_signer": "signer", "example_summary": "title", "example_issued": "issued_on"}
"""A question that may be suggested, and what a record holds where its document answers it."""
_WITH_EXAMPLES = frozenset({"greeting", "who", "abilities"})
"""Topics to which examples are given."""


def answer(query: Query, records: Sequence[DocumentRecord]) -> Draft:
    """Return a short reply; ``records`` are of documents that may be asked about."""
    if query.topic not in _WITH_EXAMPLES:
        return Draft(Talk(query.topic), 1.0)
    return Draft(Talk(query.topic, tuple(_examples(records))), 1.0)


def _examples(records: Sequence[DocumentRecord]) -> Iterator[str]:
    """Yield a question of each form that a document answers, each of another one where it can."""
    left = list(records)
    for template, held in _ASKED.items():
        if fitting := [record for record in left if getattr(record, held)]:
            if len(left) > 1:
                left.remove(fitting[0])
            document = catalogue.name(fitting[0])
            yield sentence_case(say(f"talk.{template}", document=document))
