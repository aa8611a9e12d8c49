"""Gives an answer the form that is asked for: in short, as a table. Nothing is said anew."""

from dataclasses import replace

from app.answering.claims import (
    Body,
    Claim,
    Listing,
    Parts,
    PerDocument,
    Role,
    Row,
    Silent,
    Statements,
    Table,
)
from app.answering.wording import section_name, template
from index.question.query import Form


def formed(body: Body, form: Form) -> Body:
    """Return a body in a form; unchanged where it has none such.

    In short every claim keeps its first sentence, and of several in one paragraph the first
    stays. A table has a row for each item or document.
    """
    match form:
        case Form.SHORT:
            return _short(body)
        case Form.TABLE:
            return _table(body)
        case _:
            return body


def _short(body: Body) -> Body:
    match body:
        case Statements():
            return replace(body, claims=tuple(map(_first, body.claims[:1])))
        case Listing():
            return replace(body, claims=tuple(map(_first, body.claims)))
        case PerDocument():
            lines = (line if isinstance(line, Silent) else _first(line) for line in body.lines)
            return replace(body, lines=tuple(lines))
        case Parts():
            return Parts(tuple(map(_short, body.parts)))
        case _:
            return body


def _first(claim: Claim) -> Claim:
    return replace(claim, sentences=claim.sentences[:1])


def _table(body: Body) -> Body:
    match body:
        case Listing(field=None) if len(body.claims) > 1:
            rows = tuple(
                Row(claim.document_id, section_name(claim.section), ((_cell(claim),),))
                for claim in body.claims
            )
            return Table((template("table.section"), template("table.matter")), rows)
        case PerDocument(conclusion=None):
            lines = tuple(Row(line.document_id, line.document, _cells(line)) for line in body.lines)
            return Table((template("table.document"), template("table.matter")), lines)
        case _:
            return body


def _cells(line: Claim | Silent) -> tuple[tuple[Claim, ...], ...]:
    return ((),) if isinstance(line, Silent) else ((_cell(line),),)


def _cell(claim: Claim) -> Claim:
    return replace(claim, role=Role.CELL)
