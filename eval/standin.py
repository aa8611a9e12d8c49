"""A server that stands in for a strong model: prompts go into a folder, replies beside them.

    python -m eval.standin FOLDER --port 8765

It speaks as OpenAI-compatible servers do. Each prompt that it has no reply to is written to
``KEY.prompt.txt``, and nothing is answered; once a reply lies beside it, as ``KEY.reply.txt``, that
is served. A key is that of the question and the evidence shown, so that a reply stays good while
these do. Anyone, also by hand, can so be the model; see eval/README.md.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any

import typer

_MARK = re.compile(r"@[0-9a-f]{16}")
_MOST_BYTES = 4 * 1024 * 1024
_PIECE = 200
"""Characters sent at a time, as a model would."""

Turns = Sequence[Mapping[str, Any]]


def key(turns: Turns) -> str:
    """Return the key of a request: of what is asked and of the words shown, in their order.

    What the service says around them does not count: the system turn, the lines that its mark
    begins (but for the question), nor how often blanks and lines are broken.
    """
    said = [str(turn.get("content", "")) for turn in turns if turn.get("role") == "user"]
    lines = [line for text in said for line in text.splitlines()]
    kept = [line for line in lines if not _MARK.match(line) or "Câu hỏi:" in line]
    words = " ".join(_MARK.sub("", " ".join(kept)).split())
    return hashlib.sha256(words.encode()).hexdigest()[:20]


class Folder:
    """Prompts and the replies beside them."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path

    def reply(self, turns: Turns) -> str:
        """Return the reply to a request; empty where there is none yet, its prompt then written."""
        name = key(turns)
        written = self._path / f"{name}.reply.txt"
        if written.exists():
            return written.read_text(encoding="utf-8")
        prompt = "\n\n".join(f"===== {t.get('role')} =====\n{t.get('content')}" for t in turns)
        (self._path / f"{name}.prompt.txt").write_text(prompt + "\n", encoding="utf-8")
        return ""


def serve(folder: Folder, port: int = 0) -> ThreadingHTTPServer:
    """Return a server on loopback, not yet running; ``port`` 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = min(int(self.headers.get("content-length", 0)), _MOST_BYTES)
            body = json.loads(self.rfile.read(length))
            reply = folder.reply(body.get("messages", []))
            chunks = [reply[at : at + _PIECE] for at in range(0, len(reply), _PIECE)]
            events = [{"choices": [{"index": 0, "delta": {"content": text}}]} for text in chunks]
            lines = [f"data: {json.dumps(event)}\n\n" for event in events]
            content = "".join([*lines, "data: [DONE]\n\n"]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: prompts hold questions."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def run(
    folder: Annotated[Path, typer.Argument(help="Thư mục chứa lời nhắc và câu trả lời.")],
    port: Annotated[int, typer.Option(help="Cổng trên máy này.")] = 8765,
) -> None:
    """Stand in for a language model at http://127.0.0.1:PORT/v1."""
    with serve(Folder(folder), port) as server:
        typer.echo(f"http://127.0.0.1:{server.server_port}/v1")
        server.serve_forever()


if __name__ == "__main__":
    typer.run(run)
