import pytest

from ingest.errors import EmptyFile, UndecodableFile
from ingest.parsers import html

DOCUMENT = """<table border=0><tr><td><p align=center>UBND XÃ TÂN AN</p></td>
<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></td></tr></table>
<p>Căn cứ Luật số 12/2024/QH15;</p><p><b>Điều 1.</b> Phạm vi</p><p>1. Nghị quyết này quy định.</p>
<p>Nơi nhận:</p>"""
MENU = (
    "<ul>" + "".join(f"<li><a href=/{n}>Văn bản mới số {n}</a></li>" for n in range(50)) + "</ul>"
)


def texts(page: str) -> list[str]:
    return [line.text for line in html.read(page.encode()).lines]


def test_the_document_is_read_and_not_the_site() -> None:
    page = (
        f"<html><body><div>Trang chủ {MENU}</div><div><div class=a>{DOCUMENT}</div></div>"
        "<div>Mục lục<p>Điều 1. Phạm vi</p></div><script>var x='Điều 9'</script></body></html>"
    )

    assert texts(page) == [
        "UBND XÃ TÂN AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Căn cứ Luật số 12/2024/QH15;",
        "Điều 1. Phạm vi",
        "1. Nghị quyết này quy định.",
        "Nơi nhận:",
    ]


def test_bold_headings_and_hidden_text() -> None:
    page = (
        "<h2>Mục 1</h2><p><b>Đậm</b></p><p><b>Đậm</b> rồi thường</p><p style='display:none'>Ẩn</p>"
    )

    found = html.read(page.encode()).lines

    assert [(line.text, line.bold, line.heading) for line in found] == [
        ("Mục 1", True, 2),
        ("Đậm", True, 0),
        ("Đậm rồi thường", False, 0),
    ]


def test_merged_cells_are_repeated() -> None:
    page = (
        "<table border=1><tr><th>TT<th>Việc<th>Hạn</tr>"
        "<tr><td rowspan=2>1<td>Một<td>Q1</tr><tr><td colspan=2>Hai</tr></table>"
    )

    found = html.read(page.encode()).lines

    assert [line.cells for line in found] == [
        ("TT", "Việc", "Hạn"),
        ("1", "Một", "Q1"),
        ("1", "Hai", "Hai"),
    ]
    assert [line.head for line in found] == [True, False, False]


def test_lists_show_what_a_browser_shows() -> None:
    page = "<ol type=a start=3><li>Một</li><li>Hai</li></ol><ul><li>Ba</li></ul>"

    assert texts(page) == ["c. Một", "d. Hai", "- Ba"]


def test_a_declared_encoding_is_respected() -> None:
    page = "<meta charset=windows-1258><p>Huy\xea</p>".encode("latin-1")

    assert [line.text for line in html.read(page).lines] == ["Huyê"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"<html><body><img></body></html>", EmptyFile),
        (b"%PDF-1.4 <", UndecodableFile),
        (b"plain words", UndecodableFile),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        html.read(data)


def test_a_deep_page_is_read_and_a_bottomless_one_is_refused() -> None:
    def nested(depth: int, tag: str = "div") -> str:
        return f"<{tag}>" * depth + "đáy của trang" + f"</{tag}>" * depth + "<p>sau đó</p>"

    assert texts(nested(1000)) == ["đáy của trang", "sau đó"]
    assert "đáy của trang" in " ".join(texts(nested(300, "table><tr><td")))
    with pytest.raises(UndecodableFile, match="sâu"):
        texts(nested(5000))


def told(page: str) -> str:
    return " ".join(html.read(page.encode()).warnings)


@pytest.mark.parametrize(
    "struck",
    [
        "<s>5 triệu</s>",
        "<strike>5 triệu</strike>",
        "<del>5 triệu</del>",
        "<span style='text-decoration: line-through'>5 triệu</span>",
        "<span style='text-decoration-line:line-through'>5 <b>triệu</b></span>",
        "<span class=bo>5 triệu</span>",
        "<div class=muc><i>5 triệu</i></div>",
    ],
)
def test_struck_words_are_left_out_and_told(struck: str) -> None:
    page = (
        "<style>.bo{text-decoration:line-through} div.muc > i {text-decoration:line-through}"
        "</style><p>Mức hỗ trợ:</p>" + struck + "<p>9 triệu.</p>"
    )

    assert texts(page) == ["Mức hỗ trợ:", "9 triệu."]
    assert "“5 triệu” (gần “Mức hỗ trợ:”)" in told(page)


