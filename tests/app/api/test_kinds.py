"""Answers that quote nothing, and parts by their labels, through every door."""

import json
from typing import Any

import openai
import pytest
from fastapi.testclient import TestClient

HELD = "Có bao nhiêu kế hoạch?"


def ask(client: TestClient, question: str, **more: object) -> dict[str, Any]:
    reply = client.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def test_what_is_held_is_told_without_quotes(client: TestClient) -> None:
    answer = ask(client, HELD)
    records = client.get("/v1/documents").json()["documents"]
    assert (answer["kind"], answer["status"], answer["confidence"]) == ("catalogue", "answered", 1)
    assert answer["citations"] == answer["passages"] == []
    assert {claim["document_id"] for claim in answer["claims"]} == {r["id"] for r in records}
    assert set(answer["coverage"]["stated"]) == {record["id"] for record in records}
    assert f"**{len(records)} kế hoạch**" in answer["answer"]
    assert answer["reason"] is None


@pytest.mark.parametrize("question", ["Xin chào", HELD])
def test_the_asker_s_own_filter_holds(client: TestClient, question: str) -> None:
    (first, *others) = client.get("/v1/documents").json()["documents"]
    answer = ask(client, question, document_ids=[first["id"]])
    assert others
    assert not any(record["signer"] in answer["answer"] for record in others)


def test_small_talk_suggests_questions_that_are_answered(client: TestClient) -> None:
    answer = ask(client, "Bạn làm được gì?")
    assert (answer["kind"], answer["citations"], answer["claims"]) == ("talk", [], [])
    suggested = [line[2:] for line in answer["answer"].splitlines() if line.startswith("- ")]
    assert len(suggested) == 3
    assert ask(client, suggested[0])["status"] == "answered"


@pytest.mark.parametrize("mode", ["auto", "generative"])
def test_a_stream_ends_in_the_same_words(client: TestClient, mode: str) -> None:
    asked = {"question": HELD, "stream": True, "mode": mode}
    sent = client.post("/v1/ask", json=asked).text.split("\n\n")
    events = [dict(line.split(": ", 1) for line in each.splitlines()) for each in sent if each]
    assert [event["event"] for event in events][:1] == ["passages"]
    said = "".join(json.loads(e["data"])["text"] for e in events if e["event"] == "token")
    answer = json.loads(events[-1]["data"])
    assert said == answer["answer"] == ask(client, HELD)["answer"]
    assert answer["mode"] == "extractive"


def test_a_chat_that_greets_gets_no_list_of_sources(client: TestClient) -> None:
    api = openai.OpenAI(base_url="http://testserver/v1", api_key="any", http_client=client)
    completion = api.chat.completions.create(
        model="hoidap", messages=[{"role": "user", "content": "Xin chào"}]
    )
    assert completion.choices[0].message.content == ask(client, "Xin chào")["answer"]


def test_an_answer_that_quotes_nothing_is_kept_and_judged(client: TestClient) -> None:
    client.get("/")
    answer = ask(client, HELD, conversation_id="held")
    path = f"/v1/answers/{answer['id']}/feedback"
    assert client.put(path, json={"verdict": "right"}).status_code == 204
    line = json.loads(client.get("/v1/feedback").text.splitlines()[-1])
    assert (line["type"], line["answerable"], line["evidence"]) == ("catalogue", True, [])


def test_a_part_is_quoted_by_its_label(client: TestClient) -> None:
    answer = ask(client, "Mục IV.5 kế hoạch Sơn Khê viết gì?")
    assert answer["citations"][0]["section_path"] == ["IV", "5"]
    assert answer["passages"][0]["section_path"] == ["IV", "5"]


def test_the_conversation_tells_which_document_is_meant(client: TestClient) -> None:
    ask(client, "Ai ký kế hoạch của Sơn Khê?", conversation_id="part")
    answer = ask(client, "Mục IV.5 nói gì?", conversation_id="part")
    assert {citation["source"][:2] for citation in answer["citations"]} == {"02"}


def test_the_last_answer_comes_again_as_a_table(client: TestClient) -> None:
    ask(client, "Liệt kê các chỉ tiêu về vệ sinh môi trường của Hòa Giang", conversation_id="form")
    answer = ask(client, "Lập thành bảng", conversation_id="form")
    assert answer["understood"]["form"] == "table"
    rows = [line for line in answer["answer"].splitlines() if line.startswith("|")]
    assert answer["kind"] == "table"
    assert len(rows) > 3
    assert all("[" in row for row in rows[2:])
