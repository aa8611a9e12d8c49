"""Answers kept at hand."""

from pathlib import Path

import pytest

from app.conversing.conversations import Conversations, new_turn
from app.errors import AnswerNotFound


def test_pins_have_a_note_an_owner_and_go_with_their_conversation(tmp_path: Path) -> None:
    conversations = Conversations(tmp_path / "conversations.sqlite3")
    for number in range(2):
        turn = new_turn(f"a{number}", f"Câu {number}?", f"Câu {number}?", "{}")
        conversations.record("owner", f"c{number}", turn)
        conversations.pins.put("reader", f"a{number}", "một")
    conversations.pins.put("reader", "a0", "hai")
    conversations.pins.put("reader", "a0", None)
    assert [(pin.answer_id, pin.note) for pin in conversations.pins.of("reader")] == [
        ("a1", "một"),
        ("a0", "hai"),
    ]
    assert conversations.pins.of("reader")[1].question == "Câu 0?"
    assert conversations.pins.of("owner") == []
    conversations.pins.remove("owner", "a1")
    conversations.delete("owner", "c0")
    assert [pin.answer_id for pin in conversations.pins.of("reader")] == ["a1"]
    conversations.pins.remove("reader", "a1")
    assert conversations.pins.of("reader") == []
    assert conversations.shared("a1").question == "Câu 1?"
    with pytest.raises(AnswerNotFound):
        conversations.shared("a0")
    conversations.close()
