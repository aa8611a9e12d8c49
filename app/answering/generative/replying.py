"""Answers in a strong model's own words: given whole passages, held to what it quotes of them."""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from app.answering import claims
from app.answering.answer import Generation, Status
from app.answering.citations import Documents
from app.answering.claims import Body, Reason, Refusal
from app.answering.generative import asking, context, structured
from app.answering.generative.asking import Failed
from app.answering.generative.basis import Basis, Composed
from app.answering.generative.context import Context, Room, Shown
from app.answering.generative.drafting import Checked, Drafting
from app.answering.generative.entailment import Entailment
from app.answering.generative.structured import Verdict, Written
from app.answering.generative.weights import fitted
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import LanguageModel, Meter, Request
from index.question.query import Asked
from ingest import naming

_AGAIN = 0.2
"""Least share of the time that must be left for statements to be sent back."""
_MORE = 4
"""Most sections sent with them."""


class Replying:
    """Asks a model and checks its answer. Safe to share between threads."""

    def __init__(self, model: LanguageModel, entailment: Entailment, room: Room) -> None:
        self._model = model
        self._entailment = entailment
        self._room = room

    def compose(
        self, basis: Basis, documents: Documents, cancellation: Cancellation
    ) -> Generator[Body, None, Composed]:
        """Yield the answer so far each time that more of it is proved; it only ever grows.

        Raises Cancelled. No other failure of the model is raised: the extractive answer stands.
        """
        cited = claims.quotes(basis.draft.body)
        held = context.gather(basis.query, basis.passages, cited, documents, self._room)
        if not held.shown:
            return Composed(None, None, "not_found")
        deadline = time.monotonic() + self._room.seconds
        meter = Meter()
        asked = asking.request(basis.query.text, held, basis.query.kind, basis.past)
        asked = replace(asked, deadline=deadline, meter=meter)
        draft = Drafting(basis.query, held, documents, self._entailment, basis.terms)
        reply, failure = yield from self._first(asked, draft, cancellation)
        written = structured.read(reply)
        if written.verdict in (Verdict.NOT_STATED, Verdict.UNCLEAR) and failure is None:
            return self._abstained(written, basis, held, meter)
        draft.take(written, ended=failure is None)
        left = deadline - time.monotonic()
        if failure is None and draft.failed and left > _AGAIN * self._room.seconds:
            failure = self._send_back(asked, reply, draft, held, documents, cancellation)
        draft.quote()
        generation = self._generation(draft, meter)
        body = draft.body
        if body is None:
            return Composed(None, generation, failure or "unsupported")
        yield body
        return Composed(body, generation, failure, round(draft.confidence, 4))

    def _first(
        self, asked: Request, draft: Drafting, cancellation: Cancellation
    ) -> Generator[Body, None, tuple[str, str | None]]:
        """Yield what stands while the reply comes in; return the reply and what ended it early."""
        reply = ""
        try:
            with closing(_closable(self._model.write(asked, cancellation))) as pieces:
                for piece in pieces:
                    reply += piece
                    if "}" not in piece and "]" not in piece:
                        continue
                    written = structured.read(reply, ended=False)
                    if written.verdict is Verdict.ANSWERED:
                        draft.take(written, ended=False)
                        if (body := draft.released) is not None:
                            yield body
        except Cancelled:
            raise
        except ModelFailure as problem:
            return reply, problem.code
        return reply, None

    def _send_back(
        self,
        asked: Request,
        reply: str,
        draft: Drafting,
        held: Context,
        documents: Documents,
        cancellation: Cancellation,
    ) -> str | None:
        """Let the model put right what failed, once; return why it did not, None where it tried."""
        failed = draft.failed
        more = _sections([checked for _, checked in failed], draft, held, documents)
        told = [
            Failed(n, c.said.text, c.fault, c.strange) for n, c in failed if c.fault is not None
        ]
        request = asking.again(asked, reply, told, more, held)
        request = replace(request, deadline=asked.deadline, meter=asked.meter)
        try:
            second = "".join(self._model.write(request, cancellation))
        except Cancelled:
            raise
        except ModelFailure as problem:
            return problem.code
        for number, said in structured.fixed(second).items():
            if number in dict(failed):
                draft.correct(number, said, more)
        return None

    def _abstained(self, written: Written, basis: Basis, held: Context, meter: Meter) -> Composed:
        """Return that nothing shown states it: "does not state" where what would was shown."""
        generation = replace(self._generation(None, meter), abstained=True)
        draft = basis.draft
        silent = fitted().wording.silent
        if draft.status is Status.NOT_FOUND:  # which may say why: a name that no document holds
            return Composed(draft.body, generation, None, silent, draft.silent)
        if written.verdict is Verdict.UNCLEAR:
            body = Refusal(Reason.UNCLEAR, "ambiguous")
            return Composed(body, generation, None, silent)
        named = basis.query.documents
        if len(named) == 1 and _relevant(named[0], held, basis):
            document = next(d for d in held.documents if d.id == named[0])
            money = basis.query.asked is Asked.MONEY
            wording = "not_stated_money" if money else "not_stated"
            names = (naming.name(document.header),)
            refusal = Refusal(Reason.NOT_STATED, wording, names, named)
            return Composed(refusal, generation, None, silent, named)
        return Composed(Refusal(Reason.NOT_FOUND, "nothing", (), named), generation, None, silent)

    def _generation(self, draft: Drafting | None, meter: Meter) -> Generation:
        checked = draft.checked if draft else []
        read, wrote = self._room.prices
        standing = [each for each in checked if each.claims]
        return Generation(
            model=self._model.name,
            prompt=asking.version(),
            kept=sum(not each.replaced for each in standing),
            replaced=sum(each.replaced for each in standing),
            repaired=sum(each.repaired for each in standing),
            corrected=sum(each.corrected for each in standing),
            cut=len(checked) - len(standing),
            pieces=meter.pieces,
            calls=meter.calls,
            prompt_tokens=meter.prompt_tokens,
            completion_tokens=meter.completion_tokens,
            cost=(read * meter.prompt_tokens + wrote * meter.completion_tokens) / 1e6,
        )


def _relevant(document_id: str, held: Context, basis: Basis) -> bool:
    shown = [each for each in held.shown if each.document_id == document_id]
    texts = [f"{' '.join(each.headings)} {each.text}" for each in shown]
    return max(map(basis.terms.coverage, texts), default=0.0) >= fitted().wording.relevant


def _sections(
    failed: list[Checked], draft: Drafting, held: Context, documents: Documents
) -> list[Shown]:
    """Return the whole sections that statements which fell speak of, where not shown already."""
    found: dict[tuple[str, int, int], Shown] = {}
    for checked in failed:
        for place in draft.sections(checked):
            document = documents.document(place.document_id)
            section = context.show(document, *context.section_around(document, place.start))
            if not any(_holds(shown, section) for shown in held.shown):
                found[(document.id, section.start, section.end)] = section
    return list(found.values())[:_MORE]


def _holds(shown: Shown, section: Shown) -> bool:
    same = shown.document_id == section.document_id
    return same and shown.start <= section.start and section.end <= shown.end


def _closable(pieces: Iterator[str]) -> Generator[str, None, None]:
    yield from pieces
