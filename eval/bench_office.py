"""``make bench-office``: an office of many callers at once, with uploads going on and without.

Rounds without uploads and rounds with them take turns, so that whatever else the machine does
falls on both. The service is the one that people run, in a process of its own, with callers told
apart by a proxy's headers and without limits of rate.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Annotated

import httpx
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from app import bootstrap, settings
from app.access.rights import EVERYONE
from app.ingestion.files import SourceFile, file_at
from app.settings import PREFIX, Settings
from eval import bench, dataset, memory
from eval.office import PATIENCE_SECONDS, Headers, Office, Record, Reply, wordings

GROWN_PLANS = 60
"""Plans the service holds beside the sample."""
SETTLING_SECONDS = 300.0
"""Before the first round: caches fill, threads start."""
LEFT_OUT_SECONDS = 20.0
"""Of each round's beginning: who asked in the round before is still being answered."""
QUIET = 0.4
"""Length of a round without uploads, as a part of one with them."""
MINUTE = 60.0
EDITORS = "bien-tap"
FEW = 20
"""Fewer replies than this say nothing of a 99th percentile."""


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of time, in monotonic seconds."""

    uploads: bool
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Part:
    """What was measured in the rounds of one kind."""

    questions: int
    errors: int
    """Replies that are not 200, or that never came."""
    p50: float
    p95: float
    live_p99: float
    """Of /health/live, in seconds as the others."""
    uploads: int
    upload_errors: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a run showed."""

    reader: bool
    callers: int
    quiet: Part
    busy: Part
    slower: float
    """The questions' p95 during uploads, set against the one without."""
    megabytes: tuple[float, ...]
    """The median of each minute."""
    spread: float
    """The largest distance of a minute's median from their mean, as a part of it."""
    load: float
    """Of the machine, at the end."""


def judge(rounds: Sequence[Round], record: Record, *, reader: bool, callers: int) -> Found:
    """Return what the record of these rounds shows."""
    quiet, busy = (
        _part([each for each in rounds if each.uploads is uploads], record)
        for uploads in (False, True)
    )
    megabytes = minutes(record.memory, rounds[0].start)
    return Found(
        reader=reader,
        callers=callers,
        quiet=quiet,
        busy=busy,
        slower=busy.p95 / quiet.p95,
        megabytes=tuple(megabytes),
        spread=spread(megabytes),
        load=os.getloadavg()[0],
    )


def _part(rounds: Sequence[Round], record: Record) -> Part:
    def within(replies: Sequence[Reply], left_out: float = LEFT_OUT_SECONDS) -> list[Reply]:
        return [
            reply
            for reply in replies
            if any(each.start + left_out <= reply.at < each.end for each in rounds)
        ]

    asked, live = within(record.asked), within(record.live)
    uploads = within(record.uploads, 0.0)
    if min(len(asked), len(live)) < FEW:
        raise typer.BadParameter("too short to say anything; raise --seconds")
    p50, p95 = np.percentile([reply.seconds for reply in asked], [50, 95])
    return Part(
        questions=len(asked),
        errors=sum(reply.status != 200 for reply in [*asked, *live]),
        p50=float(p50),
        p95=float(p95),
        live_p99=float(np.percentile([reply.seconds for reply in live], 99)),
        uploads=len(uploads),
        upload_errors=sum(reply.status != 200 for reply in uploads),
    )


