"""The same document in two files, and two versions of one, as the service and its page see them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app import bootstrap
from app.answering.answer import Mode
from app.bootstrap import System
from app.service import Ask
from app.settings import Settings
from index.ports import EVERYTHING, NO_FILTERS, Embedder, Filters
from ingest import pipeline
from tests.app.api.test_documents import upload
from tests.app.conftest import ingest
from tests.ingest import rendering

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN LẠC THƯỢNG
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Yên Lạc Thượng, ngày 12 tháng 3 năm 2025
KẾ HOẠCH
Nâng cấp đường giao thông nông thôn
I. MỤC TIÊU
1. Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông.
2. Mọi thôn có đường cho xe ô tô đi lại được quanh năm.
II. TỔ CHỨC THỰC HIỆN
1. Sở Giao thông vận tải chủ trì, báo cáo trước ngày 20/10 hằng năm.
2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.
Nơi nhận:
- Sở Giao thông vận tải;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thuận
"""
LATER = PLAN.replace("87,5%", "92%").replace("12 tháng 3", "5 tháng 6")
QUESTION = "Đến năm 2030 bao nhiêu phần trăm đường xã được trải nhựa?"


@pytest.fixture
def system(empty: Settings, embedder: Embedder) -> Iterator[System]:
    system = bootstrap.build(empty, embedder=embedder)
    yield system
    system.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    return folder


def word() -> bytes:
    return rendering.word(rendering.Plan.of(pipeline.parse("ke-hoach.txt", PLAN.encode())))


def asked(
    system: System, filters: Filters = NO_FILTERS, question: str = QUESTION
) -> tuple[str, set[str]]:
    """Return the answer and the ids of all documents it cites or shows passages of."""
    answer = system.answering.ask(Ask(question, filters=filters, mode=Mode.EXTRACTIVE), EVERYTHING)
    cited = {citation.document_id for citation in answer.citations}
    return answer.text, cited | {scored.passage.document_id for scored in answer.passages}


def test_one_of_two_files_answers(system: System, folder: Path) -> None:
    [text] = ingest(system, folder)
    alone, _ = asked(system)
    assert "87,5%" in alone
    (folder / "ke-hoach.docx").write_bytes(word())
    [docx] = ingest(system, folder / "ke-hoach.docx")
    assert docx.document_id
    assert text.document_id
    assert asked(system) == (alone, {docx.document_id})
    assert asked(system, question=f"Theo kế hoạch 45/KH-UBND, {QUESTION}")[1] == {docx.document_id}
    only = Filters(document_ids=frozenset({text.document_id}))
    assert asked(system, only) == (alone, {text.document_id})
    found = system.answering.search("trải nhựa", 8, NO_FILTERS, EVERYTHING)
    assert {scored.passage.document_id for scored in found} == {docx.document_id}
    system.writer.delete(docx.document_id, EVERYTHING)
    assert asked(system) == (alone, {text.document_id})


def test_an_old_version_answers_only_when_asked_for(system: System, folder: Path) -> None:
    (folder / "moi.txt").write_text(LATER, encoding="utf-8")
    ids = {outcome.source: outcome.document_id for outcome in ingest(system, folder)}
    old, new = ids["ke-hoach.txt"], ids["moi.txt"]
    assert old
    assert new
    text, cited = asked(system)
    assert ("92%" in text, "87,5%" in text, cited) == (True, False, {new})
    march = Filters(issued_from=date(2025, 3, 1), issued_to=date(2025, 3, 31))
    for filters, question in (
        (Filters(document_ids=frozenset({old})), QUESTION),
        (march, QUESTION),
        (NO_FILTERS, f"Theo kế hoạch ngày 12/3/2025, {QUESTION}"),
        (NO_FILTERS, f"Theo kế hoạch số 45/KH-UBND ngày 12/3/2025, {QUESTION}"),
    ):
        text, cited = asked(system, filters, question)
        assert ("92%" in text, "87,5%" in text, old in cited) == (False, True, True), question
    system.writer.delete(new, EVERYTHING)
    assert asked(system)[1] == {old}


def marks(client: TestClient) -> dict[str, tuple[str | None, str | None]]:
    listed: list[dict[str, Any]] = client.get("/v1/documents").json()["documents"]
    for entry in listed:
        detail = client.get(f"/v1/documents/{entry['id']}").json()
        assert {key: detail[key] for key in entry} == entry
    return {entry["source"]: (entry["same_as"], entry["superseded_by"]) for entry in listed}


def test_the_interface_shows_what_another_document_answers_for(blank: TestClient) -> None:
    files = [
        ("ke-hoach.txt", PLAN.encode()),
        ("ke-hoach.docx", word()),
        ("moi.txt", LATER.encode()),
    ]
    job = upload(blank, files)
    ids = {file["source"]: file["document_id"] for file in job["files"]}
    new, docx = ids["moi.txt"], ids["ke-hoach.docx"]
    assert marks(blank) == {
        "ke-hoach.txt": (docx, new),
        "ke-hoach.docx": (None, new),
        "moi.txt": (None, None),
    }
    assert "87,5%" in blank.get(f"/v1/documents/{ids['ke-hoach.txt']}/text").json()["text"]
    answer = blank.post("/v1/ask", json={"question": QUESTION}).json()
    assert {citation["document_id"] for citation in answer["citations"]} == {new}
    request = {"question": QUESTION, "document_ids": [docx]}
    answer = blank.post("/v1/ask", json=request).json()
    assert {citation["document_id"] for citation in answer["citations"]} == {docx}
    assert blank.delete(f"/v1/documents/{new}").status_code == 204
    assert blank.delete(f"/v1/documents/{docx}").status_code == 204
    assert marks(blank) == {"ke-hoach.txt": (None, None)}
