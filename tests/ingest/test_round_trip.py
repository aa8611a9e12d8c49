"""The sample plans, rendered as an office would, come back as the same document."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.document import Document
from ingest.parsers import ocr
from ingest.pipeline import parse
from tests.ingest import rendering
from tests.ingest.rendering import Plan

PLANS = sorted((Path(__file__).parents[2] / "eval" / "data" / "plans").iterdir())
SCANNED = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if at else [])
    for at, path in enumerate(PLANS)
]
"""Reading a scan takes longer than everything else here: one of them is read every time."""
FORMATS: dict[str, Callable[[Plan], bytes]] = {
    "txt": rendering.text,
    "html": rendering.html,
    "docx": rendering.word,
    "pdf": rendering.pdf,
}


def original(path: Path) -> Document:
    return parse(path.name, path.read_bytes())


def outline(document: Document) -> list[tuple[str, ...]]:
    return [section.path for section in document.walk() if section.label is not None]


def body(document: Document) -> str:
    """The text from the title on: the two columns above it may be read in either order."""
    kind = document.header.kind
    assert kind is not None
    assert kind.start is not None
    return " ".join(document.text[kind.start :].split())


def head(document: Document) -> Counter[str]:
    kind = document.header.kind
    assert kind is not None
    return Counter(re.findall(r"\w+", document.text[: kind.start]))


def character_error(wanted: str, got: str) -> float:
    """Levenshtein distance in characters, as a share of ``wanted``."""
    codes = np.array([ord(c) for c in got])
    steps = np.arange(len(got) + 1)
    row = steps.copy()
    for at, letter in enumerate(wanted, 1):
        changed = row[:-1] + (codes != ord(letter))
        best = np.minimum(row + 1, np.concatenate(([at], changed)))
        row = np.minimum.accumulate(best - steps) + steps
    return float(row[-1]) / len(wanted)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_rendered_plan_is_the_same_document(path: Path, suffix: str) -> None:
    wanted = original(path)

    got = parse(f"plan.{suffix}", FORMATS[suffix](Plan.of(wanted)))

    assert outline(got) == outline(wanted)
    assert body(got) == body(wanted)
    assert head(got) == head(wanted)


@pytest.mark.skipif(not ocr.is_available(), reason="tesseract with vie is not installed")
@pytest.mark.parametrize("path", SCANNED)
def test_scanned_plan_is_the_same_document_but_for_misread_letters(path: Path) -> None:
    wanted = original(path)

    got = parse("plan.pdf", rendering.scan(rendering.pdf(Plan.of(wanted))))

    assert character_error(body(wanted), body(got)) <= 0.02
    assert outline(got) == outline(wanted)
    assert all("nhận dạng chữ, độ tin cậy" in note for note in got.warnings[: len(got.page_starts)])
