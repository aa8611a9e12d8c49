"""What is denied stays denied."""

import pytest

from app.answering.generative.denials import denies, otherwise
from app.answering.generative.proof import Proof

QUOTE = (
    "Sau khi đổi tên có 4 thôn mới và 2 thôn không thực hiện đổi tên là Gò Mít, Bầu Sen; hộ góp "
    "công và không thuộc diện nêu tại điểm a mục này được miễn phí."
)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("2 thôn thực hiện đổi tên là Gò Mít, Bầu Sen.", True),
        ("2 thôn không thực hiện đổi tên là Gò Mít, Bầu Sen.", False),
        ("2 thôn giữ tên là Gò Mít, Bầu Sen.", False),
        ("Hộ góp công và thuộc diện nêu tại điểm a mục này.", True),
    ],
)
def test_what_a_quote_denies_is_not_told_without_its_denial(said: str, wrong: bool) -> None:
    assert otherwise(said, Proof((QUOTE,), "")) is wrong


def test_a_bound_is_no_denial() -> None:
    assert not denies("không quá 5 thuyền")
    assert denies("Không được neo thuyền")
