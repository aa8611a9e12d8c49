from index.question.grouped import Grouped
from index.question.names import Known
from tests.index.library_of import known


def of_place(each: Known) -> list[str]:
    return [each.place] if each.place else []


def at(document_id: str, place: str) -> Known:
    return known(document_id, place=place)


def test_documents_come_by_key_in_order_and_former_groups_stay() -> None:
    one = at("b", "An Bình")
    grouped = Grouped(of_place, [at("c", "An Bình"), one])
    changed = grouped.changed([one], [at("d", "Hòa Giang"), at("a", "An Bình")])
    assert (grouped["An Bình"], grouped["Hòa Giang"]) == (["b", "c"], [])
    assert (changed["An Bình"], changed["Hòa Giang"]) == (["a", "c"], ["d"])
    assert list(changed.changed([at("d", "Hòa Giang")], [])) == ["An Bình"]


def test_what_is_said_twice_of_a_document_holds_once() -> None:
    grouped = Grouped(lambda each: [*of_place(each), *of_place(each)], [at("a", "An Bình")])
    assert grouped["An Bình"] == ["a"]
    assert not list(grouped.changed([at("a", "An Bình")], []))
