"""Pages of a PDF as pictures, with a quote boxed."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.api import openapi
from app.api.dependencies import ScopeDep, SystemDep
from app.errors import PageNotFound
from app.ingestion import drawing
from ingest.parsers.pdf import MEDIA_TYPE

router = APIRouter(prefix="/v1", tags=["documents"])

DocumentId = Annotated[str, Path(description="The document's id.", max_length=200)]
Offset = Annotated[int | None, Query(ge=0, description="A span of the text to box.")]


@router.get(
    "/documents/{document_id}/pages/{number}",
    response_class=Response,
    responses=openapi.problems(404, 422, 503)
    | {200: {"description": "The page.", "content": {"image/png": {}}}},
    summary="A page as a picture",
)
def show_page(
    document_id: DocumentId,
    number: Annotated[int, Path(ge=1, description="The page, from 1.")],
    system: SystemDep,
    scope: ScopeDep,
    start: Offset = None,
    end: Offset = None,
) -> Response:
    """Return a page of a PDF as PNG, with the text from `start` to `end` boxed."""
    record = system.catalogue.record(document_id, scope)
    quote = system.catalogue.text(document_id, scope)[start or 0 : end or 0]
    picture = None
    if record.media_type == MEDIA_TYPE:
        original = system.originals.original(document_id, scope)
        picture = drawing.draw(original, number, quote)
    if picture is None:
        raise PageNotFound("Văn bản không có ảnh của trang này.")
    headers = {"Cache-Control": "private, max-age=60"}
    return Response(picture, headers=headers, media_type="image/png")
