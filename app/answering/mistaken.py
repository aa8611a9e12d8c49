"""The body that a question takes to have to do something, where the document says another does."""

from dataclasses import dataclass, replace

from app.answering import presuming
from app.answering.citations import Documents, quote
from app.answering.claims import Body, Note, Statements, joined
from app.answering.wording import say, spoken
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from ingest.document import Document
from ingest.vietnamese import bodies, body_names, forms
from ingest.vietnamese.text import aligned

_WHO = frozenset({Asked.BODY, Asked.PERSON})
_SIGNS = (",", ";", ":", ".", "?")


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A body that is taken to act, and who does by a field or a cell, as spans of the document."""

    asked: str
    """As the question calls it."""
    lines: tuple[tuple[int, int], ...]
    names: tuple[str, ...]

    def beside(self, body: Statements, document: Document) -> Body:
        """Return the body with the lines that tell who acts, and a note."""
        said = {(each.start, each.end) for claim in body.claims for each in claim.proof}
        apart = [
            (start, end)
            for start, end in self.lines
            if not any(first <= start and end <= last for first, last in said)
        ]
        claim, *rest = body.claims
        told = tuple(quote(document, start, end, claim.quotes[0].score) for start, end in apart)
        lines = tuple(line for each in told for line in spoken(each.text))
        beside = replace(claim, sentences=lines, quotes=told, value="", value_quotes=(), heading="")
        claims = (claim, beside, *rest) if told else body.claims
        note = say("premise.actor", acting=", ".join(self.names), asked=self.asked)
        return joined([replace(body, claims=claims), Note(note)])


def found(query: Query, document: Document, start: int) -> Mistaken | None:
    """Return who acts where ``text[start]`` stands, if the question takes another to.

    Only by what is said for it: "Cơ quan thực hiện: …"; None where that or anything else of the row
    or item may name the body that the question does.
    """
    asked = _acting(query)
    section, lines = presuming.stated(document, start) if asked else (None, [])
    if section is None:
        return None
    named = {line: bodies.mentioned(_value(document, *line)) for line in lines}
    told = [each for found in named.values() for each in found]
    key = body_names.key(asked)
    around = f" {body_names.key(document.text[section.start : section.end])} "
    if not told or any(each.kind not in bodies.NAMED for each in told) or f" {key} " in around:
        return None
    if any(f" {body_names.key(each.name)} " in f" {key} " for each in told):
        return None
    names = tuple(dict.fromkeys(each.name for each in told))
    written = _as_written(asked, query.text)
    return Mistaken(written, tuple(line for line in lines if named[line]), names)


def _value(document: Document, start: int, end: int) -> str:
    """Return what a cell or a field says, without the field's key."""
    said = document.text[start:end]
    return aligned(said[len(forms.key(said) or "") :])


def beside(body: Body, query: Query, documents: Documents) -> Body:
    """Return a body that states a fact with who acts instead of whom the question takes to."""
    if not isinstance(body, Statements) or body.side is not None or not body.claims:
        return body
    claim = body.claims[0]
    document = documents.document(claim.document_id)
    other = found(query, document, claim.quotes[0].start) if claim.quotes else None
    return other.beside(body, document) if other else body


def _acting(query: Query) -> str:
    """Return the body that opens the question's clause and has to do something; else nothing."""
    if query.kind is not AnswerKind.FACT or query.asked in _WHO:
        return ""
    for name in query.bodies[:1]:
        before, _, behind = query.restored.partition(name)
        opens = not before or before.rstrip().endswith(_SIGNS)
        if opens and pattern("presumed", "has_to").match(behind):
            return name
    return ""


def _as_written(name: str, text: str) -> str:
    at = text.lower().find(name)
    return text[at : at + len(name)] if at >= 0 else name
