"""What a statement leaves out: "mọi hộ, trừ hộ ở đô thị" says no of a household in a town."""

from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_TELLING = 2
"""Words of the question that an exception holds, and what it is taken from does not."""
_STOPS = ".;:\n"


def side(query: Query, statement: str) -> bool | None:
    """Return what a statement says of a question about what it leaves out; None about the rest.

    What it affirms of all does not hold of that, what it denies may. A general reserve, "trừ
    trường hợp pháp luật quy định khác", leaves out nothing that can be asked about.
    """
    text = normalise(statement).lower()
    asked = set(syllables(query.restored)) - syllable_set("asking")
    for found in pattern("polarity", "excepted").finditer(text):
        main = text[max(text.rfind(stop, 0, found.start()) for stop in _STOPS) + 1 : found.start()]
        telling = asked & set(syllables(found["what"])) - set(syllables(main))
        if len(telling) < _TELLING or pattern("polarity", "reserve").search(found["what"]):
            continue
        denied = bool(pattern("polarity", "denied").search(main))
        turned = query.negated or bool(pattern("polarity", "leaves_out").search(query.restored))
        return denied is not turned
    return None
