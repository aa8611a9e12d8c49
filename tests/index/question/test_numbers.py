"""Numbers of documents as they are compared."""

import pytest

from index.ports import EVERYTHING
from index.question.library import Library
from index.question.numbers import bare, misprinted
from tests.index.library_of import a_document


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("8/2031/TT-BVHDL", "08/2031/TT-BVHXDL", True),
        ("8/TT-BVHXDL", "8/TT-BVHDL", True),
        ("8/TT-BVHDL", "8/TT-BVHDL", False),
        ("8/TT-BVHDL", "9/TT-BVHXDL", False),
        ("8/2031/TT-BVHDL", "8/2032/TT-BVHXDL", False),
        ("8/TT-BVHDL", "8/QĐ-BVHXDL", False),
        ("8/TT-BTC", "8/TT-BTP", False),
        ("8/TT-BNV", "8/TT-BNNV", False),
        ("8/KH-UBND", "8/KH-HĐND", False),
    ],
)
def test_one_letter_too_many_of_a_long_short_form_is_a_misprint(
    first: str, second: str, *, same: bool
) -> None:
    assert misprinted(first, second) is same


def test_dots_spaces_marks_and_leading_zeros_do_not_count() -> None:
    assert bare("08 /QĐ-SYT.") == bare("8/qd-syt")


def test_a_number_that_none_bears_is_of_the_one_document_printed_so() -> None:
    printed = a_document("m", kind="Thông tư", number="08/2031/TT-BVHXDL")
    asked = "Thông tư 08/2031/TT-BVHDL cấm những gì?"
    [mention] = Library([printed]).mentions(asked, EVERYTHING)
    assert mention.document_ids == ("m",)
    right = a_document("r", kind="Thông tư", number="08/2031/TT-BVHDL")
    [mention] = Library([printed, right]).mentions(asked, EVERYTHING)
    assert mention.document_ids == ("r",)
