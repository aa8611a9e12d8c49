import re

from ingest.vietnamese import tables


def test_rows_leave_comments_out() -> None:
    found = list(tables.rows("numbers.tsv"))
    assert ("mốt", "digit", "1") in found
    assert all(not row[0].startswith("#") and len(row) == 3 for row in found)


def test_alternatives_try_the_longest_first_and_take_signs_as_letters() -> None:
    pattern = re.compile(tables.alternatives(("hộ", "hộ gia đình", "m.2")))
    match = pattern.match("hộ  gia đình")
    assert match
    assert match.group() == "hộ  gia đình"
    assert pattern.match("m.2")
    assert not pattern.match("mx2")
