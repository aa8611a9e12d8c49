"""Conversations, judgements, exports and comparisons over HTTP."""

import json

import pytest
from fastapi.testclient import TestClient

from app.api.reader import COOKIE

QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"


@pytest.fixture
def reader(client: TestClient) -> TestClient:
    """A client with a reader's cookie of its own."""
    client.cookies.clear()
    assert client.get("/").cookies[COOKIE]
    return client


def ask(reader: TestClient, question: str, conversation: str) -> dict[str, object]:
    """Ask within a conversation."""
    body = {"question": question, "conversation_id": conversation}
    reply = reader.post("/v1/ask", json=body)
    assert reply.status_code == 200
    return dict(reply.json())


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    client.cookies.clear()
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    again = client.get("/").headers["set-cookie"]
    assert cookie.split(";")[0] == again.split(";")[0]


def test_a_forged_cookie_is_no_reader(client: TestClient) -> None:
    client.cookies.clear()
    client.cookies.set(COOKIE, "' OR 1=1")
    assert client.get("/v1/conversations").json() == {"conversations": []}


def test_a_follow_up_is_answered_in_its_context_and_kept(reader: TestClient) -> None:
    first = ask(reader, QUESTION, "follow")
    second = ask(reader, "Còn Tân Bình Nam?", "follow")
    assert first["understood_as"] is None
    assert second["question"] == "Còn Tân Bình Nam?"
    assert str(second["understood_as"]).startswith("Tân Bình Nam đặt tỷ lệ")
    history = reader.get("/v1/conversations/follow").json()["history"]
    assert [turn["answer"] for turn in history] == [first, second]


def test_without_a_conversation_nothing_is_kept(reader: TestClient) -> None:
    reader.post("/v1/ask", json={"question": QUESTION})
    assert reader.get("/v1/conversations").json() == {"conversations": []}


def test_a_conversation_is_renamed_and_deleted(reader: TestClient) -> None:
    ask(reader, QUESTION, "named")
    assert reader.patch("/v1/conversations/named", json={"title": "  "}).status_code == 422
    assert reader.patch("/v1/conversations/named", json={"title": "Quý I"}).status_code == 204
    assert reader.get("/v1/conversations", params={"q": "quy"}).json()["conversations"]
    assert reader.delete("/v1/conversations/named").status_code == 204
    gone = reader.get("/v1/conversations/named")
    assert (gone.status_code, gone.json()["code"]) == (404, "conversation_not_found")


def test_only_ones_own_answers_are_judged(reader: TestClient) -> None:
    answer = ask(reader, QUESTION, "judged")
    path = f"/v1/answers/{answer['id']}/feedback"
    assert reader.put(path, json={"verdict": "perhaps"}).status_code == 422
    assert reader.put(path, json={"verdict": "wrong", "reason": "Thiếu ý."}).status_code == 204
    (line,) = reader.get("/v1/feedback").text.splitlines()
    assert json.loads(line)["note"] == "Thiếu ý."
    reader.cookies.clear()
    reader.get("/")
    assert reader.put(path, json={"verdict": "right"}).json()["code"] == "answer_not_found"
    assert reader.get("/v1/feedback").text == ""


def test_an_export_is_a_download_whose_name_holds_no_path(reader: TestClient) -> None:
    ask(reader, QUESTION, "exported")
    reader.patch("/v1/conversations/exported", json={"title": '../..\\"\u202etxt\r\nX-Bad: 1'})
    for form in ("docx", "md"):
        reply = reader.get("/v1/conversations/exported/export", params={"format": form})
        disposition = reply.headers["content-disposition"]
        assert disposition.startswith("attachment; ")
        assert f".{form}" in disposition
        assert not set("/\\\r\n") & set(disposition.split("filename*=")[0])
        assert "x-bad" not in reply.headers
    assert reader.get("/v1/conversations/exported/export?format=exe").status_code == 422


def test_a_comparison_has_a_cell_for_each_document_and_topic(client: TestClient) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    ids = [document["id"] for document in documents]
    topics = ["tỷ lệ sử dụng nước sạch", "đường sắt cao tốc"]
    table = client.post("/v1/compare", json={"topics": topics, "document_ids": ids}).json()
    assert [row["document_id"] for row in table["rows"]] == ids
    for row in table["rows"]:
        stated, silent = row["cells"]
        assert not stated["silent"]
        for citation in stated["citations"]:
            assert citation["document_id"] == row["document_id"]
            assert f"[{citation['marker']}]" in stated["text"]
            text = client.get(f"/v1/documents/{row['document_id']}/text").json()["text"]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert (silent["silent"], silent["text"], silent["citations"]) == (True, "không nêu", [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"topics": [], "document_ids": ["x"]}, 422),
        ({"topics": ["kinh phí"], "document_ids": []}, 422),
        ({"topics": ["  "], "document_ids": ["x"]}, 422),
        ({"topics": ["kinh phí"], "document_ids": ["no-such"]}, 404),
    ],
)
def test_a_comparison_of_nothing_is_refused(
    client: TestClient, body: dict[str, object], status: int
) -> None:
    assert client.post("/v1/compare", json=body).status_code == status


def test_only_a_pdf_has_pages_to_show(client: TestClient) -> None:
    key = client.get("/v1/documents").json()["documents"][0]["id"]
    reply = client.get(f"/v1/documents/{key}/pages/1")
    assert (reply.status_code, reply.json()["code"]) == (404, "page_not_found")
