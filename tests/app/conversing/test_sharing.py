"""What of another's answer is shown, by the documents that may be seen."""

from dataclasses import replace

from app.answering.answer import Mode, Status
from app.answering.claims import Kind, Reason
from app.answering.coverage import Coverage
from app.conversing.reply import Name, Near, Passage, Reply, Understood
from app.conversing.sharing import seen
from index.ports import EVERYTHING, Scope, Scores

ONE = Scope(frozenset({"a"}))


def passage(document_id: str) -> Passage:
    return Passage("p", document_id, "a.txt", (), "", None, "chữ", 0, 3, Scores(1.0))


REPLY = Reply(
    id="r",
    question="Khi nào?",
    status=Status.ANSWERED,
    mode=Mode.EXTRACTIVE,
    kind=Kind.FACT,
    reason=None,
    understood=Understood("Khi nào?", Kind.FACT, "date", suggestions=(Near("X", ("Y",)),)),
    coverage=Coverage(("a",)),
    claims=(),
    shown=(),
    confidence=0.9,
    citations=(),
    passages=(passage("a"), passage("b")),
    searched=("a", "b"),
)


def test_who_sees_everything_sees_it_whole() -> None:
    assert seen(REPLY, EVERYTHING) is REPLY


def test_a_count_of_others_is_not_there() -> None:
    counted = replace(REPLY, kind=Kind.CATALOGUE, passages=())
    assert seen(counted, ONE) is None
    assert seen(replace(counted, searched=("a",)), ONE) is not None


def test_what_is_beside_the_answer_is_left_out() -> None:
    shown = seen(REPLY, ONE)
    assert shown is not None
    assert [each.document_id for each in shown.passages] == ["a"]
    assert shown.searched == ("a",)
    assert shown.understood.suggestions == ()


def test_an_answer_that_speaks_of_another_document_is_not_there() -> None:
    named = Understood("Khi nào?", Kind.FACT, "date", names=(Name("Y", 0, 1, ("a", "b")),))
    for other in (
        replace(REPLY, coverage=Coverage(("a",), silent=("b",))),
        replace(REPLY, coverage=Coverage((), not_found=("b",))),
        replace(REPLY, understood=named),
        replace(REPLY, status=Status.NOT_FOUND, reason=Reason.UNCLEAR, coverage=Coverage()),
    ):
        assert seen(other, ONE) is None
        assert seen(other, Scope(frozenset())) is None