def minutes(weighed: Sequence[tuple[float, float]], start: float) -> list[float]:
    """Return the median of each whole minute from the start on."""
    by_minute: dict[int, list[float]] = {}
    for at, megabytes in weighed:
        if at >= start:
            by_minute.setdefault(int((at - start) // MINUTE), []).append(megabytes)
    whole = sorted(by_minute)[: max(1, len(by_minute) - 1)]
    return [statistics.median(by_minute[minute]) for minute in whole]


def spread(values: Sequence[float]) -> float:
    """Return the largest distance from the mean, as a part of it."""
    mean = statistics.mean(values)
    return max(abs(value - mean) for value in values) / mean


async def measure(
    office: Office,
    uploader: Callable[[float], "asyncio.Future[None]"],
    rounds: int,
    seconds: float,
    settling: float,
) -> list[Round]:
    """Let the office work: ``rounds`` times without uploads, then with them for so long."""
    done: list[Round] = []
    async with office.at_work():
        await asyncio.sleep(settling)
        for _ in range(rounds):
            start = monotonic()
            await asyncio.sleep(seconds * QUIET)
            done.append(Round(False, start, monotonic()))
            start = monotonic()
            await uploader(seconds)
            done.append(Round(True, start, monotonic()))
    return done


@contextmanager
def serving(chosen: Settings, values: Mapping[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Run the service over a data folder; yield its address and its process.

    ``values`` are settings by name; there are no limits of rate.
    """
    values = {"RATE_QUESTIONS": "off", "RATE_UPLOADS": "off", "RATE_REQUESTS": "off", **values}
    environment = {**os.environ, **{PREFIX + name: value for name, value in values.items()}}
    command = [sys.executable, "-m", "app.cli.command", "serve", "--port", "0"]
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, and what we say
            [*command, "--data-dir", str(chosen.data_dir)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout is not None  # noqa: S101 - narrows what PIPE promises
            address = next(word for word in process.stdout.readline().split() if "http:" in word)
            _await_ready(address)
            yield address, process.pid
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_ready(address: str) -> None:
    until = monotonic() + PATIENCE_SECONDS
    with httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as client:
        while client.get("/health/ready").status_code != 200:
            if monotonic() > until:
                raise TimeoutError("the service does not become ready")
            sleep(0.5)


@contextmanager
def filled(configured: Settings) -> Iterator[Settings]:
    """Yield settings of a folder that holds the sample and grown plans, shown to everyone."""
    with TemporaryDirectory(prefix="hoidap-office-") as folder:
        chosen = configured.model_copy(update={"data_dir": Path(folder)})
        embedder = bootstrap.open_embedder(configured)
        lend_models(configured, Path(folder))
        with closing(bootstrap.build(chosen, embedder=embedder)) as system:
            sample = (file_at(path, [EVERYONE]) for path in bench.sample_plans())
            list(system.ingestion.run(sample))
            list(system.ingestion.run(islice(_shown(bench.grown_plans()), GROWN_PLANS)))
        yield chosen


def lend_models(configured: Settings, folder: Path) -> None:
    """Let another data folder use the models of the configured one."""
    models = configured.data_dir / "models"
    if models.is_dir():
        (folder / "models").symlink_to(models.resolve())


def _shown(plans: Iterator[SourceFile]) -> Iterator[SourceFile]:
    return (replace(plan, access=frozenset({EVERYONE})) for plan in plans)


def callers(count: int) -> list[Headers]:
    """Return the headers that so many callers are known by."""
    return [_caller(f"can-bo-{number:03}", "van-phong") for number in range(count)]


def _caller(name: str, group: str) -> Headers:
    page = {"Sec-Fetch-Site": "same-origin"}
    return {"X-Remote-User": name, "X-Remote-Groups": group, **page}


async def run(
    chosen: Settings,
    log: Path,
    *,
    reader: bool,
    count: int,
    pause: float,
    rounds: int,
    seconds: float,
) -> Found:
    """Run the service and the office, and return what was found."""
    data = bench.sample_plans()[0].parents[1]
    gold = dataset.load_gold(data / "gold.jsonl")
    limits = httpx.Limits(max_connections=2 * count + 8, keepalive_expiry=2.0)
    values = {
        "ACCESS": "true",
        "PROXY_ADDRESSES": "127.0.0.1",
        "PROXY_EDITOR_GROUP": EDITORS,
        "READER": str(reader).lower(),
    }
    with serving(chosen, values, log) as (address, pid):
        async with httpx.AsyncClient(
            base_url=address, limits=limits, timeout=PATIENCE_SECONDS
        ) as client:
            asked = wordings([question.question for question in gold])
            gauge = lambda: memory.megabytes("VmRSS", pid)  # noqa: E731 - a name of its own
            office = Office(client, asked, callers(count), pause, gauge)
            plans = islice(bench.grown_plans(seed=2), GROWN_PLANS, None)
            editor = _caller("van-thu", f"van-phong,{EDITORS}")
            done = await measure(
                office,
                lambda most: asyncio.ensure_future(office.upload(plans, editor, most)),
                rounds,
                seconds,
                SETTLING_SECONDS,
            )
            return judge(done, office.record, reader=reader, callers=count)


def show(found: Found) -> None:
    """Print what was found."""
    table = Table(title=f"{found.callers} người hỏi, bộ đọc {'bật' if found.reader else 'tắt'}")
    table.add_column("")
    table.add_column("không nạp", justify="right")
    table.add_column("đang nạp", justify="right")
    for name, words in {
        "questions": "câu hỏi",
        "errors": "lỗi",
        "p50": "trung vị (s)",
        "p95": "p95 (s)",
        "live_p99": "/health/live p99 (s)",
        "uploads": "lượt tải lên",
        "upload_errors": "lượt tải lên lỗi",
    }.items():
        values = (getattr(part, name) for part in (found.quiet, found.busy))
        table.add_row(words, *(f"{v:.3f}" if isinstance(v, float) else str(v) for v in values))
    Console().print(table)
    kept = ", ".join(f"{megabytes:.0f}" for megabytes in found.megabytes)
    typer.echo(f"p95 khi nạp gấp {found.slower:.2f} lần; bộ nhớ từng phút (MB): {kept}")
    typer.echo(f"bộ nhớ lệch nhiều nhất {found.spread:.1%}; tải của máy {found.load:.1f}")


def main(
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
    count: Annotated[int, typer.Option("--callers", help="Số người hỏi cùng lúc.")] = 128,
    pause: Annotated[float, typer.Option(help="Giây từ câu trả lời đến câu hỏi sau.")] = 5.0,
    rounds: Annotated[int, typer.Option(help="Số lượt: không nạp, rồi nạp.")] = 2,
    seconds: Annotated[float, typer.Option(help="Giây nạp của mỗi lượt.")] = 300.0,
    reader: Annotated[bool, typer.Option(help="Có bộ đọc hay không.")] = True,
    output: Annotated[Path | None, typer.Option("--json", help="Ghi thêm thành tệp JSON.")] = None,
    log: Annotated[Path, typer.Option(help="Nhật ký của dịch vụ.")] = Path(os.devnull),
) -> None:
    """Đo một đơn vị đông người hỏi cùng lúc, có và không có văn bản đang nạp."""
    with filled(settings.load(data_dir=data_dir)) as chosen:
        work = run(
            chosen, log, reader=reader, count=count, pause=pause, rounds=rounds, seconds=seconds
        )
        found = asyncio.run(work)
    show(found)
    if output is not None:
        output.write_text(json.dumps(asdict(found), indent=2), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
