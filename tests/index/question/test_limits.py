from datetime import date

import pytest

from index.question import limits
from index.question.query import Agreement, Extreme, Limit
from ingest.vietnamese.dates import periods
from ingest.vietnamese.figures import Figure


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("hộ cận nghèo không được cấp bồn phải không", "không"),
        ("hộ cận nghèo có được cấp bồn không", ""),
        ("mức hỗ trợ không quá 5 triệu phải không", ""),
        ("hộ nghèo được miễn phí khoan giếng không", "miễn"),
    ],
)
def test_what_is_denied_and_what_only_asks(text: str, denied: str) -> None:
    assert limits.negated(text) == denied


def test_the_tail_that_asks_is_cut() -> None:
    assert limits.without_tail("đạt 85% phải không?") == "đạt 85%"
    assert limits.without_tail("có được thu không, theo quyết định 7?") == "có được thu"
    assert limits.without_tail("có được thu không, ?") == "có được thu"
    assert limits.without_tail("hạn nộp là ngày nào") == "hạn nộp là ngày nào"


def test_agreement_extremes_and_limits() -> None:
    assert limits.agreement("hai xã có khác nhau không")[0] is Agreement.DIFFER
    assert limits.agreement("hai xã có như nhau không")[0] is Agreement.ALIKE
    assert limits.agreement("xã nào")[0] is None
    assert limits.extreme("xã nào có mức cao nhất") == (Extreme.HIGHEST, "cao nhất")
    assert limits.extreme("thôn nào có nhiều đội tuần tra nhất")[0] is Extreme.HIGHEST
    assert limits.extreme("nhiều nội dung thống nhất")[0] is None
    assert limits.extreme("bản nào muộn hơn")[0] is Extreme.LATEST
    assert limits.limit("tối thiểu bao nhiêu hộ")[0] is Limit.LEAST
    assert limits.limit("chậm nhất khi nào phải nộp")[0] is Limit.MOST
    assert limits.limit("bao nhiêu hộ") == (None, "")


def test_what_a_question_presumes_and_on_which_condition() -> None:
    said = limits.presumed("hộ nuôi dưới 10 con có được hỗ trợ 5 triệu đồng", "")
    [claim] = said.claims
    assert isinstance(claim, Figure)
    assert claim.low == 5_000_000
    [condition] = said.conditions
    assert isinstance(condition, Figure)
    assert condition.high == 10
    assert limits.presumed("đến năm 2031 đạt", "").claims == ()


@pytest.mark.parametrize(
    ("assertion", "conditions"),
    [
        ("hộ có 0,8 ha đất có được vay vốn", 1),
        ("xã có 40 hộ có thuộc diện hỗ trợ", 1),
        ("thôn có 12 hộ được vay", 0),
    ],
)
def test_what_someone_has_is_a_condition_where_more_is_asked(
    assertion: str, conditions: int
) -> None:
    said = limits.presumed(assertion, f"{assertion} không")
    assert (len(said.conditions), len(said.claims)) == (conditions, 1 - conditions)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("tại thời điểm 3/2025 xã nào đạt", "tại thời điểm 3/2025", date(2025, 3, 31)),
        ("ai phụ trách vào thời điểm ngày 5/6/2025", None, date(2025, 6, 5)),
        ("kế hoạch nào còn hiệu lực tại thời điểm năm 2024", None, date(2024, 12, 31)),
        ("mức hỗ trợ hiện nay là bao nhiêu", "hiện nay", None),
        ("kế hoạch nào còn hiệu lực", "còn hiệu lực", None),
    ],
)
def test_a_question_says_when_it_is_to_hold(text: str, words: str | None, day: date | None) -> None:
    moment = limits.moment(text, periods(text))
    assert moment
    assert moment.day == day
    assert words in (None, moment.words)


@pytest.mark.parametrize("text", ["đến năm 2030 đạt bao nhiêu", "thời điểm báo cáo là khi nào"])
def test_a_time_to_be_reached_is_no_moment(text: str) -> None:
    assert limits.moment(text, periods(text)) is None


def test_figures_are_those_written() -> None:
    assert limits.figures("1.500 hộ, 2,5 tỷ, 85%") == {"1.500", "2,5", "85"}


def test_what_is_said_of_one_excludes_the_others_of_its_group() -> None:
    [contrast] = limits.contrasting(["chỉ tiêu của trường tiểu học"])
    assert contrast.said.search("tiểu học")
    assert any(other.search("trung học phổ thông") for other in contrast.others)
    assert not any(other.search("tiểu học") for other in contrast.others)
