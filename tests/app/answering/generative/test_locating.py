"""Quotes, found to the character."""

import pytest

from app.answering.generative import locating
from app.answering.generative.context import Shown

TEXT = (
    "1. Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông;\nmỗi năm sửa 40 km.\n"
    "2. Phòng Kinh tế hạ tầng chủ trì, phối hợp với các xã (trừ xã đảo) hoà giải tranh chấp."
)
SHOWN = Shown("d", 100, 100 + len(TEXT), TEXT, "mục I", ())


def found(quoted: str) -> list[str]:
    return [TEXT[start - 100 : end - 100] for start, end in locating.find(quoted, SHOWN)]


@pytest.mark.parametrize(
    ("quoted", "spans"),
    [
        ("có 87,5% đường xã", ["có 87,5% đường xã"]),
        ("CÓ 87,5 %  đường\nxã", ["có 87,5% đường xã"]),
        ("bê tông; mỗi năm sửa", ["bê tông;\nmỗi năm sửa"]),
        ("hòa giải tranh chấp", ["hoà giải tranh chấp"]),
        ("Đến năm 2030 … sửa 40 km", ["Đến năm 2030", "sửa 40 km"]),
        (
            "Phòng Kinh tế hạ tầng chủ trì phối hợp cùng các xã",
            ["Phòng Kinh tế hạ tầng chủ trì, phối hợp với các xã"],
        ),
        ("có 97,5% đường xã được trải nhựa hoặc bê tông", []),
        ("Phòng Nội vụ chủ trì", []),
        ("Đến năm 2030 … sửa 50 km", []),
        ("…", []),
    ],
)
def test_finds_what_is_there_and_nothing_else(quoted: str, spans: list[str]) -> None:
    assert found(quoted) == spans


def test_a_part_is_cited_with_its_whole_statement() -> None:
    (span,) = locating.find("87,5%", SHOWN)
    start, end = locating.whole(span, SHOWN)
    assert TEXT[start - 100 : end - 100].endswith("trải nhựa hoặc bê tông;")


def test_a_passage_named_alone_gives_its_likest_sentence() -> None:
    span = locating.likest("Phòng Kinh tế hạ tầng phối hợp với các xã", SHOWN)
    assert span is not None
    assert "chủ trì" in TEXT[span[0] - 100 : span[1] - 100]
    assert locating.likest("Hoàn toàn lạ", SHOWN) is None
