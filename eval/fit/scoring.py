"""Scores of a reader on questions that it did not learn from."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eval.fit.reader import Sample

Chances = npt.NDArray[np.float64]


def reading(samples: Sequence[Sample], probabilities: Sequence[Chances]) -> dict[str, float]:
    """Return how well statements are told apart, over the questions that have evidence.

    ``right_first``: the most probable statement is evidence; ``recall@k``: share of evidences of
    which one of the k most probable statements is part; ``passage@1``: the best statement's
    passage holds evidence.
    """
    first, passage = [], []
    recalled: dict[int, list[float]] = {1: [], 3: [], 5: [], 10: []}
    for each, chances in zip(samples, probabilities, strict=True):
        example = each.found.example
        if not example.evidence:
            continue
        order = np.argsort(-chances, kind="stable")
        places = [each.features.places[at] for at in order[:10]]
        first.append(bool(len(order)) and bool(each.right[order[0]]))
        held = [each.reads[place.read].candidate.passage for place in places]
        passage.append(bool(held) and example.held_by(held[0]))
        spans = [(p.start + a.start, p.start + a.end) for p, a in zip(held, places, strict=True)]
        for cut, shares in recalled.items():
            parts = list(zip(held[:cut], spans[:cut], strict=True))
            shares.append(
                float(
                    np.mean(
                        [
                            any(e.stated_by(p.document_id, span) for p, span in parts)
                            for e in example.evidence
                        ]
                    )
                )
            )
    return {
        "questions": len(first),
        "right_first": float(np.mean(first)),
        "passage@1": float(np.mean(passage)),
        **{f"recall@{cut}": float(np.mean(shares)) for cut, shares in recalled.items()},
    }


def answering(samples: Sequence[Sample], answered: Chances) -> dict[str, float]:
    """Return the area under the curve, and what is refused rightly at 5 and 10% false refusals."""
    truth = np.array([each.found.example.answerable for each in samples])
    yes, no = answered[truth], answered[~truth]
    if not len(yes) or not len(no):
        return {}
    wins = (yes[:, None] > no).mean() + 0.5 * (yes[:, None] == no).mean()
    return {
        "area": float(wins),
        **{
            f"refused_rightly_at_{share}": float((no < np.quantile(yes, share)).mean())
            for share in (0.05, 0.1)
        },
        "brier": float(((answered - truth) ** 2).mean()),
    }
