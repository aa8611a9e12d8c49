"""Changes to the default embedding model that were learned, small enough to ship.

A safetensors file holds, for every changed weight ``NAME``, what is added to it: a matrix as int8
rows with ``NAME.scale`` (float32, one a row), a vector as float16. Its metadata name the model
it belongs to: ``base``, the SHA-256 of that model's weights.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import WeightsDamaged

if TYPE_CHECKING:
    import torch

_SCALE = ".scale"
_ADVICE = "Hãy cài lại hoidap, hoặc đặt HOIDAP_EMBEDDING_TUNED=false để dùng mô hình gốc."


def write(path: Path, base: str, changes: "Mapping[str, torch.Tensor]") -> None:
    """Write what is to be added to the weights of the model ``base``, by their names."""
    import torch
    from safetensors.torch import save_file

    tensors: dict[str, torch.Tensor] = {}
    for name, change in changes.items():
        if change.ndim == 1:
            tensors[name] = change.to(torch.float16)
            continue
        scale = change.abs().amax(dim=1).clamp(min=1e-12) / 127
        tensors[name] = torch.round(change / scale[:, None]).to(torch.int8)
        tensors[name + _SCALE] = scale.to(torch.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, metadata={"base": base})
    path.chmod(0o644)  # the library makes it private to the writer


def read(path: Path, base: str) -> "dict[str, torch.Tensor]":
    """Return what is to be added to the weights of ``base``: float32, by name.

    Raises WeightsDamaged where the file is not whole or belongs to another model.
    """
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            if (file.metadata() or {}).get("base") != base:
                raise WeightsDamaged(f"Trọng số {path.name} thuộc một mô hình khác. {_ADVICE}")
            stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise WeightsDamaged(f"Không đọc được trọng số {path}: {error}. {_ADVICE}") from error
    changes = {}
    for name, tensor in stored.items():
        if name.endswith(_SCALE):
            continue
        scale = stored.get(name + _SCALE)
        wide = tensor.to(torch.float32)
        changes[name] = wide if scale is None else wide * scale[:, None]
    return changes


def apply(model: "torch.nn.Module", changes: "Mapping[str, torch.Tensor]") -> None:
    """Add the changes to the model's weights in place. Raises WeightsDamaged at a strange name."""
    import torch

    weights = dict(model.named_parameters())
    strange = [n for n, c in changes.items() if n not in weights or weights[n].shape != c.shape]
    if strange:
        raise WeightsDamaged(f"Mô hình nhúng không có trọng số “{strange[0]}”. {_ADVICE}")
    with torch.no_grad():
        for name, change in changes.items():
            weights[name].copy_(weights[name].float() + change)


def digest(path: Path) -> str:
    """Return what tells these changes from others: the first twelve digits of the SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]
