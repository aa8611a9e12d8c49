import asyncio
import itertools
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from app import settings
from eval import bench, bench_office, memory, office
from eval.bench_office import Round
from eval.office import Office, Record, Reply, wordings
from tests.apart import apart
from tests.fakes import HashingEmbedder
from tests.ui.service import serving


def test_questions_come_without_end_and_in_other_words_each_time() -> None:
    first = list(itertools.islice(wordings(["Ai ký?", "Ngày nào?"]), 40))
    assert len(set(first)) == 40
    assert sum("Ai ký?" in question for question in first) == 20
    assert list(itertools.islice(wordings(["Ai ký?", "Ngày nào?"]), 40)) == first


@pytest.fixture
def record() -> Record:
    """Two rounds of a hundred seconds: the second is three times as slow, and has an error."""
    asked = [Reply(at, 1.0 + 2.0 * (at >= 100), 200) for at in range(200)]
    asked[150] = Reply(150, 3.0, 503)
    live = [Reply(at / 2, 0.01, 200) for at in range(400)]
    uploads = [Reply(130, 9.0, 200), Reply(160, 9.0, 0)]
    weighed = [(float(at), 1000.0 + at / 10) for at in range(0, 200, 2)]
    return Record(asked, live, uploads, weighed)


def test_rounds_with_uploads_are_set_against_those_without(record: Record) -> None:
    rounds = [Round(False, 0, 100), Round(True, 100, 200)]
    found = bench_office.judge(rounds, record, reader=True, callers=2)
    assert (found.quiet.questions, found.busy.questions) == (80, 80)
    assert (found.quiet.errors, found.busy.errors) == (0, 1)
    assert (found.quiet.uploads, found.busy.uploads, found.busy.upload_errors) == (0, 2, 1)
    assert found.slower == pytest.approx(3.0)
    assert found.quiet.live_p99 == pytest.approx(0.01)
    assert found.megabytes == pytest.approx((1002.9, 1008.9, 1014.9))


def test_the_spread_is_the_farthest_minute_from_the_mean() -> None:
    assert bench_office.spread([100.0, 100.0]) == 0
    assert bench_office.spread([90.0, 100.0, 110.0]) == pytest.approx(0.1)


def test_an_office_asks_and_uploads_and_leaves_nothing_behind(tmp_path: Path) -> None:
    chosen = settings.load(data_dir=tmp_path, refresh_seconds=0.1, parse_processes=1)
    gauge = partial(memory.megabytes, "VmRSS", os.getpid())

    async def work(address: str) -> tuple[Record, int]:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            asked: Iterator[str] = wordings(["Ai ký kế hoạch?"])
            at_work = Office(client, asked, [{}, {}], 0.05, gauge)
            async with at_work.at_work():
                await at_work.upload(bench.grown_plans(seed=3), {}, 0.1)
            left = (await client.get("/v1/documents")).json()["total"]
            return at_work.record, left

    with serving(chosen, HashingEmbedder()) as address:
        record, left = apart(asyncio.run, work(address))
    assert left == 0
    assert {reply.status for reply in [*record.asked, *record.live, *record.uploads]} == {200}
    assert len(record.uploads) == 1
    assert record.asked
    assert record.memory[0][1] > 10
    assert office.FILES > 4
