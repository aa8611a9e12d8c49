import json
from collections.abc import Iterator

import pytest

from app.answering.generative.reply import Reply, Sentence


def read(text: str, size: int) -> list[Sentence]:
    reply = Reply()

    def sentences() -> Iterator[Sentence]:
        for at in range(0, len(text), size):
            yield from reply.feed(text[at : at + size])
        yield from reply.end()

    return list(sentences())


TWO = [Sentence("Sở Y tế chủ trì.", (2,)), Sentence("Đạt 80% {trên} [tổng] số.", (1, 3))]
AS_JSON = json.dumps(
    {
        "sentences": [
            {"text": "Sở Y tế chủ trì.", "evidence": 2},
            {"text": "Đạt 80% {trên} [tổng] số.", "evidence": [1, 3]},
        ]
    },
    ensure_ascii=False,
)


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    "text",
    [AS_JSON, f"```json\n{AS_JSON}\n```", f"  \n{AS_JSON} Hy vọng giúp được bạn", AS_JSON[:-2]],
    ids=["bare", "fenced", "with talk after", "not closed"],
)
def test_reads_json_as_it_comes(text: str, size: int) -> None:
    assert read(text, size) == TWO


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_reads_lines_with_markers(size: int) -> None:
    text = "- Sở Y tế chủ trì. [2]\n2) Đạt 80% [1, 3]\nkhông có dấu\nA [1] và B (2)."
    assert read(text, size) == [
        Sentence("Sở Y tế chủ trì.", (2,)),
        Sentence("Đạt 80%", (1, 3)),
        Sentence("A", (1,)),
        Sentence("và B", (2,)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "```",
        "{",
        "[[[[[[",
        '{"sentences": []}',
        '{"sentences": [7, null, "x"]}',
        '{"sentences": [{"text": 5, "evidence": 1}, {"text": " ", "evidence": 1}]}',
        "không có gì",
        "[1]",
        '{"sentences": [{"text": "nửa',
    ],
)
def test_finds_no_claim_in_rubbish(text: str) -> None:
    assert read(text, 4) == []


def test_a_truth_value_is_no_number() -> None:
    assert read('{"sentences": [{"text": "A b", "evidence": true}]}', 9) == [Sentence("A b", ())]


def test_reads_no_more_than_an_answer_can_be() -> None:
    line = "- Sở Y tế chủ trì. [2]\n"
    assert len(read(line * 5000, 4096)) < 1000
