import pytest

from index.question.tables import rows


@pytest.mark.parametrize(("name", "columns"), [("english.tsv", 3), ("spoken.tsv", 2)])
def test_every_row_has_its_columns(name: str, columns: int) -> None:
    found = list(rows(name))
    assert found
    assert {len(row) for row in found} == {columns}
    assert len({row[0] for row in found}) == len(found)
