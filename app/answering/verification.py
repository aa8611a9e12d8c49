"""Checks an answer before it is shown; what cannot be proved from its quotes is not shown."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.answering import places
from app.answering.citations import Documents, section_at
from app.answering.claims import OWN_WORDS, Body, Claim, Quote
from app.answering.wording import day, section_name
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.values import Value, agree, values


class Unproved(Exception):
    """An answer says what its quotes do not; the message names it for the log."""


def check(body: Body, documents: Documents) -> None:
    """Raise Unproved unless every claim is proved by quotes that stand where they say."""
    named = (
        name
        for claim in body.claims
        for quote in claim.proof
        for name in _named(claim, quote, documents.document(quote.document_id))
    )
    names = " ".join(dict.fromkeys(named))
    for claim in body.claims:
        if not claim.quotes:
            raise Unproved(f"nothing proves a claim of {claim.document_id}")
        for quote in claim.proof:
            check_quote(quote, documents.document(quote.document_id))
        check_figures(claim, names)


def check_quote(quote: Quote, document: Document) -> None:
    """Raise Unproved unless the quote is the document's own text at its place."""
    if document.text[quote.start : quote.end] != quote.text or not quote.text.strip():
        raise Unproved(f"quote {quote.start}–{quote.end} is not the text at its place")


def check_figures(claim: Claim, names: str) -> None:
    """Raise Unproved where a claim holds a figure that none of its quotes holds.

    ``names`` are those of the cited documents and sections: their figures are the service's own.
    """
    quoted = " ".join(quote.text for quote in claim.proof)
    held = _figures(quoted) | _figures(names) | _parts(names) | _figures(" ".join(claim.derived))
    said = f"{claim.value} {claim.text}"
    if _figures(said) <= held:
        return
    if missing := _figures(_without(said, values(f"{quoted} {names}"))) - held:
        raise Unproved(f"figures {sorted(missing)} are in no quote")


def _without(said: str, proved: Sequence[Value]) -> str:
    """Return what is said without the values that are proved in another spelling."""
    for value in reversed(values(said)):
        if any(agree(value, each) for each in proved):
            said = f"{said[: value.start]} {said[value.end :]}"
    return said


def _named(claim: Claim, quote: Quote, document: Document) -> Iterable[str]:
    """Return the names that a claim may use; one in its own words also the headings above."""
    if claim.role in OWN_WORDS:
        return places.names(document, quote.start)
    return _names(quote, document)


def _names(quote: Quote, document: Document) -> Iterator[str]:
    """Yield what the place of a quote is called."""
    yield naming.name(document.header)
    yield naming.short_name(document.header)
    yield section_name(section_at(document, quote.start)[0])
    if document.header.issued_on:
        yield day(document.header.issued_on.value)


def _figures(text: str) -> set[str]:
    return {figure.lstrip("0") or "0" for figure in FIGURE.findall(text)}


def _parts(text: str) -> set[str]:
    """Return the figures between the marks of figures: "II.2.1" names the section 2, too."""
    return {part.lstrip("0") or "0" for part in re.findall(r"\d+", text)}
