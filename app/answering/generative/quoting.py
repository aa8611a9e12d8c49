"""What is shown where a model's own words do not stand: the sentence of its quotes that they tell.

A statement that fell after it was sent back may still be answered from what it cites: the words of
the document are true whatever the model made of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.citations import quote
from app.answering.claims import Quote
from app.answering.generative.asking import orders
from app.answering.generative.proof import words
from app.answering.generative.weights import fitted
from ingest.document import Document
from ingest.vietnamese import labels
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.figures import function_words

_LONGEST = 500
"""Characters beyond which a sentence is no short answer."""


def add(made: Quote, quotes: list[Quote], document: Document) -> None:
    """Add a quote of a document; with one that it overlaps it becomes one."""
    at = next((n for n, each in enumerate(quotes) if overlap(made, each)), None)
    if at is None:
        quotes.append(made)
        return
    start, end = min(made.start, quotes[at].start), max(made.end, quotes[at].end)
    quotes[at] = quote(document, start, end, 1.0)


def overlap(one: Quote, other: Quote) -> bool:
    """Return whether two quotes share a stretch of one document."""
    same = one.document_id == other.document_id
    return same and one.start < other.end and other.start < one.end


def sentence(said: str, quotes: Sequence[Quote], question: str = "") -> Quote | None:
    """Return the sentence of the quotes that shares most words with what is said, unlabelled.

    Words that the question has count only where others are as many: they answer nothing, nor does
    a title in capitals. None where it shares too few, is too long to read, or speaks to a model.
    """
    own = _content(said)
    new = own - _content(question)
    best: tuple[int, int, Quote] | None = None
    for held in quotes:
        for start, end in sentences(held.text):
            if held.text[start:end].isupper():
                continue
            told = _content(held.text[start:end])
            shared = len(new & told), len(own & told)
            if best is None or shared > best[:2]:
                start += labels.after(held.text[start:end])
                text = held.text[start:end]
                part = replace(held, start=held.start + start, end=held.start + end, text=text)
                best = *shared, part
    if best is None:
        return None
    told_new, told_of, found = best
    least = fitted().wording.told
    if told_of < least * len(own) and (not new or told_new < least * len(new)):
        return None
    if new and not told_new:
        return None
    return None if len(found.text) > _LONGEST or orders(found.text) else found


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words()}
