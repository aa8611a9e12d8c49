"""``make bench-scale``: the first questions of a fresh service, set against the same when warm.

Documents are taken in for real. Then services are started, each a process of its own: one before
the vectors of any statement were made, as when questions follow an upload at once, and one after
they were, as the last step of ``hoidap ingest`` does. Each is asked the same questions, and asked
them again.
"""

import json
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from app import bootstrap, settings
from app.answering.answer import Mode
from app.bootstrap import System
from app.ingestion.files import SourceFile, file_at
from app.service import Ask
from app.settings import Settings
from eval import bench, bench_scale, dataset
from eval.bench import Timing
from eval.statistics import percentiles
from index.ports import EVERYTHING
from ingest import pipeline

ASKED = 40
"""The first questions."""
ROUNDS = 3
"""Times they are asked again; of each the quickest counts."""
PLANS = 28
"""Grown plans, where no documents are given."""
AIM = 3.0
"""How many times slower the first questions may be."""
RATIO = "p95 gấp mấy lần"


def compared(system: System, questions: Sequence[str]) -> dict[str, float]:
    """Ask a system that nobody has asked before, and again; return milliseconds and their ratio."""

    def asked(question: str) -> float:
        started = time.perf_counter()
        system.answering.ask(Ask(question, mode=Mode.EXTRACTIVE), EVERYTHING)
        return (time.perf_counter() - started) * 1e3

    first = percentiles([asked(question) for question in questions])
    rounds = [[asked(question) for question in questions] for _ in range(ROUNDS)]
    warm = percentiles([min(times) for times in zip(*rounds, strict=True)])
    return {
        "lần đầu p50": first["p50"],
        "lần đầu p95": first["p95"],
        "lần sau p50": warm["p50"],
        "lần sau p95": warm["p95"],
        RATIO: first["p95"] / warm["p95"],
    }


def started(configured: Settings, grown: Settings, questions: Sequence[str]) -> dict[str, float]:
    """Start over ``grown`` in this process, which is new, and compare; the model is elsewhere."""
    embedder = bootstrap.open_embedder(configured)
    with closing(bootstrap.build(grown, embedder=embedder)) as system:
        system.refresh()
        system.warm_up()
        system.settle()
        return compared(system, questions)


def measured(
    configured: Settings, files: Sequence[SourceFile], questions: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Take the files in; return what questions took before and after they were prepared for.

    And what taking in took without and with that, a document.
    """
    found: dict[str, dict[str, float]] = {}
    with TemporaryDirectory(prefix="hoidap-cold-") as folder:
        grown = configured.model_copy(update={"data_dir": Path(folder)})
        embedder = bootstrap.open_embedder(configured)
        began = time.perf_counter()
        with closing(bootstrap.build(grown, embedder=embedder)) as system:
            for _ in system.ingestion.run(files):
                pass
            taken_in = time.perf_counter() - began
        found["chưa chuẩn bị"] = _asked_elsewhere(configured, grown, questions)
        began = time.perf_counter()
        with closing(bootstrap.build(grown, embedder=embedder)) as system:
            system.prepare()
            prepared = time.perf_counter() - began
        found["sau “hoidap ingest”"] = _asked_elsewhere(configured, grown, questions)
    for each, seconds in zip(found.values(), (taken_in, taken_in + prepared), strict=True):
        each["nạp mỗi văn bản"] = seconds * 1e3 / len(files)
    return found


def _asked_elsewhere(
    configured: Settings, grown: Settings, questions: Sequence[str]
) -> dict[str, float]:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(started, (configured, grown, questions))


def main(
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Thư mục văn bản; bỏ trống: dựng từ bộ mẫu.")
    ] = None,
    questions: Annotated[
        Path | None, typer.Option(help="Tệp JSONL có câu hỏi; bỏ trống: của bộ mẫu.")
    ] = None,
) -> None:
    """Đo những câu hỏi đầu tiên của một dịch vụ vừa chạy."""
    configured = settings.load(data_dir=data_dir)
    if corpus is None:
        files = list(islice(bench_scale.grown_plans(), PLANS))
    else:
        files = [file_at(path) for path in pipeline.files([corpus])]
    if questions is None:
        gold = bench.sample_plans()[0].parents[1] / "gold.jsonl"
        asked = [question.question for question in dataset.load_gold(gold)]
    else:
        asked = [json.loads(line)["question"] for line in questions.read_text("utf-8").splitlines()]
    found = measured(configured, files, asked[:ASKED])
    names = next(iter(found.values()))
    timings = [Timing(name, {when: each[name] for when, each in found.items()}) for name in names]
    next(t for t in timings if t.name == RATIO).values["đích"] = AIM
    bench.show(f"{min(ASKED, len(asked))} câu hỏi đầu tiên, {len(files)} văn bản (ms)", timings)


if __name__ == "__main__":
    typer.run(main)
