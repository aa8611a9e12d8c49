"""Whatever is sent, the reply is one the description promises, and never a fault of ours."""

import json
from typing import Any
from urllib.parse import quote

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.api import problems
from app.wire.answers import AnswerOut
from app.wire.problems import Problem

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FILTERS = ("issuer", "place", "kind", "number", "issued_from", "issued_to")
WORDS = (
    *("Hòa Giang", "Sơn Khê", "so sánh", "liệt kê", "mục nào", "ai ký", "có", "phải không"),
    *("những kế hoạch nào", "ngày 15/11", "80,1%", "số 247/KH-UBND", "Điều 5", "II", "[1]"),
    *("?", '"', "*", "(", ")", ":", "AND", "OR", "NOT", "~", "^"),
)
QUESTIONS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=12,
    ).map(" ".join),
)
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RELAXED
@given(
    st.fixed_dictionaries(
        {"question": QUESTIONS | ANYTHING},
        optional={
            "top_k": st.integers(-1, 60) | ANYTHING,
            "document_ids": st.lists(st.text(max_size=20), max_size=3) | ANYTHING,
            "filters": st.dictionaries(st.sampled_from(FILTERS), st.text(max_size=20)) | ANYTHING,
            "mode": st.sampled_from(["auto", "extractive", "x"]) | ANYTHING,
            "extra": ANYTHING,
        },
    )
)
def test_ask_never_breaks(client: TestClient, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    reply = client.post("/v1/ask", content=content, headers={"content-type": "application/json"})
    if reply.status_code == 200:
        answer = AnswerOut.model_validate_json(reply.content)
        assert answer.question == body["question"]
        markers = {citation.marker for citation in answer.citations}
        assert all(f"[{marker}]" in answer.answer for marker in markers)
    else:
        assert reply.status_code in (400, 422), reply.text
        assert reply.headers["content-type"] == problems.MEDIA_TYPE
        Problem.model_validate_json(reply.content)


@RELAXED
@given(st.binary(max_size=300), st.sampled_from(["application/json", "text/plain", "x", ""]))
def test_any_bytes_are_refused_politely(client: TestClient, body: bytes, kind: str) -> None:
    reply = client.post("/v1/ask", content=body, headers={"content-type": kind})
    assert reply.status_code in (400, 415, 422), (reply.status_code, body)
    Problem.model_validate_json(reply.content)


@RELAXED
@given(
    st.dictionaries(st.sampled_from(["limit", "cursor", "q", "x"]), st.text(max_size=20)),
    st.text(max_size=20),
)
def test_the_documents_never_break(
    client: TestClient, query: dict[str, str], document_id: str
) -> None:
    assert client.get("/v1/documents", params=query).status_code in (200, 422)
    for path in ("text", "original"):
        address = f"/v1/documents/{quote(document_id, safe='')}/{path}"
        assert client.get(address).status_code in (404, 405, 422)
