"""``make bench``: the price of an answer, of taking files in, and of a search.

An answer is set against embedding its question, taking in against embedding the same passages, a
search against the number of passages.
"""

import itertools
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from app import bootstrap, settings
from app.answering.answer import Mode
from app.ingestion.files import SourceFile
from app.settings import Settings
from eval import asking, dataset
from eval.asking import InProcess
from eval.statistics import percentiles
from eval.trial import temporary
from index.ports import Embedder, Vectors

ROUNDS = 3
"""Times each question is asked; the first answers warm the caches and are not counted."""
GROWN_PLANS = 96
"""Plans of the ingest measurement, grown from the sample: a morning's work of an office."""
SYLLABLES = ("An", "Bình", "Đông", "Giang", "Hòa", "Khê", "Lạc", "Phong", "Sơn", "Tân")
PLACES = ("Hòa Giang", "Sơn Khê", "Tân Bình Nam")
"""Names of the sample that a grown plan replaces by its own."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One thing measured, in milliseconds unless the name says otherwise."""

    name: str
    values: dict[str, float]


class Recorder:
    """An embedder that passes on to another and keeps the passages it was given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.passages: list[str] = []

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Pass on."""
        return self._embedder.embed_queries(queries)

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Pass on, and keep them."""
        self.passages += passages
        return self._embedder.embed_passages(passages)


class Noise:
    """An embedder that takes no time: random unit vectors, so that only the search is measured."""

    name = "noise"

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._random = np.random.default_rng(1)

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one random direction a text."""
        return self.embed_passages(queries)

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one random direction a text."""
        rows = self._random.standard_normal((len(passages), self.dimension), np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def grown_plans(seed: int = 1) -> Iterator[SourceFile]:
    """Yield plans without end: the sample's text plans with other places and figures."""
    chance = random.Random(seed)  # noqa: S311 - test data
    texts = [plan.read_text(encoding="utf-8") for plan in sample_plans() if plan.suffix == ".txt"]
    for number in itertools.count():
        text = texts[number % len(texts)]
        for place in PLACES:
            text = text.replace(place, " ".join(chance.sample(SYLLABLES, 3)))
        text = text.replace("612-KL/TW", f"{chance.randint(1, 999)}-KL/TW")
        data = f"{text}\nLưu: {number}\n".encode()
        yield SourceFile(f"ke_hoach_{number:05}.txt", f"bench:{number}", partial(bytes, data))


def asking_costs(embedder: Embedder, configured: Settings, rounds: int = ROUNDS) -> list[Timing]:
    """Time embedding a question alone and the whole answer to it, turn by turn, over the sample."""
    questions = [q.question for q in dataset.load_gold(_data() / "gold.jsonl")]
    with temporary(configured, embedder) as system:
        list(asking.take_in(system, _data() / "plans"))
        under_test = InProcess(system)
        alone, whole = [], []
        for turn, question in itertools.product(range(rounds), questions):
            started = time.perf_counter()
            embedder.embed_queries([question])
            embedded = time.perf_counter()
            under_test.ask(question, 8, Mode.EXTRACTIVE)
            if turn > 0:
                alone.append((embedded - started) * 1e3)
                whole.append((time.perf_counter() - embedded) * 1e3)
    embed, answer = percentiles(alone), percentiles(whole)
    return [
        Timing("nhúng riêng câu hỏi", embed),
        Timing("cả câu trả lời", answer),
        Timing("gấp bao nhiêu lần", {"p50": answer["p50"] / embed["p50"]}),
    ]


def ingest_costs(embedder: Embedder, configured: Settings, plans: int) -> list[Timing]:
    """Time taking plans in, and embedding the very same passages with nothing else done."""
    recorder = Recorder(embedder)
    with temporary(configured, recorder) as system:
        started = time.perf_counter()
        list(system.ingestion.run(itertools.islice(grown_plans(), plans)))
        whole = time.perf_counter() - started
    started = time.perf_counter()
    embedder.embed_passages(recorder.passages)
    floor = time.perf_counter() - started
    count = len(recorder.passages)
    load = os.getloadavg()[0]
    return [
        Timing("đoạn mỗi giây, cả việc nạp", {"trung bình": count / whole}),
        Timing("đoạn mỗi giây, riêng việc nhúng", {"trung bình": count / floor}),
        Timing("tốc độ nạp so với sàn (1 là bằng)", {"trung bình": floor / whole}),
        Timing("tải của máy trong phút cuối", {"trung bình": load}),
    ]


def search_costs(dimension: int, configured: Settings, sizes: Sequence[int]) -> list[Timing]:
    """Time a search over ever more passages, embedding left out of it."""
    queries = [q.question for q in dataset.load_gold(_data() / "gold.jsonl")]
    found = []
    with temporary(configured, Noise(dimension)) as system:
        plans = grown_plans()
        for size in sorted(sizes):
            while len(system.vectors) < size:
                list(system.ingestion.run(itertools.islice(plans, 20)))
            under_test = InProcess(system)
            under_test.search(queries[0], 10)
            found.append(_searches(under_test, queries, len(system.vectors)))
    return found


def _searches(system: InProcess, queries: Sequence[str], size: int) -> Timing:
    times = []
    for query in queries:
        started = time.perf_counter()
        system.search(query, 10)
        times.append((time.perf_counter() - started) * 1e3)
    return Timing(f"tìm trong {size} đoạn", percentiles(times))


def _data() -> Path:
    return Path(str(files("eval"))) / "data"


def sample_plans() -> list[Path]:
    """Return the files of the sample."""
    return sorted((_data() / "plans").iterdir())


def show(title: str, timings: Sequence[Timing]) -> None:
    """Print timings as a table."""
    table = Table(title=title)
    table.add_column("Việc")
    for heading in dict.fromkeys(key for timing in timings for key in timing.values):
        table.add_column(heading, justify="right")
    for timing in timings:
        table.add_row(timing.name, *(f"{value:.2f}" for value in timing.values.values()))
    Console().print(table)


def main(
    sizes: Annotated[
        list[int] | None, typer.Option("--passages", help="Số đoạn để đo việc tìm; nhiều lần được.")
    ] = None,
    plans: Annotated[int, typer.Option(help="Số văn bản để đo việc nạp.")] = GROWN_PLANS,
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
) -> None:
    """Đo tốc độ trả lời, nạp và tìm."""
    configured = settings.load(data_dir=data_dir)
    embedder = bootstrap.open_embedder(configured)
    show("Trả lời (ms)", asking_costs(embedder, configured))
    show("Nạp văn bản", ingest_costs(embedder, configured, plans))
    grown = search_costs(embedder.dimension, configured, sizes or [1_000, 10_000])
    show("Tìm, không kể việc nhúng (ms)", grown)


if __name__ == "__main__":
    typer.run(main)
