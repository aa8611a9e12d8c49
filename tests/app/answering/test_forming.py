"""Answers in the form that is asked for: nothing is said anew, nothing loses its marker."""

from app.answering.answer import kind
from app.answering.claims import (
    Claim,
    Kind,
    Listing,
    Parts,
    PerDocument,
    Quote,
    Reason,
    Refusal,
    Role,
    Silent,
    Statements,
    Table,
    quotes,
)
from app.answering.forming import formed
from app.rendering import markdown
from index.question.query import Form


def claim(role: Role, start: int, *said: str) -> Claim:
    quote = Quote("a", start, start + 3, "chữ", 1.0)
    return Claim(role, "a", "Kế hoạch a", ("II", str(start)), said, (quote,))


STATED = Statements(
    (claim(Role.STATEMENT, 1, "Đạt 64%.", "Giữ 3 hồ."), claim(Role.STATEMENT, 9, "Hết."))
)
ITEMS = Listing(
    (claim(Role.ITEM, 1, "Sửa đê.", "Xong sớm."), claim(Role.ITEM, 2, "Đắp đường.")),
    "Kế hoạch a",
    ("II",),
    2,
    2,
)
LINES = PerDocument((claim(Role.LINE, 1, "đạt 64%"), Silent("b", "Kế hoạch b")), compared=True)


def test_in_short_the_first_sentence_stays_with_its_marker() -> None:
    assert markdown.answer(formed(STATED, Form.SHORT)) == "Theo Kế hoạch a, mục II.1: Đạt 64%. [1]"
    shorter = formed(ITEMS, Form.SHORT)
    assert "Xong sớm" not in markdown.answer(shorter)
    assert quotes(shorter) == quotes(ITEMS)
    assert formed(Parts((STATED, ITEMS)), Form.SHORT).claims == (
        *formed(STATED, Form.SHORT).claims,
        *shorter.claims,
    )


def test_a_table_has_a_row_for_each_item_with_its_marker() -> None:
    table = formed(ITEMS, Form.TABLE)
    assert isinstance(table, Table)
    assert kind(table, Kind.LIST) is Kind.TABLE
    head, _, *rows = markdown.answer(table).splitlines()
    assert head == "| **Mục** | **Nội dung** |"
    assert rows == ["| mục II.1 | Sửa đê. [1] Xong sớm. [1] |", "| mục II.2 | Đắp đường. [2] |"]


def test_a_table_of_documents_tells_who_is_silent() -> None:
    rows = markdown.answer(formed(LINES, Form.TABLE)).splitlines()[2:]
    assert rows == ["| Kế hoạch a | đạt 64% [1] |", "| Kế hoạch b | không nêu |"]


def test_what_has_no_such_form_stays_as_it_is() -> None:
    refusal = Refusal(Reason.NOT_FOUND, "nothing")
    assert formed(refusal, Form.TABLE) is refusal
    assert formed(STATED, Form.TABLE) is STATED
    assert formed(STATED, Form.PLAIN) is STATED
