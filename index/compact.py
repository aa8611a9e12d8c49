"""Vectors in a quarter of their size: eight bits a number, with a scale for each vector."""

import numpy as np

from index.ports import Vectors

_LEVELS = 127.0


def pack(vectors: Vectors) -> bytes:
    """Return the vectors, shape (n, dimension), as bytes; the loss is half a level a number."""
    scales = np.abs(vectors).max(axis=1, initial=0.0).astype("<f4") / np.float32(_LEVELS)
    levels = np.rint(vectors / np.maximum(scales, np.float32(1e-12))[:, np.newaxis])
    return b"".join((scales.tobytes(), levels.astype(np.int8).tobytes()))


def unpack(packed: bytes, dimension: int) -> Vectors:
    """Return the vectors as they were packed; the same bytes give the same vectors."""
    count = len(packed) // (dimension + 4)
    scales = np.frombuffer(packed, "<f4", count).astype(np.float32)
    levels = np.frombuffer(packed, np.int8, offset=4 * count).reshape(count, dimension)
    vectors: Vectors = levels.astype(np.float32) * scales[:, np.newaxis]
    return vectors
