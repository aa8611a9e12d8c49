"""Tags over HTTP: put on and taken off, listed, and a gate for what is asked."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

TAG = "Chương trình nước sạch"


@pytest.fixture
def ids(client: TestClient) -> Iterator[list[str]]:
    """The documents of the samples, without a tag before and after."""
    ids = [entry["id"] for entry in client.get("/v1/documents").json()["documents"]]
    yield ids
    for key in ids:
        assert client.patch(f"/v1/documents/{key}", json={"tags": None}).json()["tags"] == []


def test_several_are_tagged_and_the_way_back_is_told(client: TestClient, ids: list[str]) -> None:
    one, two, *_ = ids
    alone = client.patch(f"/v1/documents/{one}", json={"tags": [TAG, "  Năm  2031"]})
    assert alone.json()["tags"] == [TAG, "Năm 2031"]
    both = {"document_ids": [one, two], "add": [TAG.upper()]}
    assert client.post("/v1/tags", json=both).json() == {"changed": [two]}
    counted = client.get("/v1/catalogue").json()["tags"]
    assert [(each["value"].casefold(), each["documents"]) for each in counted] == [
        (TAG.casefold(), 2),
        ("năm 2031", 1),
    ]
    undone = {"document_ids": [two], "remove": [TAG]}
    assert client.post("/v1/tags", json=undone).json() == {"changed": [two]}
    assert client.get(f"/v1/documents/{two}").json()["tags"] == []
    corrections = client.get(f"/v1/documents/{one}").json()["corrections"]
    assert corrections == []  # a tag is no part of the header


def test_what_a_tag_narrows_to_is_all_that_is_asked(client: TestClient, ids: list[str]) -> None:
    client.post("/v1/tags", json={"document_ids": ids[:1], "add": [TAG]})
    narrowed = {"tag": "chuong trinh nuoc sach"}
    listed = client.get("/v1/documents", params=narrowed).json()
    assert [entry["id"] for entry in listed["documents"]] == ids[:1]
    assert client.get("/v1/catalogue", params=narrowed).json()["total"] == 1
    facts = client.get("/v1/facts", params=narrowed).json()["facts"]
    assert {fact["document_id"] for fact in facts} == set(ids[:1])
    found = client.post("/v1/search", json={"query": "nước sạch", "filters": narrowed}).json()
    assert {passage["document_id"] for passage in found["passages"]} == set(ids[:1])
    asked = {"question": "Tỷ lệ dùng nước sạch là bao nhiêu?", "filters": narrowed}
    answer = client.post("/v1/ask", json=asked).json()
    assert {passage["document_id"] for passage in answer["passages"]} == set(ids[:1])
    none = client.post("/v1/ask", json=asked | {"filters": {"tag": "Không ai gắn"}}).json()
    assert (none["status"], none["passages"]) == ("not_found", [])


def test_requests_that_say_no_tag_are_refused(client: TestClient, ids: list[str]) -> None:
    for body, status in (
        ({"document_ids": ids}, 422),
        ({"document_ids": [], "add": [TAG]}, 422),
        ({"document_ids": ids, "add": ["x" * 61]}, 422),
        ({"document_ids": ids, "add": ["…"]}, 422),
        ({"document_ids": [ids[0], "unknown"], "add": [TAG]}, 404),
    ):
        assert client.post("/v1/tags", json=body).status_code == status, body
    assert client.get("/v1/catalogue").json()["tags"] == []
    for n in range(2):
        tags = [f"nhãn {n} {each}" for each in range(30)]
        reply = client.post("/v1/tags", json={"document_ids": ids, "add": tags})
        assert reply.status_code == (409 if n else 200)


def test_the_list_is_narrowed_by_how_documents_stand(client: TestClient) -> None:
    every = client.get("/v1/documents").json()["documents"]
    for status in ("in_force", "repealed", "replaced", "amended", "disputed"):
        listed = client.get("/v1/documents", params={"status": status}).json()
        assert listed["documents"] == [each for each in every if each["status"] == status]
        assert listed["total"] == len(listed["documents"])
    assert client.get("/v1/documents", params={"status": "gone"}).status_code == 422
