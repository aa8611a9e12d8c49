"""What a document is called in answers and lists."""

from dataclasses import replace

from ingest.document import Document, Header, Provenance
from ingest.vietnamese.words import syllables


def name(header: Header) -> str:
    """Return the full name: kind, number, date and issuer, as far as the document states them."""
    if rules := _rules(header):
        return rules
    words = [header.kind.value if header.kind else _unnamed(header)]
    if header.number:
        words.append(f"số {header.number.value}")
    if header.issued_on:
        words.append(f"ngày {header.issued_on.value:%d/%m/%Y}")
    if header.issuer:
        words.append(f"của {header.issuer.value}")
    if header.signer and not header.number and not header.place:
        words.append(f"(người ký: {header.signer.value})")
    return " ".join(words)


_RULES = frozenset({"Điều lệ", "Quy chế", "Nội quy"})
"""Kinds of rules that a body gives itself: whoever recognises them is not whose they are."""
_SUBJECT = 90
"""Characters of a subject that a name may hold."""


def _rules(header: Header) -> str | None:
    """Return kind and subject of a body's own rules that have no number."""
    if header.number or header.kind is None or header.subject is None:
        return None
    kind, subject = header.kind.value, " ".join(header.subject.value.split())
    if kind not in _RULES or len(subject) > _SUBJECT:
        return None
    return f"{kind} {subject[:1].lower()}{subject[1:]}"


def titled(title: str) -> str:
    """Return the name of a document of which only the title is known."""
    return f"Tài liệu “{title}”"


def _unnamed(header: Header) -> str:
    """Return what stands for the kind of a document without one."""
    if header.title is None or header.number or header.issuer:
        return "Văn bản"
    return titled(header.title.value)


def cited(header: Header) -> str:
    """Return what tells it apart in a sentence: the full name, but no date beside a number."""
    if header.number and header.issued_on:
        return name(replace(header, issued_on=None))
    return name(header)


def short_name(header: Header) -> str:
    """Return as little as tells the document apart: the place, else kind and number, else issuer.

    A body of the whole country issues many, which only their numbers tell apart.
    """
    if rules := _rules(header):
        return rules
    if header.place:
        return header.place.value
    issuer = header.issuer.value if header.issuer else ""
    signer = header.signer.value if header.signer else ""
    number = header.number.value if header.number else ""
    if number and header.kind:
        return f"{header.kind.value} {number}"
    if issuer and signer:
        return f"{issuer} ({signer})"
    if header.kind is None and header.title and not (issuer or number):
        return titled(header.title.value)
    return issuer or number or signer or (header.kind.value if header.kind else "Văn bản")


def called(header: Header) -> frozenset[str]:
    """Return the syllables a document may be called by: kind, number, subject, issuer, place."""
    told = (header.kind, header.subject, header.number, header.issuer, header.place)
    return frozenset(s for it in told if it for s in syllables(it.value))


def title(document: Document) -> str:
    """Return what the document is about: kind and subject, else its name.

    A title that was stated from outside goes before all, one that was inferred after them.
    """
    header = document.header
    if header.title and header.title.provenance is not Provenance.INFERRED:
        return header.title.value
    if header.kind and header.subject:
        subject = header.subject.value
        return f"{header.kind.value} {subject[:1].lower()}{subject[1:]}"
    if header.kind or header.number or header.issuer:
        return name(header)
    return header.title.value if header.title else document.source
