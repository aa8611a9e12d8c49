from ingest.facts.model import Indicator
from ingest.vietnamese.bounds import Bound
from tests.ingest.facts.reading_of import found

_AIMS = "II. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2035\n"


def test_each_figure_of_an_aim_is_a_target_with_its_words() -> None:
    targets = found(
        _AIMS + "- Tỷ lệ lò nung bằng khí đạt 80,5%, tỷ lệ thợ có chứng chỉ đạt trên 60%.\n"
        "- Hình thành ít nhất 03 làng nghề du lịch.\n",
        Indicator,
    )
    assert [(t.value, t.unit, t.bound, t.by) for t in targets] == [
        ("80,5", "%", Bound.EXACT, "2035"),
        ("60", "%", Bound.ABOVE, "2035"),
        ("03", "làng nghề", Bound.AT_LEAST, "2035"),
    ]
    assert targets[0].subject == "Tỷ lệ lò nung bằng khí"
    assert targets[1].subject == "tỷ lệ thợ có chứng chỉ"


def test_what_was_reached_is_no_target() -> None:
    assert not found(
        "I. THỰC TRẠNG\n1. Đến nay đã có 45% hộ có lò nung.\nII. NHIỆM VỤ\n"
        "1. Năm 2030 tỷ lệ lò nung bằng khí mới đạt 12%.\n"
        "2. Lớp học mở trong 5 ngày cho thợ từ 18 tuổi.\n",
        Indicator,
    )


def test_a_share_that_is_striven_for_is_one_anywhere_in_a_plan() -> None:
    (target,) = found(
        "III. NHIỆM VỤ\n"
        "1. Đầu tư lò nung tiết kiệm nhiên liệu; phấn đấu đến năm 2033 có 90% hộ dùng khí.\n",
        Indicator,
    )
    assert (target.value, target.by) == ("90", "2033")


def test_rules_of_an_article_are_no_targets() -> None:
    assert not found("Điều 1. Mức hỗ trợ\n1. Hỗ trợ tối đa 50% chi phí xây lò nung.\n", Indicator)


def test_a_table_with_a_column_a_year_gives_the_last_and_all() -> None:
    (target,) = found(
        "PHỤ LỤC I\nCÁC CHỈ TIÊU CHỦ YẾU\n\n| TT | Chỉ tiêu | Đơn vị tính | Năm 2031 | Năm 2032 |\n"
        "|---|---|---|---|---|\n| 1 | Sản lượng gốm | tấn | 1.200 | 1.500 |\n",
        Indicator,
    )
    assert (target.subject, target.value, target.unit, target.by) == (
        "Sản lượng gốm",
        "1.500",
        "tấn",
        "2032",
    )
    assert target.series == (("2031", "1.200"), ("2032", "1.500"))


def test_a_share_of_a_whole_a_rank_and_parts_of_a_list_say_what_is_measured() -> None:
    targets = found(
        _AIMS + "- Bảo đảm ngân sách tỉnh chi cho làng nghề tối thiểu 20% tổng chi ngân sách.\n"
        "- Tỷ lệ lò nung được kiểm định: lò gốm 95%, lò gạch 85%.\n"
        "- Chất lượng gốm của tỉnh nằm trong tốp 5 của vùng, tốp 35 của cả nước.\n"
        "- 100% làng nghề các khu 3, 4, 5 có khu trưng bày.\n",
        Indicator,
    )
    assert [target.subject for target in targets] == [
        "ngân sách tỉnh chi cho làng nghề",
        "Tỷ lệ lò nung được kiểm định: lò gốm",
        "Tỷ lệ lò nung được kiểm định: lò gạch",
        "Chất lượng gốm của tỉnh của vùng",
        "Chất lượng gốm của tỉnh của cả nước",
        "làng nghề các khu 3, 4, 5 có khu trưng bày",
    ]


def test_a_share_is_aimed_at_though_what_it_is_of_was_done() -> None:
    (target,) = found(_AIMS + "- 80% hồ sơ đã được số hóa được dùng lại.\n", Indicator)
    assert (target.value, target.unit) == ("80", "%")
