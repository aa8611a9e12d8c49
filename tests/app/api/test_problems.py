from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

import app.errors
import index.errors
import ingest.errors
from app.api import problems
from app.wire.problems import Problem

JSON = {"content-type": "application/json"}


def descendants(root: type[Exception]) -> Iterator[type[Exception]]:
    yield root
    for child in root.__subclasses__():
        yield from descendants(child)


@pytest.mark.parametrize(
    "error",
    [
        error
        for root in (app.errors.AppError, index.errors.IndexFailure, ingest.errors.IngestError)
        for error in descendants(root)
        if error.__module__ in ("app.errors", "index.errors", "ingest.errors")
    ],
)
def test_every_error_class_has_its_status(error: type[Exception]) -> None:
    assert error in problems.TABLE
    shown = problems.of_error(error("Nội dung."))
    assert shown.status == problems.TABLE[error][0]
    assert shown.detail == "Nội dung." or shown.status == 500


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/khong-co", None, 404, "not_found"),
        ("GET", "/docs", None, 404, "not_found"),
        ("GET", "/v1/ask", None, 405, "method_not_allowed"),
        ("GET", "/v1/documents/khong-co", None, 404, "document_not_found"),
        ("GET", "/v1/documents/khong-co/text", None, 404, "document_not_found"),
        ("GET", "/v1/documents/khong-co/original", None, 404, "document_not_found"),
        ("DELETE", "/v1/documents/khong-co", None, 404, "document_not_found"),
        ("GET", "/v1/jobs/khong-co", None, 404, "job_not_found"),
        ("GET", "/v1/documents?limit=0", None, 422, "invalid_request"),
        ("GET", "/v1/documents?limit=201", None, 422, "invalid_request"),
        ("GET", "/v1/documents?limit=nhieu", None, 422, "invalid_request"),
        ("GET", "/v1/documents?cursor=x", None, 422, "invalid_cursor"),
        ("POST", "/v1/documents", b"", 422, "invalid_request"),
        ("POST", "/v1/ask", b"", 422, "invalid_request"),
        ("POST", "/v1/ask", b"{", 400, "malformed_json"),
        ("POST", "/v1/ask", b"\xff\xfe", 400, "malformed_json"),
        ("POST", "/v1/ask", b"[]", 422, "invalid_request"),
        ("POST", "/v1/ask", b'{"question": ""}', 422, "invalid_request"),
        ("POST", "/v1/ask", b'{"question": " \\n"}', 422, "invalid_request"),
        ("POST", "/v1/ask", b'{"question": "\\ud800"}', 422, "invalid_request"),
        ("POST", "/v1/search", b'{"query": "x", "top_k": 51}', 422, "invalid_request"),
    ],
)
def test_every_refusal_is_a_problem(
    client: TestClient, method: str, path: str, body: bytes | None, status: int, code: str
) -> None:
    reply = client.request(method, path, content=body, headers=JSON if body is not None else {})
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == problems.MEDIA_TYPE
    shown = Problem.model_validate_json(reply.content, strict=True)
    assert (shown.status, shown.code) == (status, code)
    assert shown.type == f"urn:hoidap:problem:{code}"
    assert shown.title
    assert shown.detail.endswith(".")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/documents", "GET, POST"),
        ("PUT", "/v1/documents/khong-co", "GET, PATCH, DELETE"),
        ("GET", "/v1/ask", "POST"),
        ("POST", "/v1/documents/khong-co/text", "GET"),
    ],
)
def test_a_wrong_method_is_told_all_that_the_address_has(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    reply = client.request(method, path)
    assert (reply.status_code, reply.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"question": "a" * 2001}, "question", "dài quá 2000 ký tự"),
        ({"question": 5}, "question", "phải là chuỗi ký tự"),
        ({"question": None}, "question", "phải là chuỗi ký tự"),
        ({"top_k": 0}, "top_k", "phải từ 1 trở lên"),
        ({"top_k": 51}, "top_k", "phải từ 50 trở xuống"),
        ({"top_k": "8"}, "top_k", "phải là số nguyên"),
        ({"top_k": 1.5}, "top_k", "phải là số nguyên"),
        ({"mode": "x"}, "mode", "phải là một trong: 'auto', 'extractive', 'generative'"),
        ({"stream": "true"}, "stream", "phải là true hoặc false"),
        ({"document_ids": "x"}, "document_ids", "phải là danh sách"),
        ({"filters": {"issued_from": "31/12/2024"}}, "filters.issued_from", "NĂM-THÁNG-NGÀY"),
        ({"filters": {"colour": "red"}}, "filters.colour", "không phải là trường được hỗ trợ"),
        ({"colour": "red"}, "colour", "không phải là trường được hỗ trợ"),
    ],
)
def test_a_wrong_field_is_named_in_vietnamese(
    client: TestClient, change: dict[str, object], field: str, told: str
) -> None:
    reply = client.post("/v1/ask", json={"question": "Có gì?", **change})
    assert reply.status_code == 422
    shown = reply.json()
    assert [error["field"] for error in shown["errors"]] == [field]
    assert told in shown["errors"][0]["detail"]
    assert f"“{field}”" in shown["detail"]


def test_a_form_instead_of_json_is_told_what_to_send(client: TestClient) -> None:
    reply = client.post("/v1/ask", data={"question": "Có gì?"})
    assert (reply.status_code, reply.json()["code"]) == (415, "unsupported_media_type")


def test_a_form_field_instead_of_a_file_is_told(client: TestClient) -> None:
    reply = client.post("/v1/documents", data={"files": ""})
    assert reply.status_code == 422
    assert "phải là tệp" in reply.json()["detail"]


def test_a_hostile_field_name_is_cut_short(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": "x", "y" * 5000: 1})
    assert reply.status_code == 422
    assert len(reply.text) < 1000
