"""Spans and the section that several of them share."""

import pytest

from app.answering.spans import common_path, trimmed
from tests.fakes import document


def test_a_span_loses_the_white_space_at_its_ends_and_none_within() -> None:
    held = document("a", "Một. \n  Hai  ba.\n\nBốn.")
    start, end = trimmed(held, 4, 18)
    assert held.text[start:end] == "Hai  ba."
    assert trimmed(held, start, end) == (start, end)


@pytest.mark.parametrize(
    ("paths", "shared"),
    [
        ([("II", "1"), ("II", "2")], ("II",)),
        ([("II", "1", "a"), ("II", "1", "b"), ("II", "1")], ("II", "1")),
        ([("II", "1")], ("II", "1")),
        ([("I", "1"), ("II", "1")], ()),
    ],
)
def test_several_places_share_the_labels_they_begin_with(
    paths: list[tuple[str, ...]], shared: tuple[str, ...]
) -> None:
    assert common_path(paths) == shared
