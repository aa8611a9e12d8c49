"""Replies as models write them, and what is read of them."""

import json

import pytest

from app.answering.generative import structured
from app.answering.generative.structured import Cited, Said, Verdict, Written

ANSWER = {"text": "Đạt 80%.", "quotes": [{"passage": 2, "quote": "đạt 80%"}]}
REPLY = {"verdict": "answered", "side": None, "answer": ANSWER, "items": [], "silent": [3]}
PLAIN = json.dumps(REPLY, ensure_ascii=False)


@pytest.mark.parametrize(
    "reply",
    [
        PLAIN,
        f"Đây là câu trả lời {{theo yêu cầu}}:\n```json\n{PLAIN}\n```\nHết.",
        PLAIN.replace("}]", "},]").replace("[3]", "[3,]"),
        PLAIN.replace('"passage": 2', '"passage": "P2"'),
        PLAIN.replace('"passage"', '"p"').replace('"quote"', '"q"'),
        PLAIN.replace("Đạt 80%.", "**Đạt 80%.** [2]"),
    ],
    ids=["plain", "prose and fence", "trailing commas", "P2", "short keys", "marks"],
)
def test_a_reply_is_read_however_it_is_put(reply: str) -> None:
    said = Said("Đạt 80%.", (Cited(2, "đạt 80%"),))
    assert structured.read(reply) == Written(Verdict.ANSWERED, None, said, silent=(3,))


def test_lines_that_name_passages_are_read_too() -> None:
    written = structured.read("Tôi thấy như sau.\n- Đạt 80% [2]\n- Sở Y tế chủ trì [1, 3]")
    assert written.answer == Said("Đạt 80%", (Cited(2, ""),))
    assert written.items == (Said("Sở Y tế chủ trì", (Cited(1, ""), Cited(3, ""))),)


@pytest.mark.parametrize("reply", ["", "Tôi không biết.", "{", "[]", '{"x": 1}', "{" * 5000])
def test_rubbish_says_nothing(reply: str) -> None:
    assert structured.read(reply).statements == ()


def test_abstentions_are_told_apart() -> None:
    assert (
        structured.read('{"verdict": "not stated", "answer": null}').verdict is Verdict.NOT_STATED
    )
    assert structured.read('{"verdict": "unclear"}').verdict is Verdict.UNCLEAR


def test_a_statement_is_given_once_it_is_whole() -> None:
    reply = json.dumps({**REPLY, "items": [ANSWER, {**ANSWER, "text": "Hai."}]}, ensure_ascii=False)
    seen = [len(structured.read(reply[:at], ended=False).statements) for at in range(len(reply))]
    assert seen == sorted(seen)
    assert structured.read(reply[: reply.index("Hai")], ended=False).items == (
        Said("Đạt 80%.", (Cited(2, "đạt 80%"),)),
    )
    assert len(structured.read(reply).statements) == 3


def test_rows_and_sides_are_read() -> None:
    written = structured.read(
        '{"verdict": "answered", "side": "no", "columns": ["Việc", "Hạn"],'
        ' "rows": [{"cells": ["Trồng rừng", "30/6"], "quotes": [{"passage": 1, "quote": "x"}]}]}'
    )
    assert written.side is False
    assert written.columns == ("Việc", "Hạn")
    assert written.rows[0].cells == ("Trồng rừng", "30/6")


def test_what_is_put_right_is_read_by_its_number() -> None:
    reply = json.dumps({"fixed": [{"id": 2, **ANSWER}, {"id": 3, "text": "", "quotes": []}]})
    found = structured.fixed(f"Đã sửa: {reply}")
    assert list(found) == [2, 3]
    assert found[2] is not None
    assert found[3] is None, "it is taken back"


@pytest.mark.parametrize("deep", ['{"answer":' * 3_000, "Đáp: " + '{"a":[' * 3_000])
def test_what_nests_too_deep_says_nothing(deep: str) -> None:
    assert structured.read(deep) == structured.Written()
    assert not structured.fixed(deep)


def test_no_half_characters_nor_control_characters_are_kept() -> None:
    written = structured.read(
        '{"answer": {"text": "87\\u0000,5%\\ud800", "quotes": ["87,5%\\ud800"]}}'
    )
    assert written.answer is not None
    assert (written.answer.text, written.answer.quotes[0].text) == ("87,5%", "87,5%")
