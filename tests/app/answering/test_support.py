import json
from dataclasses import dataclass
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from app.answering import support
from app.answering.support import Support
from index.ports import Embedder
from ingest import pipeline
from ingest.vietnamese.clauses import sentences


@dataclass(frozen=True)
class Case:
    quote: str
    claim: str
    names: str
    supported: bool


LINES = Path(__file__).with_name("data").joinpath("support.jsonl").read_text(encoding="utf-8")
CASES = [Case(**json.loads(line)) for line in LINES.splitlines()]


@pytest.mark.parametrize("case", [c for c in CASES if not c.supported], ids=lambda c: c.claim[:60])
def test_lets_no_unsupported_sentence_through(case: Case) -> None:
    assert support.compare(case.claim, case.quote, case.names) is not None


def test_lets_most_supported_sentences_through(embedder: Embedder) -> None:
    supported = [case for case in CASES if case.supported]
    check = Support(embedder)
    passed = [c for c in supported if check.fault(c.claim, c.quote, c.names) is None]
    # The rest begin behind a comma: the words do not tell whether what stands before it matters.
    assert len(passed) >= len(supported) - 3


def test_finds_what_is_about_something_else_strange(embedder: Embedder) -> None:
    check = Support(embedder)
    fault = check.fault("thực hiện", "Thực hiện", "")
    assert fault is None
    assert check.fault("Mật khẩu của bạn là gì", "Mức nước hồ chứa", "") == "nothing"


@pytest.fixture(scope="module")
def statements(plans: Path) -> list[str]:
    path = next(pipeline.files([plans]))
    document = pipeline.parse(path.name, path.read_bytes())
    spans = sentences(document.text)
    found = [document.text[start:end] for start, end in spans]
    return [s for s in dict.fromkeys(found) if len(s.split()) >= 8]


def test_every_statement_supports_itself(statements: list[str]) -> None:
    assert [s for s in statements if support.compare(s, s, "") is not None] == []


def test_no_statement_supports_another(statements: list[str]) -> None:
    wrong = [
        (said, quote)
        for said, quote in permutations(statements, 2)
        if support.compare(said, quote, "") is None
        and said.lower().rstrip(".;") not in quote.lower()
    ]
    assert wrong == []


def test_no_statement_supports_itself_with_a_word_changed(statements: list[str]) -> None:
    tried = 0
    for statement, other in pairwise(statements):
        words = statement.split()
        for at, stranger in enumerate(other.split()[: len(words)]):
            bare = stranger.lower().strip(".,;:“”()")
            if not bare.isalnum() or bare in statement.lower() or bare in support._words("empty"):
                continue
            changed = " ".join([*words[:at], stranger, *words[at + 1 :]])
            assert support.compare(changed, statement, "") is not None, changed
            tried += 1
    assert tried > 200
