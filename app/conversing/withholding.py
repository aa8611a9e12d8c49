"""Kept replies as whoever may see fewer documents now may see them."""

from collections.abc import Iterator
from dataclasses import replace

from app.answering.answer import Status
from app.answering.claims import Kind, Reason
from app.answering.coverage import Coverage
from app.conversing.reply import Reply, Understood
from app.rendering.elements import Element, ElementKind, Run
from index.ports import Scope

WITHHELD = "Câu trả lời này dẫn văn bản mà anh/chị hiện không xem được nên không hiển thị lại."


def seen(reply: Reply, scope: Scope) -> Reply:
    """Return the reply, or one without its answer where that tells of documents out of scope.

    What it was searched in is told as far as the scope goes.
    """
    if scope.document_ids is None:
        return reply
    if not all(map(scope.admits, _told(reply))) or tells_of_others(reply, scope):
        return _withheld(reply)
    if not _searched_beyond(reply, scope):
        return reply
    within = None if reply.searched is None else tuple(filter(scope.admits, reply.searched))
    return replace(reply, searched=within, understood=replace(reply.understood, suggestions=()))


def _told(reply: Reply) -> Iterator[str]:
    """Yield every document that the reply names, quotes or counts."""
    yield from (citation.document_id for citation in reply.citations)
    yield from (passage.document_id for passage in reply.passages)
    yield from (claim.document_id for claim in reply.claims if claim.document_id)
    yield from reply.choices
    coverage, understood = reply.coverage, reply.understood
    for ids in (coverage.stated, coverage.silent, coverage.not_found, understood.documents):
        yield from ids
    for conflict in reply.conflicts:
        yield from conflict.document_ids
    yield from understood.moment.left_out if understood.moment else ()
    for name in understood.names:
        yield from name.document_ids


def tells_of_others(reply: Reply, scope: Scope) -> bool:
    """Return whether it counts or hints at documents out of scope without naming them."""
    hints = reply.status is Status.NOT_FOUND and bool(reply.understood.suggestions)
    counts = reply.kind in (Kind.CATALOGUE, Kind.TALK)
    return (hints or counts) and _searched_beyond(reply, scope)


def _searched_beyond(reply: Reply, scope: Scope) -> bool:
    return reply.searched is None or not all(map(scope.admits, reply.searched))


def _withheld(reply: Reply) -> Reply:
    return replace(
        reply,
        status=Status.NOT_FOUND,
        reason=Reason.NOT_FOUND,
        understood=Understood(reply.question, reply.understood.kind, reply.understood.asked),
        coverage=Coverage(),
        claims=(),
        shown=(Element(ElementKind.PARAGRAPH, (Run(WITHHELD),)),),
        confidence=0.0,
        citations=(),
        passages=(),
        choices=(),
        conflicts=(),
        searched=(),
        understood_as=None,
        generation=None,
    )
