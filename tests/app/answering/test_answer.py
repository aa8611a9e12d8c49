"""The shape of an answer, told from its body."""

import pytest

from app.answering.answer import Draft, Status, kind
from app.answering.claims import (
    Body,
    Claim,
    Digest,
    Holdings,
    Kind,
    Listing,
    Note,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Row,
    Statements,
    Table,
    Talk,
    Worded,
)

QUOTE = Quote("a", 0, 3, "chữ", 1.0)


def claim(role: Role) -> Claim:
    return Claim(role, "a", "Kế hoạch a", (), ("chữ",), (QUOTE,))


SAID, PLACE, CELL = claim(Role.STATEMENT), claim(Role.LOCATED), claim(Role.CELL)
FILLED = Table(("Văn bản", "Hạn"), (Row("a", "Kế hoạch a", ((CELL,),)),))
REFUSAL = Refusal(Reason.NOT_FOUND, "nothing")


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (Statements((SAID,)), Kind.FACT),
        (Statements((SAID,), side=False), Kind.YES_NO),
        (Statements((SAID, PLACE)), Kind.LOCATE),
        (Statements((PLACE,), side=True), Kind.YES_NO),
        (Listing((SAID,), "Kế hoạch a", (), 1, 1), Kind.LIST),
        (PerDocument((SAID,), compared=True), Kind.COMPARE),
        (PerDocument((SAID,), compared=False), Kind.FACT),
        (FILLED, Kind.TABLE),
        (Digest("a", "Kế hoạch a", ()), Kind.SUMMARY),
        (Holdings("held", "kế hoạch", (), ()), Kind.CATALOGUE),
        (Talk("greeting"), Kind.TALK),
        (Worded((SAID,), side=True, table=FILLED), Kind.YES_NO),
        (Worded((SAID,), table=FILLED), Kind.TABLE),
        (Parts((FILLED, Note("."))), Kind.TABLE),
    ],
)
def test_a_body_has_its_own_shape_whatever_was_asked(body: Body, shape: Kind) -> None:
    asked = Kind.FACT if shape is not Kind.FACT else Kind.SUMMARY
    assert kind(body, asked) is shape


@pytest.mark.parametrize(
    "body",
    [
        REFUSAL,
        Worded((SAID,)),
        Worded((SAID,), table=Table(("a",), ())),
        Note("."),
        Parts(()),
        Parts((FILLED, Talk("greeting"))),
    ],
)
def test_a_body_without_a_shape_of_its_own_has_the_one_asked_for(body: Body) -> None:
    assert kind(body, Kind.COMPARE) is Kind.COMPARE
    assert kind(body, Kind.LIST) is Kind.LIST


def test_only_a_refusal_is_no_answer() -> None:
    assert Draft(REFUSAL, 0.2).status is Status.NOT_FOUND
    assert Draft(Statements((SAID,)), 0.2).status is Status.ANSWERED


def test_a_draft_held_at_a_share_is_as_much_less_sure_and_so_are_its_quotes() -> None:
    """Wherever they stand: in a cell of a table, beside what has none."""
    table = Table(("a", "b"), (Row(None, "", ((SAID,), ())),))
    held = Draft(Parts((table, REFUSAL)), 0.5, ("d9",)).held(0.8)
    assert held.confidence == 0.4
    assert held.silent == ("d9",)
    assert held.body == Parts((table, REFUSAL))
    before, after = (each.quotes[0].score for each in (SAID, held.body.claims[0]))
    assert after == before * 0.8 > 0
