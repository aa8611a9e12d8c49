from itertools import pairwise

import pytest

from app.answering import values
from app.answering.terms import Terms
from index.question.query import Asked
from index.question.understanding import understand
from tests.index.library_of import invented_library

LIBRARY = invented_library()


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        (
            Asked.PERCENT,
            "đạt 26%, trên 97 % trở lên; từ 70 - 75%",
            ["26%", "trên 97 % trở lên", "từ 70 - 75%"],
        ),
        (Asked.DATE, "báo cáo trước ngày 15/11 hằng năm", ["trước ngày 15/11 hằng năm"]),
        (Asked.DATE, "STT: 5.1; Việc: gieo hạt từ 3-4 lần, xong ngày 15.11", ["ngày 15.11"]),
        (Asked.DATE, "ký 05.11.2031, gửi 06-11-2031", ["05.11.2031", "06-11-2031"]),
        (
            Asked.DATE,
            "từ Quý II/2031 đến ngày 02 tháng 12 năm 2032",
            ["từ Quý II/2031", "đến ngày 02 tháng 12 năm 2032"],
        ),
        (
            Asked.DATE,
            "giai đoạn 2031 - 2035, ngày 20 hằng tháng",
            ["giai đoạn 2031 - 2035", "ngày 20 hằng tháng"],
        ),
        (Asked.NUMBER, "xây 3.000 nhà/năm, năm 2031 theo điểm 2 Điều 5", ["3.000 nhà/năm"]),
        (Asked.NUMBER, "theo khoản 3 Điều 4 Thông tư này, Mẫu 2 kèm 6 tờ", ["6 tờ"]),
        (Asked.BODY, "Trưởng ban là Chủ tịch UBND tỉnh", ["Chủ tịch UBND tỉnh"]),
        (Asked.NUMBER, "cho trẻ 5 tuổi và 12 trường đạt chuẩn", ["5 tuổi", "12 trường"]),
        (Asked.NUMBER, "nộp trong 12 ngày kể từ ngày nhận", ["12 ngày"]),
        (Asked.NUMBER, "bể ít nhất 1.250 m3, hồ 3 km2.", ["ít nhất 1.250 m3", "3 km2"]),
        (Asked.NUMBER, "Số hộ thoát nghèo trong quý (hộ): 37", ["37"]),
        (Asked.MONEY, "TT: 1; Việc: Mua giống; Kinh phí (triệu đồng): 710; Hạn: 5", ["710"]),
        (Asked.PERCENT, "Xã: Yên Lạc; Tỷ lệ (%): 45,5", ["45,5"]),
        (
            Asked.PERCENT,
            "trên 1/2 (một nửa) số hộ, 3/4 (75%) đồng ý, quá nửa thành viên, ½ tổng số",
            ["trên 1/2 (một nửa)", "3/4 (75%)", "quá nửa", "½"],
        ),
        (Asked.NUMBER, "phải có ít nhất 2/3 thành viên dự họp", ["ít nhất 2/3"]),
        (Asked.NUMBER, "đã có 963 nhà bị sập", ["963 nhà"]),
        (Asked.NUMBER, "họp 06 tháng một lần, ngày 02 tháng 12", ["06 tháng"]),
        (
            Asked.NUMBER,
            "đóng từ 18h00 đến 03h00, gửi trước 15:00.",
            ["từ 18h00", "đến 03h00", "trước 15:00"],
        ),
        (Asked.PERCENT, "trước ngày 2/9, bậc thợ 3/7, từ 1/5 đến 31/5, trực 12/24 giờ", []),
        (Asked.MONEY, "khoảng 1.200 tỷ đồng, 35.000 đồng", ["khoảng 1.200 tỷ đồng", "35.000 đồng"]),
        (
            Asked.DOCUMENT,
            "thực hiện Kế hoạch số 17-KH/HU, ngày 03/8/2031 và Luật Cấp nước",
            ["Kế hoạch số 17-KH/HU, ngày 03/8/2031", "Luật Cấp nước"],
        ),
        (
            Asked.BODY,
            "Sở Văn hóa, Thể thao và Du lịch phối hợp Ban Tuyên giáo và Dân vận Huyện ủy, "
            "Công an tỉnh",
            [
                "Sở Văn hóa, Thể thao và Du lịch",
                "Ban Tuyên giáo và Dân vận Huyện ủy",
                "Công an tỉnh",
            ],
        ),
        (Asked.MONEY, "ít nhất 700 (bảy trăm) tỷ đồng", ["ít nhất 700 (bảy trăm) tỷ đồng"]),
        (Asked.MONEY, "khoán 900.000 đồng/ha/năm.", ["900.000 đồng/ha/năm"]),
        (Asked.NUMBER, "xong trong 05 ngày làm việc.", ["05 ngày làm việc"]),
        (Asked.NUMBER, "mua 3 xe ô tô, 2 phút sau khi", ["3 xe ô tô", "2 phút"]),
        (Asked.NUMBER, "trên 1/2 (một nửa) tổng số chủ sạp", ["trên 1/2 (một nửa)"]),
        (Asked.ANYTHING, "đạt 26% năm 2031", []),
    ],
)
def test_values_of_a_kind_are_found_whole(asked: Asked, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in values.find(asked, text)] == found


