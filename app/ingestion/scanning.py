"""Files shown to a virus scanner before they are taken in: ClamAV's daemon, over its socket."""

import re
import socket
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from ingest.errors import IngestError

_CHUNK = 256 * 1024
_MOST_REPLY = 4096


class Infected(IngestError):
    """The scanner found something; the message names it."""

    code = "infected"


class ScanFailed(IngestError):
    """The scanner could not be asked, or could not say: the file is not taken in."""

    code = "scan_failed"


@dataclass(frozen=True, slots=True)
class Scanner:
    """Asks a daemon at an address: ``unix:/path`` or ``tcp:host:port``."""

    address: str
    seconds: float = 120.0
    """Longest wait for each answer of the socket."""

    def scan(self, data: bytes) -> None:
        """Return where the bytes are clean; raises Infected, ScanFailed."""
        try:
            reply = self._ask(data)
        except (OSError, ValueError) as error:
            raise ScanFailed(
                "Không quét được vi-rút nên không nạp tệp; hãy báo người quản trị kiểm tra dịch vụ "
                "quét."
            ) from error
        if reply.endswith(" FOUND"):
            name = reply.removeprefix("stream: ").removesuffix(" FOUND")
            raise Infected(f"Tệp có mã độc ({_printable(name)}) nên không được nạp.")
        if reply != "stream: OK":
            raise ScanFailed(f"Chương trình quét vi-rút không kết luận được ({_printable(reply)}).")

    def _ask(self, data: bytes) -> str:
        """Send the bytes by INSTREAM and return the answer. Raises OSError, ValueError."""
        with closing(self._connect()) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            reply = b""
            while not reply.endswith(b"\0") and len(reply) < _MOST_REPLY:
                received = connection.recv(_MOST_REPLY)
                if not received:
                    break
                reply += received
        return reply.rstrip(b"\0\n").decode("utf-8", "replace")

    def _connect(self) -> socket.socket:
        kind, _, place = self.address.partition(":")
        if kind == "unix":
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.seconds)
            try:
                connection.connect(place)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = place.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)


def open_scanner(address: str | None) -> Callable[[bytes], None] | None:
    """Return what scans files; None without an address."""
    return None if not address else Scanner(address).scan


def _printable(text: str) -> str:
    return re.sub(r"[^\w .:/-]", "?", text)[:100]
