"""Tags: put on several documents at once, and taken off."""

from fastapi import APIRouter

from app.api import openapi
from app.api.dependencies import NotedDep, OwnScopeDep, ScopeDep, SystemDep
from app.api.documents import require_own
from app.errors import NothingAsked
from app.wire.documents import TaggedOut
from app.wire.requests import TagsRequest

router = APIRouter(prefix="/v1", tags=["documents"])


@router.post(
    "/tags",
    responses=openapi.problems(403, 404, 409, 415, 422, 503),
    summary="Tag several documents",
)
def tag_documents(
    request: TagsRequest,
    system: SystemDep,
    scope: ScopeDep,
    own: OwnScopeDep,
    noted: NotedDep,
) -> TaggedOut:
    """Put tags on documents and take others off, on all of them or none.

    Case and diacritics do not tell tags apart. Taking off what `changed` names, or putting it on
    again, is the way back.
    """
    if not (request.add or request.remove):
        raise NothingAsked("Chưa nêu nhãn nào.")
    for document_id in request.document_ids:
        system.catalogue.record(document_id, scope)
        require_own(document_id, scope, own)
    changed = system.tags.tag(request.document_ids, request.add, request.remove)
    noted.about(*changed)
    noted.detail = ", ".join(
        [*(f"+{tag}" for tag in request.add), *(f"-{tag}" for tag in request.remove)]
    )
    return TaggedOut(changed=changed)
