"""``make bench-scale``: what many documents cost, from the sample's plans with other names.

Too many passages to embed here have vectors that are made up: each is a real passage's vector,
turned away from it as far as a real passage's nearest neighbour is, on the average of the sample.
So neighbours lie as near as real ones do, in as many directions. Everything else is the real code.

What a question takes is told without embedding it and without the reader, which cost the same over
any number of documents; what of the processor its thread takes is told with the reader.
"""

import itertools
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer

from app import bootstrap, settings
from app.answering.answer import Mode
from app.bootstrap import System
from app.ingestion.files import SourceFile
from app.service import Ask
from app.settings import Settings
from eval import bench, bench_vectors, memory
from eval.bench import Timing
from eval.statistics import percentiles
from index.ports import EVERYTHING, Embedder, Vectors
from ingest import passages, pipeline

ASKED = 40
"""Questions asked of each kind."""
_ROUNDS = 5
"""Times each is asked alone, before others come and go beside it."""
_MORE = 5
"""Documents added and deleted."""
_NUMBER = re.compile(r"\b\d{1,4}(?=-KH/|/KH-)")
_UNNAMED = (
    "Thời hạn gửi báo cáo kết quả thực hiện là ngày nào?",
    "Tỷ lệ hộ dân dùng nước sạch đến năm 2030 là bao nhiêu?",
    "Kinh phí thực hiện lấy từ nguồn nào?",
    "Cơ quan nào chủ trì theo dõi, đôn đốc việc thực hiện?",
)


class Neighbours:
    """An embedder that takes no time: real vectors, turned as far as real neighbours lie apart."""

    name = "neighbours"

    def __init__(self, real: Vectors) -> None:
        self._real = real
        self.dimension = int(real.shape[1])
        cosines = real @ real.T
        np.fill_diagonal(cosines, -1.0)
        self.nearest = float(cosines.max(axis=1).mean())
        """Mean cosine of a real passage and its nearest neighbour."""

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        return self.embed_passages(queries)

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one unit vector a text, the same for the same text."""
        rows = [self._turned(text) for text in passages]
        return np.array(rows, np.float32).reshape(len(rows), self.dimension)

    def _turned(self, text: str) -> Vectors:
        seed = int.from_bytes(sha256(text.encode()).digest()[:8], "little")
        chance = np.random.default_rng(seed)
        base = self._real[chance.integers(len(self._real))]
        away = chance.standard_normal(self.dimension, np.float32)
        away -= (away @ base) * base
        away /= np.linalg.norm(away)
        turned: Vectors = self.nearest * base + np.sqrt(1 - self.nearest**2) * away
        return turned


def sample_vectors(embedder: Embedder) -> Vectors:
    """Return the real vectors of the sample's passages."""
    folder = bench.sample_plans()
    documents = [pipeline.parse(path.name, path.read_bytes()) for path in folder]
    split = [passage for document in documents for passage in passages.split(document)]
    return embedder.embed_passages([f"{p.context}\n{p.text}" for p in split])


def grown_plans() -> Iterator[SourceFile]:
    """Yield plans without end, each with places and a number of its own."""
    for number, plan in enumerate(bench.grown_plans(), start=1):
        text = _NUMBER.sub(str(number), plan.read().decode())
        yield replace(plan, read=partial(bytes, text.encode()))


