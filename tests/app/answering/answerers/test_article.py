"""Parts by their labels, read from the outline of invented decisions."""

import pytest

from app.answering import verification
from app.answering.answer import Draft
from app.answering.answerers import article
from app.answering.claims import Listing, Parts, Reason, Refusal, Statements
from app.rendering import markdown
from index.question.library import Library
from index.question.understanding import understand
from tests.app.answering import plans

LONG = "Các đơn vị rà soát quỹ đất, lập danh mục, niêm yết công khai tại trụ sở và trên mạng. " * 6
DECISION = f"""ỦY BAN NHÂN DÂN
TỈNH LẠC SƠN ĐÔNG
Số: 7/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Sơn Đông, ngày 12 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định quản lý bến đò
ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương;

QUYẾT ĐỊNH:

Điều 1. Phạm vi điều chỉnh
Quy định này áp dụng với mọi bến đò ngang.
Điều 2. Trách nhiệm
1. Chủ bến trang bị đủ 30 áo phao.
2. Sở Giao thông vận tải kiểm tra mỗi quý một lần.
Điều 3. Các bước thực hiện
{"".join(f"{at}. Bước {at}: {LONG.strip()}{chr(10)}" for at in range(1, 8))}
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thuận
"""
OTHER = (
    DECISION.replace("LẠC SƠN ĐÔNG", "YÊN THƯỢNG")
    .replace("Lạc Sơn Đông", "Yên Thượng")
    .replace("7/QĐ-UBND", "8/QĐ-UBND")
    .replace("Điều 1. Phạm vi điều chỉnh\n", "Điều 4. Phạm vi điều chỉnh\n")
)
SHELF = plans.read(DECISION, OTHER, plans.LAC_SON.replace("LẠC SƠN ĐÔNG", "KIM BÔI HẠ").replace(
    "Lạc Sơn Đông", "Kim Bôi Hạ"))  # fmt: skip
ALL = [document.id for document in SHELF]
LIBRARY = Library(SHELF)


def applies(question: str) -> bool:
    query = understand(question, LIBRARY)
    return article.applies(query, [d for d in SHELF if d.id in query.documents])


def asked(question: str) -> Draft:
    query = understand(question, LIBRARY)
    documents = plans.shelf(SHELF)
    draft = article.answer(query, query.documents or ALL, documents)
    verification.check(draft.body, documents)
    return draft


@pytest.mark.parametrize(
    "question",
    [
        "Điều 5 nói gì?",
        "Nội dung khoản 2 Điều 2 Quyết định số 7/QĐ-UBND",
        "Phần II của Kim Bôi Hạ có những mục nào?",
        "Cho xem toàn văn Điều 3",
        "dieu 2 quy dinh gi",
    ],
)
def test_a_part_is_asked_for_as_a_whole(question: str) -> None:
    assert applies(question)


@pytest.mark.parametrize(
    "question",
    [
        "Điều 2 quy định chủ bến trang bị bao nhiêu áo phao?",
        "Mục II quy định cơ quan nào chủ trì việc sửa đường?",
        "Số áo phao nằm ở điều nào?",
    ],
)
def test_what_stands_in_a_part_is_another_question(question: str) -> None:
    assert not applies(question)


def test_a_short_part_is_quoted_whole() -> None:
    body = asked("Điều 1 nói gì?").body
    assert isinstance(body, Statements)
    (quote,) = body.claims[0].quotes
    assert quote.text.startswith("Điều 1.")
    assert quote.text.endswith("mọi bến đò ngang.")


def test_a_part_with_parts_is_quoted_item_by_item() -> None:
    body = asked("Điều 2 của Lạc Sơn Đông quy định gì?").body
    assert isinstance(body, Listing)
    text = markdown.answer(body)
    assert "30 áo phao" in text
    assert "mỗi quý một lần" in text


def test_a_part_within_a_part_is_found() -> None:
    text = markdown.answer(asked("Nội dung khoản 2 Điều 2 của Yên Thượng").body)
    assert "khoản 2 Điều 2" in text
    assert "mỗi quý một lần" in text
    assert "áo phao" not in text


def test_of_a_long_part_the_items_are_named_and_counted() -> None:
    body = asked("Điều 3 của Yên Thượng nói gì?").body
    assert isinstance(body, Listing)
    assert (body.shown, body.total) == (7, 7)
    assert "gồm 7 mục" in markdown.answer(body)
    assert max(len(claim.quotes[0].text) for claim in body.claims) < 300


def test_the_outline_is_given_where_it_is_asked_for() -> None:
    text = markdown.answer(asked("Điều 2 của Yên Thượng có những khoản nào?").body)
    assert "gồm 2 mục" in text


def test_where_several_documents_have_it_they_are_named() -> None:
    draft = asked("Điều 2 nói gì?")
    assert isinstance(draft.body, Refusal)
    assert draft.body.reason is Reason.UNCLEAR
    text = markdown.answer(draft.body)
    assert "7/QĐ-UBND" in text
    assert "8/QĐ-UBND" in text


def test_the_only_document_that_has_it_is_meant() -> None:
    assert "Yên Thượng" in markdown.answer(asked("Điều 4 nói gì?").body)


def test_a_part_that_is_nowhere_is_not_found() -> None:
    draft = asked("Điều 9 nói gì?")
    assert isinstance(draft.body, Refusal)
    assert draft.body.reason is Reason.NOT_FOUND
    assert markdown.answer(draft.body) == "Không tìm thấy Điều 9 trong các văn bản đang có."
    named = markdown.answer(asked("Điều 9 của Yên Thượng nói gì?").body)
    assert "Không tìm thấy Điều 9 trong: Quyết định số 8/QĐ-UBND" in named


def test_two_sections_of_one_label_are_told_apart() -> None:
    draft = asked("Mục 1 của Kim Bôi Hạ nói gì?")
    assert isinstance(draft.body, Refusal)
    assert "mục I.1; mục II.1" in markdown.answer(draft.body)


def test_two_parts_are_both_given() -> None:
    body = asked("Điều 1 và Điều 2 của Lạc Sơn Đông nói gì?").body
    assert isinstance(body, Parts)
    assert {claim.section[0] for claim in body.claims} == {"Điều 1", "Điều 2"}


def test_a_label_on_a_line_of_its_own_stands_with_its_title() -> None:
    part = "Điều 5.\nTiền công gác cầu\n1. Trả theo ngày.\n2. Trả theo tháng."
    text = plans.LAC_SON.replace("I. MỤC TIÊU", f"{part}\nI. MỤC TIÊU")
    held = plans.read(text)
    query = understand("Điều 5 nói gì?", plans.library(held))
    draft = article.answer(query, [held[0].id], plans.shelf(held))
    assert "Điều 5 (Tiền công gác cầu)" in markdown.answer(draft.body).split("\n- ")[0]


def test_the_parts_of_two_documents_stand_side_by_side() -> None:
    said = markdown.answer(asked("So sánh Điều 2 của Lạc Sơn Đông và của Yên Thượng").body)
    assert said.count("30 áo phao") == 2
    assert said.index("Lạc Sơn Đông") < said.index("Yên Thượng")


def test_a_document_without_the_part_is_named() -> None:
    said = markdown.answer(asked("Điều 4 của Lạc Sơn Đông và của Yên Thượng khác nhau gì?").body)
    assert "Yên Thượng, Điều 4" in said
    assert said.splitlines()[-1].startswith("Không tìm thấy Điều 4 trong: Quyết định số 7/QĐ-UBND")
