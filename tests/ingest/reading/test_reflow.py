import pytest

from ingest.lines import Line
from ingest.parsers import text
from ingest.reading import page_numbers, reflow
from tests.ingest import samples

WRAPPED = [
    "Tiếp tục kiểm kê, sửa chữa, nối dài mạng lưới trạm bơm liên xã gắn với",
    "thực hiện Nghị quyết số 47-",
    "NQ/TW và Kế hoạch của Ban Thường vụ Huyện ủy, bảo đảm công bằng trong tiếp",
    "cận dịch vụ, nâng cao tính tự chủ của các cơ sở theo Kết luận số 612 -KL/TW về",
    "đổi mới công tác quản lý.",
    "Đẩy mạnh chuyển đổi số trong các cơ sở, trước hết là các trường ở vùng cao, vùng",
    "xa và các trường năng khiếu, các trung tâm, các câu lạc bộ năng khiếu thể dục",
    "- thể thao trên địa bàn huyện.",
]


def blocks(rows: list[str], between: str) -> list[str]:
    parsed = text.read(between.join(rows).encode())
    return [block.text for block in reflow.blocks(parsed.lines)]


def test_wrapped_lines_become_paragraphs_with_symbols_whole() -> None:
    found = blocks(WRAPPED, "\n")
    assert len(found) == 2
    assert "số 47-NQ/TW và Kế hoạch của Ban" in found[0]
    assert found[1].endswith("thể dục - thể thao trên địa bàn huyện.")


def test_a_blank_line_after_every_line_changes_nothing() -> None:
    assert blocks(WRAPPED, " \n\n") == blocks(WRAPPED, "\n")


def test_page_numbers_inside_a_sentence_go() -> None:
    rows = [*WRAPPED[:4], "", "", "2", "", *WRAPPED[4:]]
    assert blocks(rows, "\n") == blocks(WRAPPED, "\n")


def test_figures_that_are_no_page_numbers_stay() -> None:
    lines = [Line("Tổng số lớp"), Line("12"), Line("Tổng số học viên"), Line("300")]
    assert page_numbers.positions(lines) == []


def test_files_with_a_paragraph_a_line_are_not_merged() -> None:
    long = "Các cấp ủy tiếp tục chỉ đạo rà soát, đánh giá việc triển khai thực hiện. " * 4
    rows = [
        long.strip(),
        "2. Đối tượng",
        "Cán bộ, đảng viên trong huyện",
        long.strip(),
        long.strip(),
    ]
    assert blocks(rows, "\n") == rows


def test_a_capital_may_continue_a_sentence_when_the_line_was_full() -> None:
    rows = [
        "Tổ chức triển khai hiệu quả chương trình theo chỉ đạo của Ban Thường vụ Huyện",
        "ủy, các cơ quan tham mưu, giúp việc và các phòng, ban chuyên môn thuộc Ủy ban",
        "nhân dân huyện trong công tác quản lý theo quy định hiện hành của Trung ương và",
        "Tỉnh ủy, phù hợp với tình hình thực tế của từng cơ quan, đơn vị và địa phương đã",
        "được phê duyệt.",
    ]
    assert len(blocks(rows, "\n")) == 1


def test_a_heading_keeps_apart_from_its_text() -> None:
    rows = ["1. Mục đích", *WRAPPED[:5], "2. Yêu cầu", *WRAPPED[5:]]
    found = blocks(rows, "\n")
    assert found[0] == "1. Mục đích"
    assert found[2] == "2. Yêu cầu"


def test_nothing_is_lost_and_a_loss_would_be_seen() -> None:
    lines = text.read(samples.STATE.encode()).lines
    written = samples.parse(samples.STATE).text
    assert reflow.lost(lines, written) == ""
    assert reflow.lost(lines, written.replace("làng nghề", "")) != ""


def test_two_columns_are_taken_apart() -> None:
    document = samples.parse(
        "ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH HÒA GIANG               Độc lập - Tự do - Hạnh phúc\n"
        "Số: 15/KH-UBND               Hòa Giang, ngày 05 tháng 12 năm 2024\n\n"
        "KẾ HOẠCH\nPhát triển làng nghề\n\nI. MỤC ĐÍCH\nNâng cao thu nhập của người dân.\n\n"
        "Nơi nhận:                            TM. ỦY BAN NHÂN DÂN\n"
        "- Thường trực Tỉnh ủy;               CHỦ TỊCH\n"
        "- Các sở, ban, ngành;\n"
        "- Lưu: VT.                           Đinh Hữu Phước\n"
    )
    header = document.header
    assert header.number is not None
    assert header.number.value == "15/KH-UBND"
    assert header.issuer is not None
    assert header.issuer.value == "UBND tỉnh Hòa Giang"
    assert header.place is not None
    assert header.place.value == "Hòa Giang"
    assert [item.value for item in header.recipients][-1] == "Lưu: VT"
    assert header.signer is not None
    assert header.signer.value == "Đinh Hữu Phước"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Phòng Thủy lợi tham mưu theo Điều 5 của", "Quy chế làm việc."),
        ("2. Thực hiện theo quy định tại khoản 1", "Điều 4 Thông tư này."),
        ("2. Thay từ “tỉnh” bằng từ “xã” tại khoản 3", "Điều 1."),
        ("2. Bãi bỏ Điều", "12."),
        ("2. Giữ nguyên khoản 6 Điều", "4; điểm a khoản 2 Điều 13."),
        ("2. Thực hiện Nghị định số", "31/2031/NĐ-CP của Chính phủ."),
        ("2. Thay cụm từ “tỉnh Hòa", "Giang” bằng cụm từ “thành phố”."),
    ],
)
def test_a_line_whose_last_words_ask_for_more_goes_on(before: str, after: str) -> None:
    lines = [Line(text) for text in ("I. NHIỆM VỤ", before, after, "3. Báo cáo hằng quý.")]
    assert [block.text for block in reflow.blocks(lines)][1] == f"{before} {after}"
    apart = [Line(before), Line(after, gap=True)]
    assert len(reflow.blocks(apart)) == 2


def test_a_page_number_before_a_figure_is_dropped_after_a_page_of_text() -> None:
    page = [Line(f"- Xã số {n} sửa chữa hồ chứa và kênh mương nội đồng;") for n in range(40)]
    sentence = [
        Line("Toàn tỉnh có 212 hồ chứa với tổng dung tích"),
        Line("2"),
        Line("60 triệu mét"),
    ]
    assert page_numbers.positions([*page, *sentence]) == [41]
    assert page_numbers.positions(sentence) == []  # no page's worth of text: it may be a figure
