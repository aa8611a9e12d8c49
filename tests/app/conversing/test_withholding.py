from dataclasses import replace

import pytest

from app.answering.answer import Mode, Status
from app.answering.claims import Kind
from app.bootstrap import System
from app.conversing import stored
from app.conversing.reply import Near, Reply
from app.conversing.withholding import WITHHELD, seen
from app.rendering import plain
from app.service import Ask
from index.ports import EVERYTHING, Scope


@pytest.fixture(scope="module")
def reply(system: System) -> Reply:
    ask = Ask("Ai ký kế hoạch của Huyện ủy Sơn Khê?", mode=Mode.EXTRACTIVE)
    return stored.load(stored.dump(system.conversing.ask(ask, EVERYTHING)))


def about(reply: Reply) -> frozenset[str]:
    return frozenset({*(c.document_id for c in reply.citations), *reply.understood.documents})


def test_shows_it_whole_to_whom_its_documents_are_shown(reply: Reply) -> None:
    assert seen(reply, EVERYTHING) == reply
    every = frozenset(p.document_id for p in reply.passages) | about(reply)
    shown = seen(reply, Scope(every | set(reply.coverage.silent) | set(reply.coverage.not_found)))
    assert shown.citations == reply.citations
    assert shown.shown == reply.shown


def test_withholds_all_of_it_from_others(reply: Reply) -> None:
    assert reply.citations
    withheld = seen(reply, Scope(frozenset()))
    assert withheld.status is Status.NOT_FOUND
    assert plain.write(withheld.shown) == WITHHELD
    told = stored.dump(withheld)
    for citation in reply.citations:
        assert citation.document_id not in told
        assert citation.source not in told
        assert citation.quote not in told
    assert (withheld.id, withheld.question) == (reply.id, reply.question)


def test_a_count_or_a_hint_is_withheld_from_whom_fewer_are_shown(reply: Reply) -> None:
    empty = seen(reply, Scope(frozenset()))
    counted = replace(empty, kind=Kind.CATALOGUE, shown=reply.shown, searched=("a", "b"))
    assert seen(counted, Scope(frozenset("ab"))).shown == reply.shown
    assert plain.write(seen(counted, Scope(frozenset("a"))).shown) == WITHHELD
    near = replace(empty.understood, suggestions=(Near("Sơn Khe", ("Sơn Khê",)),))
    hinted = replace(counted, kind=Kind.FACT, understood=near)
    assert seen(hinted, Scope(frozenset("a"))).understood.suggestions == ()


def test_tells_where_it_was_searched_as_far_as_is_seen(reply: Reply) -> None:
    searched = replace(seen(reply, Scope(frozenset())), searched=("a", "b"), kind=Kind.FACT)
    assert seen(searched, Scope(frozenset("b"))).searched == ("b",)


def test_that_a_document_may_be_meant_is_withheld_from_whom_it_is_not_shown(reply: Reply) -> None:
    unclear = replace(seen(reply, Scope(frozenset())), choices=("a", "b"), searched=("a", "b"))
    assert seen(unclear, Scope(frozenset("ab"))).choices == ("a", "b")
    assert seen(unclear, Scope(frozenset("a"))).choices == ()