AIMS = {
    "nạp, gấp mấy lần mỗi văn bản": 1.3,
    "đến khi sẵn sàng": 5_000,
    "bộ nhớ thường trú, MB": 1_536,
    "bộ nhớ cao nhất, MB": 2_048,
    "hỏi đích danh p50": 80,
    "hỏi đích danh p95": 200,
    "hỏi chung p50": 80,
    "hỏi chung p95": 200,
    "thêm, thấy sau": 2_000,
    "xóa, hết thấy sau": 2_000,
    "câu chậm nhất, lần": 2,
}
"""What 10,000 documents are to cost at most."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """How passages are embedded: with vectors that are made up from real ones, or for real."""

    settings: Settings
    real: Vectors | None

    def open(self) -> Embedder:
        """Return the embedder."""
        made_up = None if self.real is None else Neighbours(self.real)
        return made_up or bootstrap.open_embedder(self.settings)


@dataclass(frozen=True, slots=True)
class Scale:
    """What one size costs; milliseconds, megabytes, and ratios where the name says so."""

    documents: int
    passages: int
    values: dict[str, float]


def grow(
    system: System, plans: Iterator[SourceFile], documents: int, *, statements: bool = True
) -> float:
    """Take plans in until there are so many; return milliseconds a document, 0 where none came.

    Without ``statements`` these get their vectors when a question needs them.
    """
    missing = documents - len(system.catalogue.document_ids())
    started = time.perf_counter()
    for _ in system.ingestion.run(itertools.islice(plans, max(0, missing))):
        pass
    while statements and system.statements.warm(512):
        pass
    return (time.perf_counter() - started) * 1e3 / missing if missing > 0 else 0.0


Bytes = tuple[str, bytes]
"""A file's name and what is in it: what another process can be handed."""


