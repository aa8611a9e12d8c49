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


def test_of_a_rise_only_what_is_to_be_reached_is_a_target() -> None:
    targets = found(
        _AIMS + "- Tăng tỷ lệ thợ có chứng chỉ từ 65% lên trên 75%; giảm tỷ lệ phế phẩm từ 4,2%"
        " xuống còn dưới 1,5%.\n",
        Indicator,
    )
    assert [(t.subject, t.value, t.bound) for t in targets] == [
        ("Tăng tỷ lệ thợ có chứng chỉ", "75", Bound.ABOVE),
        ("giảm tỷ lệ phế phẩm", "1,5", Bound.BELOW),
    ]


def test_a_year_is_the_nearest_and_a_base_year_is_none() -> None:
    targets = found(
        _AIMS
        + "- Số cơ sở mới tăng 15% so với năm 2030, doanh thu tăng gấp 1,5 lần so với năm 2030.\n"
        "- Tỷ lệ hộ dùng khí đạt 80% năm 2032, 90% năm 2033 và 98% năm 2034.\n"
        "- Đến năm 2033 tỷ lệ xuất khẩu đạt 20%, đến năm 2034 đạt 25%.\n",
        Indicator,
    )
    assert [(t.value, t.by) for t in targets] == [
        *(("15", "2035"), ("1,5", "2035")),
        *(("80", "2032"), ("90", "2033"), ("98", "2034")),
        *(("20", "2033"), ("25", "2034")),
    ]
    assert {t.subject for t in targets[2:5]} == {"Tỷ lệ hộ dùng khí"}


def test_what_is_counted_names_itself_and_money_keeps_its_scale() -> None:
    targets = found(
        _AIMS + "- Xây dựng 03 khu trưng bày, 05 cụm lò nung.\n"
        "- Thu hút 1.500 tỷ đồng vốn đầu tư, trong đó ngân sách tỉnh 300 tỷ đồng.\n"
        "- Thu nhập bình quân của thợ đạt trên 120 triệu đồng/năm.\n"
        "- Có từ 10 đến 15 sản phẩm được xếp hạng 4 sao trở lên.\n"
        "- Thợ vận hành lò nung được tập huấn ít nhất 01 lần/năm.\n"
        "- Rút ngắn thời gian nung tối thiểu 30% so với quy trình cũ.\n",
        Indicator,
    )
    assert [(t.subject, t.value, t.unit) for t in targets] == [
        ("Xây dựng khu trưng bày", "03", "khu"),
        ("cụm lò nung", "05", "cụm"),
        ("Thu hút vốn đầu tư", "1.500", "tỷ đồng"),
        ("ngân sách tỉnh", "300", "tỷ đồng"),
        ("Thu nhập bình quân của thợ", "120", "triệu đồng/năm"),
        ("sản phẩm được xếp hạng 4 sao", "10 đến 15", "sản phẩm"),
        ("Thợ vận hành lò nung được tập huấn", "01", "lần/năm"),
        ("Rút ngắn thời gian nung", "30", "%"),
    ]


def test_a_resolve_makes_a_target_where_nothing_else_does() -> None:
    targets = found(
        "III. NHIỆM VỤ\n1. Đẩy nhanh tiến độ, quyết tâm giải ngân 100% vốn đã được tỉnh giao.\n"
        "2. Phấn đấu trồng mới 500 ha rừng lấy củi.\n3. Trồng mới 40 ha rừng ở đồi phía Bắc.\n"
        "4. Áp dụng thuế suất 8% cho đồ gốm; doanh nghiệp do tỉnh nắm giữ 100% vốn điều lệ.\n",
        Indicator,
    )
    assert [(t.value, t.unit) for t in targets] == [("100", "%"), ("500", "ha")]


def test_a_table_shares_targets_out_to_bodies() -> None:
    targets = found(
        "PHỤ LỤC I\nBIỂU GIAO CHỈ TIÊU NĂM 2032\n\n"
        "| TT | Đơn vị | Số lò nung | Tỷ lệ hộ dùng khí (%) |\n"
        "|---|---|---|---|\n| 1 | Xã Gò Đất | 12 | 95 |\n| 2 | Xã Gò Cao | 8 | 96,5 |\n",
        Indicator,
    )
    assert [(t.whom, t.subject, t.value, t.unit, t.by) for t in targets] == [
        ("Xã Gò Đất", "Số lò nung", "12", None, "2032"),
        ("Xã Gò Đất", "Tỷ lệ hộ dùng khí", "95", "%", "2032"),
        ("Xã Gò Cao", "Số lò nung", "8", None, "2032"),
        ("Xã Gò Cao", "Tỷ lệ hộ dùng khí", "96,5", "%", "2032"),
    ]


def test_columns_of_targets_need_not_be_named_by_the_first() -> None:
    (first, second) = found(
        "PHỤ LỤC II\n\n"
        "| TT | Nội dung | Mục tiêu năm 2033 | Mục tiêu năm 2035 | Cơ quan theo dõi |\n"
        "|---|---|---|---|---|\n"
        "| 1 | Tỷ lệ lò dùng khí | Tối thiểu 80% | 90% trở lên | Sở Công Thương |\n"
        "| 2 | Xã có khu trưng bày | 30 xã | 45 xã | Sở Công Thương |\n",
        Indicator,
    )
    assert (first.value, first.bound, first.unit, first.by) == ("90", Bound.AT_LEAST, "%", "2035")
    assert (second.value, second.unit, second.series) == (
        "45",
        "xã",
        (("2033", "30"), ("2035", "45")),
    )


def test_a_target_may_be_resolved_in_a_heading_and_ranks_follow_each_other() -> None:
    targets = found(
        "I. NHIỆM VỤ\n1. Hoàn thành mục tiêu đưa vào khai thác trên 3.000 m đường làng nghề\n"
        "a) Giao Sở Xây dựng rà soát tiến độ.\nb) Giao Sở Tài chính bố trí vốn.\n"
        "II. MỤC TIÊU\n- Sản lượng gốm thuộc nhóm 4 tỉnh dẫn đầu vùng vào năm 2033;"
        " thuộc nhóm 2 tỉnh dẫn đầu vùng vào năm 2035.\n"
        "- (2) Ít nhất 85% thợ đã có tay nghề được dạy nghề mới.\n",
        Indicator,
    )
    assert [(t.value, t.bound) for t in targets] == [
        ("3.000", Bound.ABOVE),
        ("4", Bound.AT_MOST),
        ("2", Bound.AT_MOST),
        ("85", Bound.AT_LEAST),
    ]
    assert targets[1].subject.split(" ")[0] == targets[2].subject.split(" ")[0] == "Sản"


def test_how_many_of_something_a_plan_is_to_have_is_a_target() -> None:
    targets = found(
        "II. NỘI DUNG\n1. Lấy mẫu đất sét\n- Các thông số: độ dẻo, độ co; lấy mẫu với tần suất 02"
        " lần/năm; thời gian lấy mẫu từ tháng 3 đến tháng 10 năm 2032 tại các mỏ của các xã trong"
        " vùng quy hoạch; số lượng mẫu đất sét 240 mẫu/năm.\n2. Sổ tay dạy nghề gốm\n"
        "- Số lượng: 5.000 cuốn.\n- Ví dụ: số lượng thợ của một tổ là 12 người.\n",
        Indicator,
    )
    assert [(t.subject, t.value, t.unit) for t in targets] == [
        ("số lượng mẫu đất sét", "240", "mẫu/năm"),
        ("Sổ tay dạy nghề gốm: Số lượng", "5.000", "cuốn"),
    ]
