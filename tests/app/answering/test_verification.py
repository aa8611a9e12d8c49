"""What is not proved is not shown."""

import pytest

from app.answering.claims import Claim, Quote, Role
from app.answering.verification import Unproved, check_figures, check_quote
from tests.index.library_of import a_document

TEXT = "Đạt 26% vào năm 2030."


def a_quote(text: str = "Đạt 26%", start: int = 0) -> Quote:
    return Quote("d", start, start + len(text), text, 1.0)


def a_claim(said: str, value: str = "", *, heading: Quote | None = None) -> Claim:
    above = () if heading is None else (heading,)
    return Claim(Role.STATEMENT, "d", "Kế hoạch", ("II",), (said,), (a_quote(),), value, above)


def test_a_quote_at_its_place_passes() -> None:
    check_quote(a_quote(), a_document("d", text=TEXT))


@pytest.mark.parametrize("quote", [a_quote("Đạt 27%"), a_quote(start=1), a_quote("")])
def test_a_quote_that_is_not_the_text_is_refused(quote: Quote) -> None:
    with pytest.raises(Unproved):
        check_quote(quote, a_document("d", text=TEXT))


@pytest.mark.parametrize("claim", [a_claim("Đạt 27%"), a_claim("Đạt 26%", value="2031")])
def test_a_figure_no_quote_holds_is_refused(claim: Claim) -> None:
    with pytest.raises(Unproved, match=r"27|2031"):
        check_figures(claim, "")


def test_figures_of_names_and_of_the_values_own_quote_are_proved() -> None:
    check_figures(a_claim("Kế hoạch 12: đạt 26%"), "Kế hoạch 12")
    check_figures(a_claim("Đạt 26%", "Tổ 7", heading=a_quote("Tổ 7", 30)), "")


def a_claim_of(quoted: str, said: str) -> Claim:
    return Claim(Role.STATEMENT, "d", "Kế hoạch", ("II",), (said,), (a_quote(quoted),))


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("chi 2.500 triệu đồng", "chi 2,5 tỷ đồng"),
        ("cho 1500 hộ", "cho 1.500 hộ"),
        ("ngày 5 tháng 3 năm 2031", "ngày 05/03/2031"),
    ],
)
def test_a_value_in_another_spelling_is_proved(quoted: str, said: str) -> None:
    check_figures(a_claim_of(quoted, said), "")


@pytest.mark.parametrize(
    ("quoted", "said"), [("cho 1.500 hộ", "cho 1 hộ"), ("đạt 12,5%", "đạt 5%")]
)
def test_a_piece_of_a_figure_is_not_that_figure(quoted: str, said: str) -> None:
    with pytest.raises(Unproved):
        check_figures(a_claim_of(quoted, said), "")
