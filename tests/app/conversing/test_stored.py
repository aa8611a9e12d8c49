"""Kept replies come back as they were, those of the first version too."""

import json
from datetime import date

import pytest

from app.answering.answer import Citation, Generation, Mode, Status
from app.answering.claims import Kind
from app.answering.coverage import Coverage
from app.conversing import stored
from app.conversing.reply import Name, Passage, Reply, Statement, Understood
from app.rendering import markdown
from app.rendering.elements import Element, ElementKind, Run
from app.wire import views
from index.ports import Scores

CITATION = Citation(
    marker=1,
    document_id="d1",
    source="ke-hoach.txt",
    title="Kế hoạch trồng rừng",
    number="12-KH/HU",
    issuer="Huyện ủy Lạc Sơn Đông",
    issued_on=date(2025, 3, 12),
    section_path=("II", "2", "a"),
    section_title="Chỉ tiêu",
    page=None,
    quote="trồng 12 ha rừng",
    start=40,
    end=56,
    score=0.9,
)
REPLY = Reply(
    id="a1",
    question="Còn rừng?",
    status=Status.ANSWERED,
    mode=Mode.GENERATIVE,
    kind=Kind.FACT,
    reason=None,
    understood=Understood(
        "Lạc Sơn Đông trồng bao nhiêu rừng?",
        Kind.FACT,
        "number",
        ("d1",),
        (Name("Lạc Sơn Đông", 0, 12, ("d1",)),),
    ),
    coverage=Coverage(stated=("d1",)),
    claims=(Statement("Trồng 12 ha rừng.", "12 ha", (1,), "d1", ("II", "2", "a"), "statement"),),
    shown=(
        Element(
            ElementKind.PARAGRAPH,
            (Run("12 ha", bold=True), Run(" – trồng 12 ha rừng. "), Run("1", marker=True)),
        ),
        Element(ElementKind.TABLE, rows=(((Run("A"),),), ((Run("x\ny"),),))),
    ),
    confidence=0.8,
    citations=(CITATION,),
    passages=(
        Passage(
            "p1", "d1", "ke-hoach.txt", ("II",), "Chỉ tiêu", None, "Rừng", 0, 4, Scores(1.0, 0.8)
        ),
    ),
    searched=("d1",),
    timings_ms={"total": 3.5},
    understood_as="Lạc Sơn Đông trồng bao nhiêu rừng?",
    generation=Generation("thu", "abc", kept=1),
    mode_reason=None,
)
FIRST = {
    "id": "a0",
    "question": "Còn Sơn Khê?",
    "understood_as": "Tỷ lệ nước sạch của Sơn Khê?",
    "status": "answered",
    "mode": "extractive",
    "answer": "Đối chiếu các văn bản:\n\n- **Sơn Khê**: **64%** – đạt 64% \\[sơ bộ\\] [1]\n"
    "- **Hòa Giang**: chưa tìm thấy.",
    "confidence": 0.7,
    "citations": [
        {
            "marker": 1,
            "document_id": "d2",
            "source": "so-2.txt",
            "title": "Kế hoạch nước sạch",
            "number": None,
            "issuer": None,
            "issued_on": "2024-12-02",
            "section_path": ["II"],
            "section_title": "",
            "page": 3,
            "quote": "đạt 64% [sơ bộ]",
            "start": 5,
            "end": 20,
            "score": 0.7,
        }
    ],
    "passages": [
        {
            "passage_id": "p2",
            "document_id": "d2",
            "source": "so-2.txt",
            "section_path": ["II"],
            "section_title": "",
            "page": 3,
            "text": "đạt 64% [sơ bộ]",
            "start": 5,
            "end": 20,
            "scores": {"dense": 0.9, "lexical": None, "fused": 1.0},
        }
    ],
    "searched": None,
    "timings_ms": {"embed": 1.0, "retrieve": 2.0, "answer": 3.0, "total": 6.0},
    "generation": None,
    "mode_reason": None,
}
"""What the first version kept: the reply as it went over the wire."""


def test_a_reply_comes_back_whole() -> None:
    kept = stored.dump(REPLY)
    assert json.loads(kept)["version"] == stored.VERSION
    assert stored.load(kept) == REPLY


def test_a_reply_of_the_first_version_is_read() -> None:
    reply = stored.load(json.dumps(FIRST))
    assert markdown.write(reply.shown) == FIRST["answer"]
    assert (reply.id, reply.question, reply.understood_as) == (
        FIRST["id"],
        FIRST["question"],
        FIRST["understood_as"],
    )
    assert reply.coverage.stated == ("d2",)
    assert reply.citations[0].issued_on == date(2024, 12, 2)
    shown = views.answer(reply).model_dump(mode="json")
    assert shown["citations"][0].pop("doubt") is None, "a later version tells it"
    assert {name: shown[name] for name in FIRST} == FIRST


def test_a_refusal_of_the_first_version_says_that_nothing_was_found() -> None:
    refused = FIRST | {"status": "not_found", "answer": "Không tìm thấy.", "citations": []}
    reply = stored.load(json.dumps(refused))
    assert (reply.status, reply.reason) == (Status.NOT_FOUND, "not_found")


@pytest.mark.parametrize("kept", ["{", "[]", '{"version": 99}', '{"version": 2}', "{}"])
def test_what_no_version_kept_is_refused(kept: str) -> None:
    with pytest.raises(ValueError, match="valid"):
        stored.load(kept)
