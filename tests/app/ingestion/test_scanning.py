"""The scanner against a real socket that speaks INSTREAM as ClamAV's daemon does."""

import socket
import socketserver
import struct
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ingestion.scanning import Infected, ScanFailed, Scanner, open_scanner

SIGNATURE = b"CHU-KY-THU-CUA-HOI-DAP"
"""What this daemon knows as harmful; harmless to every other."""
MOST = 3_000_000


class Daemon(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
            if len(data) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"stream: Hoidap.Test-1 FOUND\0" if SIGNATURE in data else b"stream: OK\0"
        self.wfile.write(found)


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


@pytest.fixture(params=["unix", "tcp"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:  # a socket's path is short
        path = Path(folder) / "clamd.ctl"
        server: socketserver.BaseServer
        if request.param == "unix":
            server = UnixServer(str(path), Daemon)
            where = f"unix:{path}"
        else:
            server = TcpServer(("127.0.0.1", 0), Daemon)
            where = f"tcp:127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield where
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_clean_file_passes(address: str) -> None:
    for data in (b"Ke hoach", b"x" * 1_000_000):
        Scanner(address, 10).scan(data)


@pytest.mark.parametrize("before", [0, 262_130, 2_000_000])
def test_what_the_daemon_finds_is_refused_by_name(address: str, before: int) -> None:
    with pytest.raises(Infected, match=r"Hoidap\.Test-1"):
        Scanner(address, 10).scan(b"x" * before + SIGNATURE + b"y")


def test_what_the_daemon_will_not_read_is_refused(address: str) -> None:
    with pytest.raises(ScanFailed):
        Scanner(address, 10).scan(b"x" * (MOST + 1))


def test_a_daemon_that_is_away_lets_nothing_in(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address in (f"unix:{tmp_path}/khong-co", f"tcp:127.0.0.1:{port}"):
        with pytest.raises(ScanFailed, match="người quản trị"):
            Scanner(address, 1).scan(b"x")


def test_a_daemon_that_never_answers_lets_nothing_in() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ScanFailed):
        Scanner(f"tcp:127.0.0.1:{silent.getsockname()[1]}", 0.2).scan(b"x")


def test_without_an_address_nothing_is_scanned() -> None:
    assert open_scanner(None) is None
