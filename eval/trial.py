"""One evaluation from files to a run: build or reach the system, fill it, ask, score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from app import bootstrap
from app.answer import Mode
from app.bootstrap import System
from app.settings import Settings
from eval import answers, asking, dataset, retrieval, runs
from eval.asking import InProcess, SystemUnderTest
from eval.dataset import PassageSet
from eval.runs import Row, Run
from ingest.vietnamese import fold

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


def over_gold(
    gold: Path,
    settings: Settings,
    corpus: Path | None = None,
    url: str | None = None,
    options: Options = Options(),
    watch: Watch[Any] = unwatched,
) -> Run:
    """Score gold questions over the folder ``corpus``, the service at ``url``, or the data kept.

    Raises EvalError, IndexFailure.
    """
    questions = dataset.load_gold(gold)[: options.limit]
    with _reach(settings, corpus, url, watch) as system:
        answers.require_sources(questions, system.sources())
        asked = answers.ask_all(system, questions, options.mode, options.spell)
        rows = list(watch(asked, "Hỏi", len(questions)))
        configuration = options.configuration(system, corpus=corpus and corpus.name)
        return runs.produced("answers", gold, configuration, rows)


def over_passages(
    passages: PassageSet,
    settings: Settings,
    options: Options = Options(),
    watch: Watch[Any] = unwatched,
    *,
    short_answers: bool = False,
) -> Run:
    """Score retrieval over a passage set, in a data folder of its own.

    ``short_answers`` also asks each question and scores the short answer. Raises IndexFailure.
    """
    questions = passages.questions[: options.limit]
    with temporary(settings) as built:
        texts = watch(retrieval.take_in(built, passages.passages), "Nạp", len(passages.passages))
        documents = dict(texts)
        system = InProcess(built)
        found = list(
            watch(retrieval.rank_all(system, questions, options.spell), "Tìm", len(questions))
        )
        rows: Sequence[Row] = retrieval.judge(found, documents)
        if short_answers:
            pairs = watch(zip(rows, questions, strict=True), "Hỏi", len(questions))
            rows = [
                retrieval.answered(system, row, question, options.mode) for row, question in pairs
            ]
        return runs.produced("retrieval", passages.path, options.configuration(system), rows)


@contextmanager
def temporary(settings: Settings) -> Iterator[System]:
    """Build a system over an empty folder with the usual model; both are gone afterwards."""
    embedder = bootstrap.open_embedder(settings)
    with TemporaryDirectory(prefix="hoidap-eval-") as folder:
        elsewhere = settings.model_copy(update={"data_dir": Path(folder)})
        system = bootstrap.build(elsewhere, embedder=embedder)
        try:
            yield system
        finally:
            system.close()


@contextmanager
def _reach(
    settings: Settings, corpus: Path | None, url: str | None, watch: Watch[Any]
) -> Iterator[SystemUnderTest]:
    if url is not None:
        with asking.connect(url) as service:
            yield service
    elif corpus is not None:
        with temporary(settings) as system:
            files = asking.count(corpus)
            for _ in watch(asking.take_in(system, corpus), "Nạp", files):
                pass
            yield InProcess(system)
    else:
        system = bootstrap.build(settings)
        try:
            yield InProcess(system)
        finally:
            system.close()
