"""Duties that a document lists of the body that it is about, and bodies called by half a name."""

import pytest

from ingest.document import Document
from ingest.facts.model import Task
from ingest.facts.reading import facts
from ingest.pipeline import parse
from tests.ingest.facts.reading_of import found

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA GIANG
Số: 12/2031/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Giang, ngày 05 tháng 3 năm 2031

QUYẾT ĐỊNH
"""
_DUTIES = """
Điều 2. Nhiệm vụ và quyền hạn
1. Tham mưu Ủy ban nhân dân tỉnh quy hoạch các vùng đất sét.
2. Cấp giấy phép xây lò nung theo phân cấp.
Điều 3. Cơ cấu tổ chức
1. Hội đồng kỹ thuật có nhiệm vụ và quyền hạn sau đây:
a) Thẩm định mẫu men mới.
2. Hội đồng họp khi có ít nhất 2/3 (hai phần ba) số thành viên dự.
"""


def _read(title: str, body: str) -> Document:
    return parse("quyet-dinh.md", (_HEAD + title + "\n" + body).encode())


def _tasks(document: Document) -> list[Task]:
    return [fact for fact in facts(document) if isinstance(fact, Task)]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Gốm sứ",
            "Sở Gốm sứ",
        ),
        ("Phê duyệt Điều lệ Hội Nghề gốm tỉnh Hòa Giang", "Hội Nghề gốm tỉnh Hòa Giang"),
    ],
)
def test_duties_without_a_name_are_those_of_the_body_that_the_document_is_about(
    title: str, body: str
) -> None:
    tasks = _tasks(_read(title, _DUTIES))
    assert [task.lead for task in tasks] == [(body,), (body,), ("Hội đồng kỹ thuật",)]


def test_the_body_that_a_document_is_about_has_its_whole_name() -> None:
    text = "Điều 2. Nhiệm vụ của Quỹ\n1. Hỗ trợ thợ gốm trẻ.\nĐiều 3. Hiệu lực\n"
    tasks = _tasks(_read("Quy định chức năng, nhiệm vụ của Quỹ Phát triển nghề gốm", text))
    assert [task.lead for task in tasks] == [("Quỹ Phát triển nghề gốm",)]


def test_duties_without_a_name_are_no_ones_in_a_document_about_a_matter() -> None:
    leads = [task.lead for task in _tasks(_read("Quy định về xử lý đất sét", _DUTIES))]
    assert leads == [("Hội đồng kỹ thuật",)]


def test_who_is_obliged_may_be_called_by_half_a_name_or_be_an_office_holder() -> None:
    tasks = found(
        "Điều 4. Tài chính\n1. Quỹ lập dự toán hằng năm, công khai tại trụ sở.\n"
        "2. Khi lò nung gặp sự cố, người trực lò có trách nhiệm:\na) Tắt lửa, di dời đất sét.\n"
        "3. Cán bộ, công chức thực hiện quy tắc giữ bí mật công thức men.\n"
        "4. Cơ quan chủ trì soạn thảo có trách nhiệm tiếp thu ý kiến của thợ gốm.\n"
        "5. Giám đốc Sở Gốm sứ chịu trách nhiệm trước Ủy ban nhân dân tỉnh.\n",
        Task,
    )
    assert [task.lead[0] for task in tasks] == [
        "Quỹ",
        "người trực lò",
        "Cán bộ, công chức",
        "Cơ quan chủ trì soạn thảo",
        "Giám đốc Sở Gốm sứ",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Công Thương được quyền tra cứu sổ lò nung.",
        "Hội đồng kỹ thuật do Giám đốc Sở Công Thương thành lập theo từng đợt.",
        "Khi cần thiết, Hội đồng có thể họp bất thường tại làng nghề.",
        "Nhiệm kỳ của Hội đồng kỹ thuật theo nhiệm kỳ của Hội.",
    ],
)
def test_what_is_allowed_or_how_a_body_is_formed_is_no_task(sentence: str) -> None:
    assert not found(f"Điều 5. Hội đồng kỹ thuật\n1. {sentence}\nĐiều 6. Hiệu lực\n", Task)


def test_verbs_that_look_like_bodies_are_verbs_and_the_title_names_who_acts() -> None:
    (task,) = found(
        "Điều 5. Nhiệm vụ của Sở Công Thương\n1. Lãnh đạo, tổ chức phong trào dạy nghề gốm.\n", Task
    )
    assert task.lead == ("Sở Công Thương",)


def test_an_answer_to_what_was_asked_is_for_those_behind_the_colon() -> None:
    tasks = found(
        "II. Ý KIẾN\n1. Về đề nghị các bộ, ngành hỗ trợ vốn làm đường vào làng nghề: Sở Tài chính"
        " rà soát nguồn vốn.\n2. Về kiến nghị Bộ Công Thương công nhận làng nghề: Không xem xét.\n"
        "3. Thành phố Hòa Giang tổ chức hội thi gốm.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Tài chính",), ("Thành phố Hòa Giang",)]


def test_what_a_resolution_rests_on_orders_nothing() -> None:
    assert not _tasks(
        _read(
            "Về mức hỗ trợ làng nghề gốm\n\nXét Tờ trình số 15/TTr-UBND ngày 02 tháng 3 năm 2031"
            " của Ủy ban nhân dân tỉnh về việc đề nghị Hội đồng nhân dân tỉnh ban hành mức hỗ trợ;",
            "\nĐiều 1. Phạm vi\n1. Mức này dành cho thợ gốm.\nĐiều 2. Hiệu lực\n1. Từ ngày ký.\n",
        )
    )
