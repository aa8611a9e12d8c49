"""Which of a statement's quotes are cited, and in what order."""

from collections.abc import Sequence

from app.answering import places
from app.answering.citations import Documents, section_at
from app.answering.claims import Quote
from app.answering.generative import proof
from app.answering.generative.proof import words
from ingest.document import PREAMBLE
from ingest.vietnamese.figures import function_words

_TIMES = 2
"""So many times more words than the first quote tells the best one, where that comes first."""


def needed(said: str, quotes: Sequence[Quote], documents: Documents) -> list[Quote]:
    """Return quotes without those that only name what the others stand under.

    Headings and the lines that lead in are told of a quote anyway, as is its document's name.
    """
    held = list(quotes)
    for quote in quotes:
        rest = [each for each in held if each is not quote]
        of = [each for each in rest if each.document_id == quote.document_id]
        if quote in held and of and _named(said, quote, of, documents):
            held = rest
    return held


def ordered(said: str, quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes in their order, the best first where the first tells far less than it."""
    own = _content(said)
    told = [len(own & _content(quote.text)) for quote in quotes]
    best = max(range(len(quotes)), key=told.__getitem__)
    if _TIMES * told[0] >= told[best]:
        return list(quotes)
    return [quotes[best], *quotes[:best], *quotes[best + 1 :]]


def _named(said: str, quote: Quote, others: Sequence[Quote], documents: Documents) -> bool:
    """Return whether names of where others of its document stand tell what a quote does."""
    document = documents.document(quote.document_id)
    above = {name for other in others for name in places.names(document, other.start)[1:]}
    if any(_run(quote.text) in _run(name) for name in above):
        return True
    if section_at(document, quote.start)[0] != (PREAMBLE,):
        return False
    told = _content(said) & _content(quote.text)
    return {*words(proof.of(others, documents).all)} >= told


def _run(text: str) -> str:
    return f" {' '.join(words(text))} "


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words()}
