from index.learned import Called
from index.ports import EVERYTHING, Scope
from index.question.mergers import Mergers
from index.question.places import OldPlace, renamed
from ingest import naming
from tests.ingest import samples

RESOLUTION = samples.parse(
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÒA GIANG\nSố: 27/NQ-HĐND\nNGHỊ QUYẾT\nVề sắp xếp xã\n"
    "Điều 1. Sắp xếp\n1. Sắp xếp xã Đồi Mỏ và xã Đá Mài thành xã mới có tên gọi là xã Sơn Hạ.\n",
    "nghi-quyet.txt",
)
MERGERS = Mergers().changed((), [Called.of(RESOLUTION)])


def found(text: str, scope: Scope = EVERYTHING) -> list[tuple[str, str]]:
    return [(text[start:end], each.other) for start, end, each in MERGERS.find(text, scope)]


def test_a_place_is_found_by_its_name_of_before_and_of_after() -> None:
    assert found("Xã Đồi Mỏ giảm mấy hộ?") == [("Đồi Mỏ", "Sơn Hạ")]
    assert found("xa doi mo giam may ho") == [("doi mo", "Sơn Hạ")]
    assert found("Xã Sơn Hạ giảm mấy hộ?") == [("Sơn Hạ", "Đồi Mỏ"), ("Sơn Hạ", "Đá Mài")]
    assert found("Xã Suối Lau giảm mấy hộ?") == []


def test_what_one_may_not_see_tells_no_names() -> None:
    assert found("Xã Đồi Mỏ giảm mấy hộ?", Scope(frozenset())) == []


def test_what_is_deleted_is_forgotten() -> None:
    left = MERGERS.changed([RESOLUTION.id], [])
    assert list(left.find("Xã Đồi Mỏ giảm mấy hộ?", EVERYTHING)) == []


def test_the_plan_of_the_new_place_is_named_with_what_merged_it() -> None:
    text = "Xã Đồi Mỏ giảm mấy hộ?"
    placed = {"Sơn Hạ": ("plan",)}
    ((mention, place),) = renamed(
        text, (), lambda name: placed.get(name, ()), MERGERS.find(text, EVERYTHING)
    )
    assert mention.document_ids == ("plan",)
    assert place == OldPlace("Đồi Mỏ", "Sơn Hạ", naming.name(RESOLUTION.header))
    assert "27/NQ-HĐND" in place.since


def test_a_place_with_plans_of_its_own_is_itself() -> None:
    text = "Xã Đồi Mỏ giảm mấy hộ?"
    placed = {"Sơn Hạ": ("plan",), "Đồi Mỏ": ("own",)}
    assert not list(
        renamed(text, (), lambda name: placed.get(name, ()), MERGERS.find(text, EVERYTHING))
    )
