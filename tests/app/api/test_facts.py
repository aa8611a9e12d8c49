import csv
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from openpyxl import load_workbook


def found(client: TestClient, **asked: str) -> list[dict[str, Any]]:
    """Return all facts, page by page."""
    facts, cursor = [], ""
    while cursor is not None:
        reply = client.get("/v1/facts", params={"limit": "7", "cursor": cursor} | asked)
        assert reply.status_code == 200, reply.text
        facts += reply.json()["facts"]
        cursor = reply.json()["next_cursor"]
    return facts


@pytest.fixture(scope="module")
def every(client: TestClient) -> list[dict[str, Any]]:
    return found(client)


def test_every_fact_is_quoted_to_the_character(
    client: TestClient, every: list[dict[str, Any]]
) -> None:
    assert {fact["kind"] for fact in every} == {
        "indicator", "task", "deadline", "reference", "definition",
    }  # fmt: skip
    texts = {
        each["id"]: client.get(f"/v1/documents/{each['id']}/text").json()["text"]
        for each in client.get("/v1/documents").json()["documents"]
    }
    for fact in every:
        assert texts[fact["document_id"]][fact["start"] : fact["end"]] == fact["quote"]
        assert 0 <= fact["confidence"] <= 1
    assert len({fact["id"] for fact in every}) == len(every)
    assert {fact["document_id"] for fact in every} <= texts.keys()


def test_facts_are_narrowed(client: TestClient, every: list[dict[str, Any]]) -> None:
    one = every[0]["document_id"]
    expected = [fact for fact in every if fact["document_id"] == one]
    assert found(client, document_id=one) == expected
    for asked in ("", "&kind=&body=&due_from=&q=&cursor="):
        own = client.get(f"/v1/documents/{one}/facts?limit=200{asked}").json()
        assert own["facts"] == expected
    references = [fact for fact in every if fact["kind"] == "reference"]
    assert found(client, kind="reference") == references
    number = references[0]["number"]
    cited = found(client, kind="reference", q=number.lower())
    assert number in {fact["number"] for fact in cited}
    assert len(cited) < len(references)
    assert found(client, document_id="unknown") == []


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/v1/facts", {"kind": "promise"}, 422),
        ("/v1/facts", {"due_from": "tomorrow"}, 422),
        ("/v1/facts", {"due_from": "2031-02-01", "due_to": "2031-01-31"}, 422),
        ("/v1/facts", {"cursor": "x"}, 422),
        ("/v1/facts", {"limit": 0}, 422),
        ("/v1/facts", {"format": "pdf"}, 422),
        ("/v1/documents/unknown/facts", {}, 404),
        ("/v1/references", {}, 422),
        ("/v1/references", {"document_id": "unknown"}, 404),
        ("/v1/references", {"document_id": "unknown", "direction": "sideways"}, 422),
    ],
)
def test_what_is_wrong_is_told(
    client: TestClient, path: str, asked: dict[str, Any], status: int
) -> None:
    reply = client.get(path, params=asked)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"


def test_files_hold_all_that_match(client: TestClient, every: list[dict[str, Any]]) -> None:
    table = client.get("/v1/facts", params={"format": "csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["content-disposition"]
    rows = list(csv.DictReader(StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [fact["id"] for fact in every]
    named = client.get("/v1/facts", params={"format": "csv", "kind": "task", "body": "UBND xã"})
    assert quote("Nhiệm vụ, UBND xã.csv") in named.headers["content-disposition"]
    workbook = client.get("/v1/facts", params={"format": "xlsx", "kind": "definition"})
    sheet = load_workbook(BytesIO(workbook.content)).active
    assert sheet is not None
    assert sheet.max_row == 1 + sum(fact["kind"] == "definition" for fact in every)
    feed = client.get("/v1/facts", params={"format": "ics"})
    assert feed.headers["content-type"].startswith("text/calendar")
    dated = [fact for fact in every if fact["kind"] in ("task", "deadline") and fact["due_days"]]
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert 0 < len(events) <= sum(len(fact["due_days"]) for fact in dated)


def test_facts_are_found_by_body_and_day(client: TestClient, every: list[dict[str, Any]]) -> None:
    task = next(fact for fact in every if fact["kind"] == "task" and fact["lead"])
    led = found(client, kind="task", body=task["lead"][0].upper())
    assert task["id"] in {fact["id"] for fact in led}
    assert len(led) < sum(fact["kind"] == "task" for fact in every)
    due = found(client, due_from="2024-01-01", due_to="2024-12-31")
    assert 0 < len(due) < len(every)
    for fact in due:
        assert any(day.startswith("2024-") or len(day) < 10 for day in fact["due_days"])


def test_references_are_followed(client: TestClient, every: list[dict[str, Any]]) -> None:
    reference = next(fact for fact in every if fact["kind"] == "reference" and fact["issued_on"])
    asked = {"document_id": reference["document_id"], "direction": "up"}
    up = client.get("/v1/references", params=asked).json()
    assert up["complete"] is True
    assert reference["number"] in {link["number"] for link in up["references"]}
    down = client.get("/v1/references", params={"number": reference["number"]}).json()
    assert reference["document_id"] in {link["document_id"] for link in down["references"]}
