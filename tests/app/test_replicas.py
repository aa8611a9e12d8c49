"""Several services on one PostgreSQL: what one takes in all see, and none that dies loses any."""

import io
import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app import bootstrap
from app.api.application import create
from app.ingestion.job import Upload
from app.operations import checking
from ingest.vietnamese.words import warm_up
from tests.app.conftest import until
from tests.app.worker_process import replica, work
from tests.fakes import HashingEmbedder

PLAN = """KẾ HOẠCH
Mở lớp học bơi năm {year}

I. Mục tiêu
Mở {count} lớp học bơi cho trẻ em xã Tân Bình Nam trong năm {year}.
II. Nhiệm vụ
Phòng Văn hóa chủ trì mở lớp, báo cáo trước ngày 30/11/{year}.
"""


def plan(number: int) -> bytes:
    return PLAN.format(year=2030 + number, count=10 + number).encode()


@pytest.fixture
def two(postgres_url: str, tmp_path: Path) -> Iterator[list[TestClient]]:
    """Clients of two services on one database, each with a data folder of its own."""
    warm_up()  # two services in one process would load the segmenter at the same time
    build = partial(bootstrap.build, embedder=HashingEmbedder())
    with ExitStack() as opened:
        clients = [
            opened.enter_context(TestClient(create(replica(postgres_url, tmp_path / name), build)))
            for name in "ab"
        ]
        for client in clients:
            until(lambda client=client: client.get("/health/ready").status_code == 200)  # type: ignore[misc]
        yield clients


def found(client: TestClient, query: str) -> set[str]:
    reply = client.post("/v1/search", json={"query": query})
    assert reply.status_code == 200, reply.text
    return {passage["document_id"] for passage in reply.json()["passages"]}


def asked(client: TestClient) -> dict[str, Any]:
    """Return what a service answers, without what differs from one asking to the next."""
    reply = client.post("/v1/ask", json={"question": "Mở bao nhiêu lớp?"}).json()
    return {key: value for key, value in reply.items() if key not in ("id", "timings_ms")}


def test_what_one_service_takes_in_changes_and_drops_the_other_sees(two: list[TestClient]) -> None:
    one, other = two
    sent = one.post("/v1/documents", files=[("files", ("bơi.txt", plan(1), "text/plain"))])
    assert sent.status_code == 202
    job = f"/v1/jobs/{sent.json()['job_id']}"
    until(lambda: other.get(job).json()["state"] == "done")  # whoever of the two took it in
    [file] = one.get(job).json()["files"]
    document_id = file["document_id"]
    for client in two:
        until(lambda client=client: document_id in found(client, "lớp học bơi"))  # type: ignore[misc]
    text = other.get(f"/v1/documents/{document_id}/text").json()["text"]
    assert other.get(f"/v1/documents/{document_id}/original").content == plan(1)
    until(lambda: asked(one) == asked(other))  # words may follow vectors by a moment
    reply = asked(one)
    assert reply["passages"]
    for each in (*reply["citations"], *reply["passages"]):
        assert text[each["start"] : each["end"]] == each.get("quote", each.get("text"))
    assert other.delete(f"/v1/documents/{document_id}").status_code == 204
    until(lambda: not found(one, "lớp học bơi"))
    assert one.get(f"/v1/documents/{document_id}").status_code == 404


def test_files_of_a_killed_worker_are_taken_over_and_none_is_lost(
    postgres_url: str, tmp_path: Path
) -> None:
    chosen = replica(postgres_url, tmp_path / "kept")
    with closing(bootstrap.build(chosen, embedder=HashingEmbedder())) as system:
        sent = [Upload(f"{number}.txt", io.BytesIO(plan(number))) for number in range(5)]
        job_id = system.jobs.submit(sent).id
        process = multiprocessing.get_context("spawn").Process(
            target=work, args=(postgres_url, tmp_path / "killed")
        )
        process.start()
        until(lambda: len(system.catalogue.document_ids()) >= 2, seconds=120)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        left = system.jobs.get(job_id)
        assert (left.state, left.done) == ("running", 1)
        system.jobs.start(system.ingestion)
        until(lambda: system.jobs.get(job_id).finished, seconds=120)
        system.jobs.stop()
        system.refresh()
        job = system.jobs.get(job_id)
        assert [file.state for file in job.files] == ["added"] * 5
        assert max(file.attempts for file in job.files) <= 2
        assert {file.document_id for file in job.files} == set(system.catalogue.document_ids())
        assert system.vectors.generation == system.lexical.generation == 5
        assert len(system.vectors) == len(system.lexical) > 0
    assert checking.check(chosen).findings == []
