import pytest

from index.selection import EVERYTHING, Filters, Scope, Selection


def test_a_scope_keeps_the_order_of_what_it_admits() -> None:
    assert list(EVERYTHING.among(["b", "a"])) == ["b", "a"]
    assert list(Scope(frozenset({"a", "c"})).among(["c", "b", "a"])) == ["c", "a"]


def test_a_scope_that_is_not_resolved_admits_nobody() -> None:
    with pytest.raises(ValueError, match="not resolved"):
        list(Scope(principals=frozenset({"x"})).among(["a"]))


def test_a_selection_admits_many_as_it_admits_one() -> None:
    asked = ["d", "a", "c", "b"]
    for selection in (
        Selection(),
        Selection(frozenset({"a", "d"})),
        Selection(excluded=frozenset({"a"})),
        Selection(frozenset({"a", "b"}), frozenset({"b", "c"})),
    ):
        assert selection.among(asked) == [d for d in asked if selection.admits(d)]


def test_a_selection_that_is_not_resolved_is_refused() -> None:
    with pytest.raises(ValueError, match="not resolved"):
        Selection(filters=Filters(kind="Kế hoạch")).among(["a"])
