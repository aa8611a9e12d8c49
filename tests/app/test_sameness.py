"""The same document in two files, and two versions of one, as the service and its page see them."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app import bootstrap
from app.answering.answer import Conflict, Mode
from app.bootstrap import System
from app.service import Ask
from app.settings import Settings
from index.ports import EVERYTHING, NO_FILTERS, Embedder, Filters, Scope
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


def versions(system: System, folder: Path, later: str = LATER) -> tuple[str, str]:
    """Take in the plan and a later version, and return their ids."""
    (folder / "moi.txt").write_text(later, encoding="utf-8")
    ids = {outcome.source: outcome.document_id for outcome in ingest(system, folder)}
    old, new = ids["ke-hoach.txt"], ids["moi.txt"]
    assert old
    assert new
    return old, new


@pytest.mark.parametrize("lead", ["", "Theo kế hoạch 45/KH-UBND, "])
def test_unconfirmed_versions_are_both_shown(system: System, folder: Path, lead: str) -> None:
    old, new = versions(system, folder)
    answer = system.answering.ask(Ask(f"{lead}{QUESTION}", mode=Mode.EXTRACTIVE), EVERYTHING)
    assert {citation.document_id for citation in answer.citations} == {old, new}
    assert answer.text.index("92%") < answer.text.index("87,5%") < answer.text.index("Lưu ý")
    assert {"05/06/2025", "12/03/2025"} <= set(re.findall(r"\d+/\d+/\d+", answer.text))
    assert answer.conflicts == (Conflict((new, old), differs=True),)
    assert {old, new} <= set(answer.coverage.stated)


def test_what_versions_repeat_is_said_once_from_the_newer(system: System, folder: Path) -> None:
    old, new = versions(system, folder)
    question = "Sở Giao thông vận tải báo cáo trước ngày nào hằng năm?"
    answer = system.answering.ask(Ask(question, mode=Mode.EXTRACTIVE), EVERYTHING)
    assert {citation.document_id for citation in answer.citations} == {new}
    assert answer.text.count("chủ trì, báo cáo") == 1
    assert answer.conflicts == (Conflict((new, old), differs=False),)
    assert "giống nhau" in answer.text


def test_what_the_later_version_leaves_out_is_still_found(system: System, folder: Path) -> None:
    line = next(line for line in PLAN.splitlines() if "góp công" in line)
    old, new = versions(system, folder, LATER.replace(f"{line}\n", ""))
    question = "Ai huy động nhân dân góp công làm đường?"
    answer = system.answering.ask(Ask(question, mode=Mode.EXTRACTIVE), EVERYTHING)
    assert {citation.document_id for citation in answer.citations} == {old}
    assert answer.conflicts == (Conflict((new, old), differs=True),)


def test_who_sees_one_version_hears_of_no_other(system: System, folder: Path) -> None:
    old, _ = versions(system, folder)
    answer = system.answering.ask(Ask(QUESTION), Scope(frozenset({old})))
    assert "87,5%" in answer.text
    assert answer.conflicts == ()


def test_a_superseded_version_answers_only_when_asked_for(system: System, folder: Path) -> None:
    old, new = versions(system, folder)
    system.writer.supersede(new, old, EVERYTHING, "Lan")
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
    system.writer.withdraw(new, old, EVERYTHING)
    assert asked(system)[1] == {old, new}
    system.writer.delete(new, EVERYTHING)
    assert asked(system)[1] == {old}


@pytest.mark.parametrize("confirmed", [False, True])
def test_at_an_earlier_time_what_came_later_is_left_out(
    system: System, folder: Path, confirmed: bool
) -> None:
    old, new = versions(system, folder)
    if confirmed:
        system.writer.supersede(new, old, EVERYTHING, "Lan")
    answer = system.answering.ask(
        Ask(f"Tại thời điểm tháng 4/2025, {QUESTION[0].lower()}{QUESTION[1:]}"), EVERYTHING
    )
    assert ("92%" in answer.text, "87,5%" in answer.text) == (False, True)
    assert answer.conflicts == ()
    assert answer.query.moment
    assert answer.query.moment.day == date(2025, 4, 30)


def test_what_was_replaced_no_longer_answers_for_now(system: System, folder: Path) -> None:
    after = (
        PLAN.replace("45/KH-UBND", "70/KH-UBND")
        .replace("12 tháng 3", "9 tháng 9")
        .replace("87,5%", "95%")
        .replace(
            "I. MỤC TIÊU",
            "Kế hoạch này thay thế Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2025 của"
            " Ủy ban nhân dân tỉnh Yên Lạc Thượng.\nI. MỤC TIÊU",
        )
    )
    old, new = versions(system, folder, after)
    question = f"Theo kế hoạch hiện hành, {QUESTION[0].lower()}{QUESTION[1:]}"
    answer = system.answering.ask(Ask(question, mode=Mode.EXTRACTIVE), EVERYTHING)
    assert {citation.document_id for citation in answer.citations} == {new}
    assert answer.query.moment
    assert answer.query.moment.left_out == (old,)
    then = system.answering.ask(Ask(f"{QUESTION} tại thời điểm 4/2025"), EVERYTHING)
    assert {citation.document_id for citation in then.citations} == {old}


def marks(client: TestClient) -> dict[str, tuple[str | None, str | None]]:
    listed: list[dict[str, Any]] = client.get("/v1/documents").json()["documents"]
    for entry in listed:
        detail = client.get(f"/v1/documents/{entry['id']}").json()
        assert {key: detail[key] for key in entry} == entry
    return {entry["source"]: (entry["same_as"], entry["superseded_by"]) for entry in listed}


def statuses(client: TestClient) -> dict[str, str]:
    listed: list[dict[str, Any]] = client.get("/v1/documents").json()["documents"]
    return {entry["source"]: entry["status"] for entry in listed}


def test_the_interface_shows_what_another_document_answers_for(blank: TestClient) -> None:
    files = [
        ("ke-hoach.txt", PLAN.encode()),
        ("ke-hoach.docx", word()),
        ("moi.txt", LATER.encode()),
    ]
    job = upload(blank, files)
    ids = {file["source"]: file["document_id"] for file in job["files"]}
    new, docx = ids["moi.txt"], ids["ke-hoach.docx"]
    assert {each for _, each in marks(blank).values()} == {None}
    in_doubt = {"ke-hoach.txt": "disputed", "ke-hoach.docx": "disputed", "moi.txt": "in_force"}
    assert statuses(blank) == in_doubt
    answer = blank.post("/v1/ask", json={"question": QUESTION}).json()
    assert answer["conflicts"] == [{"document_ids": [new, docx], "differs": True}]
    path = f"/v1/documents/{new}/supersedes"
    given = blank.post(path, json={"document_id": docx}).json()
    assert [(word["newer"], word["older"]) for word in given["supersessions"]] == [(new, docx)]
    assert statuses(blank) == dict.fromkeys(in_doubt, "replaced") | {"moi.txt": "in_force"}
    back = blank.post(f"/v1/documents/{docx}/supersedes", json={"document_id": new})
    assert (back.status_code, back.json()["code"]) == (409, "cannot_supersede")
    assert blank.post(path, json={"document_id": "none"}).status_code == 404
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
