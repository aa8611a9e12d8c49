"""The gate on the project's own sample, as continuous integration runs it."""

from eval import runs
from eval.comparison import compare
from eval.runs import Run
from tests.eval.conftest import DATA


def test_nothing_is_significantly_worse_than_the_stored_run(sample: Run) -> None:
    changed = compare(runs.load(DATA / "baseline.json"), sample)
    lost = [f"{row.id} {row.question}: {'; '.join(row.failures)}" for row in changed.lost]
    assert list(changed.losses()) == [], "\n".join(lost)


def test_the_stored_run_is_of_today_s_questions(sample: Run) -> None:
    changed = compare(runs.load(DATA / "baseline.json"), sample)
    assert changed.shared == len(sample.rows), (
        "store it anew: hoidap eval --gold eval/data/gold.jsonl --corpus eval/data/plans "
        "--save eval/data/baseline.json"
    )
