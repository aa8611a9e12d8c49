from collections.abc import Collection, Iterator

import pytest

from index.learned import tokens
from index.question.initials import Initials, Learning


def teach(initials: Initials, document_id: str, text: str) -> None:
    initials.learn(document_id, tokens(text))


@pytest.fixture
def initials() -> Initials:
    found = Initials()
    teach(
        found,
        "a",
        "Cơ sở dữ liệu đất đai. Xây dựng cơ sở dữ liệu chung.\nCán sự đến làng. Cơ sở dữ liệu",
    )
    teach(
        found, "b", "Sở Văn hóa, Thể thao và Du lịch báo cáo. Giao Sở Văn hóa, Thể thao và Du lịch."
    )
    teach(
        found,
        "c",
        "Phát triển bền vững nông thôn. Phát triển bền vững ven biển. Phát triển bền vững.",
    )
    teach(found, "d", "Trạm QLV, trạm QLV, trạm QLV. Quản lý vịnh và quản lý vịnh.")
    teach(found, "e", "Đội xe cấp cứu. Đội xe cấp cứu. Dân xã cần cù.")
    return found


@pytest.mark.parametrize(
    ("short", "phrase"),
    [
        ("CSDL", "cơ sở dữ liệu"),
        ("csdl", "cơ sở dữ liệu"),
        ("SVHTTDL", "sở văn hóa thể thao du lịch"),
        ("ĐXCC", "đội xe cấp cứu"),
        ("PTB", None),  # only ever part of "phát triển bền vững"
        ("QLV", None),  # written short more often than out
        ("DĐN", None),  # never written out within a sentence
        ("CSĐL", None),  # written once only
        ("CS", None),
        ("", None),
    ],
)
def test_an_abbreviation_stands_for_the_phrase_written_most(
    initials: Initials, short: str, phrase: str | None
) -> None:
    assert initials.stands_for(short) == phrase


def test_nothing_is_found_in_nothing() -> None:
    assert Initials().stands_for("ABC") is None


@pytest.mark.parametrize("settled", [False, True])
def test_documents_are_learned_when_first_asked_for(settled: bool) -> None:
    texts = {"a": "Đội xe cấp cứu. Đội xe cấp cứu.", "b": "Trạm bơm nước. Trạm bơm nước."}
    asked: list[Collection[str] | None] = []

    def phrases(most: int, ids: Collection[str] | None = None) -> Iterator[tuple[str, list[str]]]:
        assert most > 0
        asked.append(ids)
        yield from ((d, tokens(t)) for d, t in texts.items() if ids is None or d in ids)

    learning = Learning(phrases)
    assert asked == []
    if settled:
        learning.settle()
        assert learning.stands_for("TBN") == "trạm bơm nước"
    texts["c"] = texts.pop("b").replace("bơm", "biến")
    changed = learning.changed(phrases, {"b", "c"})
    assert changed.stands_for("ĐXCC") == "đội xe cấp cứu"
    assert changed.stands_for("TBN") == "trạm biến nước"
    assert asked == ([None, {"b", "c"}] if settled else [None])
