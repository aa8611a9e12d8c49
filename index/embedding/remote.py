"""An embedder elsewhere, by OpenAI's embeddings: text-embeddings-inference, vLLM, a replica."""

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import numpy as np

from index.embedding.prompts import PASSAGE, QUERY
from index.errors import ModelUnavailable
from index.ports import Vectors

log = logging.getLogger(__name__)

BATCH = 32
"""Texts of one request: what servers take unless told otherwise."""
AT_ONCE = 4
"""Requests under way at the same time."""
TRIES = 4
"""How often a request is made before the server counts as gone."""
_PAUSE_SECONDS = 0.5
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class RemoteEmbedder:
    """Implements ``Embedder`` by a server. Safe to share between threads.

    ``url`` goes up to ``/v1``. Texts are sent behind the prompts of E5 models unless ``prompts`` is
    False. Raises ModelUnavailable where the server cannot be reached or gives no vectors.
    """

    def __init__(
        self,
        url: str,
        model: str | None = None,
        key: str | None = None,
        *,
        prompts: bool = True,
        client: httpx.Client | None = None,
    ) -> None:
        """Ask the server what its model is; ``client`` stands for a connection of one's own."""
        self._url = f"{url.rstrip('/')}/embeddings"
        self._model = model or "default"
        self._prompts = (QUERY, PASSAGE) if prompts else ("", "")
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._client = client or httpx.Client(timeout=httpx.Timeout(60, connect=5))
        self._side_by_side = ThreadPoolExecutor(AT_ONCE, "embed-remote")
        reply = self._ask([f"{self._prompts[0]}a"])
        try:
            self._name = str(reply.get("model") or self._model)
            self._dimension = len(reply["data"][0]["embedding"])
        except (AttributeError, KeyError, IndexError, TypeError) as error:
            raise ModelUnavailable(_unusable("trả lời không đúng dạng")) from error

    @property
    def name(self) -> str:
        """What the server calls its model; a replica tells its weights too."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Return one unit vector a query, in order."""
        return self._embed([f"{self._prompts[0]}{text}" for text in queries])

    def embed_passages(self, passages: Sequence[str]) -> Vectors:
        """Return one unit vector a passage, in order."""
        return self._embed([f"{self._prompts[1]}{text}" for text in passages])

    def close(self) -> None:
        """Release the connections."""
        self._side_by_side.shutdown(cancel_futures=True)
        self._client.close()

    def _embed(self, texts: list[str]) -> Vectors:
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        each = map if len(batches) < 2 else self._side_by_side.map
        parts = list(each(self._vectors, batches))
        return np.concatenate([np.empty((0, self._dimension), np.float32), *parts])

    def _vectors(self, texts: list[str]) -> Vectors:
        reply = self._ask(texts)
        try:
            data = sorted(reply["data"], key=lambda each: each["index"])
            vectors = np.array([each["embedding"] for each in data], np.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise ModelUnavailable(_unusable("trả lời không đúng dạng")) from error
        if vectors.shape != (len(texts), self._dimension) or not np.isfinite(vectors).all():
            raise ModelUnavailable(_unusable("vectơ không đúng số lượng hoặc số chiều"))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
        return unit

    def _ask(self, texts: list[str]) -> dict[str, Any]:
        """Return the reply, tried several times where the server is busy or away for a moment."""
        told = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(_PAUSE_SECONDS * 2**attempt)
            try:
                response = self._client.post(
                    self._url, json={"model": self._model, "input": texts}, headers=self._headers
                )
                if response.status_code not in _BUSY:
                    response.raise_for_status()
                    reply: dict[str, Any] = response.json()
                    return reply
                told = f"HTTP {response.status_code}"
            except httpx.HTTPStatusError as error:
                raise ModelUnavailable(_unusable(f"HTTP {error.response.status_code}")) from error
            except httpx.HTTPError as error:
                told = type(error).__name__
            except ValueError as error:
                raise ModelUnavailable(_unusable("trả lời không phải JSON")) from error
            log.warning("the embedding server does not answer: %s", told)
        raise ModelUnavailable(_unusable(told))


def _unusable(told: str) -> str:
    return f"Máy chủ nhúng không dùng được ({told}). Hãy kiểm tra HOIDAP_EMBEDDING_URL."
