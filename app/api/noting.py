"""What questions and searches tell the audit trail."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import Depends

from app.api.dependencies import LifetimeDep, NotedDep
from app.api.gate import Noted
from app.wire.answers import AnswerOut, Event, PassagesOut


class Noting:
    """Notes the documents that are shown and, where that is kept, what was asked."""

    def __init__(self, noted: Noted, *, keeps_questions: bool) -> None:
        self._noted = noted
        self._keeps_questions = keeps_questions

    def asked(self, question: str) -> None:
        """Note the question, where questions are kept."""
        if self._keeps_questions:
            self._noted.detail = question

    def events(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield the events of an answer, noting what they show."""
        for event in events:
            if isinstance(event, PassagesOut):
                self.passages(event)
            if isinstance(event, AnswerOut):
                self._noted.about(*(citation.document_id for citation in event.citations))
            yield event

    def passages(self, found: PassagesOut) -> PassagesOut:
        """Note the documents of the passages and return these."""
        self._noted.about(*(passage.document_id for passage in found.passages))
        return found


async def _noting(noted: NotedDep, lifetime: LifetimeDep) -> Noting:
    access = lifetime.access
    return Noting(noted, keeps_questions=access is not None and access.keeps_questions)


NotingDep = Annotated[Noting, Depends(_noting)]
