"""Quotes of documents as numbered citations."""

from dataclasses import replace

import pytest

from app.answering.citations import cite, quote, section_at
from app.answering.claims import Claim, Role, Statements
from ingest.document import Document, Doubt
from tests.app.answering import plans

(PLAN,) = plans.read(plans.LAC_SON)


def claim(document: Document, words: str, score: float = 0.5) -> Claim:
    start = document.text.index(words)
    said = quote(document, start, start + len(words), score)
    return Claim(Role.STATEMENT, document.id, "Kế hoạch", (), (words,), (said,))


def test_a_citation_tells_document_section_and_place() -> None:
    (cited,) = cite(Statements((claim(PLAN, "87,5% đường xã"),)), plans.shelf([PLAN]))
    assert cited.marker == 1
    assert PLAN.text[cited.start : cited.end] == cited.quote == "87,5% đường xã"
    assert (cited.section_path, cited.number) == (("I", "1"), "45/KH-UBND")
    assert (cited.source, cited.issued_on and cited.issued_on.year) == ("so-0.txt", 2025)


def test_numbers_follow_the_claims_and_a_span_has_one() -> None:
    first, second = claim(PLAN, "báo cáo kết quả"), claim(PLAN, "87,5%")
    found = cite(Statements((first, second, first)), plans.shelf([PLAN]))
    assert [(cited.marker, cited.quote) for cited in found] == [
        (1, "báo cáo kết quả"),
        (2, "87,5%"),
    ]


def test_a_citation_from_where_something_was_not_read_says_so() -> None:
    start = PLAN.text.index("87,5%")
    unread = Doubt("Trang 1 không đọc được", start, start + 5, unread=True)
    plan = replace(PLAN, doubts=(replace(unread, warning="Chữ ẩn", unread=False), unread))
    claims = Statements((claim(plan, "87,5% đường xã"), claim(plan, "báo cáo kết quả")))
    found = cite(claims, plans.shelf([plan]))
    assert [cited.doubt for cited in found] == ["Trang 1 không đọc được", None]


@pytest.mark.parametrize(("given", "shown"), [(-1.0, 0.0), (0.3, 0.3), (7.0, 1.0)])
def test_a_score_is_a_share(given: float, shown: float) -> None:
    (cited,) = cite(Statements((claim(PLAN, "87,5%", given),)), plans.shelf([PLAN]))
    assert cited.score == shown


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("40 km", ("I", "1")),
        ("Lưu: VT", ("Nơi nhận",)),
        ("Lê Văn Thuận", ("Ký",)),
        ("Số:", ("Mở đầu",)),
    ],
)
def test_a_place_is_in_its_deepest_labelled_section(words: str, path: tuple[str, ...]) -> None:
    assert section_at(PLAN, PLAN.text.index(words))[0] == path
