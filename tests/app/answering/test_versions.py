"""Versions that nobody has confirmed: said once where they agree, else side by side."""

from datetime import date

import pytest

from app.answering.answer import Conflict
from app.answering.citations import Documents, quote
from app.answering.claims import (
    Body,
    Claim,
    Listing,
    Note,
    Parts,
    PerDocument,
    Role,
    Row,
    Statements,
    Table,
    quotes,
)
from app.answering.verification import check
from app.answering.versions import Versions
from app.rendering import markdown
from index.errors import DocumentNotFound
from ingest import naming
from ingest.document import Document
from tests.fakes import document

SHARED = "Sở Xây dựng lập danh mục chợ cần sửa."
OLD_TEXT = f"Đến năm 2028 có 40 chợ được sửa chữa.\n{SHARED}\nXã Thượng giữ chợ phiên cũ."
NEW_TEXT = OLD_TEXT.replace("40 chợ", "55 chợ").replace("\nXã Thượng giữ chợ phiên cũ.", "")


def version(key: str, text: str, day: date) -> Document:
    return document(
        key,
        text,
        "Các chợ",
        kind="Kế hoạch",
        number="8/KH-UBND",
        issuer="UBND huyện Lạc Hạ",
        place="Lạc Hạ",
        issued_on=day,
    )


OLD = version("old", OLD_TEXT, date(2025, 2, 3))
NEW = version("new", NEW_TEXT, date(2025, 8, 4))
HELD = {"old": OLD, "new": NEW}
BOTH = Versions(
    lambda key: ("new", "old") if key in HELD else (),
    HELD.__contains__,
    Documents(HELD.__getitem__),
)


def claim(of: Document, said: str, role: Role = Role.STATEMENT) -> Claim:
    start = of.text.index(said)
    name = naming.short_name(of.header) if role is Role.LINE else naming.cited(of.header)
    return Claim(role, of.id, name, (), (said,), (quote(of, start, start + len(said), 0.9),))


def shown(body: Body) -> tuple[str, tuple[Conflict, ...]]:
    """Return the answer that a body becomes, proved."""
    folded = BOTH.folded(body)
    conflicts = BOTH.conflicts(folded)
    told = BOTH.told(folded, conflicts, newest_first=True)
    check(told, BOTH.documents)
    return markdown.answer(told), conflicts


def first_line(of: Document) -> str:
    return of.text[: of.text.index("\n")]


@pytest.mark.parametrize("of", [OLD, NEW])
def test_where_they_differ_both_stand_the_newer_first(of: Document) -> None:
    text, conflicts = shown(Statements((claim(of, first_line(of)),)))
    assert text.index("55 chợ") < text.index("40 chợ") < text.index("Lưu ý")
    assert text.count("04/08/2025") == text.count("03/02/2025") == 2
    assert conflicts == (Conflict(("new", "old"), differs=True),)


def test_what_both_say_is_said_once_from_the_newer() -> None:
    lines = (claim(OLD, SHARED, Role.LINE), claim(NEW, SHARED, Role.LINE))
    text, conflicts = shown(PerDocument(lines, compared=False))
    assert text.count(SHARED) == 1
    assert "04/08/2025" in text.split("Lưu ý")[0]
    assert conflicts == (Conflict(("new", "old"), differs=False),)


def test_lines_that_differ_are_told_apart_by_their_days() -> None:
    lines = tuple(claim(each, first_line(each), Role.LINE) for each in (NEW, OLD))
    text, _ = shown(PerDocument(lines, compared=False))
    assert "Lạc Hạ (bản ngày 04/08/2025)" in text
    assert "Lạc Hạ (bản ngày 03/02/2025)" in text


def test_what_one_alone_says_is_cited_from_it_with_the_note() -> None:
    said = "Xã Thượng giữ chợ phiên cũ."
    body = Statements((claim(OLD, said),))
    folded = BOTH.folded(body)
    assert folded == body
    told = BOTH.told(folded, BOTH.conflicts(folded), newest_first=True)
    assert isinstance(told, Parts)
    assert {each.document_id for each in quotes(told)} == {"old"}
    assert isinstance(told.parts[-1], Note)


def test_items_and_rows_of_both_are_folded() -> None:
    item = claim(OLD, SHARED, Role.ITEM)
    listed = BOTH.folded(Listing((item,), item.document, (), 1, 1))
    assert {each.document_id for each in listed.claims} == {"new"}
    cells = [(claim(each, SHARED, Role.CELL),) for each in (OLD, NEW)]
    table = Table(("Văn bản", "Nội dung"), tuple(Row(None, "Lạc Hạ", (cell,)) for cell in cells))
    folded = BOTH.folded(table)
    assert isinstance(folded, Table)
    assert len(folded.rows) == 1


def test_what_a_model_said_stays_before_what_is_added() -> None:
    body = Statements((claim(OLD, first_line(OLD)),))
    told = BOTH.told(body, BOTH.conflicts(body), newest_first=False)
    assert markdown.answer(told).startswith(markdown.answer(body))
    assert {each.document_id for each in quotes(told)} == {"old", "new"}


def test_without_other_versions_nothing_changes() -> None:
    alone = Versions(lambda _: (), HELD.__contains__, BOTH.documents)
    body = Statements((claim(OLD, first_line(OLD)),))
    assert alone.folded(body) == body
    assert alone.told(body, alone.conflicts(body), newest_first=True) == body


def test_a_version_that_goes_meanwhile_is_told_of_no_more() -> None:
    def read(key: str) -> Document:
        if key == "new":
            raise DocumentNotFound(key)
        return HELD[key]

    going = Versions(BOTH.of, BOTH.shown, Documents(read))
    assert going.conflicts(Statements((claim(OLD, first_line(OLD)),))) == ()
