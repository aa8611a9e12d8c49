"""Answers shared by link, pinned, and gone on from; addresses a person may type."""

from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from app.api.reader import COOKIE
from tests.app.conftest import until

QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"


def other_reader(client: TestClient) -> None:
    """Let the client be someone else from here on."""
    client.cookies.clear()
    assert client.get("/").cookies[COOKIE]


def test_an_answer_is_shown_pinned_and_exported_by_its_link(client: TestClient) -> None:
    other_reader(client)
    body = {"question": QUESTION, "conversation_id": "to-be-shared"}
    answer = client.post("/v1/ask", json=body).json()
    key = answer["id"]
    client.put(f"/v1/answers/{key}/feedback", json={"verdict": "right"})
    other_reader(client)
    shown = client.get(f"/v1/answers/{key}").json()
    assert shown["answer"] == answer
    assert shown["verdict"] is None
    assert client.get("/v1/conversations/to-be-shared").status_code == 404
    assert client.get("/v1/answers/khong-co").status_code == 404
    assert client.put(f"/v1/answers/{key}/pin", json={"note": " Họp giao ban "}).status_code == 204
    (pin,) = client.get("/v1/pins").json()["pins"]
    assert (pin["answer_id"], pin["question"], pin["note"]) == (key, QUESTION, "Họp giao ban")
    named = unquote(client.get(f"/v1/answers/{key}/export").headers["content-disposition"])
    assert QUESTION.rstrip("?") in named
    assert client.delete(f"/v1/answers/{key}/pin").status_code == 204
    assert client.get("/v1/pins").json() == {"pins": []}


def test_what_is_suggested_is_answered(client: TestClient) -> None:
    place = {"place": "Sơn Khê"}
    until(lambda: client.get("/v1/suggestions", params=place).json()["complete"])
    questions = client.get("/v1/suggestions", params=place).json()["questions"]
    assert questions
    answer = client.post("/v1/ask", json={"question": questions[0], "filters": place}).json()
    assert answer["status"] == "answered"


def test_an_answer_of_several_documents_goes_on_to_each(client: TestClient) -> None:
    listed = {"question": "Có những kế hoạch nào?", "conversation_id": "listed"}
    asked = client.post("/v1/ask", json=listed).json()
    params = {"answer_id": asked["id"]}
    until(lambda: client.get("/v1/suggestions", params=params).json()["complete"])
    questions = client.get("/v1/suggestions", params=params).json()["questions"]
    assert len(questions) > 1
    again = client.post("/v1/ask", json={"question": questions[1]}).json()
    assert again["status"] == "answered"


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/khong-co", "text/html,*/*;q=0.8", "text/html"),
        ("/khong-co", "*/*", "application/problem+json"),
        ("/v1/khong-co", "text/html", "application/problem+json"),
    ],
)
def test_an_unknown_address_is_told_as_it_is_asked(
    client: TestClient, path: str, accept: str, kind: str
) -> None:
    reply = client.get(path, headers={"Accept": accept})
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith(kind)


def test_the_page_answers_who_only_asks_for_its_head(client: TestClient) -> None:
    reply = client.head("/")
    assert (reply.status_code, reply.content) == (200, b"")
