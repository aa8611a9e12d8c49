"""Runs the service until it is told to stop."""

import errno
import socket

import typer
import uvicorn

from app.api.application import create
from app.errors import CannotServe
from app.settings import Settings

GRACE_SECONDS = 10
"""How long requests in hand may take once the service is told to stop."""


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises CannotServe where the address is taken, and once stopped because the system could not
    be loaded.
    """
    listening = _listen(settings.host, settings.port)
    reasons: list[str] = []

    def stop(reason: str) -> None:
        reasons.append(reason)
        server.should_exit = True

    config = uvicorn.Config(
        create(settings, on_failure=stop),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"Hỏi đáp: http://{host}:{listening.getsockname()[1]} (dừng bằng Ctrl-C)")
    server.run(sockets=[listening])
    if reasons:
        raise CannotServe(reasons[0])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"Cổng {port} đang được chương trình khác dùng.") from error
        raise CannotServe(f"Không mở được địa chỉ {host}:{port} ({error.strerror}).") from error
