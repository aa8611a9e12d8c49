"""An answer shown to others than who asked: whole to whoever may see its documents, else not."""

from dataclasses import replace

from app.answering.claims import Reason
from app.conversing import stored, withholding
from app.conversing.conversations import Conversations, Turn
from app.conversing.reply import Reply
from app.errors import AnswerNotFound
from index.ports import EVERYTHING, Scope


def shown(
    conversations: Conversations, answer_id: str, owner: str, scope: Scope
) -> tuple[Turn, Reply]:
    """Return an answer: withheld from its owner, hidden from others, where they may not see it all.

    Raises AnswerNotFound, also where it may not be seen: that it is there is not told.
    """
    try:
        turn = conversations.turn(owner, answer_id)
        return turn, withholding.seen(stored.load(turn.answer), scope)
    except AnswerNotFound:
        turn = conversations.shared(answer_id)
    reply = seen(stored.load(turn.answer), scope)
    if reply is None:
        raise AnswerNotFound("Không có câu trả lời này.")
    return turn, reply


def seen(reply: Reply, scope: Scope) -> Reply | None:
    """Return what of a reply a scope admits, or None where it speaks of other documents too.

    The answer itself is all or nothing; passages beside it are left out one by one. A refusal that
    names documents it could mean holds none of their ids, and so is its owner's alone.
    """
    if scope == EVERYTHING:
        return reply
    if reply.reason is Reason.UNCLEAR or not all(map(scope.admits, _spoken_of(reply))):
        return None
    if withholding.tells_of_others(reply, scope):
        return None
    searched = reply.searched
    return replace(
        reply,
        passages=tuple(p for p in reply.passages if scope.admits(p.document_id)),
        searched=None if searched is None else tuple(filter(scope.admits, searched)),
        understood=replace(reply.understood, suggestions=()),
    )


def _spoken_of(reply: Reply) -> set[str]:
    covered = reply.coverage
    named = {key for name in reply.understood.names for key in name.document_ids}
    claimed = {claim.document_id for claim in reply.claims if claim.document_id}
    cited = {citation.document_id for citation in reply.citations}
    told = {*covered.stated, *covered.silent, *covered.not_found, *reply.understood.documents}
    rivals = {key for conflict in reply.conflicts for key in conflict.document_ids}
    moment = reply.understood.moment
    return named | claimed | cited | told | rivals | set(moment.left_out if moment else ())
