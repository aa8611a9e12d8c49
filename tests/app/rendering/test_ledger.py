import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from app.rendering import ledger
from app.wire import views
from tests.app.rendering.records import DEADLINE, INDICATOR, TASK, record

ROWS = [views.fact(record(fact)) for fact in (TASK, DEADLINE, INDICATOR)]


def test_a_table_for_programs_has_the_names_of_the_interface() -> None:
    data = ledger.as_csv(ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    task, deadline, indicator = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    assert task["support"] == "UBND xã; Sở Tài chính"
    assert task["section_path"] == "II; 1"
    assert (deadline["recurring"], deadline["due_days"], deadline["lead"]) == ("true", "02-29", "")
    assert (indicator["value"], indicator["bound"]) == ("87,5", "")
    assert set(ROWS[0]) | set(ROWS[1]) | set(ROWS[2]) == set(task)


def test_no_cell_can_be_taken_for_a_formula() -> None:
    steering = ["=1", "+1", "-1", "@a", "\t=1", " =1", "'=1"]
    rows = [ROWS[0] | {"quote": text} for text in steering]
    read = csv.DictReader(StringIO(ledger.as_csv(rows).decode("utf-8-sig"), newline=""))
    for row, text in zip(read, steering, strict=True):
        assert row["what"].startswith("'=1+1")
        assert row["quote"] == (text if text.startswith("'") else f"'{text}")


def test_a_table_without_facts_has_its_heads() -> None:
    [heads] = csv.reader(StringIO(ledger.as_csv([]).decode("utf-8-sig")))
    assert "quote" in heads


def test_a_workbook_is_for_people() -> None:
    sheet = load_workbook(BytesIO(ledger.as_sheet(ROWS))).active
    assert sheet is not None
    heads, task, deadline, _ = sheet.iter_rows(values_only=True)
    shown = dict(zip(heads, task, strict=True))
    assert (shown["Loại"], shown["Chủ trì"], shown["Mục"]) == (
        "Nhiệm vụ",
        "Sở Giao thông",
        "II › 1",
    )
    assert shown["Nội dung"] == "=1+1; nâng cấp đường"
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    assert dict(zip(heads, deadline, strict=True))["Định kỳ"] == "có"
    assert set(ledger.COLUMNS) >= set().union(*ROWS)
