import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.documents import attachment
from app.wire.documents import DocumentDetail, DocumentOut
from tests.app.conftest import until

PLAN = """ỦY BAN NHÂN DÂN TỈNH YÊN LẠC THƯỢNG
Số: 45/KH-UBND
KẾ HOẠCH
Nâng cấp đường giao thông nông thôn
I. MỤC TIÊU
1. Đến năm 2030 có 87,5% đường xã được trải nhựa.
II. TỔ CHỨC THỰC HIỆN
1. Sở Giao thông vận tải chủ trì, báo cáo trước ngày 20/10 hằng năm.
"""


def upload(client: TestClient, files: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """Upload and wait until the job is over."""
    reply = client.post("/v1/documents", files=[("files", file) for file in files])
    assert reply.status_code == 202, reply.text
    assert list(reply.json()) == ["job_id"]
    path = f"/v1/jobs/{reply.json()['job_id']}"
    until(lambda: client.get(path).json()["state"] in ("done", "failed"))
    job: dict[str, Any] = client.get(path).json()
    return job


def test_the_list_shows_each_document(client: TestClient, plans: Path) -> None:
    listed = client.get("/v1/documents").json()
    assert listed["next_cursor"] is None
    assert len(listed["documents"]) == len(list(plans.iterdir()))
    for entry in listed["documents"]:
        assert list(entry) == list(DocumentOut.model_fields)
        assert entry["sha256"] == hashlib.sha256((plans / entry["source"]).read_bytes()).hexdigest()
        assert entry["passages"] > entry["sections"] / 10 > 0
        assert entry["ingested_at"].endswith(("Z", "+00:00"))


def test_pages_of_the_list_are_the_list(client: TestClient) -> None:
    whole = client.get("/v1/documents").json()["documents"]
    paged, cursor = [], ""
    while cursor is not None:
        page = client.get(
            "/v1/documents", params={"limit": 1} | ({"cursor": cursor} if cursor else {})
        )
        paged += page.json()["documents"]
        cursor = page.json()["next_cursor"]
    assert paged == whole


def test_a_blank_parameter_is_one_that_was_not_given(client: TestClient) -> None:
    listed = client.get("/v1/documents?limit=&cursor=&q=&place=&issued_from=").json()
    assert listed == client.get("/v1/documents").json()
    blank = "kind=&document_id=&body=&due_from=&due_to=&q=&limit=&cursor=&format="
    assert client.get(f"/v1/facts?{blank}").json() == client.get("/v1/facts").json()


def test_the_list_is_searched_without_diacritics(client: TestClient) -> None:
    found = client.get("/v1/documents", params={"q": "hoa giang"}).json()["documents"]
    assert [entry["place"] for entry in found] == ["Hòa Giang"]


def test_the_list_is_narrowed_sorted_and_counted(client: TestClient) -> None:
    whole = client.get("/v1/documents", params={"sort": "title"}).json()
    titles = [entry["title"].casefold() for entry in whole["documents"]]
    assert whole["total"] == len(titles)
    told = client.get("/v1/catalogue").json()
    assert told["total"] == len(titles)
    place = told["places"][0]
    narrowed = client.get("/v1/documents", params={"place": place["value"].upper()}).json()
    assert len(narrowed["documents"]) == narrowed["total"] == place["documents"]
    year = told["years"][0]
    days = {"issued_from": f"{year['value']}-01-01", "issued_to": f"{year['value']}-12-31"}
    assert client.get("/v1/catalogue", params=days).json()["total"] == year["documents"]
    first = client.get("/v1/documents", params={"sort": "title", "limit": 1}).json()
    rest = {"sort": "title", "cursor": first["next_cursor"]}
    assert client.get("/v1/documents", params=rest).json()["documents"] == whole["documents"][1:]
    assert client.get("/v1/documents", params={"cursor": first["next_cursor"]}).status_code == 422


def test_a_document_tells_what_was_understood(client: TestClient) -> None:
    entry = client.get("/v1/documents", params={"q": "hoa giang"}).json()["documents"][0]
    detail = client.get(f"/v1/documents/{entry['id']}").json()
    assert list(detail) == list(DocumentDetail.model_fields)
    assert {key: detail[key] for key in entry} == entry
    text = client.get(f"/v1/documents/{entry['id']}/text").json()["text"]
    assert detail["recipients"]
    assert detail["references"]
    for value in detail["header"]:
        assert value["start"] < value["end"]
    for cited in (*detail["references"], *detail["abbreviations"]):
        assert 0 <= cited["start"] < cited["end"] <= len(text)
    reached = list(walk(detail["outline"]))
    assert ["III"] in [node["path"] for node in reached]
    for node in reached:
        assert 0 <= node["start"] <= node["end"] <= len(text)
        if node["label"] and node["kind"] in ("heading", "item"):
            assert node["path"][-1] == node["label"]
            assert node["label"] in text[node["start"] : node["end"]]


def walk(nodes: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from walk(node["children"])


def test_the_original_comes_back_as_a_download(client: TestClient, plans: Path) -> None:
    for entry in client.get("/v1/documents").json()["documents"]:
        reply = client.get(f"/v1/documents/{entry['id']}/original")
        assert reply.content == (plans / entry["source"]).read_bytes()
        assert reply.headers["content-disposition"].startswith("attachment; ")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in reply.headers["content-security-policy"]


def test_an_upload_can_be_asked_about_and_deleted(blank: TestClient) -> None:
    job = upload(blank, [("ke-hoach.txt", PLAN.encode())])
    assert {key: job[key] for key in ("state", "done", "total")} == {
        "state": "done",
        "done": 1,
        "total": 1,
    }
    file = job["files"][0]
    assert (file["source"], file["state"], file["reason"]) == ("ke-hoach.txt", "added", None)
    question = {"question": "Bao nhiêu phần trăm đường xã được trải nhựa đến năm 2030?"}
    answer = blank.post("/v1/ask", json=question).json()
    assert "87,5%" in answer["answer"]
    assert {citation["document_id"] for citation in answer["citations"]} == {file["document_id"]}

    assert blank.delete(f"/v1/documents/{file['document_id']}").status_code == 204
    answer = blank.post("/v1/ask", json=question).json()
    assert (answer["status"], answer["passages"], answer["citations"]) == ("not_found", [], [])
    for path in ("", "/text", "/original"):
        assert blank.get(f"/v1/documents/{file['document_id']}{path}").status_code == 404
    assert blank.delete(f"/v1/documents/{file['document_id']}").status_code == 404


def test_the_same_bytes_are_not_a_new_document(blank: TestClient) -> None:
    first = upload(blank, [("a.txt", PLAN.encode()), ("b.txt", PLAN.encode())])["files"]
    again = upload(blank, [("c.txt", PLAN.encode())])["files"]
    assert [file["state"] for file in first + again] == ["added", "unchanged", "unchanged"]
    assert len({file["document_id"] for file in first + again}) == 1
    assert len(blank.get("/v1/documents").json()["documents"]) == 1


def test_the_form_states_what_the_files_leave_blank(blank: TestClient) -> None:
    def send(**form: str) -> dict[str, Any]:
        files = [("files", ("a.txt", PLAN.encode()))]
        reply = blank.post("/v1/documents", files=files, data=form)
        assert reply.status_code == 202, reply.text
        job = f"/v1/jobs/{reply.json()['job_id']}"
        until(lambda: blank.get(job).json()["state"] == "done")
        document = blank.get(job).json()["files"][0]["document_id"]
        header = blank.get(f"/v1/documents/{document}").json()["header"]
        return {
            field["field"]: field["value"] for field in header if field["provenance"] == "given"
        }

    first = {"number": "12-KH/HU", "issued_on": "2025-03-11", "signer": "  Lê\nVăn An "}
    assert set(send(**first).values()) >= {"12-KH/HU", "Lê Văn An"}
    assert "13-KH/HU" in send(number="13-KH/HU").values()
    assert "13-KH/HU" in send().values()
    bad = blank.post("/v1/documents", files=[("files", ("a.txt", b"x"))], data={"issued_on": "mai"})
    assert (bad.status_code, bad.json()["code"]) == (422, "invalid_request")


def test_an_upload_says_where_to_ask_after_it_and_when(blank: TestClient) -> None:
    files = [("files", (f"{n}.txt", PLAN.replace("87,5", str(n)).encode())) for n in range(10, 18)]
    reply = blank.post("/v1/documents", files=files)
    address = reply.headers["Location"]
    assert address == f"/v1/jobs/{reply.json()['job_id']}"
    asked = [blank.get(address)]
    while "Retry-After" in asked[-1].headers:
        assert int(asked[-1].headers["Retry-After"]) == 1
        assert asked[-1].json()["state"] in {"queued", "running"}
        asked.append(blank.get(address))
    assert len(asked) > 1
    assert asked[-1].json()["state"] == "done"
    assert [look.json()["done"] for look in asked] == sorted(look.json()["done"] for look in asked)


def test_a_job_can_be_cancelled(blank: TestClient) -> None:
    job = upload(blank, [("a.txt", PLAN.encode())])
    reply = blank.delete(f"/v1/jobs/{job['job_id']}")
    assert (reply.status_code, reply.json()) == (200, job)
    assert blank.delete("/v1/jobs/khong-co").status_code == 404


def test_one_bad_file_does_not_stop_an_upload(blank: TestClient) -> None:
    files = [("rong.txt", b""), ("la.xyz", b"\x00\x01\x02\x03"), ("tot.txt", PLAN.encode())]
    job = upload(blank, files)
    assert (job["state"], job["done"]) == ("done", 3)
    assert [file["state"] for file in job["files"]] == ["rejected", "rejected", "added"]
    for file in job["files"][:2]:
        assert file["reason"].endswith(".")
        assert file["document_id"] is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\kế hoạch.txt", "kế hoạch.txt"),
        ("\u202etxt.exe.txt", "txt.exe.txt"),
        ("a\r\nSet-Cookie: x.txt", "Set-Cookie: x.txt"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("; DROP TABLE documents.txt", "; DROP TABLE documents.txt"),
    ],
)
def test_a_hostile_file_name_is_harmless(blank: TestClient, name: str, kept: str) -> None:
    file = upload(blank, [(name, PLAN.encode())])["files"][0]
    assert file["state"] == "added"
    assert file["source"].endswith(kept)
    original = blank.get(f"/v1/documents/{file['document_id']}/original")
    assert original.content == PLAN.encode()
    assert "set-cookie" not in original.headers


def test_too_many_files_are_refused(blank: TestClient) -> None:
    files = [("files", (f"{n}.txt", b"x")) for n in range(101)]
    reply = blank.post("/v1/documents", files=files)
    assert (reply.status_code, reply.json()["code"]) == (413, "too_many_files")


def test_a_download_name_is_safe_in_a_header() -> None:
    assert attachment('kế "hoạch"; x.txt') == (
        'attachment; filename="k_ _ho_ch__ x.txt"; '
        "filename*=UTF-8''k%E1%BA%BF%20%22ho%E1%BA%A1ch%22%3B%20x.txt"
    )
