"""How invented documents stand by what others say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.facts.chain import Chains
from app.facts.standing import Standing, Standings, Status
from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING, Scope
from ingest.document import Document, Stated
from tests.app.facts.test_chain import PLAN, cited
from tests.fakes import document

WORD = {"bãi bỏ": Status.REPEALED, "thay thế": Status.REPLACED, "sửa đổi": Status.AMENDED}


def later(
    key: str,
    relation: str,
    issuer: str = "UBND tỉnh Hòa Giang",
    issued_on: date | None = date(2026, 1, 9),
) -> Document:
    text = f"{relation}|12/KH-UBND|2025-03-01|"
    said = document(key, text, number=f"9{key}/KH-UBND", issuer=issuer, kind="Kế hoạch")
    day = None if issued_on is None else Stated(issued_on, None, None)
    return replace(said, header=replace(said.header, issued_on=day))


class Shelf:
    def __init__(self, catalogue: SqliteCatalogue) -> None:
        self.catalogue = catalogue
        self.standings = Standings(catalogue, Chains(catalogue, catalogue))

    def put(self, *documents: Document) -> None:
        for each in documents:
            nothing = np.empty((0, 4), np.float32)
            self.catalogue.put(each, [], nothing, each.text.encode(), f"/{each.id}")

    def standing(self, scope: Scope = EVERYTHING) -> Standing:
        return self.standings.of(self.catalogue.record("kh", scope), scope)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    catalogue = SqliteCatalogue(tmp_path / "c.sqlite3", cited)
    shelf = Shelf(catalogue)
    shelf.put(PLAN)
    yield shelf
    catalogue.close()


def test_what_nothing_changes_is_in_force_as_far_as_is_known(shelf: Shelf) -> None:
    shelf.put(later("a", "thực hiện"))
    standing = shelf.standing()
    assert (standing.status, standing.changes) == (Status.IN_FORCE, ())
    assert "chưa nạp" in standing.note


@pytest.mark.parametrize("relation", WORD)
def test_what_another_says_is_told_with_its_words(shelf: Shelf, relation: str) -> None:
    shelf.put(later("a", relation))
    standing = shelf.standing()
    [change] = standing.changes
    assert standing.status is change.status is WORD[relation]
    assert change.doubt is None
    assert change.link is not None
    assert change.link.record.quote == f"{relation}|12/KH-UBND|2025-03-01|"
    assert "9a/KH-UBND ngày 09/01/2026" in standing.note
    unseen = shelf.standing(Scope(frozenset({"kh"})))
    assert unseen.status is Status.IN_FORCE
    shelf.catalogue.delete("a", EVERYTHING)
    assert shelf.standing().status is Status.IN_FORCE


def test_documents_are_found_by_how_they_stand(shelf: Shelf) -> None:
    shelf.put(later("a", "thực hiện"))
    assert shelf.standings.having(Status.IN_FORCE, EVERYTHING) == {"kh", "a"}
    shelf.put(later("b", "bãi bỏ"), later("c", "sửa đổi"))
    assert shelf.standings.having(Status.REPEALED, EVERYTHING) == {"kh"}
    assert shelf.standings.having(Status.IN_FORCE, EVERYTHING) == set("abc")
    unseen = Scope(frozenset({"kh", "a"}))
    assert shelf.standings.having(Status.IN_FORCE, unseen) == {"kh", "a"}
    assert shelf.standings.having(Status.REPEALED, unseen) == set()


def test_the_strongest_counts(shelf: Shelf) -> None:
    shelf.put(later("a", "sửa đổi"), later("b", "bãi bỏ"), later("c", "thay thế"))
    standing = shelf.standing()
    assert standing.status is Status.REPEALED
    assert len(standing.changes) == 3


@pytest.mark.parametrize(
    "said",
    [
        later("a", "bãi bỏ", issued_on=date(2024, 1, 1)),
        later("a", "bãi bỏ", issued_on=None),
        later("a", "bãi bỏ", issuer="UBND xã Tân Lập"),
    ],
)
def test_what_speaks_against_it_is_told_and_changes_nothing(shelf: Shelf, said: Document) -> None:
    shelf.put(said)
    standing = shelf.standing()
    [change] = standing.changes
    assert standing.status is Status.DISPUTED
    assert change.doubt
    assert change.doubt in standing.note


def test_a_later_version_is_shown_and_not_believed(shelf: Shelf) -> None:
    header = replace(PLAN.header, issued_on=Stated(date(2025, 9, 9), None, None))
    copy = replace(PLAN, id="v2", sha256="v2", header=header)
    shelf.put(copy)
    standing = shelf.standing()
    [change] = standing.changes
    assert (standing.status, change.document.id, change.link) == (Status.DISPUTED, "v2", None)
    shelf.catalogue.supersede("v2", "kh", "Lan")
    [change] = shelf.standing().changes
    assert (change.status, change.doubt) == (Status.REPLACED, None)
    assert "đã có người xác nhận" in shelf.standing().note
    shelf.catalogue.withdraw("v2", "kh")
    assert shelf.standing(Scope(frozenset({"kh"}))).status is Status.IN_FORCE
