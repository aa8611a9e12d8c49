"""What changed since a saved run, question by question, and whether it is a significant loss.

Right or wrong is compared by McNemar's exact test: only questions that changed sides count, and
with few of them it stays exact where a bootstrap of 0s and 1s is too narrow. Scores that are shares
are compared by a paired bootstrap: the whole 95% interval of the mean change must lie below 0.
Quotes that are not verbatim break a promise: there any loss at all is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.runs import Row, Run
from eval.statistics import Mean, mcnemar, paired_difference

SIGNIFICANCE = 0.05
DECIDES = {"answers": "correct", "retrieval": "R@1"}
"""The score that says whether a question was won, by kind of run."""
GATED = (
    "evidence_recall@5",
    "evidence_recall@10",
    "citation_recall",
    "citation_precision",
    "section",
    "R@5",
    "nDCG@10",
    "token_f1",
)
"""Shares whose significant loss closes the gate."""
PROMISED = "verbatim"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the questions they share."""

    lost: tuple[Row, ...]
    """Rows of the later run that were right before, in its order."""
    gained: tuple[Row, ...]
    shared: int
    """Questions that both runs asked."""
    p_value: float
    """How likely so many losses are by chance (McNemar, one-sided)."""
    differences: dict[str, Mean]
    """Mean change of each score that both have."""

    def losses(self) -> Iterator[str]:
        """Yield each significant loss, in Vietnamese; nothing when the gate is open."""
        if self.shared == 0:
            yield "hai lần chạy không có câu hỏi chung"
            return
        if self.p_value < SIGNIFICANCE:
            yield f"mất {len(self.lost)} câu, được {len(self.gained)} câu (p = {self.p_value:.3f})"
        for score in GATED:
            change = self.differences.get(score)
            if change is not None and change.high < 0:
                interval = f"{change.low:+.3f} … {change.high:+.3f}"
                yield f"{score} đổi {change.value:+.3f} ({interval})"
        promised = self.differences.get(PROMISED)
        if promised is not None and promised.value < 0:
            yield "có trích dẫn không còn đúng nguyên văn"


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs over the questions they share (by id and wording)."""
    earlier = {(row.id, row.question): row for row in before.rows}
    pairs = [
        (earlier[row.id, row.question], row)
        for row in after.rows
        if (row.id, row.question) in earlier
    ]
    decides = DECIDES[after.kind]
    lost = tuple(new for old, new in pairs if _won(old, decides) and not _won(new, decides))
    gained = tuple(new for old, new in pairs if not _won(old, decides) and _won(new, decides))
    return Comparison(
        lost=lost,
        gained=gained,
        shared=len(pairs),
        p_value=mcnemar(len(lost), len(gained)),
        differences=_differences(pairs),
    )


def _won(row: Row, score: str) -> bool:
    return row.scores.get(score) == 1.0


def _differences(pairs: list[tuple[Row, Row]]) -> dict[str, Mean]:
    """Compare each score over the rows that both have it: an answer not given has no precision."""
    found = {}
    for score in dict.fromkeys(name for _, row in pairs for name in row.scores):
        both = [
            (old.scores[score], new.scores[score])
            for old, new in pairs
            if score in old.scores and score in new.scores
        ]
        if both:
            found[score] = paired_difference([old for old, _ in both], [new for _, new in both])
    return found
