"""One evaluation from files to a run: build or reach the system, fill it, ask, score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from app import bootstrap
from app.answering.answer import Mode
from app.bootstrap import System
from app.settings import Settings
from eval import answers, asking, dataset, retrieval, runs
from eval.asking import InProcess, SystemUnderTest
from eval.dataset import PassageQuestion, PassageSet
from eval.runs import Row, Run
from index.ports import Embedder
from ingest.vietnamese.text import fold

T = TypeVar("T")
Watch = Callable[[Iterable[T], str, int], Iterable[T]]
"""Shows progress over the things (what is done with them, how many they are) and passes them on."""


def unwatched(things: Iterable[T], doing: str, total: int) -> Iterable[T]:  # noqa: ARG001
    """Show nothing."""
    return things


@dataclass(frozen=True, slots=True)
class Options:
    """What a trial is asked to do, apart from where its questions and documents come from."""

    mode: Mode = Mode.AUTO
    folded: bool = False
    """Type every question without diacritics."""
    limit: int | None = None
    """Ask only so many questions, the first ones."""

    def spell(self, question: str) -> str:
        """Return the question as it is typed."""
        return fold(question) if self.folded else question

    def configuration(self, system: SystemUnderTest, **more: object) -> dict[str, Any]:
        """Return what produced a run."""
        own = {"mode": self.mode.value, "folded": self.folded, "limit": self.limit}
        return {**own, **more, "system": system.describe()}


@dataclass(frozen=True, slots=True)
class Trial:
    """How questions are put to a system; the methods say to which, and which questions."""

    settings: Settings
    options: Options = Options()
    watch: Watch[Any] = unwatched
    embedder: Embedder | None = None
    """None: the one of the settings, loaded for the trial."""

    def over_gold(self, gold: Path, corpus: Path | None = None, url: str | None = None) -> Run:
        """Score gold questions over the folder ``corpus``, the service at ``url``, or what is kept.

        Raises EvalError, IndexFailure.
        """
        questions = dataset.load_gold(gold)[: self.options.limit]
        with self._reach(corpus, url) as system:
            answers.require_sources(questions, system.sources())
            asked = answers.ask_all(system, questions, self.options.mode, self.options.spell)
            rows = list(self.watch(asked, "Hỏi", len(questions)))
            configuration = self.options.configuration(system, corpus=corpus and corpus.name)
            return runs.produced("answers", gold, configuration, rows)

    def over_passages(self, passages: PassageSet, *, short_answers: bool = False) -> Run:
        """Score retrieval over a passage set, in a data folder of its own.

        ``short_answers`` also asks each question and scores the short answer. Raises IndexFailure.
        """
        questions = passages.questions[: self.options.limit]
        with temporary(self.settings, self.embedder) as built:
            texts = retrieval.take_in(built, passages.passages)
            documents = dict(self.watch(texts, "Nạp", len(passages.passages)))
            system = InProcess(built)
            ranked = retrieval.rank_all(system, questions, self.options.spell)
            found = list(self.watch(ranked, "Tìm", len(questions)))
            rows = retrieval.judge(found, documents)
            if short_answers:
                rows = list(self._answered(system, rows, questions))
            configuration = self.options.configuration(system)
            return runs.produced("retrieval", passages.path, configuration, rows)

    def _answered(
        self, system: SystemUnderTest, rows: Sequence[Row], questions: Sequence[PassageQuestion]
    ) -> Iterator[Row]:
        pairs = zip(rows, questions, strict=True)
        for row, question in self.watch(pairs, "Hỏi", len(questions)):
            yield retrieval.answered(system, row, question, self.options.mode)

    @contextmanager
    def _reach(self, corpus: Path | None, url: str | None) -> Iterator[SystemUnderTest]:
        if url is not None:
            with asking.connect(url) as service:
                yield service
        elif corpus is not None:
            with temporary(self.settings, self.embedder) as system:
                taken = asking.take_in(system, corpus)
                for _ in self.watch(taken, "Nạp", asking.count(corpus)):
                    pass
                yield InProcess(system)
        else:
            system = bootstrap.build(self.settings, embedder=self.embedder)
            with closing(system):
                yield InProcess(system)


@contextmanager
def temporary(settings: Settings, embedder: Embedder | None = None) -> Iterator[System]:
    """Build a system over an empty folder that is gone afterwards.

    Its models, and what was measured of them, are those of ``settings``, wherever those keep
    them; the embedder only where none is given.
    """
    embedder = embedder or bootstrap.open_embedder(settings)
    with TemporaryDirectory(prefix="hoidap-eval-") as folder:
        elsewhere = settings.model_copy(update={"data_dir": Path(folder)})
        built = bootstrap.build(elsewhere, embedder=embedder, kept=settings.data_dir)
        with closing(built) as system:
            yield system
