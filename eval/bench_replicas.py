"""Questions answered a second by one service and by two, on one PostgreSQL.

The services are those that people run, each a process of its own with its own data folder, asked
over HTTP by equally many callers who ask again at once. Services and callers share this machine:
more services than it has cores bring nothing.
"""

import itertools
import os
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import httpx
import typer

from app import bootstrap, settings
from app.settings import Settings
from eval import bench, bench_scale, dataset
from eval.bench import Timing
from eval.bench_office import lend_models, serving
from eval.office import PATIENCE_SECONDS
from eval.statistics import percentiles

SETTLING_SECONDS = 10.0
"""Asked before it counts: caches fill."""


@dataclass(frozen=True, slots=True)
class Load:
    """How hard the services are asked, and for how long."""

    callers: int
    seconds: float
    settling: float = SETTLING_SECONDS


def asked(addresses: Sequence[str], questions: Sequence[str], load: Load) -> dict[str, float]:
    """Ask the services side by side; return questions a second, milliseconds and failures."""
    times: list[float] = []
    failed: list[int] = []
    start = time.monotonic() + load.settling
    end = start + load.seconds

    def call(caller: int) -> None:
        address = addresses[caller % len(addresses)]
        offset = caller * len(questions) // load.callers
        own = itertools.cycle([*questions[offset:], *questions[:offset]])
        with httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as client:
            while (begun := time.monotonic()) < end:
                body = {"question": next(own), "mode": "extractive"}
                reply = client.post("/v1/ask", json=body)
                if start <= time.monotonic() < end:
                    times.append((time.monotonic() - begun) * 1e3)
                    failed.append(int(reply.status_code != 200))

    callers = [threading.Thread(target=call, args=(number,)) for number in range(load.callers)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    spread = percentiles(times, (50, 95))
    return {"câu mỗi giây": len(times) / load.seconds, "lỗi": sum(failed), **spread}


def measured(
    configured: Settings, url: str, documents: int, replicas: Sequence[int], load: Load
) -> dict[int, dict[str, float]]:
    """Fill the database with grown plans and return what so many services give each time."""
    data = bench.sample_plans()[0].parents[1]
    questions = [question.question for question in dataset.load_gold(data / "gold.jsonl")]
    found: dict[int, dict[str, float]] = {}
    with TemporaryDirectory(prefix="hoidap-replicas-") as place:
        folders = [Path(place) / str(number) for number in range(max(replicas))]
        for folder in folders:
            folder.mkdir()
            lend_models(configured, folder)
        first = settings.load(data_dir=folders[0], database_url=url)
        embedder = bootstrap.open_embedder(configured)
        with closing(bootstrap.build(first, embedder=embedder)) as system:
            bench_scale.grow(system, bench_scale.grown_plans(), documents)
        for count in replicas:
            with ExitStack() as opened:
                addresses = [
                    opened.enter_context(_serving(configured, folder, url))[0]
                    for folder in folders[:count]
                ]
                found[count] = asked(addresses, questions, load)
    return found


def _serving(
    configured: Settings, folder: Path, url: str
) -> AbstractContextManager[tuple[str, int]]:
    chosen = configured.model_copy(update={"data_dir": folder})
    return serving(chosen, {"DATABASE_URL": url}, Path(os.devnull))


def main(
    database: Annotated[str, typer.Option(help="PostgreSQL; văn bản được nạp thêm vào đó.")],
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
    documents: Annotated[int, typer.Option(help="Số văn bản.")] = 100,
    callers: Annotated[int, typer.Option(help="Số người hỏi cùng lúc.")] = 8,
    seconds: Annotated[float, typer.Option(help="Số giây đo mỗi lượt.")] = 30.0,
) -> None:
    """Đo số câu trả lời mỗi giây của một và hai dịch vụ trên một PostgreSQL."""
    configured = settings.load(data_dir=data_dir)
    load = Load(callers, seconds)
    found = measured(configured, database, documents, (1, 2), load)
    timings = [
        Timing(name, {f"{count} dịch vụ": each[name] for count, each in found.items()})
        for name in next(iter(found.values()))
    ]
    bench.show(f"{callers} người hỏi, {documents} văn bản, {os.cpu_count()} lõi (ms)", timings)


if __name__ == "__main__":
    typer.run(main)
