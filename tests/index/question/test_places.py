from index.question.names import Mention, MentionKind
from index.question.places import SINCE, OldPlace, Placed, renamed
from ingest.vietnamese import tables


def of(**documents: str) -> Placed:
    """Return whose documents are whose: one a place."""
    return lambda name: tuple(d for d, place in documents.items() if place == name)


def places(text: str, placed: Placed, *mentions: Mention) -> list[tuple[str, str, tuple[str, ...]]]:
    found = list(renamed(text, mentions, placed))
    assert all(mention.kind is MentionKind.OLD_PLACE for mention, _ in found)
    return [(place.said, place.other, mention.document_ids) for mention, place in found]


def test_an_old_name_finds_what_the_new_unit_issued() -> None:
    assert places("Bến Tre giao ai", of(v="Vĩnh Long")) == [("Bến Tre", "Vĩnh Long", ("v",))]
    assert places("ben tre giao ai", of(v="Vĩnh Long")) == [("Bến Tre", "Vĩnh Long", ("v",))]


def test_a_new_name_finds_what_the_old_units_issued() -> None:
    assert places("Vĩnh Long giao ai", of(t="Trà Vinh")) == [("Vĩnh Long", "Trà Vinh", ("t",))]


def test_a_place_that_has_documents_of_its_own_is_itself() -> None:
    assert places("Bến Tre giao ai", of(b="Bến Tre", v="Vĩnh Long")) == []
    named = Mention(0, 7, ("b",))
    assert places("Bến Tre giao ai", of(v="Vĩnh Long"), named) == []


def test_the_table_has_the_34_units_made_of_the_63_of_before_each_once() -> None:
    made_of = {new: old.split("|") for new, old in tables.rows("provinces_2025.tsv")}
    before = [name for old in made_of.values() for name in old]
    assert (len(made_of), len(before), len(set(before))) == (34, 63, 63)
    assert set(made_of) <= set(before)
    unchanged = {new for new, old in made_of.items() if old == [new]}
    assert len(unchanged) == 11
    assert places("Cao Bằng giao ai", of(c="Lạng Sơn")) == []


def test_an_earlier_name_is_known_with_what_changed_it() -> None:
    [(_, place)] = renamed("Ở Sài Gòn ai lo?", (), of(h="Hồ Chí Minh"))
    assert (place.said, place.other) == ("Sài Gòn", "Hồ Chí Minh")
    assert place.since != SINCE


def test_other_places_are_left_alone() -> None:
    assert places("Sơn Khê giao ai", of(v="Vĩnh Long")) == []
    assert places("Bến Tre giao ai", of(d="Sơn Khê")) == []


def test_what_ordered_the_merger_is_said() -> None:
    [(mention, place)] = renamed("ở Bến Tre", (), of(v="Vĩnh Long"))
    assert (mention.start, mention.end) == (2, 9)
    assert place == OldPlace("Bến Tre", "Vĩnh Long", "Nghị quyết số 202/2025/QH15")
