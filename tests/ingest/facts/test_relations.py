import pytest

from ingest.facts.model import Citation, Relation
from tests.ingest.facts.reading_of import found


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Nghị định số 12/2030/NĐ-CP ngày 01/02/2030 của Chính phủ;", Relation.BASED_ON),
        ("Thực hiện Kế hoạch số 18-KH/TU ngày 02/10/2030 của Tỉnh ủy.", Relation.IMPLEMENTS),
        ("Quyết định này thay thế Quyết định số 77/QĐ-UBND ngày 03/4/2029.", Relation.REPLACES),
        ("Bãi bỏ Quyết định số 77/QĐ-UBND ngày 03/4/2029.", Relation.REPEALS),
        ("Sửa đổi, bổ sung khoản 2 Điều 3 Quyết định số 77/QĐ-UBND.", Relation.AMENDS),
        ("Quyết định số 77/QĐ-UBND hết hiệu lực kể từ ngày ký.", Relation.REPEALS),
        (
            f"Quyết định số 77/QĐ-UBND về {'việc quản lý cầu treo dân sinh, ' * 6}các xã, phường "
            "hết hiệu lực kể từ ngày ký.",
            Relation.REPEALS,
        ),
        (
            "Khi Nghị định số 12/2030/NĐ-CP có hiệu lực, giấy phép cũ bị bãi bỏ.",
            Relation.CITES,
        ),
        ("Xem thêm tài liệu kèm Công văn số 99/SCT-QLCN.", Relation.CITES),
    ],
)
def test_what_is_done_with_a_cited_document(text: str, relation: Relation) -> None:
    (citation,) = found(f"Điều 1. Nội dung\n1. Về tài liệu\n{text}\n", Citation)
    assert citation.relation is relation


def test_those_of_a_list_share_what_is_done() -> None:
    read = found(
        "Điều 2. Hiệu lực\n"
        "Quyết định này thay thế Quyết định số 77/QĐ-UBND và Quyết định số 78/QĐ-UBND.\n",
        Citation,
    )
    assert [citation.relation for citation in read] == [Relation.REPLACES] * 2
