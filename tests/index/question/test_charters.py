"""Documents called by whose charter they are."""

from datetime import date

import pytest

from index.ports import EVERYTHING
from index.question.library import Library
from tests.index.library_of import a_document

HELD = Library(
    [
        a_document("a", kind="Điều lệ", subject="Hội Bến đò Sông Lam, huyện Hòa Giang"),
        a_document(
            "b", kind="Quyết định", subject="Về việc công nhận Điều lệ (sửa đổi) Quỹ Cầu treo tỉnh"
        ),
        a_document("c", kind="Kế hoạch", subject="Sửa bến đò Sông Lam"),
        a_document("d", kind="Kế hoạch", place="Hòa Giang"),
        a_document("e", kind="Điều lệ", subject="Hiệp hội Gốm Sơn Hạ, huyện Hòa Giang"),
        a_document(
            "f", kind="Nghị quyết", issuer="Ban quản lý Quỹ Cầu treo", issued_on=date(2031, 2, 8)
        ),
        a_document("g", kind="Quyết định", issuer="Ban quản lý Quỹ Cầu treo"),
    ]
)


@pytest.mark.parametrize(
    ("question", "documents", "said"),
    [
        ("Hội viên Hội Bến đò Sông Lam bị khai trừ khi nào?", {"a"}, "Hội Bến đò Sông Lam"),
        (
            "Hội Bến đò Sông Lam, huyện Hòa Giang họp khi nào?",
            {"a"},
            "Hội Bến đò Sông Lam, huyện Hòa Giang",
        ),
        ("Hòa Giang giúp Hội Bến đò Sông Lam thế nào?", {"d"}, "Hòa Giang"),
        ("quy cau treo chi cho ai?", {"b"}, "quy cau treo"),
        # What a body has issued is not its charter.
        ("Nghị quyết của Ban quản lý Quỹ Cầu treo nêu gì?", {"f"}, "Quỹ Cầu treo"),
        ("Nghị quyết đầu năm của quỹ cầu treo nêu gì?", {"f"}, "quỹ cầu treo"),
        ("Nghị quyết sửa điều lệ Quỹ Cầu treo nêu gì?", {"f"}, "Quỹ Cầu treo"),
        ("Quyết định về Quỹ Cầu treo nêu gì?", {"b"}, "Quỹ Cầu treo"),
        ("Quyết định của Quỹ Cầu treo nêu gì?", {"b"}, "Quỹ Cầu treo"),
        ("Kế hoạch của Quỹ Cầu treo nêu gì?", {"b"}, "Quỹ Cầu treo"),
        ("Nghị quyết của xã về Quỹ Cầu treo nêu gì?", {"b"}, "Quỹ Cầu treo"),
        ("Hội gốm có quyền gì?", set(), ""),
        ("Hội Bến đò Sông Lam Hòa Giang họp?", {"a"}, "Hội Bến đò Sông Lam Hòa Giang"),
        ("Hội gốm Sơn Hạ có quyền gì?", {"e"}, "Hội gốm Sơn Hạ"),
        ("Hiệp hội gốm có quyền gì?", {"e"}, "Hiệp hội gốm"),
        ("Gốm Sơn Hạ bán ở đâu?", set(), ""),
        ("Bến đò Sông Lam sửa khi nào?", set(), ""),
        ("Hội Bến phà có quyền gì?", set(), ""),
    ],
)
def test_a_body_names_the_document_that_is_its_charter(
    question: str, documents: set[str], said: str
) -> None:
    found = HELD.mentions(question, EVERYTHING)
    assert {d for mention in found for d in mention.document_ids} == documents
    assert "".join(question[m.start : m.end] for m in found) == said


def test_the_day_of_what_a_body_issued_narrows_it_and_its_name_holds_its_place() -> None:
    question = "Nghị quyết ngày 08/02/2031 của Ban quản lý Quỹ Cầu treo nêu gì?"
    found = HELD.mentions(question, EVERYTHING)
    assert {d for mention in found for d in mention.document_ids} == {"f"}
    assert [question[m.start : m.end] for m in found] == ["08/02/2031", "Quỹ Cầu treo"]
