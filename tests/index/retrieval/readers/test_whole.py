"""What is seen of all passages together."""

import numpy as np
import pytest

from index.question.understanding import understand
from index.retrieval.candidates import Candidate, DocumentPrior
from index.retrieval.readers.features import NAMES as STATEMENT_NAMES
from index.retrieval.readers.features import Read, features
from index.retrieval.readers.whole import NAMES, whole
from index.retrieval.statements import split
from tests.fakes import passage
from tests.index.library_of import invented_library

LIBRARY = invented_library()
TEXTS = ("Nước sạch đạt 85%.\nTrồng 12 ha rừng.", "Hộ dân dùng nước sạch.", "Sửa cầu.")


def seen(*chances: float, texts: tuple[str, ...] = TEXTS) -> dict[str, float]:
    """Return the row by its names, where the statements have these probabilities."""
    reads = []
    for at, text in enumerate(texts):
        near = (0.9 - 0.1 * at, 0.5)
        candidate = Candidate(
            passage(f"p{at}", f"d{at}", text), near, (1.0, 2.0), DocumentPrior(0, 0, 0, 0)
        )
        reads.append(Read(candidate, -float(at), [near] * len(split(text))))
    query = understand("Bao nhiêu phần trăm hộ dân dùng nước sạch?", LIBRARY)
    found = features(query, LIBRARY, reads)
    row = whole(query, LIBRARY, reads, found, np.array(chances))
    assert row.shape == (1, len(NAMES))
    assert row.dtype == np.float32
    return dict(zip(NAMES, map(float, row[0]), strict=True))


def test_the_best_probabilities_stand_in_order_and_what_is_not_there_is_nought() -> None:
    row = seen(0.2, 0.7, 0.1, 0.4)
    best = [row[f"probability_{rank}"] for rank in range(1, 6)]
    assert best == pytest.approx([0.7, 0.4, 0.2, 0.1, 0.0])
    assert row["lead"] == pytest.approx(0.3)
    assert row["expected"] == pytest.approx(1.4)


def test_the_probable_and_the_likely_are_counted() -> None:
    row = seen(0.6, 0.55, 0.3, 0.1)
    assert (row["probable"], row["likely"]) == (2.0, 3.0)


def test_the_first_is_the_most_probable_and_falls_short_of_the_best() -> None:
    row = seen(0.1, 0.1, 0.8, 0.1)
    assert row["first_similarity"] == pytest.approx(0.8)
    assert row["best_similarity"] == pytest.approx(0.9)
    assert row["first_short_of_best_similarity"] == pytest.approx(-0.1)


def test_what_is_expected_is_weighed_by_probability() -> None:
    sure, unsure = seen(1.0, 0.0, 0.0, 0.0), seen(0.5, 0.0, 0.5, 0.0)
    assert "asked_values" in STATEMENT_NAMES
    assert sure["expected_asked_values"] == pytest.approx(sure["first_asked_values"])
    assert unsure["expected_asked_values"] == pytest.approx(sure["first_asked_values"] / 2)


def test_nothing_probable_expects_nothing() -> None:
    assert seen(0.0, 0.0, 0.0, 0.0)["expected_asked_values"] == 0.0


def test_words_are_counted_over_what_is_read_together() -> None:
    row = seen(0.9, 0.1, 0.2, 0.1)
    assert row["words_of_first_three"] >= row["words_of_document"] > 0.0
    assert row["documents_among_first"] == 3.0
    assert row["passages_read"] == 3.0
    assert seen(0.9, 0.1, texts=TEXTS[:1])["documents_among_first"] == 1.0
