from ingest.facts.names import one_names
from ingest.facts.reading import facts
from tests.ingest.facts.reading_of import document


def test_bodies_get_one_name_however_they_are_written() -> None:
    read = document(
        "II. NHIỆM VỤ\n1. Sở Công Thương (sau đây viết tắt là SCT) chủ trì mở lớp dạy nghề.\n"
        "2. Các sở, ngành phối hợp với UBND tỉnh tổ chức hội thi tay nghề.\n"
        "3. Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành thực hiện kế hoạch dạy nghề.\n"
    )
    names = one_names(read, facts(read))
    assert names["UBND tỉnh"] == names["Ủy ban nhân dân tỉnh"] == "Ủy ban nhân dân tỉnh"
    assert names["Các sở, ngành"] == "Sở, ngành"
