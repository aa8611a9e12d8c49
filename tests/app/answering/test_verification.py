import pytest

from app.answering.answer import Citation
from app.answering.answerers.draft import Draft
from app.answering.verification import Unproved, check_citation, check_figures, check_markers
from tests.index.library_of import a_document

TEXT = "Đạt 26% vào năm 2030."


def a_citation(marker: int = 1, *, quote: str = "Đạt 26%", start: int = 0) -> Citation:
    return Citation(
        marker=marker,
        document_id="d",
        source="d.txt",
        title="",
        number=None,
        issuer=None,
        issued_on=None,
        section_path=("II",),
        section_title="",
        page=None,
        quote=quote,
        start=start,
        end=start + len(quote),
        score=1.0,
    )


def test_a_quote_at_its_place_passes() -> None:
    check_citation(a_citation(), a_document("d", text=TEXT))


@pytest.mark.parametrize("citation", [a_citation(quote="Đạt 27%"), a_citation(start=1)])
def test_a_quote_that_is_not_the_text_is_refused(citation: Citation) -> None:
    with pytest.raises(Unproved):
        check_citation(citation, a_document("d", text=TEXT))


@pytest.mark.parametrize("text", ["Không có dấu.", "Hai dấu [1] [2].", "Sai dấu [2]."])
def test_markers_and_citations_must_match(text: str) -> None:
    with pytest.raises(Unproved):
        check_markers(Draft.answered(text, 1.0), (a_citation(),))


def test_an_escaped_bracket_of_a_document_is_no_marker() -> None:
    check_markers(Draft.answered(r"Theo \[7\]: đạt 26% [1].", 1.0), (a_citation(),))


def test_a_figure_no_quote_holds_is_refused() -> None:
    check_figures(Draft.answered("Kế hoạch 12: đạt 26% [1]", 1.0), (a_citation(),), "Kế hoạch 12")
    with pytest.raises(Unproved, match="27"):
        check_figures(Draft.answered("Đạt 27% [1]", 1.0), (a_citation(),), "")
