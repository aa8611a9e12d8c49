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
