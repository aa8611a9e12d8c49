"""Who acts though the vocabulary of bodies does not know the name, or the line breaks it."""

import pytest

from ingest.facts.model import Task
from tests.ingest.facts.reading_of import found

_WORK = "I. TỔ CHỨC THỰC HIỆN\n1. "


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        (
            "Người được giao theo dõi, trông coi lò nung có trách nhiệm lập sổ nhật ký.",
            ("Người được giao theo dõi, trông coi lò nung",),
        ),
        (
            "Thành viên Tổ khảo sát có nhiệm vụ lấy mẫu đất sét.",
            ("Thành viên Tổ khảo sát",),
        ),
        (
            "Trường hợp các bên có ý kiến khác nhau, cơ quan chủ trì có trách nhiệm làm rõ.",
            ("cơ quan chủ trì",),
        ),
        (
            "Định kỳ hằng năm, ban thường vụ cấp ủy, tổ chức đảng có trách nhiệm chỉ đạo tổng kết.",
            ("ban thường vụ cấp ủy", "tổ chức đảng"),
        ),
        (
            "Trong thời hạn 03 ngày sau khi nhận kết quả thẩm tra, thẩm định, UBND cấp xã ban hành"
            " danh sách.",
            ("UBND cấp xã",),
        ),
    ],
)
def test_those_who_are_obliged_act_by_whatever_name(sentence: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in found(_WORK + sentence + "\n", Task)] == [lead]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện có trách nhiệm các cam kết về môi trường.",
        "Bảo đảm tiến độ theo chỉ đạo của Ban Bí thư, Chính phủ và tổ chức khánh thành.",
        "Tiếp tục vận động sự hỗ trợ của các nước, các tổ chức quốc tế để phát triển nghề gốm.",
    ],
)
def test_words_that_name_no_one_oblige_no_one(sentence: str) -> None:
    assert not found(_WORK + sentence + "\n", Task)


def test_a_case_in_an_article_obliges_and_a_power_does_not() -> None:
    tasks = found(
        "Điều 1. Hồ sơ\n1. Trường hợp hồ sơ không đủ thì UBND cấp xã phải có văn bản trả lời.\n"
        "2. Trường hợp hồ sơ đủ, UBND cấp xã quyết định danh sách.\n"
        "3. Trường hợp thiếu chữ ký, Sở Nội vụ gửi lại danh sách.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("UBND cấp xã",), ("Sở Nội vụ",)]


def test_an_item_broken_before_a_capital_is_one_sentence() -> None:
    tasks = found(
        "Điều 4. Trách nhiệm của Sở Công Thương\n1. Kiểm tra các làng nghề gốm.\n"
        "2. Ban hành quy chế hoạt động của\nBan Chỉ đạo phát triển nghề gốm và phân công"
        " nhiệm vụ.\n3. Thẩm định hồ sơ xây lò nung.\n4. Thực hiện công bố quy hoạch\n"
        "Làng nghề gốm Hòa Giang theo quy định.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [("Sở Công Thương",)] * 4
    assert tasks[3].what == "Thực hiện công bố quy hoạch Làng nghề gốm Hòa Giang theo quy định"


def test_a_title_of_duties_may_name_powers_first_and_titles_whom_they_like() -> None:
    tasks = found(
        "Điều 3. Thẩm quyền, trách nhiệm của chủ lò\n1. Đăng ký công suất lò.\n"
        "Điều 4. Tổ chức thực hiện\n1. Sở Y tế: Kiểm tra môi trường.\n"
        "2. Các cơ quan liên quan đến hoạt động của lò nung:\na) Giám sát việc xả thải.\n"
        "b) Đề xuất xử lý vi phạm.\n3. Các hộ làm gốm: Thực hiện cam kết xả thải.\n",
        Task,
    )
    assert [task.lead for task in tasks] == [
        ("chủ lò",),
        ("Sở Y tế",),
        ("Các cơ quan liên quan đến hoạt động của lò nung",),
        ("Các cơ quan liên quan đến hoạt động của lò nung",),
        ("Các hộ làm gốm",),
    ]


def test_paragraphs_below_an_item_go_on_with_its_body_where_duties_are_shared_out() -> None:
    item = "1. Sở Công Thương chỉ đạo các làng nghề.\nBố trí kinh phí dạy nghề gốm.\n"
    assert [task.lead for task in found("I. TỔ CHỨC THỰC HIỆN\n" + item, Task)] == [
        ("Sở Công Thương",),
        ("Sở Công Thương",),
    ]
    assert len(found("I. GIẢI PHÁP\n" + item, Task)) == 1


def test_bullets_of_an_item_are_for_its_body_though_the_opening_tells_others() -> None:
    tasks = found(
        "Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở, ngành công nghiệp và nghề gốm tập trung chỉ"
        " đạo thực hiện tốt những việc sau đây:\n1. Rà soát các làng nghề gốm.\n"
        "2. Sở Y tế kiểm tra môi trường lò nung.\n- Tổ chức đo khí thải.\n",
        Task,
    )
    assert [task.lead[0] for task in tasks][-1] == "Sở Y tế"
    assert tasks[0].lead[0].startswith("Giám đốc các sở")
