"""What is read of files, as a table."""

from pathlib import Path

from eval import reading
from tests.ingest import samples


def test_a_row_a_file_and_the_shares_below(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(samples.STATE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("KẾ HOẠCH\nNước sạch\n\nI. MỘT\nII. HAI\n", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 nothing")

    rows = list(reading.read([tmp_path]))

    assert [row.source for row in rows] == ["a.txt", "b.txt", "c.pdf"]
    assert rows[0].values["number"] == "12/KH-UBND"
    assert (rows[0].labelled, rows[0].unordered, rows[0].lost) == (11, 0, 0)
    assert "hỏng" in rows[2].refusal
    last = reading.table(rows).splitlines()[-1]
    assert last.startswith("| 2 of 3 | 1.00 | 0.50 | 0.50 |")
    assert last.endswith("| 1.00000 |")
