"""The five real plans come out right; skipped where they are not at hand."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from ingest import passages, pipeline
from ingest.document import Document, Passage

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
GOLD = SHARED / "eval" / "gold_dev.jsonl"

pytestmark = pytest.mark.skipif(
    not (CORPUS.is_dir() and GOLD.is_file()), reason="../shared/corpus or ../shared/eval is absent"
)


def flat(text: str) -> tuple[str, list[int]]:
    """Return the text with runs of white space as one space, and where each character was."""
    found = [
        (match.group() if match.group().strip() else " ", match.start())
        for match in re.finditer(r"\s+|\S", unicodedata.normalize("NFC", text))
    ]
    return "".join(character for character, _ in found), [position for _, position in found]


def deepest(document: Document, position: int) -> str:
    holding = [section for section in document.walk() if section.start <= position < section.end]
    return " > ".join(holding[-1].path)


def load() -> dict[str, tuple[Document, list[Passage]]]:
    found = {}
    for path in sorted(CORPUS.iterdir()):
        document = pipeline.parse(path.name, path.read_bytes())
        found[path.name[:3]] = (document, passages.split(document))
    return found


def test_every_gold_quote_is_in_its_document_and_section() -> None:
    documents = load()
    total = in_section = in_passage = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        for evidence in json.loads(line)["evidence"]:
            total += 1
            document, cut = documents[evidence["doc"]]
            text, positions = flat(document.text)
            quote = flat(evidence["quote"])[0].strip()
            starts = [match.start() for match in re.finditer(re.escape(quote), text)]
            assert starts, quote
            spans = [(positions[at], positions[at + len(quote) - 1]) for at in starts]
            in_section += any(deepest(document, at) == evidence["section"] for at, _ in spans)
            in_passage += any(
                passage.start <= first and last < passage.end
                for first, last in spans
                for passage in cut
            )
    assert in_section >= 0.97 * total
    assert in_passage >= 0.97 * total


def test_no_plan_is_doubtful() -> None:
    for document, _ in load().values():
        doubts = [warning for warning in document.warnings if "số, ký hiệu" not in warning]
        assert doubts == []
        assert document.header.kind is not None
        assert document.header.issuer is not None
        assert document.header.signer is not None
        assert document.header.recipients
