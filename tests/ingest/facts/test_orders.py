import pytest

from ingest.facts.model import Task
from ingest.facts.reading import facts
from ingest.pipeline import parse
from tests.ingest.facts.reading_of import found

_WORK = "I. TỔ CHỨC THỰC HIỆN\n1. "


@pytest.mark.parametrize(
    ("sentence", "lead", "what"),
    [
        (
            "Các sở, ban, ngành căn cứ chức năng, nhiệm vụ được giao xây dựng kế hoạch dạy nghề.",
            ("Các sở, ban, ngành",),
            "xây dựng kế hoạch dạy nghề",
        ),
        (
            "Cấp ủy, chính quyền địa phương các cấp, nhất là nơi có nghề, phải đi đầu đổi mới.",
            ("Cấp ủy", "chính quyền địa phương các cấp"),
            "phải đi đầu đổi mới",
        ),
        (
            "Cục Bảo tồn đất sét và Đa dạng men gốm: Chủ trì điều tra mỏ đất.",
            ("Cục Bảo tồn",),
            "Chủ trì điều tra mỏ đất",
        ),
        (
            "Ủy ban nhân dân cấp xã được giao vốn dự án có trách nhiệm thông báo đến người dân.",
            ("Ủy ban nhân dân cấp xã",),
            "thông báo đến người dân",
        ),
        (
            "Sau thời gian niêm yết, nếu không có khiếu nại, phản ánh thì UBND cấp xã trả kết quả.",
            ("UBND cấp xã",),
            "trả kết quả",
        ),
        (
            "Việc lập quy hoạch do Sở Xây dựng chủ trì, hoàn thành trong quý III/2032.",
            ("Sở Xây dựng",),
            "Việc lập quy hoạch do Sở Xây dựng chủ trì, hoàn thành trong quý III/2032",
        ),
        (
            "Trong thời gian tới, Tỉnh tổ chức lại các làng nghề.",
            ("Tỉnh",),
            "tổ chức lại các làng nghề",
        ),
        (
            "Ban Chỉ đạo phòng, chống cháy nổ tỉnh xây dựng phương án cứu hộ làng nghề.",
            ("Ban Chỉ đạo phòng, chống cháy nổ tỉnh",),
            "xây dựng phương án cứu hộ làng nghề",
        ),
    ],
)
def test_who_acts_is_told_in_many_ways(sentence: str, lead: tuple[str, ...], what: str) -> None:
    (task,) = found(_WORK + sentence + "\n", Task)
    assert (task.lead, task.what) == (lead, what)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện nhiệm vụ khác do Chính phủ, Thủ tướng Chính phủ giao.",
        "Tiếp tục chỉ đạo phòng chuyên môn, các cơ quan có liên quan rà soát làng nghề.",
        "UBND các tỉnh: Hòa Giang, Lâm Bình, Sơn Hải.",
        "Sở Công Thương trân trọng báo cáo UBND tỉnh xem xét.",
    ],
)
def test_bodies_that_are_only_named_are_told_nothing(sentence: str) -> None:
    assert not found(_WORK + sentence + "\n", Task)


def test_an_unknown_title_among_titles_of_bodies_names_one() -> None:
    plan = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Kiểm tra môi trường lò nung.\n"
        "2. Sở Nội vụ\n- Tổ chức lớp dạy nghề.\n3. Các chủ lò là hộ gia đình (nếu có)\n"
        "- Thực hiện cam kết không xả thải.\n- Đăng ký công suất lò.\n"
        "4. Phương án huy động vốn\n- Lồng ghép các nguồn vốn.\n"
    )
    leads = [task.lead for task in found(plan, Task)]
    assert leads == [
        ("Sở Y tế",),
        ("Sở Nội vụ",),
        ("Các chủ lò là hộ gia đình",),
        ("Các chủ lò là hộ gia đình",),
    ]


def test_an_article_gives_standing_and_powers_without_a_duty() -> None:
    assert not found(
        "Điều 1. Ban Chỉ đạo\n1. Sở Công Thương là cơ quan thường trực của Ban Chỉ đạo.\n"
        "2. Chủ tịch UBND tỉnh quyết định thành viên Ban Chỉ đạo.\n"
        "3. Giám đốc Sở Công Thương, Phó Trưởng ban thường trực;\n"
        "4. Sở Công Thương thực hiện nhiệm vụ, quyền hạn khác do UBND tỉnh giao.\n"
        "Điều 2. Hiệu lực\n1. Từ nay.\n",
        Task,
    )


def test_a_report_tells_what_was_done_up_to_what_it_asks_for() -> None:
    head = "SỞ CÔNG THƯƠNG\nSố: 12/BC-SCT\n\nBÁO CÁO\nKết quả phát triển nghề gốm\n\n"
    text = (
        "1. Công tác chỉ đạo\nSở Công Thương thường xuyên kiểm tra làng nghề.\n"
        "2. Một số nội dung đã thực hiện\nSở Công Thương mở 12 lớp dạy nghề cho người dân.\n"
        "3. Kiến nghị\nĐề nghị UBND tỉnh bố trí kinh phí dạy nghề.\n"
    )
    read = facts(parse("report.md", (head + text).encode()))
    assert [fact.lead for fact in read if isinstance(fact, Task)] == [("UBND tỉnh",)]


def test_a_title_says_whom_its_items_are_for_also_in_capitals() -> None:
    tasks = found(
        "I. ĐỐI VỚI CÁC CHỦ LÒ GỐM\n1. Đăng ký công suất lò.\n2. Thực hiện cam kết xả thải.\n"
        "II. SỞ Y TẾ\n1. Kiểm tra môi trường.\nIII. ĐỐI VỚI CÁC DỰ ÁN GỐM\n1. Rà soát tiến độ.\n"
        "2. Bổ sung vốn.\n",
        Task,
    )
    leads = [(task.lead[0].lower(), task.what) for task in tasks]
    assert leads == [
        ("các chủ lò gốm", "Đăng ký công suất lò"),
        ("các chủ lò gốm", "Thực hiện cam kết xả thải"),
        ("sở y tế", "Kiểm tra môi trường"),
    ]
