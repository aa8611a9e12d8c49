from collections import Counter
from pathlib import Path

import pytest

from eval import dataset
from eval.dataset import Question
from eval.metrics import contains, states_all
from ingest import pipeline
from ingest.document import Document

DATA = Path(__file__).parents[2] / "eval" / "data"
PLANS = sorted((DATA / "plans").iterdir())
TYPES = (
    "fact",
    "list",
    "locate",
    "compare",
    "reference",
    "no_diacritics",
    "abbreviation",
    "yes_no",
    "unanswerable",
    "catalogue",
    "talk",
    "article",
)
QUESTIONS = dataset.load_gold(DATA / "gold.jsonl")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.name[:2]: pipeline.parse(path.name, path.read_bytes()) for path in PLANS}


def test_the_sample_asks_every_type() -> None:
    counts = Counter(question.type for question in QUESTIONS)
    assert set(counts) == set(TYPES)
    assert min(counts.values()) >= 3
    assert len(QUESTIONS) >= 40


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_quote_stands_in_its_section(
    question: Question, documents: dict[str, Document]
) -> None:
    for evidence in question.evidence:
        document = documents[evidence.doc]
        sections = [s for s in document.walk() if s.path == evidence.section_path]
        assert sections, f"{evidence.doc} has no section {evidence.section}"
        texts = [document.text[section.start : section.end] for section in sections]
        assert any(contains(text, evidence.quote) for text in texts), evidence


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_gold_answer_is_right_by_its_own_measure(question: Question) -> None:
    if question.answerable:
        assert states_all(question.answer, question.must_include)