@pytest.mark.parametrize(
    "attributes",
    [
        "style='visibility:hidden'",
        "style='mso-hide:all'",
        "style='font-size:0'",
        "style='font-size:1px'",
        "style='color:#FFFFFF'",
        "style='opacity:0'",
        "style='position:absolute;left:-9999px'",
        "hidden",
        "class=an",
    ],
)
def test_words_that_a_page_hides_are_left_out_and_told(attributes: str) -> None:
    page = f"<style>.an{{display:none}}</style><p>Hiện ra đây</p><p {attributes}>Mật 77%</p>"

    assert texts(page) == ["Hiện ra đây"]
    assert "Mật 77%" in told(page)


def test_white_letters_on_a_ground_and_pages_shown_by_a_program_are_read() -> None:
    assert texts("<table border=1><tr bgcolor='#123456'><td style='color:white'>STT<td>Việc"
                 "<tr><td>1<td>Đo<tr><td>2<td>Vẽ</table>")[0] == "STT | Việc"  # fmt: skip
    assert (
        texts("<p>Đang tải</p><div style='display:none'><p>Toàn văn kế hoạch ở đây</p></div>")[-1]
        == "Toàn văn kế hoạch ở đây"
    )


def test_fields_of_a_form_show_their_values() -> None:
    page = (
        "<form><p><input type=checkbox checked> Đạt <input type=checkbox> Không đạt</p>"
        "<p>Hạng: <select><option>1<option selected>2</select></p>"
        "<p>Số hộ: <input type=text value='42'><input type=hidden value=x></p>"
        "<p><textarea>Ghi thêm</textarea><button>Gửi</button></p></form>"
    )

    assert texts(page) == ["☒ Đạt ☐ Không đạt", "Hạng: 2", "Số hộ: 42", "Ghi thêm"]


@pytest.mark.parametrize(
    ("open_", "text", "close"),
    [
        ("<font face='.VnTime'>", "HuyÖn ñy n­íc s¹ch", "</font>"),
        ("<span style='font-family:.VnTime,serif'>", "HuyÖn ñy n­íc s¹ch", "</span>"),
        ("<span class=cu>", "HuyÖn ñy n­íc s¹ch", "</span>"),
        ("<font face='VNI-Times'>", "Huyeän uûy nöôùc saïch", "</font>"),
        ("<span style=\"font:12pt 'VNI-Times'\">", "Huyeän uûy nöôùc saïch", "</span>"),
    ],
)
@pytest.mark.parametrize("code", ["windows-1252", "utf-8"])
def test_old_fonts_of_a_page_are_known(open_: str, text: str, close: str, code: str) -> None:
    page = (
        f"<meta charset={code}><style>.cu{{font-family:'.VnTime'}}</style>"
        f"<p>{open_}{text}{close}</p>"
    )

    assert [line.text for line in html.read(page.encode(code)).lines] == ["Huyện ủy nước sạch"]


def test_a_page_of_an_old_font_that_names_none_is_known_by_its_letters() -> None:
    text = "KÕ ho¹ch ph¸t triÓn n«ng nghiÖp cña huyÖn, giao phßng n«ng nghiÖp chñ tr× thùc hiÖn."

    assert texts(f"<p>{text}</p>") == [
        "Kế hoạch phát triển nông nghiệp của huyện, giao phòng nông nghiệp chủ trì thực hiện."
    ]


def test_formulas_raised_figures_and_objects() -> None:
    page = (
        "<p>Diện tích 450 m<sup>2</sup>, khoảng 10<sup>6</sup> cây.</p>"
        "<p>T = <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>"
        "<p>Bản đồ:<iframe src='ban-do.html'></iframe></p>"
    )

    assert texts(page) == ["Diện tích 450 m2, khoảng 10⁶ cây.", "T = a/b", "Bản đồ:"]
    assert "ban-do.html" in told(page)


def test_a_struck_row_is_told_of_and_a_struck_cell_keeps_its_place() -> None:
    page = (
        "<p>Giá chè</p><table border=1><tr><th>Loại</th><th>Cũ</th><th>Mới</th></tr>"
        "<tr><td>Một tôm</td><td style='text-decoration:line-through'>275</td><td>420</td></tr>"
        "<tr style='text-decoration-line:line-through'><td>Hai lá</td><td>180</td><td>210</td>"
        "</tr></table>"
    )

    assert texts(page) == ["Giá chè", "Loại | Cũ | Mới", "Một tôm |  | 420"]
    assert "“275”" in told(page)
    assert "“Hai lá 180 210” (gần “Giá chè”)" in told(page)
