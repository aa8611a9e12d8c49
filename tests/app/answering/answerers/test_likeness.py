"""How alike statements are."""

from app.answering.answerers.likeness import clauses, likeness, pairs


def test_figures_and_short_clauses_tell_nothing() -> None:
    assert clauses("Họp ba lần.") == []
    assert pairs("họp 3 lần") == pairs("họp 5 lần") == {("họp", "lần")}


def test_the_likest_clauses_of_two_statements_count() -> None:
    first = clauses("Lái đò họp vào cuối tháng thứ 3; ghi sổ.")
    second = clauses("Nêu trong điều lệ của hội; lái đò họp vào cuối tháng thứ 2.")
    assert likeness(first, second) == 1.0
    assert likeness(first, clauses("Ban quản lý bến mua phao cho trẻ em.")) == 0.0
    assert likeness(first, []) == 0.0
