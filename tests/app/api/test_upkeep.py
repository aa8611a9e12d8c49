"""What an administrator is told of the service itself, and one's own uploads."""

from fastapi.testclient import TestClient

from tests.app.conftest import until

PLAN = "KẾ HOẠCH\nTrồng rừng\nI. MỤC TIÊU\n1. Năm 2031 trồng 12 ha rừng phòng hộ.\n"


def test_uploads_room_and_use_are_told(blank: TestClient) -> None:
    empty = blank.get("/v1/admin/storage").json()
    assert (empty["documents"], empty["passages"], empty["database"]) == (0, 0, False)
    files = [("files", ("trong-rung.txt", PLAN)), ("files", ("rong.txt", ""))]
    job = blank.post("/v1/documents", files=files).json()["job_id"]
    until(lambda: blank.get(f"/v1/jobs/{job}").json()["state"] == "done")
    for path in ("/v1/jobs", "/v1/admin/jobs"):
        (listed,) = blank.get(path).json()["jobs"]
        assert listed["job_id"] == job
        assert [file["state"] for file in listed["files"]] == ["added", "rejected"]
    blank.get("/")  # gives the reader a secret, by which questions are kept
    for question in ("Năm 2031 trồng bao nhiêu ha rừng?", "Giá vàng hôm nay là bao nhiêu?"):
        asked = {"question": question, "conversation_id": "ab" * 16}
        answer = blank.post("/v1/ask", json=asked).json()
        blank.put(f"/v1/answers/{answer['id']}/feedback", json={"verdict": "right", "reason": ""})
    held = blank.get("/v1/admin/storage").json()
    sizes = {part["name"]: part["bytes"] for part in held["parts"]}
    assert (held["documents"], held["conversations"]) == (1, 1)
    assert min(sizes["documents"], sizes["conversations"], sizes["derived"]) > 0
    assert held["free_bytes"] > 0
    used = blank.get("/v1/admin/usage").json()
    assert (used["right"], used["wrong"]) == (2, 0)
    (today,) = used["days"]
    assert (today["questions"], today["refused"], today["askers"]) == (2, 1, 1)
