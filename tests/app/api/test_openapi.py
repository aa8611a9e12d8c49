from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api import problems
from app.ui import page

PROMISED = {
    ("post", "/v1/ask"),
    ("post", "/v1/search"),
    ("get", "/v1/documents"),
    ("post", "/v1/documents"),
    ("get", "/v1/documents/{document_id}"),
    ("delete", "/v1/documents/{document_id}"),
    ("get", "/v1/documents/{document_id}/text"),
    ("get", "/v1/documents/{document_id}/original"),
    ("get", "/v1/jobs/{job_id}"),
    ("get", "/v1/facts"),
    ("get", "/v1/documents/{document_id}/facts"),
    ("get", "/v1/references"),
    ("patch", "/v1/documents/{document_id}"),
    ("post", "/v1/documents/{document_id}/reread"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/metrics"),
    ("get", "/v1/me"),
    ("get", "/openapi.json"),
}


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    schema: dict[str, Any] = client.get("/openapi.json").json()
    return schema


def operations(described: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_every_promised_route_is_described(described: dict[str, Any]) -> None:
    found = operations(described)
    assert set(found) >= PROMISED
    for operation in found.values():
        assert operation["summary"]
        assert operation["description"]
        assert problems.MEDIA_TYPE in operation["responses"]["500"]["content"]


def test_the_page_is_described_where_it_is_served() -> None:
    app = FastAPI()
    page.mount(app, signs_in=False)
    shown = app.openapi()["paths"]["/"]
    assert list(shown) == ["get"]
    assert list(shown["get"]["responses"]["200"]["content"]) == ["text/html"]


def test_every_error_is_described_as_a_problem(described: dict[str, Any]) -> None:
    for operation in operations(described).values():
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == [problems.MEDIA_TYPE]
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_what_a_broken_body_is_answered_with_is_described(
    client: TestClient, described: dict[str, Any]
) -> None:
    taking = {
        where: operation
        for where, operation in operations(described).items()
        if "requestBody" in operation
    }
    assert len(taking) > 10
    for (method, path), operation in taking.items():
        address = path.replace("{", "").replace("}", "")
        for content_type in ("application/json", "text/plain", "multipart/form-data"):
            headers = {"Content-Type": content_type, "Sec-Fetch-Site": "same-origin"}
            reply = client.request(method, address, content=b"\x00", headers=headers)
            assert str(reply.status_code) in operation["responses"], (method, path, reply.text)


def test_every_field_and_parameter_is_described(described: dict[str, Any]) -> None:
    shapes = described["components"]["schemas"]
    for name, shape in shapes.items():
        for field, about in shape.get("properties", {}).items():
            named = shapes.get(about.get("$ref", "").rpartition("/")[2], about)
            assert named.get("description"), f"{name}.{field}"
    for where, operation in operations(described).items():
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{where} {parameter['name']}"


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return own.union(*map(references, value.values()))
        if isinstance(value, list):
            return set().union(*map(references, value))
        return set()

    shapes = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert references(described) <= shapes


def test_stream_upload_and_download_are_described(described: dict[str, Any]) -> None:
    found = operations(described)
    content = found["post", "/v1/ask"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", "text/event-stream"}
    named = [
        event["properties"]["event"]["const"]
        for event in content["text/event-stream"]["schema"]["oneOf"]
    ]
    assert named == ["passages", "token", "answer", "error"]
    assert "multipart/form-data" in found["post", "/v1/documents"]["requestBody"]["content"]
    original = found["get", "/v1/documents/{document_id}/original"]["responses"]["200"]
    assert original["content"]["*/*"]["schema"]["format"] == "binary"


def test_defaults_and_bounds_are_those_promised(described: dict[str, Any]) -> None:
    fields = described["components"]["schemas"]["AskRequest"]["properties"]
    question, top_k = fields["question"], fields["top_k"]
    assert (question["minLength"], question["maxLength"]) == (1, 2000)
    assert (top_k["minimum"], top_k["maximum"], top_k["default"]) == (1, 50, 8)
    assert fields["stream"]["default"] is False
    assert fields["mode"]["default"] == "auto"
    limit = next(
        parameter
        for parameter in described["paths"]["/v1/documents"]["get"]["parameters"]
        if parameter["name"] == "limit"
    )["schema"]
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 200, 50)
