"""Runs the service until it is told to stop."""

import ctypes
import errno
import gc
import socket
import sys
from contextlib import closing

import typer
import uvicorn

from app.access.control import open_access
from app.api import hosts
from app.api.application import create
from app.api.peers import Peers
from app.errors import CannotServe
from app.settings import Settings
from ingest import refusals

GRACE_SECONDS = 10
"""How long requests in hand may take once the service is told to stop."""
SWITCH_SECONDS = 0.001
"""After which a thread that computes lets another go on. The thread that all requests pass through
waits so long for every question in hand, each time that it needs the interpreter."""
_ARENA_MAX, _HEAPS = -8, 2
"""glibc's number for the option (mallopt(3)), and how many heaps there are to be."""

_OPEN = (
    "Địa chỉ {} mở dịch vụ cho máy khác mà không ai phải đăng nhập: ai kết nối được đều xem, "
    "thêm, xóa được mọi văn bản. Hãy bật phân quyền (HOIDAP_ACCESS=true, rồi “hoidap users add”); "
    "nếu vẫn chủ ý mở cho mọi người, hãy đặt HOIDAP_ALLOW_OPEN=true."
)

_NOBODY = (
    "Chưa có tài khoản nào nên chưa ai vào được; hãy chạy “hoidap users add TÊN --role "
    "administrator” (cùng --data-dir)."
)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises CannotServe where the address is taken or others reach it without having been allowed
    to, and once stopped because the system could not be loaded.
    """
    require_shut(settings, settings.host)
    listening = _listen(settings.host, settings.port)
    reasons: list[str] = []

    def stop(reason: str) -> None:
        reasons.append(reason)
        server.should_exit = True

    config = uvicorn.Config(
        Peers(
            hosts.HostCheck(
                create(settings, on_failure=stop, on_settled=spare_what_stays),
                (*hosts.own_names(settings.host), *settings.hosts()),
            ),
            settings.proxies(),
        ),
        proxy_headers=False,  # Peers does it, and keeps what the connection itself says
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    sys.setswitchinterval(SWITCH_SECONDS)
    share_heaps()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"Hỏi đáp: http://{host}:{listening.getsockname()[1]} (dừng bằng Ctrl-C)")
    if settings.access and nobody_can_enter(settings):
        typer.echo(_NOBODY)
    server.run(sockets=[listening])
    if reasons:
        raise CannotServe(reasons[0])


def share_heaps() -> bool:
    """Let all threads take memory from the same few heaps, where the C library is glibc.

    It gives each thread a heap of its own otherwise, and what one of them gave back no other gets:
    under load the service grew by a third more. Returns whether it was done.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_ARENA_MAX, _HEAPS))


def spare_what_stays() -> None:
    """Leave what is loaded out of every later search for garbage.

    A full one looks at each object that lives and stops all threads meanwhile: .2 s where there are
    ten thousand documents. For a process that loads once: what is cyclic among it is never freed.
    """
    gc.collect(1)
    gc.freeze()


def require_shut(settings: Settings, host: str) -> None:
    """Raise CannotServe where others reach the address, nobody signs in and nobody said so."""
    if not (hosts.is_loopback(host) or settings.access or settings.allow_open):
        raise CannotServe(_OPEN.format(host))


def nobody_can_enter(settings: Settings) -> bool:
    """Return whether there is no account, no token and no proxy to vouch for anybody."""
    if settings.proxies():
        return False
    with closing(open_access(settings)) as access:
        return not (access.accounts.users() or access.tokens.all())


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"Cổng {port} đang được chương trình khác dùng.") from error
        raise CannotServe(
            f"Không mở được địa chỉ {host}:{port} ({refusals.told(error)})."
        ) from error
