"""Parsing in other processes, with parsers that hang, die and break for real."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ingestion.parsing import ParserCrashed, ParserTooLarge, ParserTooSlow, Workers
from ingest import pipeline
from ingest.errors import UnsupportedFormat
from tests.ingest.parsers.pdf_building import page, stream


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(processes=2)
    yield workers
    workers.close()


def text(number: int) -> bytes:
    return f"KẾ HOẠCH\nNâng cấp trạm y tế xã\n\nI. MỤC TIÊU\n1. Có {number} trạm.\n".encode()


def pids(workers: Workers) -> list[int]:
    return [worker.process.pid or 0 for worker in workers._workers]


def test_documents_are_the_same_as_parsed_here(workers: Workers) -> None:
    given = {"number": "12-KH/HU"}
    tickets = [workers.submit("a.txt", text(n), given) for n in range(8)]
    documents = [workers.result(ticket) for ticket in tickets]
    assert documents == [pipeline.parse("a.txt", text(n), given) for n in range(8)]
    assert len(pids(workers)) == 2


def test_no_more_processes_are_started_than_someone_waits_for(workers: Workers) -> None:
    first = workers.submit("a.txt", text(0), None)
    workers.result(first)
    for number in range(1, 4):
        ticket = workers.submit("a.txt", text(number), None)
        time.sleep(0.2)  # what is done with the document before takes longer than parsing
        workers.result(ticket)
    assert len(pids(workers)) == 1


def test_a_file_can_be_taken_back_until_a_process_is_up(workers: Workers) -> None:
    early = workers.submit("a.txt", text(0), None)
    assert workers.withdraw(early)
    assert not workers.withdraw(early)
    late = workers.submit("b.txt", text(1), None)
    assert workers.result(late).source == "b.txt"
    assert not workers.withdraw(workers.submit("c.txt", text(2), None))
    assert early.result is None


def test_processes_do_not_run_the_program_that_starts_them(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from app.ingestion.parsing import Workers\n"
        "print('once')\n"
        "workers = Workers(processes=1)\n"
        "ticket = workers.submit('a.txt', 'I. MỤC TIÊU\\n1. Một.'.encode(), None)\n"
        "print(workers.result(ticket).source)\n"
        "workers.close()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, timeout=120
    )
    assert (done.stdout, done.stderr) == ("once\na.txt\n", "")


def test_processes_end_with_the_program_that_started_them() -> None:
    program = (
        "import os\n"
        "from app.ingestion.parsing import Workers\n"
        "workers = Workers(processes=1)\n"
        "workers.result(workers.submit('a.txt', 'I. MỤC TIÊU'.encode(), None))\n"
        "print(workers._workers[0].process.pid, flush=True)\n"
        "os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120)
    deadline = time.monotonic() + 30
    while _runs(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(done.stdout))


def _runs(pid: int) -> bool:
    """Tell whether there is such a process; one that ended but was not waited for is none."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_refusal_comes_back_as_it_was_raised(workers: Workers) -> None:
    with pytest.raises(UnsupportedFormat, match="xyz"):
        workers.result(workers.submit("a.xyz", b"x", None))


def test_a_process_that_is_killed_costs_its_file(workers: Workers) -> None:
    workers.result(workers.submit("a.txt", text(0), None))
    (first,) = pids(workers)
    os.kill(first, signal.SIGSTOP)  # so that it is in hand when the process dies
    caught = workers.submit("b.txt", text(1), None)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(ParserCrashed, match="đột ngột"):
        workers.result(caught)
    workers.result(workers.submit("c.txt", text(2), None))
    assert first not in pids(workers)


def test_a_process_that_died_idle_costs_nothing(workers: Workers) -> None:
    workers.result(workers.submit("a.txt", text(0), None))
    (worker,) = workers._workers
    worker.process.kill()
    worker.process.wait()
    assert workers.result(workers.submit("b.txt", text(1), None)).source == "b.txt"


def test_a_file_that_hangs_is_given_up_and_the_others_go_on() -> None:
    workers = Workers(processes=2, seconds=1)
    for ticket in [workers.submit("a.txt", text(n), None) for n in range(2)]:
        workers.result(ticket)
    os.kill(pids(workers)[0], signal.SIGSTOP)
    started = time.monotonic()
    hanging, *others = [workers.submit("b.txt", text(n), None) for n in range(4)]
    with pytest.raises(ParserTooSlow, match="1 giây"):
        workers.result(hanging)
    assert [workers.result(ticket).source for ticket in others] == ["b.txt"] * 3
    assert time.monotonic() - started < 10
    workers.close()


def test_what_is_abandoned_is_parsed_no_more(workers: Workers) -> None:
    workers.result(workers.submit("a.txt", text(0), None))
    (first,) = pids(workers)
    os.kill(first, signal.SIGSTOP)
    workers.submit("b.txt", text(1), None)
    workers.abandon()
    assert pids(workers) == []
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_page_of_endless_parts_costs_itself() -> None:
    """Each form is drawn twenty times by the one before: a page of more parts than memory holds."""
    inner = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
    forms = [stream(b"/A Do " * 20, inner % number) for number in range(7, 13)]
    last = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    workers = Workers(processes=1, memory=1024 * 2**20)
    try:
        heavy = workers.submit("a.pdf", page(b"/A Do", *forms, last), None)
        light = workers.submit("b.txt", text(1), None)
        with pytest.raises((ParserTooLarge, ParserCrashed), match="bộ nhớ"):
            workers.result(heavy)
        assert workers.result(light).source == "b.txt"
    finally:
        workers.close()


def test_a_file_that_takes_too_much_memory_costs_itself() -> None:
    workers = Workers(processes=1, memory=768 * 2**20)
    try:
        hungry = workers.submit("to.txt", b"1. Mo lop boi.\n" * 3_000_000, None)
        modest = workers.submit("nho.txt", text(1), None)
        with pytest.raises((ParserTooLarge, ParserCrashed), match="bộ nhớ"):
            workers.result(hungry)
        assert workers.result(modest).source == "nho.txt"
    finally:
        workers.close()
