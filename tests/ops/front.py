"""What tests of reverse proxies share: a certificate, a client that knows the name, programs."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import httpx
import pytest

from tests.app.conftest import until

ROOT = Path(__file__).parents[2]
OPS = ROOT / "ops"
NAME = "hoidap.example"
START = 120.0
"""Seconds a program may take to start: the machine may be busy."""


class Named(httpx.HTTPTransport):
    """Reaches ``NAME`` on this machine, whatever the port: over TLS where the address says so."""

    def __init__(self, ports: dict[str, int], certificate: Path) -> None:
        super().__init__(verify=ssl.create_default_context(cafile=str(certificate)))
        self._ports = ports

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the port of its scheme; the name stays in Host and in TLS."""
        if request.url.host != NAME:
            return super().handle_request(request)
        scheme = request.url.scheme
        there = request.url.copy_with(host="127.0.0.1", port=self._ports[scheme])
        extensions = {**request.extensions, "sni_hostname": NAME}
        sent = httpx.Request(
            request.method,
            there,
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return super().handle_request(sent)


def program(name: str) -> str:
    """Return where a program is; skips the test where it is not installed."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed: make system-slow")
    return found


def certify(folder: Path) -> tuple[Path, Path]:
    """Make a key and a certificate of ``NAME`` that vouches for itself."""
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    made = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *names, *files], check=True, capture_output=True)
    return key, certificate


@contextmanager
def open_folder() -> Iterator[Path]:
    """Yield a folder that servers may read whoever they run as, and that is gone afterwards."""
    with TemporaryDirectory(prefix="hoidap-front-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """Run a program in the foreground until the block ends; it listens on the port first."""
    with TemporaryFile() as said:
        values = {**os.environ, **environment}
        process = subprocess.Popen(command, env=values, stdout=said, stderr=subprocess.STDOUT)
        try:
            until(lambda: process.poll() is not None or _listens(port), START)
            said.seek(0)
            assert process.poll() is None, said.read().decode()
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=30)
            process.kill()
            process.wait()


@contextmanager
def service(data_dir: Path, models: Path, **chosen: str) -> Iterator[int]:
    """Run the service as people do, over an empty folder; yield its port once it is ready."""
    data_dir.mkdir()
    (data_dir / "models").symlink_to(models)
    port = free_port()
    values = {f"HOIDAP_{name.upper()}": value for name, value in chosen.items()}
    command = [sys.executable, "-m", "app.cli.command", "serve", "--port", str(port)]
    with running([*command, "--data-dir", str(data_dir)], port, **values):
        address = f"http://127.0.0.1:{port}/health/ready"
        until(lambda: httpx.get(address).status_code == 200, START)
        yield port


def adapted(name: str, changes: dict[str, str]) -> str:
    """Return a file of ``ops`` with each pattern replaced; all of them must be there."""
    text = (OPS / name).read_text(encoding="utf-8")
    for pattern, there in changes.items():
        text, count = re.subn(pattern, there, text)
        assert count, f"{name} has no {pattern}"
    return text


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
