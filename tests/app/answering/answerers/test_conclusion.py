import pytest

from app.answering.answerers import conclusion
from app.answering.claims import Claim, PerDocument, Quote, Role
from app.rendering import markdown
from index.question.understanding import understand
from tests.index.library_of import invented_library

LIBRARY = invented_library()


def claim(at: int, value: str) -> Claim:
    quote = Quote(f"d{at}", 0, 1, "…", 1.0)
    return Claim(Role.LINE, f"d{at}", f"Xã {at}", ("I",), ("…",), (quote,), value)


def draw(question: str, *values: str) -> str:
    """Return the conclusion as it is shown, "" where there is none."""
    stated = tuple(claim(at, value) for at, value in enumerate(values, 1))
    drawn = conclusion.draw(understand(question, LIBRARY), stated)
    shown = markdown.answer(PerDocument(stated, compared=True, conclusion=drawn))
    return shown.split("\n\n")[0] if drawn else ""


@pytest.mark.parametrize(
    ("question", "values", "line"),
    [
        ("Bên nào cao hơn?", ("98%", "100%"), "**Xã 2** cao hơn: 100% [2]."),
        ("Bên nào thấp nhất?", ("9,5%", "10%", "12%"), "**Xã 1** thấp nhất: 9,5% [1]."),
        ("Nơi nào nhiều hơn?", ("1.200 hộ", "900 hộ"), "**Xã 1** nhiều hơn: 1.200 hộ [1]."),
        ("Nơi nào nhiều hơn?", ("90 hộ", "90 hộ"), "Như nhau: 90 hộ [1] [2]."),
        ("Bên nào sớm hơn?", ("Trước ngày 15/12", "30/11"), "**Xã 2** sớm hơn: 30/11 [2]."),
        ("Bên nào muộn nhất?", ("Năm 2030", "Năm 2045"), "**Xã 2** muộn nhất: năm 2045 [2]."),
        (
            "Có cùng ngày không?",
            ("Ngày 05/8/2024", "Ngày 20/8/2024"),
            "Không, khác nhau – Xã 1: ngày 05/8/2024 [1]; Xã 2: ngày 20/8/2024 [2].",
        ),
        ("Có cùng ngày không?", ("05/8/2024", "5/8/2024"), "Có, như nhau: 05/8/2024 [1] [2]."),
        ("Có khác nhau không?", ("68%", "68%"), "Không, như nhau: 68% [1] [2]."),
        ("Khác nhau thế nào?", ("2%", "3%"), "Khác nhau – Xã 1: 2% [1]; Xã 2: 3% [2]."),
    ],
)
def test_values_of_one_measure_are_compared(
    question: str, values: tuple[str, ...], line: str
) -> None:
    assert draw(question, *values) == line


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Bên nào cao hơn?", ("98%", "")),
        ("Bên nào cao hơn?", ("98%", "3 triệu")),
        ("Bên nào cao hơn?", ("từ 5 đến 8 hộ", "9 hộ")),
        ("Bên nào sớm hơn?", ("15/12", "30/11/2025")),
        ("So sánh chỉ tiêu nước sạch", ("98%", "100%")),
        ("Bên nào cao hơn?", ("98%",)),
    ],
)
def test_nothing_is_concluded_that_is_not_certain(question: str, values: tuple[str, ...]) -> None:
    assert draw(question, *values) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.500 triệu đồng", "1,5 tỷ đồng"), ("05/3/2031", "ngày 5 tháng 3 năm 2031")],
)
def test_spellings_of_one_value_measure_the_same(one: str, other: str) -> None:
    assert conclusion.measure(one) == conclusion.measure(other) is not None
