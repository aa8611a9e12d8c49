"""Answers worded by a language model, statement by statement, each proved by its quotes."""

from collections.abc import Generator

from app.answering.answer import Mode
from app.answering.citations import Documents
from app.answering.claims import Body
from app.answering.generative.basis import Basis, Composed
from app.answering.generative.context import Room
from app.answering.generative.continuing import Continuing
from app.answering.generative.entailment import Entailment
from app.answering.generative.measured import Measured
from app.answering.generative.replying import Replying
from app.answering.support import Support
from app.language_models.cancellation import Cancellation
from app.language_models.port import Form, LanguageModel
from index.ports import Embedder


class GenerativeAnswerer:
    """Lets a model answer, in the form that it can follow. Safe to share between threads.

    A model that is spoken to in turns is given passages and room; a base model continues examples
    and chooses among what the extractive answer found.
    """

    def __init__(
        self,
        model: LanguageModel,
        embedder: Embedder,
        measured: Measured,
        room: Room | None = None,
    ) -> None:
        self._model = model
        self._measured = measured
        self._continuing = Continuing(model, Support(embedder))
        self._replying = Replying(model, Entailment(), room or Room())

    def reason_against(self, mode: Mode, basis: Basis) -> str | None:
        """Return why the model is not to word this answer, None where it is."""
        if mode is Mode.EXTRACTIVE:
            return "asked"
        if self._model.form is not Form.CHAT and (reason := self._continuing.reason_against(basis)):
            return reason
        if mode is Mode.AUTO and not self._measured.prefers(self._model.name, basis.query.kind):
            return "measured"
        return None

    def compose(
        self, basis: Basis, documents: Documents, cancellation: Cancellation
    ) -> Generator[Body, None, Composed]:
        """Yield the answer so far each time that more of it is proved; it only ever grows.

        Raises Cancelled. No other failure of the model is raised: what it did not say is said by
        the extractive answer.
        """
        way = self._replying if self._model.form is Form.CHAT else self._continuing
        return (yield from way.compose(basis, documents, cancellation))
