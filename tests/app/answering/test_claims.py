"""Claims put together: what is cited in which order, and which documents gave what."""

from dataclasses import replace

import pytest

from app.answering.answer import kind
from app.answering.claims import (
    Body,
    Claim,
    Conclusion,
    Kind,
    Listing,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Row,
    Silent,
    Statements,
    Table,
    Verdict,
    joined,
    quotes,
)
from app.answering.coverage import Coverage, cover


def quote(document_id: str, start: int = 0, score: float = 1.0) -> Quote:
    return Quote(document_id, start, start + 9, "Một quote", score)


def claim(document_id: str, start: int = 0, *, above: tuple[Quote, ...] = ()) -> Claim:
    said = (quote(document_id, start),)
    return Claim(Role.LINE, document_id, f"Xã {document_id}", ("I",), ("Một.",), said, "", above)


def test_a_span_is_one_quote_however_well_it_fits() -> None:
    assert quote("a", 3, 0.2) == quote("a", 3, 0.9)
    assert len({quote("a", 3, 0.2), quote("a", 3, 0.9), quote("a", 4)}) == 2


def test_what_proves_a_value_is_cited_before_what_proves_the_words() -> None:
    body = Statements((claim("a", 50, above=(quote("a", 10),)),))
    assert [each.start for each in quotes(body)] == [10, 50]


def test_a_span_cited_twice_has_one_number() -> None:
    body = Parts((Statements((claim("a"),)), Statements((claim("b"), claim("a")))))
    assert [each.document_id for each in quotes(body)] == ["a", "b"]


def test_a_conclusion_cites_in_the_order_of_the_lines_that_prove_it() -> None:
    first, last = claim("a"), claim("b")
    drawn = Conclusion(Verdict.EXTREME, (last,), "cao nhất")
    body = PerDocument((first, Silent("c", "Xã c"), last), compared=True, conclusion=drawn)
    assert [each.document_id for each in quotes(body)] == ["a", "b"]


def test_equal_bodies_are_joined_once() -> None:
    one = Statements((claim("a"),))
    assert joined([one, Statements((claim("a"),))]) is one
    assert joined([one, Statements((claim("b"),))]).claims == (claim("a"), claim("b"))


def test_a_tables_claims_are_those_of_its_cells_row_by_row() -> None:
    rows = (Row("a", "Xã a", ((claim("a"),), ())), Row("b", "Xã b", ((), (claim("b", 4),))))
    assert Table(("Văn bản", "Một", "Hai"), rows).claims == (claim("a"), claim("b", 4))


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (Statements((claim("a"),)), Kind.FACT),
        (Statements((claim("a"),), side=False), Kind.YES_NO),
        (Statements((replace(claim("a"), role=Role.LOCATED),)), Kind.LOCATE),
        (Listing((claim("a"),), "Xã a", ("I",), 1, 1), Kind.LIST),
        (PerDocument((claim("a"),), compared=True), Kind.COMPARE),
        (PerDocument((claim("a"),), compared=False), Kind.FACT),
        (Table(("Văn bản",), ()), Kind.TABLE),
        (Refusal(Reason.NOT_FOUND, "nothing"), Kind.SUMMARY),
    ],
)
def test_a_kind_is_the_shape_the_answer_has(body: Body, shape: Kind) -> None:
    assert kind(body, Kind.SUMMARY) is shape


def test_documents_are_covered_by_what_they_gave() -> None:
    body = PerDocument((claim("a"), Silent("b", "Xã b"), claim("c")), compared=True)
    assert cover(body, ["c"]) == Coverage(("a", "c"), (), ("b",))
    assert cover(body, ["c", "d"], silent=["b"]) == Coverage(("a", "c"), ("b",), ("d",))


def test_a_refusal_covers_the_documents_it_speaks_of() -> None:
    refused = Refusal(Reason.NOT_FOUND, "nothing", documents=("a", "b"))
    assert cover(refused, ["b"]) == Coverage((), (), ("b", "a"))
    assert cover(refused, [], silent=["a", "b"]) == Coverage((), ("a", "b"), ())
    assert cover(Refusal(Reason.UNCLEAR, "which", documents=("a", "b")), []) == Coverage()
