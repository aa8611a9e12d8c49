"""Pages put together: what is set sideways, footnotes, rows over pages, tables without lines."""

from collections.abc import Callable

import pytest
from fpdf import FPDF

from ingest.lines import FOOTNOTES, Line
from tests.ingest.parsers.test_pdf import read, rows

HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
WIDTHS = [35.0, 220.0, 120.0, 90.0]


def cells(found: tuple[Line, ...]) -> list[tuple[str, ...]]:
    return [line.cells for line in found if line.cells is not None]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_set_sideways_on_an_upright_page_is_a_table(turn: int) -> None:
    def draw(page: FPDF) -> None:
        with page.rotation(turn, 300, 420):
            page.text(60, 380, "Biểu chi tiết kinh phí")
            rows(page, 400, WIDTHS, [HEAD, ["1", "Mua sắm máy lọc nước", "Xã Pá Hôm", "Quý I"]])

    found = read(draw)

    assert found[0].text == "Biểu chi tiết kinh phí"
    assert cells(found) == [tuple(HEAD), ("1", "Mua sắm máy lọc nước", "Xã Pá Hôm", "Quý I")]


def test_a_sideways_table_follows_the_level_text_of_its_page() -> None:
    def draw(page: FPDF) -> None:
        for number in range(6):
            page.text(60, 60 + 20 * number, f"{number + 1}. Các thôn tổ chức vệ sinh đường làng.")
        page.text(290, 820, "4")
        with page.rotation(90, 300, 500):
            rows(page, 480, [35.0, 120.0], [["TT", "Thôn"], ["1", "Suối Vạt"]])

    found = read(draw)

    assert [line.cells is not None for line in found[:6]] == [False] * 6
    assert cells(found) == [("TT", "Thôn"), ("1", "Suối Vạt")]


def test_a_head_that_runs_up_stays_in_its_column() -> None:
    def draw(page: FPDF) -> None:
        for x in (60, 100, 300):
            page.line(x, 50, x, 160)
        for y in (50, 140, 160):
            page.line(60, y, 300, y)
        with page.rotation(90, 85, 130):
            page.text(85, 130, "Số lượng")
        page.text(110, 130, "Tên công trình")
        page.text(70, 155, "12")
        page.text(110, 155, "Giếng khoan bản Pá Hôm")

    assert cells(read(draw)) == [
        ("Số lượng", "Tên công trình"),
        ("12", "Giếng khoan bản Pá Hôm"),
    ]


def raised(page: FPDF, mark: str, x: float, y: float) -> None:
    page.set_font("serif", size=7)
    page.text(x, y - 5, mark)
    page.set_font("serif", size=13)


def with_notes(page: FPDF, mark: Callable[[FPDF, str, float, float], None], rule: bool) -> None:
    page.text(60, 60, "1. Các xã tuyên truyền về nước sạch tại mọi thôn, bản.")
    start = "2. Tỷ lệ hộ dùng nước sạch"
    page.text(60, 700, start)
    width = page.get_string_width(start)
    mark(page, "3", 60 + width, 700)
    page.text(60 + width + 8, 700, "của xã đạt tối thiểu")
    if rule:
        page.line(60, 740, 200, 740)
    page.set_font("serif", size=9)
    page.text(60, 760, "3 Không kể 14% hộ ở bản Suối Vạt đang chờ đấu nối vào hệ thống cấp nước")
    page.text(60, 772, "tập trung.")
    page.set_font("serif", size=13)
    page.add_page()
    page.text(60, 60, "91%, trong đó hộ nghèo đạt 85%.")


@pytest.mark.parametrize("rule", [True, False])
def test_a_footnote_does_not_interrupt_the_sentence(rule: bool) -> None:
    found = [line.text for line in read(lambda page: with_notes(page, raised, rule))]

    assert found == [
        "1. Các xã tuyên truyền về nước sạch tại mọi thôn, bản.",
        "2. Tỷ lệ hộ dùng nước sạch của xã đạt tối thiểu",
        "91%, trong đó hộ nghèo đạt 85%.",
        FOOTNOTES,
        "Chú thích 3 (trang 1): Không kể 14% hộ ở bản Suối Vạt đang chờ đấu nối vào hệ thống cấp "
        "nước tập trung.",
    ]


def test_a_square_metre_is_no_footnote() -> None:
    def draw(page: FPDF) -> None:
        page.text(60, 60, "Nhà văn hóa rộng 120 m")
        raised(page, "2", 61 + page.get_string_width("Nhà văn hóa rộng 120 m"), 60)

    assert read(draw)[0].text == "Nhà văn hóa rộng 120 m2"


