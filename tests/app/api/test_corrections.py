"""Headers put right and documents read again, as another program sees them."""

from fastapi.testclient import TestClient

from tests.app.api.test_documents import PLAN, upload


def test_a_header_is_put_right_and_read_again(blank: TestClient) -> None:
    job = upload(blank, [("ke-hoach.txt", PLAN.encode())])
    key = job["files"][0]["document_id"]
    path = f"/v1/documents/{key}"
    before = blank.get(path).json()
    facts = blank.get(f"{path}/facts").json()
    assert before["corrections"] == []

    reply = blank.patch(path, json={"number": " 46/KH-UBND\u200b", "issued_on": "2025-03-12"})
    assert reply.status_code == 200, reply.text
    corrected = reply.json()
    assert corrected == blank.get(path).json()
    assert (corrected["number"], corrected["issued_on"]) == ("46/KH-UBND", "2025-03-12")
    [number, day] = sorted(corrected["corrections"], key=lambda entry: entry["value"], reverse=True)
    assert (number["field"], number["read"], number["value"]) == (
        "number", before["number"], "46/KH-UBND",
    )  # fmt: skip
    assert (day["field"], day["read"]) == ("issued_on", None)
    found = {value["field"]: value for value in corrected["header"]}["number"]
    assert (found["provenance"], found["start"]) == ("corrected", None)
    [listed] = blank.get("/v1/documents", params={"q": "46/KH"}).json()["documents"]
    assert listed["number"] == "46/KH-UBND"
    asked = {"question": "Kế hoạch số 46/KH-UBND: bao nhiêu đường xã được trải nhựa?"}
    answer = blank.post("/v1/ask", json=asked).json()
    assert {citation["number"] for citation in answer["citations"]} == {"46/KH-UBND"}

    again = blank.post(f"{path}/reread").json()
    assert (again["document_id"], again["state"]) == (key, "unchanged")
    assert blank.get(path).json() == corrected
    assert blank.get(f"{path}/facts").json()["facts"][0]["id"] == facts["facts"][0]["id"]

    wished = blank.post(f"{path}/reread", json={"ocr": "always", "pages": [1]}).json()
    assert (wished["state"], wished["code"]) == ("rejected", "unsupported")
    for how in ({"pages": [0]}, {"ocr": "sometimes"}, {"language": "fra"}, {"psm": 3}):
        assert blank.post(f"{path}/reread", json=how).status_code == 422
    assert corrected["reading"] == corrected["doubts"] == []

    undone = blank.patch(path, json={"number": None, "issued_on": None}).json()
    assert (undone["number"], undone["issued_on"]) == (before["number"], before["issued_on"])
    assert len(undone["corrections"]) == 4
    for body, status in (
        ({}, 422),
        ({"pages": 3}, 422),
        ({"issued_on": "hôm qua"}, 422),
        ({"number": 3}, 422),
        ({"number": "x" * 1001}, 422),
    ):
        refused = blank.patch(path, json=body)
        assert refused.status_code == status
        assert refused.headers["content-type"] == "application/problem+json"
    wrong = blank.patch(path, json={"issued_on": "2026-02-30"}).json()["errors"]
    assert wrong == [{"field": "issued_on", "detail": "phải là ngày dạng NĂM-THÁNG-NGÀY"}]
    assert blank.patch("/v1/documents/unknown", json={"number": "1"}).status_code == 404
    assert blank.post("/v1/documents/unknown/reread").status_code == 404