def _nearest(question: str, text: str, asked: Asked) -> list[str]:
    terms = Terms(understand(question, LIBRARY), LIBRARY)
    return [text[value.start : value.end] for value in terms.values(asked, text)]


def test_the_value_of_the_clause_that_is_asked_about_comes_first() -> None:
    text = "Nước sạch đạt 85%, điện lưới đạt 99%, đường nhựa đạt 70%."
    for question, value in (("nước sạch", "85%"), ("điện lưới", "99%"), ("đường nhựa", "70%")):
        assert _nearest(f"{question} đạt bao nhiêu %", text, Asked.PERCENT)[0] == value


def test_a_value_that_is_told_apart_by_what_follows_takes_no_word_before_it() -> None:
    text = "Chợ muối thu mức tối thiểu 7% đối với chủ sạp, tối thiểu 3% đối với thợ muối."
    for question, value in (("thợ muối", "tối thiểu 3%"), ("chủ sạp", "tối thiểu 7%")):
        asked = f"chợ muối thu {question} mức tối thiểu bao nhiêu %"
        assert _nearest(asked, text, Asked.PERCENT)[0] == value


def test_what_the_question_says_itself_is_no_answer() -> None:
    text = "Đến năm 2030 hoàn thành, báo cáo trước ngày 15/11."
    assert _nearest("năm 2030 báo cáo ngày nào", text, Asked.DATE) == ["trước ngày 15/11"]
    text = "Nghị quyết số 5-NQ/HU được thực hiện bằng Kế hoạch số 17-KH/HU."
    assert _nearest("Nghị quyết 5-NQ/HU thực hiện bằng kế hoạch nào", text, Asked.DOCUMENT) == [
        "Kế hoạch số 17-KH/HU"
    ]


def test_a_cited_documents_date_answers_only_where_documents_are_spoken_of() -> None:
    text = "Thực hiện Chỉ thị số 9-CT/HU ngày 04/5/2031 về nước sạch."
    assert _nearest("nước sạch phải báo cáo ngày nào", text, Asked.DATE) == []
    assert _nearest("chỉ thị về nước sạch ra ngày nào", text, Asked.DATE) == ["ngày 04/5/2031"]


def test_nearness_lies_between_nothing_and_all() -> None:
    terms = Terms(understand("tỷ lệ hộ dân dùng nước sạch bao nhiêu %", LIBRARY), LIBRARY)
    found = terms.values(Asked.PERCENT, "Tỷ lệ hộ dân dùng nước sạch đạt 85%; chợ đạt 12%; 3%.")
    assert all(0.0 <= value.own <= value.nearness <= 1.0 for value in found)
    assert all(a.nearness >= b.nearness for a, b in pairwise(found))


def test_a_count_is_told_by_its_unit() -> None:
    terms = Terms(understand("xây bao nhiêu trạm bơm", LIBRARY), LIBRARY)
    assert terms.fits("12 trạm bơm", 0, len("12 trạm bơm"))
    assert not terms.fits("85%", 0, len("85%"))
    long = Terms(understand("phải chờ bao lâu", LIBRARY), LIBRARY)
    assert long.fits("15 ngày", 0, len("15 ngày"))
    assert not long.fits("15 trạm", 0, len("15 trạm"))
    assert Terms(understand("đạt bao nhiêu", LIBRARY), LIBRARY).fits("85%", 0, len("85%"))


@pytest.mark.parametrize(
    ("question", "text", "contradicts"),
    [
        ("Trường tư thục đạt bao nhiêu %", "68% trường mầm non công lập đạt chuẩn.", True),
        ("Trường tư thục đạt bao nhiêu %", "Trường công lập 68%, ngoài công lập 50%.", False),
        ("Cấp 2 đạt bao nhiêu %", "Tiểu học đạt 95%.", True),
        ("Cấp 2 đạt bao nhiêu %", "Trung học cơ sở đạt 95%.", False),
        ("Nước sạch đạt bao nhiêu %", "Tiểu học đạt 95%.", False),
    ],
)
def test_one_of_a_kind_excludes_the_others(question: str, text: str, contradicts: bool) -> None:
    assert Terms(understand(question, LIBRARY), LIBRARY).contradicts(text) is contradicts
