"""``python -m eval.changes BEFORE AFTER``: every answer that changed between two saved runs.

What was right and is wrong comes first, then what became right, then what only reads otherwise,
each with its reason: what the judge finds wrong, or what differs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval import runs
from eval.comparison import DECIDES
from eval.runs import Row, Run

BROKEN = 4
"""Exit status where an answer that was right is wrong."""


class Change(StrEnum):
    """What became of an answer; the order is that of the list."""

    LOST = "đúng → sai"
    GAINED = "sai → đúng"
    OTHERWISE = "khác"


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer before and after."""

    change: Change
    before: Row
    after: Row

    @property
    def reason(self) -> str:
        """What is wrong with the one that is wrong; of two as good, in what they differ."""
        match self.change:
            case Change.LOST:
                return "; ".join(self.after.failures)
            case Change.GAINED:
                return "; ".join(self.before.failures)
            case Change.OTHERWISE:
                return ", ".join(_differences(self.before, self.after))


def changes(before: Run, after: Run) -> list[Changed]:
    """Return the answers to shared questions (by id and wording) that differ, losses first."""
    found = list(_changed(before, after))
    order = list(Change)
    return sorted(found, key=lambda each: order.index(each.change))


def _changed(before: Run, after: Run) -> Iterator[Changed]:
    earlier = {(row.id, row.question): row for row in before.rows}
    decides = DECIDES[after.kind]
    for row in after.rows:
        old = earlier.get((row.id, row.question))
        if old is None:
            continue
        was, now = (each.scores.get(decides) == 1.0 for each in (old, row))
        if was != now:
            yield Changed(Change.LOST if was else Change.GAINED, old, row)
        elif any(_differences(old, row)):
            yield Changed(Change.OTHERWISE, old, row)


def _differences(before: Row, after: Row) -> Iterator[str]:
    """Yield what of an answer is not the same."""
    if before.answer != after.answer:
        yield "lời"
    if before.citations != after.citations:
        yield "trích dẫn"
    if before.confidence != after.confidence:
        yield f"độ tin cậy {before.confidence} → {after.confidence}"


def main(
    before: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Lần chạy trước.")],
    after: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Lần chạy sau.")],
) -> None:
    """Liệt kê câu trả lời đã đổi; thoát với mã 4 nếu có câu từ đúng thành sai."""
    found = changes(runs.load(before), runs.load(after))
    console = Console()
    for each in found:
        told = f"[{each.change}] {each.after.id}: {each.after.question} ({each.reason})"
        console.print(told, markup=False)
        console.print(f"  − {each.before.answer}\n  + {each.after.answer}", markup=False)
    lost = sum(each.change is Change.LOST for each in found)
    console.print(f"{len(found)} câu đổi, {lost} câu từ đúng thành sai.")
    if lost:
        raise typer.Exit(BROKEN)


if __name__ == "__main__":
    typer.run(main)
