"""Asking, within a conversation or by itself: complete the question, answer it, keep the turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.answer import Answer, Mode
from app.answering.generative.basis import Exchange
from app.conversing import followup, reply, stored, withholding
from app.conversing.condensing import Condenser
from app.conversing.conversations import Conversations, Turn, new_turn
from app.conversing.followup import Past
from app.conversing.reply import Passage, Reply
from app.language_models.cancellation import Cancellation
from app.rendering import plain
from app.service import Ask, Found, QuestionAnswering, Said
from index.ports import Catalogue, Filters, Scope

LONGEST = 2000
"""Characters of a question, completed or not."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The best passages, best first."""

    passages: tuple[Passage, ...]


Step = Seen | Said | Reply
"""What an answer comes in: the passages, its text piece by piece, the whole."""


class Conversing:
    """The use case behind HTTP, the command line and all else. Safe to share between threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        answering: QuestionAnswering,
        conversations: Conversations,
        condenser: Condenser | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._answering = answering
        self._conversations = conversations
        self._condenser = condenser

    def ask(
        self, ask: Ask, scope: Scope, owner: str = "", cancellation: Cancellation | None = None
    ) -> Reply:
        """Return the whole answer; raises as ``steps`` does."""
        *_, last = self.steps(ask, scope, owner, cancellation)
        assert isinstance(last, Reply)  # noqa: S101 - narrows what steps() promises
        return last

    def steps(
        self, ask: Ask, scope: Scope, owner: str = "", cancellation: Cancellation | None = None
    ) -> Iterator[Step]:
        """Yield the answer in steps; within the owner's conversation complete and keep the turn.

        Raises ConversationNotFound where the conversation is another owner's, and Cancelled.
        """
        question = ask.question
        past = None
        if ask.conversation_id is not None:
            turns = self._conversations.past(owner, ask.conversation_id)
            turns = [] if ask.alone else turns
            question = self._completed(ask, turns, scope, cancellation)
            past = _last(turns, scope)
        asked = replace(ask, question=question[:LONGEST], past=past)
        for part in self._answering.steps(asked, scope, cancellation):
            match part:
                case Found():
                    yield Seen(reply.passages(part.passages, self._catalogue, scope))
                case Said():
                    yield part
                case Answer():
                    completed = None if question == ask.question else question
                    made = reply.of(ask.question, part, completed, self._catalogue, scope)
                    self._keep(ask, question, made, owner)
                    yield made

    def search(self, query: str, top_k: int, filters: Filters, scope: Scope) -> tuple[Passage, ...]:
        """Return the ``top_k`` best passages, best first."""
        found = self._answering.search(query, top_k, filters, scope)
        return reply.passages(found, self._catalogue, scope)

    def continued(self, said: Sequence[str], scope: Scope) -> str:
        """Return the last of the questions of a chat that is kept elsewhere, completed."""
        library = self._answering.library(scope)
        past: list[Past] = []
        for question in said:
            completed = followup.complete(question[:LONGEST], past[-1:], library, scope)
            past.append(Past(completed[:LONGEST]))
        return past[-1].question

    def _completed(
        self, ask: Ask, turns: Sequence[Turn], scope: Scope, cancellation: Cancellation | None
    ) -> str:
        """Return the question with what it takes from the turns before."""
        library = self._answering.library(scope)
        past = [_past(turn, scope) for turn in turns]
        completed = followup.complete(ask.question, past, library, scope)
        if completed == ask.question and self._condenser and ask.mode is Mode.GENERATIVE:
            return self._condenser.complete(
                ask.question,
                [turn.question for turn in past],
                library,
                scope,
                cancellation or Cancellation(),
            )
        return completed

    def _keep(self, ask: Ask, completed: str, made: Reply, owner: str) -> None:
        if ask.conversation_id is None:
            return
        turn = new_turn(made.id, ask.question, completed, stored.dump(made))
        self._conversations.record(owner, ask.conversation_id, turn)


def _past(turn: Turn, scope: Scope) -> Past:
    """Return an earlier question, as it was understood where its documents are still seen."""
    reply = stored.load(turn.answer)
    seen = withholding.seen(reply, scope)
    if reply.citations and not seen.citations:
        return Past(turn.question)
    return Past(turn.completed, _cited_alone(seen))


def _last(turns: Sequence[Turn], scope: Scope) -> Exchange | None:
    """Return the turn before as a language model is shown it: what its asker still sees."""
    if not turns:
        return None
    seen = withholding.seen(stored.load(turns[-1].answer), scope)
    return Exchange(turns[-1].completed, plain.write(seen.shown, markers=False))


def _cited_alone(reply: Reply) -> str:
    """Return how to name the one document a past answer cites; empty for several or none."""
    citations = reply.citations
    if len({citation.document_id for citation in citations}) != 1:
        return ""
    cited = citations[0]
    return f"văn bản số {cited.number}" if cited.number else (cited.issuer or "")
