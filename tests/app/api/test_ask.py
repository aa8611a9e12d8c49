import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.wire.answers import AnswerOut

ASKED = "Hòa Giang phải gửi báo cáo kết quả trước ngày nào?"


def ask(client: TestClient, question: str, **more: object) -> dict[str, Any]:
    reply = client.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def text_of(client: TestClient, document_id: str) -> str:
    text: str = client.get(f"/v1/documents/{document_id}/text").json()["text"]
    return text


def test_an_answer_has_the_promised_shape(client: TestClient) -> None:
    answer = ask(client, ASKED)
    assert list(answer) == list(AnswerOut.model_fields)
    assert answer["question"] == ASKED
    assert answer["status"] == "answered"
    assert answer["mode"] == "extractive"
    assert "15/11" in answer["answer"]
    assert set(answer["timings_ms"]) == {"embed", "retrieve", "answer", "total"}
    assert len(answer["passages"]) == 8
    fused = [passage["scores"]["fused"] for passage in answer["passages"]]
    assert fused == sorted(fused, reverse=True)


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        "Ai ký kế hoạch của Huyện ủy Sơn Khê?",
        "So sánh thời hạn báo cáo của Hòa Giang và Sơn Khê",
        "Sở Tài chính Hòa Giang có những nhiệm vụ gì?",
        "Kinh phí mua tàu vũ trụ là bao nhiêu?",
    ],
)
def test_every_quote_and_passage_is_the_text_itself(client: TestClient, question: str) -> None:
    answer = ask(client, question, top_k=20)
    for passage in answer["passages"]:
        text = text_of(client, passage["document_id"])
        assert text[passage["start"] : passage["end"]] == passage["text"]
    for citation in answer["citations"]:
        text = text_of(client, citation["document_id"])
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize(
    ("question", "kind", "reason"),
    [
        (ASKED, "fact", None),
        ("Ai ký kế hoạch của Huyện ủy Sơn Khê?", "fact", None),
        ("So sánh thời hạn báo cáo của Hòa Giang và Sơn Khê", "compare", None),
        ("Liệt kê các chỉ tiêu về vệ sinh môi trường của Hòa Giang", "list", None),
        ("Tân Bình Nam có cấp phép khai thác mới nước dưới đất không?", "yes_no", None),
        ("Cho xin số hiệu đầy đủ của kế hoạch Sơn Khê", "fact", "not_stated"),
        ("Bình Lâm Thượng đặt chỉ tiêu nước sạch bao nhiêu phần trăm?", "fact", "not_found"),
    ],
)
def test_the_answer_is_data_beside_its_text(
    client: TestClient, question: str, kind: str, reason: str | None
) -> None:
    answer = ask(client, question)
    assert (answer["kind"], answer["reason"]) == (kind, reason)
    claimed = {marker for claim in answer["claims"] for marker in claim["markers"]}
    assert claimed == {citation["marker"] for citation in answer["citations"]}
    assert bool(claimed) is (reason is None)
    cited = {citation["document_id"] for citation in answer["citations"]}
    assert set(answer["coverage"]["stated"]) == cited
    asked = {key for held in answer["coverage"].values() for key in held}
    assert asked >= set(answer["understood"]["documents"])
    for name in answer["understood"]["names"]:
        said = answer["understood"]["question"][name["start"] : name["end"]]
        assert said == name["text"]


def test_equal_questions_get_equal_answers(client: TestClient) -> None:
    first, second = (ask(client, ASKED) for _ in range(2))
    assert first.pop("id") != second.pop("id")
    del first["timings_ms"], second["timings_ms"]
    assert first == second


@pytest.mark.parametrize(
    "narrowed",
    [
        {"document_ids": ["no-such-document"]},
        {"document_ids": []},
        {"filters": {"place": "Không Đâu Cả"}},
        {"filters": {"issued_from": "2099-01-01"}},
    ],
)
def test_a_selection_of_nothing_is_an_answer(
    client: TestClient, narrowed: dict[str, object]
) -> None:
    answer = ask(client, ASKED, **narrowed)
    assert answer["status"] == "not_found"
    assert answer["answer"]
    assert answer["citations"] == answer["passages"] == []


def test_filters_and_ids_narrow_the_search(client: TestClient) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    chosen = next(one for one in documents if one["place"] == "Hòa Giang")
    for narrowed in (
        {"document_ids": [chosen["id"]]},
        {"filters": {"place": "hoa giang"}},
        {"filters": {"number": chosen["number"]}},
        {"filters": {"issuer": "Hòa Giang", "kind": "kế hoạch", "place": " "}},
        {"filters": {"issued_from": chosen["issued_on"], "issued_to": chosen["issued_on"]}},
    ):
        found = client.post("/v1/search", json={"query": "báo cáo", "top_k": 50, **narrowed})
        ids = {passage["document_id"] for passage in found.json()["passages"]}
        assert ids == {chosen["id"]}, narrowed


def test_a_search_returns_as_many_passages_as_asked(client: TestClient) -> None:
    for top_k in (1, 5, 50):
        found = client.post("/v1/search", json={"query": "nước sạch nông thôn", "top_k": top_k})
        assert len(found.json()["passages"]) == top_k


def events(client: TestClient, body: dict[str, object]) -> list[tuple[str, Any]]:
    reply = client.post("/v1/ask", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in reply.text.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]


def test_a_stream_is_the_answer_in_pieces(client: TestClient) -> None:
    received = events(client, {"question": ASKED, "stream": True})
    names = [name for name, _ in received]
    assert names[0] == "passages"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"token"}
    answer = received[-1][1]
    assert "".join(data["text"] for _, data in received[1:-1]) == answer["answer"]
    assert received[0][1]["passages"] == answer["passages"]
    whole = ask(client, ASKED)
    for timed in (answer, whole):
        del timed["id"], timed["timings_ms"]
    assert answer == whole


def test_a_refusal_streams_too(client: TestClient) -> None:
    received = events(client, {"question": ASKED, "stream": True, "document_ids": []})
    assert received[-1][0] == "answer"
    assert received[-1][1]["status"] == "not_found"


def test_an_invalid_question_is_refused_before_the_stream(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": "", "stream": True})
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "question", ["?", "a" * 2000, "\x00", "'; DROP TABLE documents; --", '"AND OR (', "🙂" * 50]
)
def test_odd_questions_are_answered(client: TestClient, question: str) -> None:
    assert ask(client, question)["question"] == question
