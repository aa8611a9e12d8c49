import pytest

from index.question.diacritics import Speller
from index.question.keystrokes import Method, convert, short_forms

SPELLER = Speller.of(["Kế hoạch của huyện Sơn Khê hỗ trợ bồn nước cho hộ nghèo ở xã Đa Lộc."])


@pytest.mark.parametrize(
    ("typed", "meant", "method"),
    [
        (
            "Kees hoachj cuar huyeenj Sown Khee hoox trowj bao nhieeu hooj?",
            "Kế hoạch của huyện Sơn Khê hỗ trợ bao nhiêu hộ?",
            Method.TELEX,
        ),
        ("ddeens nawm naof thif xong", "đến năm nào thì xong", Method.TELEX),
        ("ddieeuf maasy nois veef nuowcs", "điều mấy nói về nước", Method.TELEX),
        ("KEES HOACHJ CUAR TINHR", "KẾ HOẠCH CỦA TỈNH", Method.TELEX),
        ("HDDND cuar tinhr quyeets ddinhj gif", "HĐND của tỉnh quyết định gì", Method.TELEX),
        ("quyx baor veej ruwngf chi bao nhieeu", "quỹ bảo vệ rừng chi bao nhiêu", Method.TELEX),
        ("xax Đa Lộc cos maays hooj ngheof", "xã Đa Lộc có mấy hộ nghèo", Method.TELEX),
        (
            "Ke61 hoach5 cu3a xa4 d9e61n na8m na2o",
            "Kế hoạch của xã đến năm nào",
            Method.VNI,
        ),
        ("ho64 tro75 bo62n nu7o71c cho ai", "hỗ trợ bồn nước cho ai", Method.VNI),
    ],
)
def test_keystrokes_become_the_words_meant(typed: str, meant: str, method: Method) -> None:
    converted = convert(typed, SPELLER.weight)
    assert converted is not None
    assert (converted.text, converted.method) == (meant, method)


@pytest.mark.parametrize(
    "typed",
    [
        "Kế hoạch của huyện hỗ trợ bồn nước cho bao nhiêu hộ?",
        "ke hoach cua huyen ho tro bao nhieu ho",
        "What is the total budget of the plan?",
        "Dự án DA1, DA2 ở khu A4 rộng mấy km2, mạng 5G và CO2 ra sao?",
        "Kế hoạch số 12/KH-UBND và 15-KH/TU",
        "",
        "?",
    ],
)
def test_what_was_typed_as_meant_stays(typed: str) -> None:
    assert convert(typed, SPELLER.weight) is None


def test_a_slip_in_the_keys_leaves_a_word_without_marks() -> None:
    converted = convert("hooj ngheof owr xax nhaanj tooir boonf nuowcs", SPELLER.weight)
    assert converted is not None
    assert converted.text == "hộ nghèo ở xã nhận toi bồn nước"


def test_a_short_form_alone_is_read_where_documents_write_it() -> None:
    speller = Speller.of(["Các VĐV của tỉnh thi đấu."])
    assert short_forms("VDDV được thưởng gì?", speller.weight) == "VĐV được thưởng gì?"
    assert short_forms("VDDX được thưởng gì?", speller.weight) == "VDDX được thưởng gì?"
