"""One run over the project's own sample, shared by the tests that look at it."""

import json
from pathlib import Path

import pytest

from app import settings
from app.settings import Settings
from eval.runs import Run
from eval.trial import Trial
from index.ports import Embedder

DATA = Path(__file__).parents[2] / "eval" / "data"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The sample's gold questions."""
    return DATA / "gold.jsonl"


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Settings:
    """Settings with the default model where the tests keep it."""
    return settings.load(data_dir=tmp_path_factory.mktemp("data"), embedding_model=str(model))


@pytest.fixture(scope="session")
def sample(configured: Settings, embedder: Embedder, gold: Path, plans: Path) -> Run:
    """A run over the sample with the real model."""
    return Trial(configured, embedder=embedder).over_gold(gold, corpus=plans)


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """A folder of one short plan, quickly embedded."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "01_ngan.txt").write_text(
        "KẾ HOẠCH\nVề nước sạch\n\n"
        "I. MỤC TIÊU\n1. Đạt 72% hộ dân dùng nước sạch.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế báo cáo trước ngày 15/11 hằng năm.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def small_gold(tmp_path: Path) -> Path:
    """Six questions on the short plan."""
    quote = "Đạt 72% hộ dân dùng nước sạch."
    question = {
        "type": "fact",
        "answer": "72%.",
        "must_include": [["72%"]],
        "evidence": [{"doc": "01", "section": "I > 1", "quote": quote}],
        "answerable": True,
    }
    path = tmp_path / "small.jsonl"
    asked = (f"Năm 203{n} bao nhiêu phần trăm hộ dân dùng nước sạch?" for n in range(6))
    lines = [
        json.dumps(question | {"id": f"K{n}", "question": text}) for n, text in enumerate(asked)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
