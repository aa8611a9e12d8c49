"""What is held: counted and listed from a real catalogue of invented documents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.answering.answer import kind
from app.answering.answerers import catalogue
from app.answering.claims import Holdings, Kind, quotes
from app.answering.coverage import cover
from app.rendering import markdown
from index.catalogue.sqlite import SqliteCatalogue
from index.ports import EVERYTHING, NO_FILTERS, Filters, Scope
from index.question.library import Library
from index.question.query import AnswerKind
from index.question.understanding import understand
from tests.app.answering import held

LIBRARY = Library(held.SHELF)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteCatalogue]:
    kept = held.catalogue(tmp_path_factory.mktemp("held"))
    yield kept
    kept.close()


def none_ended(_: Sequence[str]) -> frozenset[str]:
    return frozenset()


def told(
    shelf: SqliteCatalogue,
    question: str,
    scope: Scope = EVERYTHING,
    filters: Filters = NO_FILTERS,
) -> Holdings:
    query = understand(question, LIBRARY, scope)
    assert query.kind is AnswerKind.CATALOGUE
    draft, _ = catalogue.answer(query, shelf, scope, filters, none_ended)
    assert isinstance(draft.body, Holdings)
    assert draft.confidence == 1.0
    return draft.body


@pytest.mark.parametrize(
    ("question", "ids", "words"),
    [
        ("Có bao nhiêu văn bản?", "abcd", "**4 văn bản**:"),
        ("Hệ thống đang có bao nhiêu kế hoạch?", "abd", "**3 kế hoạch**:"),
        ("Liệt kê các quyết định", "c", "**1 quyết định**:"),
        ("Liệt kê các nghị quyết", "", "không có nghị quyết nào."),
        ("Có những kế hoạch nào của Yên Thượng?", "bd", "**2 kế hoạch của Yên Thượng**:"),
        ("Có những văn bản nào của Sở Y tế?", "c", "**1 văn bản của Sở Y tế**:"),
        ("Liệt kê các văn bản của Thủ tướng Chính phủ", "", "nào của Thủ tướng Chính phủ."),
        ("Có bao nhiêu văn bản của Quốc hội?", "", "nào của Quốc hội."),
        ("Có bao nhiêu kế hoạch của Sở Tài chính?", "", "không có kế hoạch nào của Sở Tài chính."),
        ("Có những văn bản nào do Huyện ủy ban hành?", "bd", "**2 văn bản của Huyện ủy**:"),
        ("Kế hoạch nào ký tháng 12/2024?", "b", "**1 kế hoạch ban hành tháng 12/2024**:"),
        ("Văn bản nào ban hành trước tháng 12/2024?", "c", "ban hành trước tháng 12/2024**:"),
        ("Văn bản nào ban hành từ tháng 12/2024?", "ab", "**2 văn bản ban hành từ tháng 12/2024"),
        ("Văn bản nào ban hành trong quý II/2024?", "c", "quý II/2024**:"),
        ("Văn bản mới nhất là văn bản nào?", "a", "Văn bản mới nhất, theo ngày ban hành:"),
        ("Văn bản nào mới ban hành nhất?", "a", "Văn bản mới nhất, theo ngày ban hành:"),
        ("Những văn bản nào về đường xã?", "ab", "**2 văn bản về đường xã (theo trích yếu)**:"),
        ("Có kế hoạch nào về trồng rừng không?", "d", "Có, trong các văn bản đang có, có **1 kế"),
        ("Kế hoạch cũ nhất là kế hoạch nào?", "b", "Kế hoạch cũ nhất, theo ngày ban hành:"),
        ("Văn bản số 9-KH/HU có trong kho không?", "b", "Có, trong các văn bản đang có, có **1"),
        ("Văn bản số 12-KH/HU có trong kho không?", "", "không có văn bản nào số 12-KH/HU."),
        ("Kế hoạch số 3 có trong kho không?", "", "Không, trong các văn bản đang có không có kế"),
        ("Liệt kê các kế hoạch thực hiện Kết luận số 88-KL/TU", "b", "thực hiện văn bản số 88-KL/"),
    ],
)
def test_what_is_held_is_counted_and_named(
    shelf: SqliteCatalogue, question: str, ids: str, words: str
) -> None:
    body = told(shelf, question)
    assert sorted(body.document_ids) == sorted(ids)
    text = markdown.answer(body)
    assert words in text
    assert len([line for line in text.splitlines() if line.startswith("- ")]) == len(ids)


def test_a_line_names_kind_number_date_issuer_and_subject(shelf: SqliteCatalogue) -> None:
    (entry,) = told(shelf, "Liệt kê các quyết định").entries
    name = "Quyết định số 7/QĐ-SYT ngày 30/06/2024 của Sở Y tế"
    assert entry.text == f"{name}: ban hành quy chế trực"


def test_the_newest_come_first_and_the_undated_last(shelf: SqliteCatalogue) -> None:
    assert told(shelf, "Có bao nhiêu văn bản?").document_ids == ("a", "b", "c", "d")


def test_the_undated_that_may_be_meant_are_told_of(shelf: SqliteCatalogue) -> None:
    body = told(shelf, "Kế hoạch nào ký tháng 12/2024?")
    assert body.undated == 1
    assert "1 văn bản không ghi đủ ngày ban hành" in markdown.answer(body)
    assert told(shelf, "Có bao nhiêu kế hoạch?").undated == 0


def test_the_newest_is_unknown_where_none_is_dated(shelf: SqliteCatalogue) -> None:
    scope = Scope(frozenset({"d"}))
    text = markdown.answer(told(shelf, "Văn bản mới nhất là văn bản nào?", scope))
    assert text.startswith("Không xác định được văn bản mới nhất")


def test_scope_and_filters_hold(shelf: SqliteCatalogue) -> None:
    seen = Scope(frozenset({"a", "c"}))
    assert told(shelf, "Có bao nhiêu văn bản?", seen).document_ids == ("a", "c")
    narrowed = Filters(place="Yên Thượng")
    assert told(shelf, "Có bao nhiêu văn bản?", filters=narrowed).document_ids == ("b", "d")


def test_coverage_is_what_is_listed_and_nothing_is_quoted(shelf: SqliteCatalogue) -> None:
    body = told(shelf, "Có những kế hoạch nào của Yên Thượng?")
    assert set(cover(body, ["a"]).stated) == {"b", "d"}
    assert cover(body, ["a"]).not_found == ()
    assert quotes(body) == ()
    assert kind(body, Kind.FACT) is Kind.CATALOGUE


def test_what_no_longer_held_is_not_counted(shelf: SqliteCatalogue) -> None:
    query = understand("Có những kế hoạch nào?", LIBRARY, EVERYTHING)

    def ended(among: Sequence[str]) -> frozenset[str]:
        return frozenset({"b", "c"}).intersection(among)

    draft, gone = catalogue.answer(query, shelf, EVERYTHING, NO_FILTERS, ended)
    assert isinstance(draft.body, Holdings)
    assert set(draft.body.document_ids) == {"a", "d"}
    assert gone == {"b"}


def test_of_many_the_first_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    many = [
        replace(held.SHELF[3], id=f"m{at:02d}", sha256=str(at), text=f"văn bản thứ {at}")
        for at in range(catalogue.MOST + 4)
    ]
    shelf = held.catalogue(tmp_path, many)
    query = understand("Có bao nhiêu kế hoạch?", Library(many))
    body = catalogue.answer(query, shelf, EVERYTHING, NO_FILTERS, none_ended)[0].body
    shelf.close()
    assert isinstance(body, Holdings)
    assert len(body.entries) == catalogue.MOST
    assert markdown.answer(body).endswith("… và 4 văn bản khác.")
    assert f"**{catalogue.MOST + 4} kế hoạch**" in markdown.answer(body)
