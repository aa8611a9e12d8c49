from ingest.facts.model import Citation, Definition
from ingest.facts.reading import facts
from ingest.pipeline import parse

_TEXT = """UBND TỈNH HÒA GIANG
Số: 12/KH-UBND
KẾ HOẠCH
Về chuyển đổi số
I. MỤC ĐÍCH
Thực hiện Nghị quyết số 29-NQ/TW ngày 04/11/2013; giao Sở Xây dựng (sau đây viết tắt là SXD).
"""


def test_cited_documents_and_short_forms_are_facts() -> None:
    document = parse("plan.txt", _TEXT.encode())
    found = facts(document)
    assert [(f.number, f.path) for f in found if isinstance(f, Citation)] == [("29-NQ/TW", ("I",))]
    assert [f.term for f in found if isinstance(f, Definition)] == ["SXD"]
    assert all(document.text[f.start : f.end] for f in found)
