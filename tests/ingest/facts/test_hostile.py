"""What a hostile text costs: four times the text about four times the time, never its square."""

from time import process_time

import pytest

from ingest.facts.reading import facts
from tests.ingest.facts.reading_of import document

LINES = [
    "Các tỉnh: " + "Aa Bb Cc Dd " * 8 + "1 chỉ đạo ",
    "Sở Y tế báo cáo " + "1" * 40 + " ",
    "Các sở theo chức năng ",
    "giao Sở Y tế ; (",
    "Sở " + "a" * 200 + " ",
    "ban hành kế hoạch ",
    "hằng năm, định kỳ ",
]


@pytest.mark.parametrize("line", LINES)
def test_time_grows_with_the_text_and_no_faster(line: str) -> None:
    short, long = (document("II. NHIỆM VỤ\n1. " + line * count + "x.\n") for count in (100, 400))
    facts(
        document("II. NHIỆM VỤ\n1. Sở Y tế mở lớp dạy nghề.\n")
    )  # so that nothing is read but once
    spent = []
    for read in (short, long):
        begun = process_time()
        facts(read)
        spent.append(process_time() - begun)
    assert spent[1] < 12 * max(spent[0], 0.01)


@pytest.mark.parametrize("line", ["A", "3C", "Đ. 2A", "X 1"])
def test_letters_that_are_capitals_in_any_case_are_read(line: str) -> None:
    assert not facts(document(f"II. NHIỆM VỤ\n{line}\n1. {line}\n"))
