import random

import pytest

from eval import scans
from ingest.parsers import ocr
from tests.ingest import samples


def test_edits_are_counted() -> None:
    assert scans.edits("kế hoạch", "kế hoạch") == 0
    assert scans.edits("kế hoạch", "kê hoạch số") == 4
    assert scans.edits("", "ba") == 2
    assert scans.edits("ba", "") == 2


def test_edits_agree_with_the_table_that_defines_them() -> None:
    chance = random.Random(3)
    for _ in range(40):
        one, other = ("".join(chance.choices("abcđ", k=chance.randrange(12))) for _ in range(2))
        row = list(range(len(other) + 1))
        for place, character in enumerate(one, 1):
            above, row = row, [place]
            for at, wanted in enumerate(other, 1):
                least = min(above[at], row[-1]) + 1
                row.append(min(least, above[at - 1] + (character != wanted)))
        assert scans.edits(one, other) == row[-1]


@pytest.mark.slow
@pytest.mark.skipif(not ocr.is_available(), reason="tesseract with vie is absent")
def test_a_plan_printed_and_scanned_reads_as_its_print() -> None:
    measured = scans.scan(samples.parse(samples.STATE), 1, 2.5)

    assert measured.characters > 500
    assert measured.clean <= 0.01
    assert measured.askew <= 0.03
    assert measured.outline
    assert "same" in scans.table([measured])