@pytest.mark.parametrize(
    "rest",
    [
        ["", "Huổi Cang và bản Suối Vạt", "và Thể thao", ""],
        ["", "Suối Vạt", "", ""],
        ["", "", "Pá Hôm", ""],
    ],
)
def test_a_row_goes_on_over_the_page_whatever_it_begins_with(rest: list[str]) -> None:
    first = ["2", "Xây nhà văn hóa bản", "Phòng Văn hóa", "Tháng 9"]

    def draw(page: FPDF) -> None:
        rows(page, 700, WIDTHS, [HEAD, ["1", "Rà soát", "Phòng Kinh tế", "Tháng 5"], first])
        page.add_page()
        rows(page, 60, WIDTHS, [rest, ["3", "Tu bổ kênh", "Xã Pá Hôm", "Tháng 7"]])

    joined = tuple(f"{one} {other}".strip() for one, other in zip(first, rest, strict=True))
    assert cells(read(draw))[2:] == [joined, ("3", "Tu bổ kênh", "Xã Pá Hôm", "Tháng 7")]


def test_a_new_row_after_the_page_stays_one() -> None:
    def draw(page: FPDF) -> None:
        rows(page, 700, WIDTHS, [HEAD, ["1", "Rà soát", "Phòng Kinh tế", "Tháng 5"]])
        page.add_page()
        rows(page, 60, WIDTHS, [["2", "Tu bổ kênh", "Xã Pá Hôm", ""]])

    assert cells(read(draw))[1:] == [
        ("1", "Rà soát", "Phòng Kinh tế", "Tháng 5"),
        ("2", "Tu bổ kênh", "Xã Pá Hôm", ""),
    ]


def columns(page: FPDF, y: float, texts: list[list[str]]) -> None:
    for number, row in enumerate(texts):
        for x, text in zip((60, 95, 320, 440), row, strict=True):
            page.text(x, y + 18 * number, text)


def test_a_table_without_lines_is_known_by_its_counted_rows() -> None:
    def draw(page: FPDF) -> None:
        page.text(60, 60, "Phân công nhiệm vụ cụ thể cho các cơ quan, đơn vị năm 2025 như sau:")
        columns(
            page,
            90,
            [
                HEAD,
                ["1", "Rà soát hộ thiếu nước sinh", "Phòng Kinh tế", "Tháng 3"],
                ["", "hoạt trong mùa khô", "", ""],
                ["2", "Tu bổ kênh mương", "Xã Pá Hôm", "Tháng 7"],
            ],
        )
        page.text(60, 190, "Các cơ quan báo cáo kết quả thực hiện trước ngày 10 tháng 12 năm 2025.")

    found = read(draw)

    assert cells(found) == [
        tuple(HEAD),
        ("1", "Rà soát hộ thiếu nước sinh hoạt trong mùa khô", "Phòng Kinh tế", "Tháng 3"),
        ("2", "Tu bổ kênh mương", "Xã Pá Hôm", "Tháng 7"),
    ]
    assert found[-1].text.startswith("Các cơ quan báo cáo")


def apart(page: FPDF, y: float, texts: list[list[str]]) -> None:
    for number, row in enumerate(texts):
        for x, text in zip((60, 220, 360), row, strict=True):
            page.text(x, y + 22 * number, text)


def test_a_table_without_lines_is_known_by_its_bold_head_and_its_figures() -> None:
    def draw(page: FPDF) -> None:
        page.set_font("serif", "B", 13)
        apart(page, 60, [["Tên xã", "Số hộ", "Diện tích"]])
        page.set_font("serif", "", 13)
        apart(page, 82, [["Nà Hin", "312", "45,2"], ["Bản Bo", "1.287", "-"]])
        page.text(60, 140, "Các xã báo cáo.")

    found = read(draw)

    assert cells(found) == [
        ("Tên xã", "Số hộ", "Diện tích"), ("Nà Hin", "312", "45,2"), ("Bản Bo", "1.287", "-"),
    ]  # fmt: skip
    assert found[-1].text == "Các xã báo cáo."


def test_bold_words_in_columns_over_names_are_no_table() -> None:
    def draw(page: FPDF) -> None:
        page.set_font("serif", "B", 13)
        apart(page, 60, [["NGƯỜI LẬP", "KẾ TOÁN", "CHỦ TỊCH"]])
        page.set_font("serif", "", 13)
        apart(page, 120, [["Lò Văn A", "Vì Thị B", "Cà Văn C"], ["Bản Bo", "Nà Hin", "Pá Cang"]])

    assert cells(read(draw)) == []
