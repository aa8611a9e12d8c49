"""Facts: over all documents and of one, as data and as files."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from app.api import openapi
from app.api.dependencies import ScopeDep, SystemDep, blank_is
from app.api.files import Format, attached
from app.bootstrap import System
from app.errors import NothingAsked
from app.facts.chain import MOST_DEPTH, Direction
from app.rendering import calendar, ledger, sheet
from app.wire import views
from app.wire.facts import MAX_FACTS, FactsFormat, FactsOut, ReferencesOut
from index.facts import FactQuery, FactRecord
from index.ports import Filters, Scope
from ingest.facts.model import FactKind

MOST_EXPORTED = 50_000
"""Facts of one file."""

router = APIRouter(prefix="/v1", tags=["facts"])


DocumentId = Annotated[str, Path(description="The document's id.", max_length=200)]
Kind = Annotated[
    Literal["indicator", "task", "deadline", "reference", "definition"] | None,
    blank_is(None),
    Query(description="The kind of fact."),
]
Body = Annotated[
    str | None,
    Query(
        max_length=300,
        description="A body that the fact names: whole words, without regard to marks or case, "
        "short forms included.",
    ),
]
DueFrom = Annotated[
    date | None,
    blank_is(None),
    Query(description="Earliest day due, inclusive; a period is due on its last day."),
]
DueTo = Annotated[date | None, blank_is(None), Query(description="Latest day due, inclusive.")]
Words = Annotated[
    str | None,
    Query(max_length=300, description="Words of the fact, in any order, marks and case aside."),
]


def _query(
    kind: Kind = None,
    body: Body = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
    q: Words = None,
) -> FactQuery:
    """Return what is asked; blank parameters ask nothing."""
    return FactQuery(
        kind=FactKind(kind) if kind else None,
        body=(body or "").strip() or None,
        words=q,
        due_from=due_from,
        due_to=due_to,
    )


QueryDep = Annotated[FactQuery, Depends(_query)]
Limit = Annotated[
    int | None,
    Query(ge=1, description=f"Most facts to return: 50 by default, {MAX_FACTS} at most in JSON."),
    blank_is(None),
]
Cursor = Annotated[
    str | None,
    Query(max_length=200, description="The previous page's next_cursor."),
]
Form = Annotated[
    FactsFormat,
    Query(alias="format", description="json; or all that match as a file: csv, xlsx or ics."),
    blank_is(FactsFormat.JSON),
]
_FILES: openapi.Responses = {
    200: {
        "description": "A page of facts, or all of them as a file.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("text/csv", sheet.MEDIA_TYPE, "text/calendar")
        },
    }
}


@router.get(
    "/facts",
    response_model=FactsOut,
    responses=openapi.problems(422, 503) | _FILES,
    summary="What documents promise",
)
def list_facts(
    system: SystemDep,
    scope: ScopeDep,
    query: QueryDep,
    document_id: Annotated[
        list[str] | None,
        Query(max_length=1000, description="Only of this document; may be given several times."),
    ] = None,
    place: Annotated[
        str | None, Query(max_length=300, description="Only of documents of this locality.")
    ] = None,
    issuer: Annotated[
        str | None, Query(max_length=300, description="Only of documents of this issuer.")
    ] = None,
    tag: Annotated[
        str | None, Query(max_length=300, description="Only of documents that bear this tag.")
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    form: Form = FactsFormat.JSON,
) -> FactsOut | Response:
    """Return facts: targets, tasks, deadlines, references and definitions, each with its quote.

    Documents that are the same as another, or have a newer version, are left out unless they are
    named.
    """
    named = [each for each in document_id or () if each.strip()]
    filters = Filters(
        document_ids=frozenset(named) if named else None,
        place=(place or "").strip() or None,
        issuer=(issuer or "").strip() or None,
        tag=(tag or "").strip() or None,
    )
    said = (ledger.called(query.kind), query.body, filters.place, filters.issuer, filters.tag)
    name = ", ".join(part for part in (*said, query.words) if part)
    return _reply(system, scope, query, filters, limit, cursor, form, name)


@router.get(
    "/documents/{document_id}/facts",
    response_model=FactsOut,
    responses=openapi.problems(404, 422, 503) | _FILES,
    summary="What one document promises",
)
def list_facts_of_document(
    document_id: DocumentId,
    system: SystemDep,
    scope: ScopeDep,
    query: QueryDep,
    limit: Limit = None,
    cursor: Cursor = None,
    form: Form = FactsFormat.JSON,
) -> FactsOut | Response:
    """Return the facts of a document, in reading order."""
    record = system.catalogue.record(document_id, scope)
    filters = Filters(document_ids=frozenset({document_id}))
    return _reply(system, scope, query, filters, limit, cursor, form, record.title)


@router.get(
    "/references",
    responses=openapi.problems(404, 422, 503),
    summary="What carries out, amends, replaces what",
)
def list_references(
    system: SystemDep,
    scope: ScopeDep,
    document_id: Annotated[
        str | None, Query(max_length=200, description="The document to begin with.")
    ] = None,
    direction: Annotated[
        Direction,
        Query(description="up: what it carries out, amends, replaces; down: what does so with it."),
    ] = Direction.UP,
    number: Annotated[
        str | None,
        Query(
            max_length=100,
            description="Instead of a document: whatever cites this number, loaded or not.",
        ),
    ] = None,
    depth: Annotated[
        int, Query(ge=1, le=MOST_DEPTH, description="Most steps to follow.")
    ] = MOST_DEPTH,
) -> ReferencesOut:
    """Return citations followed from document to document, each with its quote.

    A cited document that is loaded is named by `cited_id` where its number, and its date or
    issuer, agree. What is only cited (dẫn chiếu) is told of the first document alone.
    """
    if document_id:
        return views.references(system.chains.follow(document_id, direction, scope, depth))
    if not (number or "").strip():
        raise NothingAsked("Cần cho biết document_id hoặc number.")
    return views.references(system.chains.citing(number or "", scope))


def _reply(
    system: System,
    scope: Scope,
    query: FactQuery,
    filters: Filters,
    limit: int | None,
    cursor: str | None,
    form: FactsFormat,
    name: str,
) -> FactsOut | Response:
    cursor = cursor or None
    if form is FactsFormat.JSON:
        most = min(limit or 50, MAX_FACTS)
        return views.facts(*system.register.page(query, filters, scope, most, cursor))
    most = min(limit or MOST_EXPORTED, MOST_EXPORTED)
    records = system.register.every(query, filters, scope, most, cursor)
    match form:
        case FactsFormat.CSV:
            rows = map(views.fact, records)
            return attached(ledger.as_csv(rows), name, Format("csv", ledger.CSV_TYPE))
        case FactsFormat.XLSX:
            rows = map(views.fact, records)
            return attached(ledger.as_sheet(rows), name, Format("xlsx", sheet.MEDIA_TYPE))
    dated = (record for record in records if query.kind or _is_duty(record))
    return attached(calendar.write(name, dated), name, Format("ics", calendar.MEDIA_TYPE))


def _is_duty(record: FactRecord) -> bool:
    """Tell what a calendar shows unless a kind is asked for: deadlines, and tasks by their day."""
    return record.fact.kind in {FactKind.DEADLINE, FactKind.TASK}
