"""The service as a process: what it sees of other processes, and how it starts and ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app import server, settings
from app.access.control import open_access
from app.access.rights import Role
from app.errors import CannotServe
from tests.app.cli.test_command import HOIDAP, ROOT, run
from tests.app.conftest import until

PLAN = "KẾ HOẠCH\nTrồng rừng phòng hộ\nI. MỤC TIÊU\n1. Đến năm 2030 trồng 1.250 ha rừng phòng hộ.\n"


@pytest.fixture(scope="module")
def environment(model: Path) -> dict[str, str]:
    return {**os.environ, "HOIDAP_EMBEDDING_MODEL": str(model), "PYTHONPATH": str(ROOT)}


@contextmanager
def service(
    environment: dict[str, str], data_dir: Path
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the service on a free port; yield its address and its process."""
    process = subprocess.Popen(
        [*HOIDAP, "serve", "--port", "0", "--data-dir", str(data_dir)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[2], process
    finally:
        process.kill()
        process.communicate()


def is_ready(address: str) -> bool:
    return httpx.get(f"{address}/health/ready").status_code == 200


def test_a_running_service_sees_what_another_process_ingests(
    environment: dict[str, str], tmp_path: Path
) -> None:
    data, plan = tmp_path / "data", tmp_path / "ke-hoach.txt"
    plan.write_text(PLAN, encoding="utf-8")
    question = {"question": "Đến năm 2030 trồng bao nhiêu ha rừng phòng hộ?"}
    with service(environment, data) as (address, process):
        until(lambda: httpx.get(f"{address}/health/live").status_code == 200, 10)
        until(lambda: is_ready(address), 60)

        def answer() -> str:
            reply = httpx.post(f"{address}/v1/ask", json=question, timeout=60)
            assert reply.status_code == 200
            return str(reply.json()["answer"])

        assert "1.250" not in answer()
        took = run(environment, "ingest", str(plan), "--data-dir", str(data), "--json")
        assert took.returncode == 0, took.stderr
        until(lambda: "1.250" in answer(), 5)

        document_id = json.loads(took.stdout)["document_id"]
        gone = run(environment, "documents", "delete", document_id, "--data-dir", str(data))
        assert gone.returncode == 0
        until(lambda: "1.250" not in answer(), 5)

        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in (0, -signal.SIGTERM)


def test_a_stop_while_loading_is_clean(environment: dict[str, str], tmp_path: Path) -> None:
    with service(environment, tmp_path) as (address, process):
        until(lambda: httpx.get(f"{address}/health/live").status_code == 200, 10)
        assert httpx.get(f"{address}/health/ready").status_code == 503
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        assert process.wait(60) in (0, 130)
        assert time.monotonic() - started < 60
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_taken_port_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run(environment, "serve", "--port", port, "--data-dir", str(tmp_path))
    assert result.returncode == 1
    assert f"Lỗi: Cổng {port} đang được chương trình khác dùng." in result.stderr


def test_a_model_that_cannot_be_loaded_ends_the_service(
    environment: dict[str, str], tmp_path: Path
) -> None:
    wrong = {**environment, "HOIDAP_EMBEDDING_MODEL": str(tmp_path / "khong-co")}
    result = run(wrong, "serve", "--port", "0", "--data-dir", str(tmp_path / "data"))
    assert result.returncode == 1
    assert "Lỗi: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("host", "given", "serves"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("0.0.0.0", {}, False),
        ("0.0.0.0", {"access": True}, True),
        ("0.0.0.0", {"allow_open": True}, True),
        ("0.0.0.0", {"proxy_addresses": "10.0.0.1"}, False),
    ],
)
def test_it_listens_to_others_where_they_sign_in_or_where_it_is_told(
    host: str, given: dict[str, object], serves: bool
) -> None:
    chosen = settings.load(host=host, **given)
    if serves:
        server.require_shut(chosen, host)
        return
    with pytest.raises(CannotServe, match="HOIDAP_ACCESS"):
        server.require_shut(chosen, host)


def test_it_says_where_nobody_can_enter(tmp_path: Path) -> None:
    chosen = settings.load(data_dir=tmp_path / "data", access=True)
    assert server.nobody_can_enter(chosen)
    vouched = chosen.model_copy(update={"proxy_addresses": "10.0.0.1"})
    assert not server.nobody_can_enter(vouched)
    access = open_access(chosen)
    access.accounts.add("an", Role.ADMINISTRATOR, password="")
    access.close()
    assert not server.nobody_can_enter(chosen)


def test_heaps_are_shared_where_the_c_library_can() -> None:
    code = "import platform; from app.server import share_heaps\n"
    code += "assert share_heaps() == (platform.libc_ver()[0] == 'glibc')"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_loaded_is_searched_for_garbage_no_more() -> None:
    code = "import gc; from app.server import spare_what_stays; held = [[] for _ in range(9000)]\n"
    code += "spare_what_stays(); assert gc.get_freeze_count() > 9000\n"
    code += "assert gc.isenabled() and len(gc.get_objects()) < 9000"
    subprocess.run([sys.executable, "-c", code], check=True)
