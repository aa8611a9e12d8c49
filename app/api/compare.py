"""Comparisons: documents by topics, each cell cited."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import Response

from app.answering import topics as comparison
from app.answering.citations import Bibliography
from app.answering.topics import Compared
from app.api import openapi
from app.api.dependencies import ScopeDep, SystemDep
from app.api.files import Format, attached
from app.api.schemas import CitationOut, DocumentId, Request
from app.api.sources import document_name, sources
from app.bootstrap import System
from app.rendering import sheet, word
from app.rendering.material import Cell, Comparison
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
    compared, bibliography = _compared(system, request, scope)
    return CompareOut(
        topics=list(compared.topics),
        rows=[
            RowOut(
                document_id=key,
                name=document_name(bibliography.document(key)),
                cells=[
                    CellOut(
                        silent=not cell.citations,
                        text=cell.text,
                        citations=[
                            CitationOut.model_validate(citation, from_attributes=True)
                            for citation in cell.citations
                        ],
                    )
                    for cell in cells
                ],
            )
            for key, cells in compared.rows
        ],
    )


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
    compared, bibliography = _compared(system, request, scope)
    table = Comparison(
        topics=compared.topics,
        rows=tuple(
            (
                document_name(bibliography.document(key)),
                tuple(
                    Cell(cell.text, sources(cell.citations, system.catalogue, scope))
                    for cell in cells
                ),
            )
            for key, cells in compared.rows
        ),
    )
    title = f"So sánh: {'; '.join(compared.topics)}"
    if form == "docx":
        return attached(word.comparison(title, table), title, Format("docx", word.MEDIA_TYPE))
    return attached(sheet.comparison(table), title, Format("xlsx", sheet.MEDIA_TYPE))


def _compared(
    system: System, request: CompareRequest, scope: Scope
) -> tuple[Compared, Bibliography]:
    bibliography = Bibliography(system.catalogue, scope)
    compared = comparison.compare(
        system.answering, bibliography, request.topics, request.document_ids, scope
    )
    return compared, bibliography
