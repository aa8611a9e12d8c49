"""Comparisons: documents by topics, each cell cited."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import Response

from app.answering.answer import Citation
from app.answering.citations import Documents, cite
from app.answering.claims import Claim, Table
from app.api import openapi
from app.api.dependencies import ScopeDep, SystemDep
from app.api.files import Format, attached
from app.bootstrap import System
from app.conversing import comparing
from app.rendering import markdown, phrasing, sheet, word
from app.rendering.material import Cell, Comparison
from app.rendering.sources import sources
from app.wire.answers import CitationOut
from app.wire.requests import DocumentId, Request
from index.ports import Scope

router = APIRouter(prefix="/v1/compare", tags=["comparisons"])

Topic = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"\S")
]
Form = Literal["xlsx", "docx"]
FormQuery = Annotated[Form, Query(alias="format", description="Excel or Word.")]


class CompareRequest(Request):
    """Which documents to compare, and on what."""

    topics: list[Topic] = Field(
        min_length=1, max_length=5, description="What to compare, a column each."
    )
    document_ids: list[DocumentId] = Field(
        min_length=1, max_length=30, description="The documents, a row each."
    )


class CellOut(BaseModel):
    """What one document says of one topic."""

    silent: bool = Field(description="The document does not speak of the topic.")
    text: str = Field(description='Markdown with markers; "không nêu" where silent.')
    value: str | None = Field(
        description="The figure or name that the first of it states; null if none is sure."
    )
    citations: list[CitationOut] = Field(description="One for each marker of the cell.")


class RowOut(BaseModel):
    """One document."""

    document_id: str = Field(description="The document.")
    name: str = Field(description="Its full name.")
    cells: list[CellOut] = Field(description="One for each topic, in order.")


class CompareOut(BaseModel):
    """The table; markers run through all of it."""

    topics: list[str] = Field(description="The columns.")
    rows: list[RowOut] = Field(description="The documents, in the order asked.")


@router.post(
    "", responses=openapi.problems(400, 403, 404, 415, 422, 503), summary="Compare documents"
)
def compare_documents(request: CompareRequest, system: SystemDep, scope: ScopeDep) -> CompareOut:
    """Return what each document says of each topic, word for word and cited."""
    table, citations = _compared(system, request, scope)
    numbered = phrasing.markers(table)
    cited = {citation.marker: citation for citation in citations}
    return CompareOut(
        topics=list(table.columns[1:]),
        rows=[
            RowOut(
                document_id=row.document_id or "",
                name=row.name,
                cells=[_cell(held, numbered, cited) for held in row.cells],
            )
            for row in table.rows
        ],
    )


def _cell(
    held: Sequence[Claim], numbered: phrasing.Markers, cited: Mapping[int, Citation]
) -> CellOut:
    return CellOut(
        silent=not held,
        value=held[0].value or None if held else None,
        text=markdown.write(phrasing.compared(held, numbered)),
        citations=[
            CitationOut.model_validate(cited[marker], from_attributes=True)
            for marker in _markers(held, numbered)
        ],
    )


def _markers(held: Sequence[Claim], numbered: phrasing.Markers) -> list[int]:
    quotes = dict.fromkeys(quote for claim in held for quote in claim.proof)
    return [numbered[quote] for quote in quotes]


@router.post(
    "/export",
    response_class=Response,
    responses=openapi.problems(400, 403, 404, 415, 422, 503),
    summary="A comparison as a file",
)
def export_comparison(
    request: CompareRequest, system: SystemDep, scope: ScopeDep, form: FormQuery = "xlsx"
) -> Response:
    """Return the same table as a workbook or a Word document."""
    table, citations = _compared(system, request, scope)
    numbered = phrasing.markers(table)
    named = {each.marker: each for each in sources(citations, system.catalogue, scope)}
    compared = Comparison(
        topics=table.columns[1:],
        rows=tuple(
            (
                row.name,
                tuple(
                    Cell(
                        phrasing.compared(held, numbered),
                        tuple(named[marker] for marker in _markers(held, numbered)),
                    )
                    for held in row.cells
                ),
            )
            for row in table.rows
        ),
    )
    title = f"So sánh: {'; '.join(compared.topics)}"
    if form == "docx":
        return attached(word.comparison(title, compared), title, Format("docx", word.MEDIA_TYPE))
    return attached(sheet.comparison(compared), title, Format("xlsx", sheet.MEDIA_TYPE))


def _compared(
    system: System, request: CompareRequest, scope: Scope
) -> tuple[Table, tuple[Citation, ...]]:
    documents = Documents(lambda key: system.catalogue.document(key, scope))
    table = comparing.compare(
        system.answering, documents, request.topics, request.document_ids, scope
    )
    return table, cite(table, documents)
