"""Conversations belong to one owner; feedback outlives them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.conversing import conversations
from app.conversing.conversations import Conversations, Turn
from app.errors import AnswerNotFound, ConversationNotFound

START = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


def turn(number: int, question: str = "Ai chủ trì?") -> Turn:
    """Return the turn asked so many minutes after the start."""
    asked_at = START + timedelta(minutes=number)
    return Turn(f"a{number}", asked_at, question, question, '{"answer": "…"}')


@pytest.fixture(params=["file", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Conversations]:
    if request.param == "file":
        opened = Conversations(tmp_path / "conversations.sqlite3")
    else:
        url = request.getfixturevalue("postgres_url")
        from index.postgres.database import PostgresDatabase

        opened = Conversations(PostgresDatabase(url))
    yield opened
    opened.close()


def test_turns_come_back_in_order_under_the_first_question(kept: Conversations) -> None:
    kept.record("an", "c1", turn(1, "Kinh phí lấy từ đâu?"))
    kept.record("an", "c1", turn(2, "Còn Sơn Khê?"))
    conversation, turns = kept.turns("an", "c1")
    assert conversation.title == "Kinh phí lấy từ đâu?"
    assert conversation.updated_at == START + timedelta(minutes=2)
    assert [t.question for t in turns] == ["Kinh phí lấy từ đâu?", "Còn Sơn Khê?"]


def test_no_other_owner_reads_changes_or_continues_a_conversation(kept: Conversations) -> None:
    kept.record("an", "c1", turn(1))
    assert kept.recent("binh") == []
    assert kept.past("binh", "c1") == ()
    for attempt in (
        lambda: kept.turns("binh", "c1"),
        lambda: kept.rename("binh", "c1", "của tôi"),
        lambda: kept.delete("binh", "c1"),
        lambda: kept.record("binh", "c1", turn(2)),
    ):
        with pytest.raises(ConversationNotFound):
            attempt()
    with pytest.raises(AnswerNotFound):
        kept.judge("binh", "a1", "wrong", "")
    assert len(kept.turns("an", "c1")[1]) == 1


def test_search_wants_every_word_and_needs_no_marks(kept: Conversations) -> None:
    kept.record("an", "c1", turn(1, "Kinh phí lấy từ đâu?"))
    kept.record("an", "c2", turn(2, "Ai ký văn bản?"))
    kept.rename("an", "c2", "Hỏi cho báo cáo quý")
    assert [c.id for c in kept.recent("an")] == ["c2", "c1"]
    assert [c.id for c in kept.recent("an", "kinh phi")] == ["c1"]
    assert [c.id for c in kept.recent("an", "bao cao KY")] == ["c2"]
    assert kept.recent("an", "kinh báo") == []
    assert kept.recent("an", "%") == []


def test_feedback_replaces_itself_and_outlives_its_conversation(kept: Conversations) -> None:
    kept.record("an", "c1", turn(1))
    kept.judge("an", "a1", "wrong", "Thiếu ý.")
    kept.judge("an", "a1", "right", "")
    assert kept.turn("an", "a1").verdict == "right"
    kept.delete("an", "c1")
    assert [(f.answer_id, f.verdict) for f in kept.feedback("an")] == [("a1", "right")]
    assert kept.feedback("binh") == []
    assert len(kept.feedback(None)) == 1
    kept.unjudge("an", "a1")
    assert kept.feedback(None) == []


def test_what_is_kept_is_bounded(kept: Conversations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MOST_TURNS", 2)
    monkeypatch.setattr(conversations, "MOST_CONVERSATIONS", 2)
    for number in range(3):
        kept.record("an", "c1", turn(number))
    assert [t.answer_id for t in kept.turns("an", "c1")[1]] == ["a1", "a2"]
    kept.record("binh", "other", turn(9))
    for number in (3, 4):
        kept.record("an", f"c{number}", turn(number))
    assert [c.id for c in kept.recent("an")] == ["c4", "c3"]
    assert [c.id for c in kept.recent("binh")] == ["other"]


def test_a_long_question_makes_a_short_title(kept: Conversations) -> None:
    kept.record("an", "c1", replace(turn(1), question="dài " * 200))
    title = kept.recent("an")[0].title
    assert len(title) <= conversations.TITLE_LENGTH
    assert title.endswith("…")


def test_it_is_all_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite3"
    first = Conversations(path)
    first.record("an", "c1", turn(1))
    first.close()
    second = Conversations(path)
    assert [c.id for c in second.recent("an")] == ["c1"]
    second.close()
