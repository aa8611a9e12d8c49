"""Which of the documents asked state what was asked, and which do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from app.answering.claims import (
    Body,
    Claim,
    Holdings,
    Parts,
    PerDocument,
    Reason,
    Refusal,
    Silent,
    Talk,
    Worded,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ids of the documents asked, by what they gave."""

    stated: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    """What would state it was read, and does not."""
    not_found: tuple[str, ...] = ()


def cover(body: Body, named: Iterable[str], silent: Iterable[str] = ()) -> Coverage:
    """Return what the documents asked gave: those ``named``, and those the body speaks of.

    ``silent`` are those read where they would state it. Where the question is unclear none was
    asked.
    """
    match body:
        case Holdings():
            return Coverage(body.document_ids)
        case Talk() | Refusal(reason=Reason.UNCLEAR):
            return Coverage()
    stated = tuple(dict.fromkeys(chain.from_iterable(map(_stating, body.claims))))
    asked = [*named, *_without_claim(body)]
    read = tuple(dict.fromkeys(key for key in silent if key not in stated))
    rest = (key for key in dict.fromkeys(asked) if key not in stated and key not in read)
    return Coverage(stated, read, tuple(rest))


def _stating(claim: Claim) -> tuple[str, ...]:
    """Return the ids of the documents that say what a claim says."""
    return (claim.document_id, *(quote.document_id for quote in claim.proof))


def _without_claim(body: Body) -> tuple[str, ...]:
    """Return the ids of the documents that a body names as saying nothing."""
    match body:
        case Refusal():
            return body.documents
        case PerDocument():
            return tuple(line.document_id for line in body.lines if isinstance(line, Silent))
        case Worded():
            return tuple(line.document_id for line in body.silent)
        case Parts():
            return tuple(chain.from_iterable(map(_without_claim, body.parts)))
        case _:
            return ()
