import pytest

from ingest.vietnamese.legacy_fonts import Encoding, convert, detect, encoding_of_font

UNICODE = "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_UPPER),
        ("ABCDEF+.VnArial-Bold", Encoding.TCVN3),
        ("VNI-Times,Bold", Encoding.VNI),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_a_font_tells_its_encoding(name: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) is encoding


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, Encoding.TCVN3), (VNI, Encoding.VNI)])
def test_legacy_text_is_found_and_converted(text: str, encoding: Encoding) -> None:
    assert detect(text) is encoding
    assert convert(text, encoding) == UNICODE


@pytest.mark.parametrize("text", [UNICODE, "Plain English text", "Café à la crème", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) is None


def test_unicode_text_in_a_legacy_font_stays() -> None:
    assert convert(UNICODE, Encoding.TCVN3) == UNICODE


def test_a_capital_font_shows_capitals() -> None:
    assert convert("kÕ ho¹ch", Encoding.TCVN3_UPPER) == "KẾ HOẠCH"


def test_capitals_of_vni_keep_their_case() -> None:
    assert convert("ÑAÛNG BOÄ TÆNH", Encoding.VNI) == "ĐẢNG BỘ TỈNH"
