"""Kinds of questions that no other set asks hold a floor on the sample, really asked."""

import pytest

from eval.dataset import UNQUOTED
from eval.runs import Run

FLOORS = {"catalogue": 0.9, "talk": 0.9, "article": 0.85}
FEWEST = 20


@pytest.mark.parametrize("kind", FLOORS)
def test_the_sample_s_questions_of_a_kind_are_answered(sample: Run, kind: str) -> None:
    rows = [row for row in sample.rows if row.type == kind]
    assert len(rows) >= FEWEST
    wrong = [f"{row.id} {row.question}: {'; '.join(row.failures)}" for row in rows if row.failures]
    assert len(wrong) <= (1 - FLOORS[kind]) * len(rows), "\n".join(wrong)


@pytest.mark.parametrize("kind", sorted(UNQUOTED))
def test_what_is_not_quoted_cites_nothing(sample: Run, kind: str) -> None:
    assert not any(row.citations for row in sample.rows if row.type == kind)