def measure(configured: Settings, embedding: Embedding, more: Sequence[Bytes]) -> Scale:
    """Open a grown data folder in this process, which is new; ask, add and delete."""
    system = bootstrap.build(configured, embedder=embedding.open())
    system.refresh()
    system.warm_up()
    values = {"đến khi sẵn sàng": memory.age(), "đến khi sẵn sàng, CPU": time.process_time() * 1e3}
    from app import server  # after the start, of which the web server is no part

    started = time.perf_counter()
    system.settle()
    server.spare_what_stays()  # as the service does
    values["sau đó, làm nốt"] = (time.perf_counter() - started) * 1e3
    values["bộ nhớ thường trú, MB"] = memory.resident()
    values["bộ nhớ cao nhất, MB"] = memory.megabytes("VmHWM")
    records, _ = system.catalogue.records(EVERYTHING, limit=ASKED)
    named = [
        f"{q[:-1]} của kế hoạch số {r.number} của {r.place}?"
        for q, r in zip(itertools.cycle(_UNNAMED), records, strict=False)
    ]
    for kind, questions in (("hỏi đích danh", named), ("hỏi chung", _UNNAMED * (ASKED // 4))):
        for question in questions if embedding.real is None else ():
            _asked(system, question)  # makes the vectors of the statements it reads
        spent = [_asked(system, question) for question in questions]
        spread = percentiles([each.wall for each in spent])
        values |= {f"{kind} {key}": value for key, value in spread.items()}
        values[f"{kind}, CPU p50"] = statistics.median(each.cpu for each in spent)
    sys.setswitchinterval(server.SWITCH_SECONDS)  # as the service does
    values |= _changes(system, more, named)
    found = Scale(len(system.catalogue.document_ids()), len(system.vectors), values)
    system.close()
    return found


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a question took, in milliseconds."""

    wall: float
    """Beyond embedding and reader."""
    cpu: float
    """Of its thread, all together."""


def _asked(system: System, question: str) -> _Spent:
    before = time.thread_time()
    answer = system.answering.ask(Ask(question, mode=Mode.EXTRACTIVE), EVERYTHING)
    cpu = (time.thread_time() - before) * 1e3
    timings = answer.timings_ms
    return _Spent(timings["total"] - timings["embed"] - answer.read_ms, cpu)


def _changes(system: System, more: Sequence[Bytes], questions: Sequence[str]) -> dict[str, float]:
    """Time adding and deleting until the library shows it, and questions asked meanwhile."""
    # One after the other, as they are asked beside changes: what comes between them costs caches.
    rounds = [[_asked(system, question).wall for question in questions] for _ in range(_ROUNDS)]
    alone = dict(zip(questions, map(statistics.median, zip(*rounds, strict=True)), strict=True))
    slower: list[float] = []
    stop = threading.Event()

    def ask() -> None:
        for question in itertools.cycle(questions):
            if stop.is_set():
                return
            slower.append(_asked(system, question).wall / alone[question])

    asking = threading.Thread(target=ask)
    asking.start()
    added, deleted = [], []
    for name, data in more:
        started = time.perf_counter()
        [outcome] = system.ingestion.run([SourceFile(name, f"scale:{name}", partial(bytes, data))])
        document_id = str(outcome.document_id)
        added.append(_until(system, document_id, True, started))
        started = time.perf_counter()
        system.writer.delete(document_id, EVERYTHING)
        deleted.append(_until(system, document_id, False, started))
    stop.set()
    asking.join()
    return {
        "thêm, thấy sau": max(added),
        "xóa, hết thấy sau": max(deleted),
        "câu hỏi chậm đi, lần": statistics.median(slower),
        "câu chậm nhất, lần": max(slower),
    }


def _until(system: System, document_id: str, known: bool, started: float) -> float:
    """Return the milliseconds from ``started`` until questions know the document, or no longer."""
    while (document_id in system.shelf.library()) != known:
        time.sleep(0.005)
    return (time.perf_counter() - started) * 1e3


def _measure_vectors(real: Vectors, sizes: Sequence[int], database: str | None) -> None:
    nearest = Neighbours(real).nearest
    for count in sizes:
        wanted = bench_vectors.asked(real, nearest, count)
        if database is None:
            found = {"FAISS": bench_vectors.embedded(real, nearest, count, wanted)}
        else:
            found = {"PostgreSQL": bench_vectors.shared(database, real, nearest, count, wanted)}
        for engine, values in found.items():
            timings = [Timing(name, {"đo được": value}) for name, value in values.items()]
            bench.show(f"{count} vectơ, {engine}", timings)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Yield the folder that is kept, or one that is gone afterwards."""
    if kept is not None:
        yield kept
        return
    with TemporaryDirectory(prefix="hoidap-scale-") as folder:
        yield Path(folder)


def _grow_and_measure(embedding: Embedding, folder: Path, sizes: Sequence[int]) -> None:
    grown = embedding.settings.model_copy(update={"data_dir": folder})
    first = 0.0
    for size in sorted(sizes):
        system = bootstrap.build(grown, embedder=embedding.open())
        held = len(system.catalogue.document_ids())
        plans = grown_plans()
        next(itertools.islice(plans, held, held), None)  # those that are there already
        each = grow(system, plans, size, statements=embedding.real is not None)
        system.close()
        first = first or each
        further = itertools.islice(grown_plans(), size, size + _MORE)
        more = [(plan.source, plan.read()) for plan in further]
        with get_context("spawn").Pool(1) as pool:  # what it starts with and what it holds: its own
            found = pool.apply(measure, (grown, embedding, more))
        values = found.values
        if each:
            taking_in = {"nạp một văn bản": each, "nạp, gấp mấy lần mỗi văn bản": each / first}
            values = {**taking_in, **values}
        _show(f"{found.documents} văn bản, {found.passages} đoạn (ms)", values)


def _show(title: str, values: dict[str, float]) -> None:
    aims = {name: {"đích": float(aim)} for name, aim in AIMS.items()}
    timings = [Timing(name, {"đo được": v} | aims.get(name, {})) for name, v in values.items()]
    bench.show(title, timings)


def main(
    documents: Annotated[
        list[int] | None, typer.Option(help="Số văn bản để đo; nhiều lần được.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu, nơi giữ mô hình.")] = None,
    vectors: Annotated[
        list[int] | None,
        typer.Option(help="Chỉ đo tìm theo vectơ với số đoạn này; nhiều lần được."),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(help="PostgreSQL để đo --vectors ở đó; vectơ đang có ở đó bị xóa."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Giữ các văn bản ở thư mục này để lần sau đo tiếp.")
    ] = None,
    embedded: Annotated[
        bool, typer.Option("--embedded", help="Nhúng thật mọi đoạn thay vì dựng vectơ.")
    ] = False,
) -> None:
    """Đo dịch vụ khi có nhiều văn bản."""
    configured = settings.load(data_dir=data_dir)
    real = sample_vectors(bootstrap.open_embedder(configured))
    if vectors:
        _measure_vectors(real, vectors, database)
        return
    embedding = Embedding(configured, None if embedded else real)
    with _folder(folder) as place:
        _grow_and_measure(embedding, place, documents or [100, 1_000])


if __name__ == "__main__":
    typer.run(main)
