import pytest

from ingest.errors import EncryptedFile, UndecodableFile
from ingest.parsers import opendocument, parser_for
from tests.ingest.parsers.building import packed

_NAMES = {
    "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
    "fo": "xsl-fo-compatible", "presentation": "presentation",
}  # fmt: skip
NAMESPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in _NAMES.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def file(kind: str, body: str, automatic: str = "", **parts: str) -> bytes:
    """Return an OpenDocument file of that kind ("text", "spreadsheet", "presentation")."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            **{name.replace("__", "/") + ".xml": part for name, part in parts.items()},
        }
    )


def style(name: str, family: str = "text", **properties: str) -> str:
    said = " ".join(
        f'{key.replace("_", ":", 1).replace("_", "-")}="{value}"'
        for key, value in properties.items()
    )
    return (
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {said}/>'
        "</style:style>"
    )


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="I" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-bullet text:level="3" '
    'text:bullet-char="-"/></text:list-style>'
)


def texts(data: bytes) -> list[str]:
    return [line.text for line in opendocument.read(data).lines]


def item(text: str, below: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{below}</text:list-item>"


def listed(*items: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def test_lists_are_counted_as_they_are_shown() -> None:
    deepest = listed(item("Con"), more="")
    inner = listed(item("Một", deepest), item("Hai"), more="")
    goes_on = 'text:style-name="L" text:continue-numbering="true"'
    body = (
        listed(item("Mục tiêu", inner))
        + "<text:p>Giữa</text:p>"
        + listed(item("Nhiệm vụ"), more=goes_on)
        + listed(item("Bắt đầu lại"))
    )

    assert texts(file("text", body, LEVELS)) == [
        "I. Mục tiêu", "1. Một", "- Con", "2. Hai", "Giữa", "II. Nhiệm vụ", "I. Bắt đầu lại",
    ]  # fmt: skip


def test_struck_hidden_and_old_letters() -> None:
    styles = (
        style("bo", style_text_line_through_style="solid")
        + style("an", text_display="none")
        + style("cu", fo_font_family=".VnTime")
    )
    body = (
        '<text:p>Mức <text:span text:style-name="bo">5</text:span><text:s/>9 triệu'
        '<text:span text:style-name="an"> mật</text:span></text:p>'
        '<text:p><text:span text:style-name="cu">HuyÖn ñy</text:span></text:p>'
        '<text:section text:display="none"><text:p>Phần ẩn</text:p></text:section>'
    )

    found = opendocument.read(file("text", body, styles))

    assert [line.text for line in found.lines] == ["Mức 9 triệu", "Huyện ủy"]
    told = " ".join(found.warnings)
    assert all(words in told for words in ("gạch ngang", "“5”", "mật", "Phần ẩn"))


def test_tables_notes_boxes_and_formulas() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>=</mo><mn>2</mn></math>'
    )
    body = (
        "<text:p>Kết luận<text:note><text:note-body><text:p>Xem thêm</text:p></text:note-body>"
        "</text:note></text:p><text:p><draw:frame><draw:text-box><text:p>Trong khung</text:p>"
        "</draw:text-box></draw:frame></text:p>"
        '<text:p>Tính <draw:frame><draw:object xlink:href="./O1"/></draw:frame>.</text:p>'
        '<table:table><table:table-header-rows><table:table-row>'
        + cell("STT") + cell("Việc") + "</table:table-row></table:table-header-rows>"
        "<table:table-row>" + cell("1", 'table:number-rows-spanned="2"') + cell("Đo")
        + "</table:table-row><table:table-row><table:covered-table-cell/>" + cell("Vẽ")
        + "</table:table-row></table:table>"
    )  # fmt: skip

    found = opendocument.read(file("text", body, O1__content=formula)).lines

    assert [line.text for line in found[:4]] == [
        "Kết luận", "Chú thích 1: Xem thêm", "Trong khung", "Tính a = 2.",
    ]  # fmt: skip
    assert [line.cells for line in found[4:]] == [("STT", "Việc"), ("1", "Đo"), ("1", "Vẽ")]


def test_a_letterhead_of_the_page_heads_the_text() -> None:
    named = (
        f"<office:document-styles {NAMESPACES}><office:master-styles><style:master-page>"
        "<style:header><text:p>UBND XÃ BẢN LÌM</text:p><text:p>Số: 8/KH-UBND</text:p>"
        "</style:header>"
        "<style:footer><text:p>Trang 1</text:p><text:p>Liên hệ: Văn phòng</text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )

    assert texts(file("text", "<text:p>KẾ HOẠCH</text:p>", styles=named)) == [
        "UBND XÃ BẢN LÌM", "Số: 8/KH-UBND", "KẾ HOẠCH", "Chân trang: Liên hệ: Văn phòng",
    ]  # fmt: skip


def test_a_sheet_shows_what_it_shows() -> None:
    def row(*values: str, more: str = "") -> str:
        return (
            f"<table:table-row {more}>"
            + "".join(
                f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in values
            )
            + "</table:table-row>"
        )

    hidden = '<table:table-column table:visibility="collapse"/>'
    body = (
        '<table:table table:name="Biểu"><table:table-column table:number-columns-repeated="3"/>'
        + hidden + row("STT", "Xã", "Vốn", "Nội bộ") + row("1", "Bản Lìm", "1.500,0 ha", "giữ")
        + row("2", "Nà Sáy", "99", "", more='table:visibility="filter"') + "</table:table>"
    )  # fmt: skip

    found = opendocument.read(file("spreadsheet", body))

    assert [line.cells for line in found.lines] == [
        ("STT", "Xã", "Vốn"),
        ("1", "Bản Lìm", "1.500,0 ha"),
    ]
    assert "Nà Sáy" in found.warnings[0]
    assert "giữ" in found.warnings[0]


def test_slides_are_pages() -> None:
    def page(text: str) -> str:
        return (
            f"<draw:page><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box>"
            "</draw:frame><presentation:notes><text:p>Nhắc nhở</text:p></presentation:notes>"
            "</draw:page>"
        )

    data = file("presentation", page("Một") + page("Hai"))
    found = parser_for("a.odp", data)(data)

    assert [(line.text, line.page) for line in found.lines] == [("Một", 1), ("Hai", 2)]
    assert (found.pages, "Nhắc nhở" in found.warnings[0]) == (2, True)


def test_encrypted_and_foreign_containers_are_refused() -> None:
    data = file("text", "<text:p>x</text:p>", **{"META-INF__manifest": "<a>encryption-data</a>"})

    with pytest.raises(EncryptedFile):
        opendocument.read(data)
    with pytest.raises(UndecodableFile):
        opendocument.read(packed({"a.xml": "<a/>"}))
