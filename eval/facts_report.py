"""The scores of facts as a table for the terminal, and as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval import facts
from eval.errors import WrongUsage
from eval.facts import ROWS, Result, Score
from ingest.facts.model import FactKind

NAMES = {
    FactKind.INDICATOR.value: "chỉ tiêu",
    FactKind.TASK.value: "nhiệm vụ",
    FactKind.DEADLINE.value: "thời hạn",
    ROWS: "nhiệm vụ trong bảng",
}
"""Kinds as the table calls them."""
DEVELOPING = "để phát triển"
MEASURING = "chỉ để đo"
_LONGEST_QUOTE = 160


def score(gold: Path, folders: Sequence[Path], developing: Sequence[str]) -> dict[str, Result]:
    """Return the results of the documents of a gold file, in two groups where some are developing.

    ``developing`` are the beginnings of their names. What is wrong is told of those alone: by the
    others nothing is to be tuned. Raises EvalError.
    """
    if not folders:
        raise WrongUsage("Cần --documents cùng --facts: thư mục chứa các văn bản.")
    groups: dict[str, list[Result]] = {}
    for result in facts.score(facts.load(gold), folders):
        ours = not developing or result.documents[0].startswith(tuple(developing))
        if not ours:
            result.wrong.clear()
        groups.setdefault(DEVELOPING if ours else MEASURING, []).append(result)
    return {name: facts.total(results) for name, results in groups.items()}


def render(groups: dict[str, Result], *, failures: bool) -> RenderableType:
    """Return the table of precision and recall, and with ``failures`` what is wrong."""
    table = Table("Văn bản", "Dữ kiện", "Mẫu", "Đọc được", "Đúng", "Chính xác", "Đầy đủ")
    for name, result in groups.items():
        for kind, counted in result.scores.items():
            table.add_row(f"{name} ({len(result.documents)})", NAMES[kind], *_cells(counted))
    if not failures:
        return table
    return Group(table, *(_wrong(result) for result in groups.values()))


def _cells(score: Score) -> Iterable[str]:
    yield from map(str, (score.gold, score.predicted, score.right))
    for share in (score.precision, score.recall):
        yield f"{share:.2f}"


def _wrong(result: Result) -> Text:
    lines = (
        f"{'thiếu' if wrong.missed else 'thừa'} · {wrong.document[:24]} · {NAMES[wrong.kind]}"
        f" · {wrong.told}\n    {' '.join(wrong.quote.split())[:_LONGEST_QUOTE]}"
        for wrong in result.wrong
    )
    return Text("\n".join(lines))


def save(groups: dict[str, Result], path: Path) -> None:
    """Write the results as JSON."""
    told = {
        name: asdict(result)
        | {
            "shares": {
                kind: {"precision": counted.precision, "recall": counted.recall}
                for kind, counted in result.scores.items()
            }
        }
        for name, result in groups.items()
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
