"""What quotes and the names of their places prove."""

from app.answering.citations import quote
from app.answering.generative import proof
from app.answering.generative.proof import Proof, expand, words
from tests.app.answering import plans

(PLAN,) = plans.read(
    plans.LAC_SON.replace(
        "1. Sở Giao thông vận tải chủ trì",
        "1. Quỹ bảo trì đường thôn (sau đây gọi tắt là QBTĐT) do Sở Giao thông vận tải chủ trì",
    )
)


def of(*said: str) -> Proof:
    quotes = []
    for each in said:
        at = PLAN.text.index(each)
        quotes.append(quote(PLAN, at, at + len(each), 1.0))
    return proof.of(quotes, plans.shelf([PLAN]))


def test_quotes_prove_and_so_do_the_names_of_their_place() -> None:
    held = of("87,5% đường xã")
    assert held.quotes == ("87,5% đường xã",)
    assert "45/KH-UBND" in held.names
    assert "I. MỤC TIÊU" in held.names
    assert "TỔ CHỨC" not in held.names
    assert {"87", "đường", "mục", "kh"} <= held.words
    assert "chủ" not in held.words


def test_a_quote_proves_once() -> None:
    assert of("87,5%", "87,5%").quotes == ("87,5%",)


def test_where_the_names_begin_is_told() -> None:
    held = of("87,5% đường xã", "báo cáo kết quả")
    assert held.written[held.named_from :].strip().startswith(held.names[:20])
    assert held.written[: held.named_from].endswith("báo cáo kết quả")


def test_each_quote_comes_with_what_its_document_is_called() -> None:
    assert of("87,5% đường xã").sides == (("Lạc Sơn Đông", "87,5% đường xã"),)


def test_values_are_those_of_quotes_and_names() -> None:
    found = {(value.start, value.end) for value in of("87,5% đường xã").values}
    texts = [of("87,5% đường xã").written[start:end] for start, end in found]
    assert any("87,5" in text for text in texts)
    assert any("12/03/2025" in text for text in texts)


def test_figures_of_dates_and_numbers_are_not_loose() -> None:
    held = Proof(("Sửa 40 km trước ngày 20/10/2026 theo số 7/KH-UBND.",), "mục I.1")
    assert "40" in held.loose_digits
    assert {"20", "10", "2026", "7"}.isdisjoint(held.loose_digits)


def test_short_forms_are_written_out_those_of_the_document_too() -> None:
    held = of("báo cáo kết quả")
    assert ("QBTĐT", "Quỹ bảo trì đường thôn") in held.long_forms
    assert "bảo trì đường thôn" in held.expanded("Do QBTĐT chi.").lower()
    assert expand("UBND xã họp") == "ủy ban nhân dân xã họp"
    assert expand("Hộ dân họp") == "Hộ dân họp"
    assert expand("XUBNDX họp") == "XUBNDX họp"


def test_words_are_small_and_of_one_spelling() -> None:
    assert words("Thôn HOÀ, 12/KH") == words("thôn hòa 12 kh")
