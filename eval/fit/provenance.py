"""Where trained weights come from, in one JSON file: sets with hashes, folds, recipes, scores."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest import pipeline

FILE = "provenance.json"
VERSION = 1
"""Of the folder's layout."""


def source(questions: Sequence[Path], folders: Sequence[Path], sets: Path | None) -> dict[str, Any]:
    """Return the names and hashes of the files that weights are fitted to, without their paths."""
    documents = sorted(pipeline.files(folders))
    return {
        "questions": {path.name: _digest([path]) for path in questions},
        "sets": None if sets is None else {sets.name: _digest([sets])},
        "documents": {"files": len(documents), "sha256": _digest(documents)},
    }


def record(folder: Path, part: str, **about: object) -> None:
    """Write what a part was made from and what it scored; other parts' records stay."""
    path = folder / FILE
    told = read(folder)
    told["version"] = VERSION
    told[part] = dict(sorted(about.items()))
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """Return what is recorded in a folder; empty where nothing is."""
    path = folder / FILE
    if not path.is_file():
        return {}
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def rounded(scores: Mapping[str, float]) -> dict[str, float]:
    """Return scores as they are recorded, to three digits."""
    return {name: round(float(value), 3) for name, value in scores.items()}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
