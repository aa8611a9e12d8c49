import pytest

from index.question.expansion import expand


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Theo KH của UBND", "theo kế hoạch của ủy ban nhân dân"),
        ("theo kh cua ubnd", "theo kế hoạch cua ủy ban nhân dân"),
        ("bcsd giao hdnd", "ban cán sự đảng giao hội đồng nhân dân"),
        ("KL91 và NQ29?", "kết luận 91 và nghị quyết 29?"),
        (
            "SGDĐT, PGDPT và CSGDNN",
            "sở giáo dục và đào tạo, phòng giáo dục phổ thông và cơ sở giáo dục nghề nghiệp",
        ),
        ("CQ nào, ĐV nào", "cơ quan nào, đơn vị nào"),
        ("có cho phép k", "có cho phép không"),
        ("điểm k khoản 2, phụ lục XIV", "điểm k khoản 2, phụ lục xiv"),
        ("hđ nào, WHO và NATO", "hđ nào, who và nato"),
        ("(QĐ) đc ban hành vs KH", "(quyết định) được ban hành với kế hoạch"),
    ],
)
def test_abbreviations_are_written_out_however_they_are_typed(typed: str, written: str) -> None:
    assert expand(typed) == written


def test_what_reads_as_a_syllable_is_an_abbreviation_only_after_another() -> None:
    assert expand("btv hu giao") == "ban thường vụ huyện ủy giao"
    assert expand("đồ bị hu hỏng") == "đồ bị hu hỏng"


def test_further_abbreviations_are_asked_of_the_documents() -> None:
    known = {"QTX": "quỹ tín dụng xã", "qtxa": "quỹ tín dụng xã"}
    assert expand("QTX và qtxa, qtx", known.get) == "quỹ tín dụng xã và quỹ tín dụng xã, qtx"
