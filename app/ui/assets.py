"""The page's files as they are sent: scripts and styles without comments, compressed once."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
"""What the files are, whatever the machine's own tables say."""
_PACKED = {".woff2"}
"""What is compressed already."""
_COMMENTS = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/[ \t]*)$", re.DOTALL | re.MULTILINE),
}
"""Comments; in scripts only those that have whole lines to themselves, so that none is code."""
_KEPT_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class _Asset:
    media_type: str
    content: bytes
    packed: bytes | None
    """Compressed, where that is smaller."""


class Assets:
    """Files of a folder, held in memory, under an address that changes with their content."""

    def __init__(self, folder: Path) -> None:
        self._held = {
            path.relative_to(folder).as_posix(): _asset(path)
            for path in folder.rglob("*")
            if path.suffix in _TYPES
        }

    def response(self, path: str, encodings: str) -> Response:
        """Return a file, compressed where the encodings allow. Raises HTTPException (404)."""
        asset = self._held.get(path)
        if asset is None:
            raise HTTPException(404)
        if asset.packed is None:
            return Response(asset.content, 200, _KEPT_FOR_GOOD, asset.media_type)
        headers = _KEPT_FOR_GOOD | {"Vary": "Accept-Encoding"}
        if "gzip" not in encodings:
            return Response(asset.content, 200, headers, asset.media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, 200, headers, asset.media_type)

    def size(self, path: str) -> int:
        """Return the bytes that a browser is sent for a file, headers aside."""
        asset = self._held[path]
        return len(asset.content if asset.packed is None else asset.packed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)


def without_comments(text: str, suffix: str) -> str:
    """Return a script or a style without its comments; every line keeps its number."""
    return _COMMENTS[suffix].sub(lambda found: "\n" * found[0].count("\n"), text)


def _asset(path: Path) -> _Asset:
    content = path.read_bytes()
    if path.suffix in _COMMENTS:
        content = without_comments(content.decode("utf-8"), path.suffix).encode()
    packed = None if path.suffix in _PACKED else gzip.compress(content)
    return _Asset(_TYPES[path.suffix], content, packed)
