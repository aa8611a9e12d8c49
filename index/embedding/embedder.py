"""The embedder: sentence-transformers on the CPU."""

import hashlib
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding import tuned, weights
from index.errors import ModelUnavailable
from index.ports import Embedder, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("passage", "document", "corpus")
_ADVICE = (
    "Hãy kiểm tra HOIDAP_EMBEDDING_MODEL (tên mô hình hoặc thư mục sentence-transformers); "
    "để trống biến này thì dùng mô hình mặc định đi kèm."
)
_SIMILAR = 0.85
"""Least length of a text in a batch, by its longest: the shorter ones are filled up to that."""
_WEIGHT_FILES = ("*.safetensors", "pytorch_model*.bin")


def open_embedder(
    model: str | None, data_dir: Path, *, threads: int | None = None, changes: Path | None = None
) -> Embedder:
    """Return the embedder for a model's name or folder; None is the default model.

    The default model is built under ``data_dir/models`` on first use; ``changes``, a file of
    learned changes, is for it alone, wherever its folder lies. Raises ModelUnavailable,
    WeightsDamaged, StorageFailure.
    """
    if model and not weights.is_whole(Path(model)):
        return SentenceTransformerEmbedder(model, threads=threads)
    folder = Path(model) if model else weights.build(data_dir / "models")
    return SentenceTransformerEmbedder(folder, threads=threads, changes=changes)


class SentenceTransformerEmbedder:
    """Implements ``Embedder`` by a sentence-transformers model: a folder, or a name to fetch.

    Text longer than the model's window is cut. Computes in bfloat16 where the CPU has
    instructions for it, else in float32 (``bfloat16`` overrides); the vectors of both agree
    closely enough to share an index, so the number format is no part of ``name``. Safe to share
    between threads: queries and passages in batches, one on each core; neither waits for the
    other.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        threads: int | None = None,
        batch_size: int = 16,
        bfloat16: bool | None = None,
        changes: Path | None = None,
    ) -> None:
        """Load the model; ``changes`` (see ``tuned``) are added to the default one's weights."""
        self._batch_size = batch_size
        self._model = _load(model, has_bfloat16() if bfloat16 is None else bfloat16)
        if changes is not None:
            tuned.apply(self._model[0].auto_model, tuned.read(changes, weights.SHA256))
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        self._query_prompt = _prompt(self._model.prompts, _QUERY_PROMPTS)
        self._passage_prompt = _prompt(self._model.prompts, _PASSAGE_PROMPTS)
        self._passage_lock = threading.Lock()
        self._cores: ThreadPoolExecutor | None = None
        # The tokenizer is set up by its first call, which two threads must not make at once.
        self._dimension = len(self._encode(["a"], self._query_prompt)[0])
        # A question is short: on all cores it would wait, after every operation, for whichever of
        # them is busy with documents, a hundred times longer than the operation takes.
        self._asking = _single_cores()
        self._name = _identity(model, self._model)
        if changes is not None:
            self._name += f"+{tuned.digest(changes)}"

    @property
    def name(self) -> str:
        """The model's name and, after "@", what tells its weights."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one unit vector a query, in order."""
        return self._embed(queries, self._query_prompt, self._asking)

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one unit vector a passage, in order."""
        return self._embed(passages, self._passage_prompt, self._each_on_a_core())

    def _embed(self, texts: Sequence[str], prompt: str, cores: ThreadPoolExecutor) -> Vectors:
        vectors = np.empty((len(texts), self._dimension), np.float32)
        batches = _batches([len(text) for text in texts], self._batch_size)
        encoded = cores.map(
            lambda rows: self._encode([texts[row] for row in rows], prompt), batches
        )
        for rows, found in zip(batches, encoded, strict=True):
            vectors[rows] = found
        return vectors

    def _each_on_a_core(self) -> ThreadPoolExecutor:
        """Return the threads that take a batch each, computed on one core.

        On all cores one batch would take hardly half as long, and dozens of times longer where
        others want the cores too: these wait for each other after every operation.
        """
        with self._passage_lock:
            if self._cores is None:
                self._cores = _single_cores()
            return self._cores

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        encoded = self._model.encode(
            texts, prompt=prompt, batch_size=len(texts), show_progress_bar=False
        )
        # Again in float32: a vector of bfloat16 is of unit length only to three digits.
        vectors = np.asarray(encoded, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, 1e-12).astype(np.float32)
        return unit


def _batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Return the positions in batches of similar length, the longest first."""
    batches: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at], reverse=True):
        last = batches[-1] if batches else []
        if last and len(last) < most and lengths[at] >= _SIMILAR * lengths[last[0]]:
            last.append(at)
        else:
            batches.append([at])
    return batches


def _single_cores() -> ThreadPoolExecutor:
    """Start as many threads as PyTorch uses; what each of them computes stays on one core."""
    import torch

    count = torch.get_num_threads()
    started = threading.Barrier(count + 1)

    def start() -> None:
        torch.set_num_threads(1)
        torch.get_num_threads()  # else the first operation takes over what was set last anywhere
        started.wait()

    pool = ThreadPoolExecutor(count, "embed", start)
    for _ in range(count):
        pool.submit(int)
    started.wait()
    torch.set_num_threads(count)  # for threads to come: the last call anywhere counts for them
    return pool


def has_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Return whether the CPU multiplies bfloat16 by itself; elsewhere it is slower than float32."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), "").split()
    return not {"avx512_bf16", "amx_bf16"}.isdisjoint(flags)


def _load(model: str | Path, bfloat16: bool) -> "SentenceTransformer":
    local = Path(model).is_dir()
    if not local and (isinstance(model, Path) or model.startswith(("/", "."))):
        raise ModelUnavailable(f"Không có thư mục mô hình nhúng “{model}”. {_ADVICE}")
    if local:
        # Read when the libraries are first imported; a folder needs nothing from elsewhere.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    dtype = torch.bfloat16 if bfloat16 else torch.float32
    try:
        with _quiet():
            loaded = SentenceTransformer(
                str(model),
                device="cpu",
                local_files_only=local,
                model_kwargs={"dtype": dtype},  # read as such: half the memory of casting later
            )
        return loaded.to(dtype).eval()
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise ModelUnavailable(
            f"Không nạp được mô hình nhúng “{model}”: {_first_line(error)}. {_ADVICE}"
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' loading bars and notices off the terminal."""
    from huggingface_hub.utils.tqdm import disable_progress_bars
    from transformers.utils import logging as transformers_logging

    disable_progress_bars()
    transformers_logging.disable_progress_bar()
    loggers = [logging.getLogger(name) for name in ("sentence_transformers", "transformers")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _prompt(prompts: Mapping[str, str | None], names: Sequence[str]) -> str:
    return next((prompt for name in names if (prompt := prompts.get(name))), "")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")


def _identity(model: str | Path, loaded: "SentenceTransformer") -> str:
    """Return a name that is equal for equal weights wherever their folder lies."""
    folder = Path(model)
    if not folder.is_dir():
        config: Any = loaded.config
        revision = getattr(config, "_commit_hash", None) or "?"
        return f"{model}@{revision[:12]}"
    marker = weights.read_marker(folder)
    if marker and weights.is_whole(folder):
        return f"{marker['name']}@{marker['sha256'][:12]}"
    digest = hashlib.sha256()
    files = sorted({path for pattern in _WEIGHT_FILES for path in folder.rglob(pattern)})
    for path in files:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"
