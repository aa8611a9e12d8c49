"""Runs the service until it is told to stop."""

import errno
import socket

import typer
import uvicorn

from app.api import hosts
from app.api.application import create
from app.errors import CannotServe
from app.settings import Settings

GRACE_SECONDS = 10
"""How long requests in hand may take once the service is told to stop."""

_OPEN = (
    "Địa chỉ {} mở dịch vụ cho máy khác, mà dịch vụ không có đăng nhập: ai kết nối được đều xem, "
    "thêm, xóa được mọi văn bản. Hãy dùng 127.0.0.1 sau một máy chủ trung gian có TLS và đăng "
    "nhập; nếu vẫn chủ ý mở, hãy đặt HOIDAP_ALLOW_OPEN=true."
)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises CannotServe where the address is taken or others reach it without having been allowed
    to, and once stopped because the system could not be loaded.
    """
    if not (hosts.is_loopback(settings.host) or settings.allow_open):
        raise CannotServe(_OPEN.format(settings.host))
    listening = _listen(settings.host, settings.port)
    reasons: list[str] = []

    def stop(reason: str) -> None:
        reasons.append(reason)
        server.should_exit = True

    config = uvicorn.Config(
        hosts.HostCheck(
            create(settings, on_failure=stop), (*hosts.own_names(settings.host), *settings.hosts())
        ),
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
