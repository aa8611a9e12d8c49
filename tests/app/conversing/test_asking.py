"""Asking by itself, within a conversation, and in a chat kept elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import System
from app.conversing import stored
from app.conversing.asking import Conversing, Seen
from app.conversing.conversations import Conversations, new_owner
from app.conversing.reply import Reply
from app.errors import ConversationNotFound
from app.rendering import markdown
from app.service import Ask, Said
from index.ports import EVERYTHING, NO_FILTERS

QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"


@pytest.fixture
def conversations(tmp_path: Path) -> Iterator[Conversations]:
    kept = Conversations(tmp_path / "conversations.sqlite3")
    yield kept
    kept.close()


@pytest.fixture
def conversing(system: System, conversations: Conversations) -> Conversing:
    return Conversing(system.catalogue, system.answering, conversations)


def test_the_steps_are_the_passages_the_text_and_the_whole(conversing: Conversing) -> None:
    first, *said, last = conversing.steps(Ask(QUESTION), EVERYTHING)
    assert isinstance(first, Seen)
    assert isinstance(last, Reply)
    assert first.passages == last.passages
    text = "".join(step.text for step in said if isinstance(step, Said))
    assert text == markdown.write(last.shown)


def test_claims_are_the_answer_as_data(conversing: Conversing) -> None:
    reply = conversing.ask(Ask(QUESTION), EVERYTHING)
    claim, *_ = reply.claims
    citation, *_ = reply.citations
    assert claim.markers == (citation.marker,)
    assert claim.section_path == citation.section_path
    assert reply.coverage.stated == (citation.document_id,)
    assert reply.understood.documents == (citation.document_id,)
    assert [name.text for name in reply.understood.names] == ["Sơn Khê"]


def test_only_what_is_asked_within_a_conversation_is_kept(
    conversing: Conversing, conversations: Conversations
) -> None:
    owner = new_owner()
    conversing.ask(Ask(QUESTION), EVERYTHING, owner)
    assert conversations.recent(owner) == []
    first = conversing.ask(Ask(QUESTION, conversation_id="c"), EVERYTHING, owner)
    second = conversing.ask(Ask("Còn Tân Bình Nam?", conversation_id="c"), EVERYTHING, owner)
    assert first.understood_as is None
    assert str(second.understood_as).startswith("Tân Bình Nam đặt tỷ lệ")
    _, turns = conversations.turns(owner, "c")
    assert [stored.load(turn.answer) for turn in turns] == [first, second]
    with pytest.raises(ConversationNotFound):
        conversing.ask(Ask(QUESTION, conversation_id="c"), EVERYTHING, new_owner())


def test_what_stands_alone_takes_nothing_from_the_conversation(
    conversing: Conversing, conversations: Conversations
) -> None:
    owner = new_owner()
    conversing.ask(Ask(QUESTION, conversation_id="c"), EVERYTHING, owner)
    short = Ask("Ai ký?", conversation_id="c")
    assert conversing.ask(short, EVERYTHING, owner).understood_as
    assert conversing.ask(replace(short, alone=True), EVERYTHING, owner).understood_as is None
    _, turns = conversations.turns(owner, "c")
    assert [turn.question for turn in turns] == [QUESTION, "Ai ký?", "Ai ký?"]


def test_a_chat_kept_elsewhere_is_continued_from_what_was_asked(conversing: Conversing) -> None:
    asked = conversing.continued([QUESTION, "Còn Tân Bình Nam?"], EVERYTHING)
    assert asked.startswith("Tân Bình Nam đặt tỷ lệ")
    assert conversing.continued([QUESTION], EVERYTHING) == QUESTION


def test_a_search_gives_passages_with_their_files(conversing: Conversing) -> None:
    found = conversing.search("nước sạch", 3, NO_FILTERS, EVERYTHING)
    assert len(found) == 3
    assert all(passage.source.endswith((".txt", ".md", ".docx", ".pdf")) for passage in found)
