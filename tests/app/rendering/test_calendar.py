from dataclasses import replace
from datetime import date
from typing import Any

from icalendar import Calendar

from app.rendering import calendar
from index.facts import FactRecord
from ingest.facts.model import Deadline
from tests.app.rendering.records import DEADLINE, INDICATOR, TASK, record


def events(*records: FactRecord) -> list[Any]:
    return list(Calendar.from_ical(calendar.write("Lịch", records)).walk("VEVENT"))


def test_a_day_is_an_event_all_day_long() -> None:
    [event] = events(record(TASK))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert event["summary"] == "Sở Giao thông: =1+1; nâng cấp đường"
    assert "“lời văn”" in event["description"]
    assert "45/KH-UBND" in event["description"]
    assert "rrule" not in event
    assert b"\r\nDTSTART;VALUE=DATE:20261130\r\n" in calendar.write("Lịch", [record(TASK)])


def test_a_period_is_due_on_its_last_day() -> None:
    [event] = events(record(INDICATOR))
    assert event["dtstart"].dt == date(2030, 12, 31)


def test_what_recurs_begins_after_its_document() -> None:
    [event] = events(record(DEADLINE))
    assert (event["dtstart"].dt, event["rrule"]["FREQ"]) == (date(2028, 2, 29), ["YEARLY"])
    monthly = replace(DEADLINE, due="ngày 10 hằng tháng")
    [event] = events(record(monthly))
    assert (event["dtstart"].dt, event["rrule"]["FREQ"]) == (date(2025, 4, 10), ["MONTHLY"])


def test_undated_facts_have_no_event() -> None:
    assert events(record(replace(TASK, due="Thường xuyên"))) == []


def test_a_task_and_its_deadline_are_one_event() -> None:
    deadline = Deadline(start=5, end=9, path=(), what="Nâng cấp", due="trước ngày 30/11/2026")
    [event] = events(record(TASK), record(deadline, key="other"))
    assert event["summary"] == "Nâng cấp"
    apart = replace(deadline, start=10, end=12)
    assert len(events(record(TASK), record(apart, key="other"))) == 2


def test_an_event_names_two_bodies_and_counts_the_others() -> None:
    lead = ("Sở A", "Sở B", "Sở C", "các xã")
    [event] = events(record(replace(TASK, lead=lead, what="mở lớp")))
    assert event["summary"] == "Sở A, Sở B và 2 cơ quan khác: mở lớp"


def test_lines_are_folded_and_text_escaped() -> None:
    written = calendar.write("Lịch", [record(replace(TASK, what="a;b,c\nEND:VEVENT" + "ệ" * 300))])
    assert written.count(b"END:VEVENT\r\n") == 1
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert written == calendar.write(
        "Lịch", [record(replace(TASK, what="a;b,c\nEND:VEVENT" + "ệ" * 300))]
    )
