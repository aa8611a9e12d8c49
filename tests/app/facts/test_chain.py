"""Citations followed between invented documents."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.facts.chain import Chains, Direction, Link
from index.catalogue.sqlite import SqliteCatalogue
from index.errors import DocumentNotFound
from index.ports import EVERYTHING, Scope
from ingest.document import Document
from ingest.facts.model import Citation, Fact, Relation
from tests.fakes import document

RESOLUTION = document(
    "nq", "Nghị quyết", number="9-NQ/TU", issuer="Tỉnh ủy Hòa Giang", issued_on=date(2025, 1, 10),
    kind="Nghị quyết",
)  # fmt: skip
PLAN = document(
    "kh", "thực hiện|9-NQ/TU|2025-01-10|Tỉnh ủy\nthay thế|3/KH-UBND|2020-02-02|UBND tỉnh Hòa Giang"
    "\ndẫn chiếu|9-NQ/TU||\ndẫn chiếu|12/KH-UBND||",
    number="12/KH-UBND", issuer="UBND tỉnh Hòa Giang", issued_on=date(2025, 3, 1), kind="Kế hoạch",
)  # fmt: skip
COMMUNE = document(
    "xa", "thực hiện|12/KH-UBND|2025-03-01|UBND tỉnh\ndẫn chiếu|9-NQ/TU|2025-01-10|",
    number="4/KH-UBND", issuer="UBND xã Tân Lập", issued_on=date(2025, 5, 1), kind="Kế hoạch",
)  # fmt: skip
OTHER = document(
    "kh2", "thực hiện|8-NQ/TU||", number="12/KH-UBND", issuer="UBND tỉnh Sơn Khê",
    issued_on=date(2024, 3, 1), kind="Kế hoạch", place="Sơn Khê",
)  # fmt: skip
AGAIN = document(
    "vong", "sửa đổi|4/KH-UBND|2025-05-01|\nthực hiện|9-NQ/TU|2025-01-10|", number="5/KH-UBND",
    issuer="UBND xã Tân Lập", issued_on=date(2025, 6, 1), kind="Kế hoạch",
)  # fmt: skip


def cited(whole: Document) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    at = 0
    for line in whole.text.splitlines():
        start, at = at, at + len(line) + 1
        if line.count("|") == 3:
            relation, number, day, issuer = line.split("|")
            facts.append(
                Citation(
                    start=start,
                    end=start + len(line),
                    path=("I",),
                    relation=Relation(relation),
                    number=number,
                    issued_on=date.fromisoformat(day) if day else None,
                    issuer=issuer or None,
                )
            )
    return tuple(facts)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[SqliteCatalogue]:
    catalogue = SqliteCatalogue(tmp_path / "c.sqlite3", cited)
    for each in (RESOLUTION, PLAN, COMMUNE, OTHER, AGAIN):
        catalogue.put(each, [], np.empty((0, 4), np.float32), each.text.encode(), f"/{each.id}")
    yield catalogue
    catalogue.close()


@pytest.fixture
def chains(catalogue: SqliteCatalogue) -> Chains:
    return Chains(catalogue, catalogue)


def told(links: tuple[Link, ...]) -> list[tuple[int, str, str, str, str | None]]:
    return [
        (
            link.depth,
            link.record.document_id,
            link.citation.relation.value,
            link.citation.number,
            link.cited.id if link.cited else None,
        )
        for link in links
    ]


def test_up_leads_to_what_is_carried_out(chains: Chains) -> None:
    chain = chains.follow("xa", Direction.UP, EVERYTHING)
    assert chain.complete
    assert told(chain.links) == [
        (1, "xa", "thực hiện", "12/KH-UBND", "kh"),
        (1, "xa", "dẫn chiếu", "9-NQ/TU", "nq"),
        (2, "kh", "thực hiện", "9-NQ/TU", "nq"),
        (2, "kh", "thay thế", "3/KH-UBND", None),
    ]
    assert [link.depth for link in chains.follow("xa", Direction.UP, EVERYTHING, 1).links] == [1, 1]


def test_down_leads_to_who_carries_it_out(chains: Chains) -> None:
    links = chains.follow("nq", Direction.DOWN, EVERYTHING).links
    assert told(links) == [
        (1, "vong", "thực hiện", "9-NQ/TU", "nq"),
        (1, "kh", "thực hiện", "9-NQ/TU", "nq"),
        (1, "xa", "dẫn chiếu", "9-NQ/TU", "nq"),
        (2, "xa", "thực hiện", "12/KH-UBND", "kh"),
        (3, "vong", "sửa đổi", "4/KH-UBND", "xa"),
    ]
    assert links[1].record.quote == PLAN.text.splitlines()[0]


def test_a_number_of_another_place_or_year_is_not_meant(chains: Chains) -> None:
    assert chains.follow("kh2", Direction.DOWN, EVERYTHING).links == ()


def test_circles_end(chains: Chains, catalogue: SqliteCatalogue) -> None:
    text = "thực hiện|4/KH-UBND|2025-05-01|"
    circle = document(
        "nq", text, number="9-NQ/TU", issuer="Tỉnh ủy Hòa Giang", issued_on=date(2025, 1, 10),
        kind="Nghị quyết",
    )  # fmt: skip
    catalogue.put(circle, [], np.empty((0, 4), np.float32), text.encode(), "/nq")
    links = chains.follow("nq", Direction.UP, EVERYTHING).links
    assert [(link.depth, link.record.document_id) for link in links] == [
        (1, "nq"), (2, "xa"), (3, "kh"), (3, "kh"),
    ]  # fmt: skip


def test_what_is_not_seen_is_not_named(chains: Chains) -> None:
    scope = Scope(frozenset({"xa", "nq"}))
    links = chains.follow("xa", Direction.UP, scope).links
    assert told(links) == [
        (1, "xa", "thực hiện", "12/KH-UBND", None),
        (1, "xa", "dẫn chiếu", "9-NQ/TU", "nq"),
    ]
    assert told(chains.follow("nq", Direction.DOWN, scope).links) == [
        (1, "xa", "dẫn chiếu", "9-NQ/TU", "nq")
    ]
    with pytest.raises(DocumentNotFound):
        chains.follow("kh", Direction.UP, scope)


def test_a_number_that_is_not_loaded_is_still_cited(chains: Chains) -> None:
    links = chains.citing("3/kh-ubnd", EVERYTHING).links
    assert told(links) == [(1, "kh", "thay thế", "3/KH-UBND", None)]
