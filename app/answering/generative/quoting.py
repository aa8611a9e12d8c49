"""What is shown where a model's own words do not stand: the sentence of its quotes that they tell.

A statement that fell after it was sent back may still be answered from what it cites: the words of
the document are true whatever the model made of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.claims import Quote
from app.answering.generative.asking import orders
from app.answering.generative.proof import words
from app.answering.generative.weights import fitted
from ingest.vietnamese import labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.figures import function_words

_LONGEST = 500
"""Characters beyond which a sentence is no short answer."""


def sentence(said: str, quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentence of the quotes that shares most words with what is said, unlabelled.

    None where it shares too few, is too long to read, or speaks to a model.
    """
    own = _content(said)
    best: tuple[int, Quote] | None = None
    for held in quotes:
        for start, end in sentences(held.text):
            start += labels.after(held.text[start:end])
            text = held.text[start:end]
            shared = len(own & _content(text))
            if best is None or shared > best[0]:
                part = replace(held, start=held.start + start, end=held.start + end, text=text)
                best = shared, part
    if best is None or best[0] < fitted().wording.told * len(own):
        return None
    found = best[1]
    return None if len(found.text) > _LONGEST or orders(found.text) else found


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words()}
