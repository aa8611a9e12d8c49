from typing import Any

import pytest

from app.answering.answer import Mode, Status
from app.wire.answers import AnswerOut, GenerationOut
from eval import generation
from eval.generation import Generated, Outcome
from tests.eval.replies import BESIDE

QUOTE = "Đến năm 2030 trồng 12 ha rừng, hoàn thành trước ngày 15/12; giao Hạt Kiểm lâm chủ trì."


def reply(text: str, mode: Mode = Mode.GENERATIVE, **more: Any) -> AnswerOut:  # noqa: ANN401
    citation = {
        "marker": 1,
        "document_id": "d",
        "source": "ke-hoach.txt",
        "title": "Kế hoạch trồng rừng",
        "number": "12-KH/HU",
        "issuer": "Huyện ủy Yên Thượng",
        "issued_on": None,
        "section_path": ["II", "2"],
        "section_title": "",
        "page": None,
        "quote": QUOTE,
        "start": 0,
        "end": len(QUOTE),
        "score": 1.0,
    }
    given = {
        "id": "a",
        "question": "?",
        "status": Status.ANSWERED,
        "mode": mode,
        "answer": text,
        "confidence": 0.9,
        "citations": [citation],
        "passages": [],
        "timings_ms": {"generate": 500.0},
    }
    return AnswerOut.model_validate(BESIDE | given | more)


def made(**counts: int) -> GenerationOut:
    given = {"model": "m", "prompt": "p", "kept": 1, "replaced": 0, "cut": 0, "pieces": 20}
    return GenerationOut.model_validate(given | counts)


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"generation": made()}, Outcome.KEPT),
        ({"generation": made(repaired=1)}, Outcome.REPAIRED),
        ({"generation": made(cut=1)}, Outcome.REPAIRED),
        (
            {"generation": made(), "mode": Mode.EXTRACTIVE, "mode_reason": "unsupported"},
            Outcome.REPLACED,
        ),
        (
            {"generation": made(), "mode": Mode.EXTRACTIVE, "mode_reason": "model_too_slow"},
            Outcome.FAILED,
        ),
        ({"mode": Mode.EXTRACTIVE, "mode_reason": "fixed_wording"}, Outcome.FIXED),
        ({"mode": Mode.EXTRACTIVE, "status": Status.NOT_FOUND}, Outcome.REFUSED),
    ],
)
def test_tells_what_became_of_an_answer(more: dict[str, Any], outcome: Outcome) -> None:
    assert generation.of(reply("x [1]", **more)).outcome is outcome


def test_counts_tokens_a_second_over_the_answers_that_were_asked_for() -> None:
    asked = generation.of(reply("x [1]", generation=made()))
    assert (asked.tokens, asked.seconds) == (20, 0.5)
    assert generation.speed([asked, Generated(outcome=Outcome.FIXED)]) == 40.0
    assert generation.speed([Generated(outcome=Outcome.FIXED)]) is None
    assert list(generation.lines([Generated(outcome=Outcome.FIXED), None], 0)) == []
    first, second = generation.lines([asked, None], 3)
    assert first == "Mô hình m được hỏi 1 câu: giữ nguyên 1; 40.0 token/giây"
    assert second.endswith("không có căn cứ mà vẫn hiện: 3")


@pytest.mark.parametrize(
    "text",
    [
        "Theo Kế hoạch số 12-KH/HU (người ký: A), mục II.2: Đến năm 2030 trồng 12 ha rừng [1]",
        "Đến năm 2030 trồng 12 ha rừng, hoàn thành trước ngày 15/12; [1] "
        "giao Hạt Kiểm lâm chủ trì. [1]",
        "**12 ha** – theo Kế hoạch số 12-KH/HU, mục II.2: Đến năm 2030 trồng 12 ha rừng [1]",
        "- **Yên Thượng**: **12 ha** – Đến năm 2030 trồng 12 ha rừng [1]",
        "Có, theo Kế hoạch số 12-KH/HU, mục II.2: giao Hạt Kiểm lâm chủ trì. [1]",
        "Đối chiếu các văn bản:\n\n- **Yên Thượng**: Đến năm 2030 trồng 12 ha rừng [1]\n"
        "- **Bắc Lãng**: không nêu.",
        "Đối chiếu các văn bản:\n\n- **Bắc Lãng**: không nêu.\n"
        "- **Yên Thượng**: Đến năm 2030 trồng 12 ha rừng [1]",
    ],
)
def test_passes_what_the_quotes_prove(text: str) -> None:
    assert generation.unsupported(reply(text)) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Theo Kế hoạch, mục II.2: Đến năm 2030 trồng 15 ha rừng [1]", "15 ha"),
        ("giao Hạt Kiểm lâm chủ trì. [2]", "Hạt Kiểm lâm"),
        ("giao Hạt Kiểm lâm chủ trì. [1] Việc này đã xong.", "đã xong"),
        ("- **Yên Thượng**: giao Công an chủ trì [1]", "Công an"),
        ("**15 ha** – theo Kế hoạch, mục II.2: Đến năm 2030 trồng 12 ha rừng [1]", "15 ha"),
    ],
    ids=["another figure", "no such citation", "no marker", "another body", "another value"],
)
def test_finds_what_they_do_not(text: str, sentence: str) -> None:
    (found,) = generation.unsupported(reply(text))
    assert sentence in found
    assert generation.unsupported(reply(text, Mode.EXTRACTIVE)) == ()


def test_a_refusal_has_nothing_to_prove() -> None:
    refused = reply("Không tìm thấy nội dung này.", status=Status.NOT_FOUND)
    assert generation.unsupported(refused) == ()
