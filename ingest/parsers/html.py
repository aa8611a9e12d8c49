"""Web pages: the document that a page shows, not the site around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers import html_styles
from ingest.parsers.characters import clean
from ingest.parsers.docx_numbering import written
from ingest.parsers.formulas import raised
from ingest.parsers.html_elements import NOTED, prepare
from ingest.parsers.html_look import Look
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.omissions import HIDDEN, Omissions
from ingest.parsers.tables import Cell, Table, is_layout, table_lines, unfold
from ingest.vietnamese import legacy_fonts
from ingest.vietnamese.tokens import PIECE

MEDIA_TYPE = "text/html"

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_FORM = re.compile(
    r"^\W*(?:cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam$"
    r"|nơi nhận\s*:|căn cứ )",
    re.IGNORECASE,
)
"""What only the document says, no table of contents beside it: its content is all of these."""
_ITEM = re.compile(
    r"^\s*(?:điều \d+\b|chương [ivxlc\d]+\b|số\s*:|[ivx]+[.\-]\s|\d+\.\s|[a-zđ]\)\s|-\s)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\s*[-+–−]?\d+\s*")
_OLD_FONT = re.compile(rb"\.vn[a-z]|vni-", re.IGNORECASE)
_NO_BORDER = re.compile(r"border\s*:\s*(?:none|0)|border-style\s*:\s*none", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.;:,!?…]\W*$")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MARKER_WEIGHT = 200
_SHARE = 0.9
_FORMS_ENOUGH = 2
_SHARE_WITH_FORMS = 0.6
"""Where the form itself is recognised, what stands around it may weigh more."""
_DEPTH = 100
_FOREIGN = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of the document in a web page; HTML has no pages of its own."""
    return _read(_content(_root(data)), limits)


def read_whole(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of all of a page: of a letter, or of a piece that another file takes in."""
    root = _root(data)
    body = root.find("body")
    return _read(root if body is None else body, limits)


def _read(content: etree._Element, limits: Limits) -> Parsed:
    # A page that names none of its fonts may be of an old one all the same.
    encoding = legacy_fonts.detect(" ".join(map(str, content.itertext())))
    omissions = Omissions()
    reader = _Reader(limits, omissions)
    reader.walk(content, Look(encoding=encoding))
    reader.end_block(Look())
    lines = tuple(line for line in reader.lines if line.text)
    if not lines:
        raise EmptyFile(
            "Mọi chữ của trang web đều ẩn hoặc bị gạch ngang."
            if omissions
            else "Trang web không có chữ nào."
        )
    return Parsed(lines, MEDIA_TYPE, warnings=omissions.warnings(), marks=omissions.marks())


def _root(data: bytes) -> etree._Element:
    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    if data.lstrip().startswith(_FOREIGN) or b"<" not in data.replace(b"\x00", b""):
        raise UndecodableFile("Nội dung tệp không phải là trang web (HTML) như đuôi tên tệp.")
    try:
        data.decode("utf-8")
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        # What the page declares; but the letters of old fonts are places in this table.
        encoding = "windows-1252" if _OLD_FONT.search(data) else None
    parser = etree.HTMLParser(
        encoding=encoding,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UndecodableFile("Trang web bị hỏng, không đọc được.") from error
    if root is None:
        raise UndecodableFile("Trang web bị hỏng, không đọc được.")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UndecodableFile("Trang web lồng các phần tử quá sâu; phần sau sẽ bị mất.")
    html_styles.apply_sheets(root)
    prepare(root)
    return root


def _content(root: etree._Element) -> etree._Element:
    """Return the smallest element that still holds nearly all that reads like a document."""
    weights, forms = _weighed(root)
    body = root.find("body")
    current = root if body is None else body
    share = _SHARE if forms.get(current, 0) < _FORMS_ENOUGH else _SHARE_WITH_FORMS
    while True:
        heaviest = max(current, key=lambda below: weights.get(below, 0.0), default=None)
        if (
            heaviest is None
            or heaviest.tag in {"table", "p", "li", "pre"}
            or weights.get(heaviest, 0.0) < share * weights.get(current, 1.0)
            or forms.get(heaviest, 0) < forms.get(current, 0)
        ):
            return current
        current = heaviest


def _weighed(
    root: etree._Element,
) -> tuple[dict[etree._Element, float], dict[etree._Element, int]]:
    """Return how much of each element, with all in it, reads like a document; links do not."""
    weights: dict[etree._Element, float] = {}
    forms: dict[etree._Element, int] = {}
    elements = list(root.iter())
    linked = {below for link in root.iter("a") for below in link.iter()}
    for element in elements:
        text = "" if element in linked else _own_text(element)
        if text:
            form = _FORM.search(text) is not None
            marked = form or _ITEM.search(text) is not None
            weights[element] = len(text) ** 1.2 + (_MARKER_WEIGHT if marked else 0)
            forms[element] = int(form)
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and element in weights:
            weights[parent] = weights.get(parent, 0.0) + weights[element]
            forms[parent] = forms.get(parent, 0) + forms[element]
    return weights, forms


def _own_text(element: etree._Element) -> str:
    """Return the text that stands in ``element`` itself."""
    return " ".join([element.text or "", *(below.tail or "" for below in element)]).strip()


@dataclass(slots=True)
class _Reader:
    limits: Limits
    omissions: Omissions
    lines: list[Line] = field(default_factory=list)
    _parts: list[tuple[str, bool]] = field(default_factory=list)
    _label: str = ""
    """Sign or number of the list item that is being read."""
    _tables: int = 0
    _depth: int = 0

    def walk(self, element: etree._Element, look: Look) -> None:
        """Read ``element`` and what is in it."""
        self._depth += 1
        if self._depth > _DEPTH:
            self._parts.append((" ".join(map(str, element.itertext())), look.bold))
        elif element.tag == NOTED:
            place = "".join(text for text, _ in self._parts) or (
                self.lines[-1].text if self.lines else ""
            )
            words = element.get("words", "")
            words = words if look.encoding is None else legacy_fonts.convert(words, look.encoding)
            self.omissions.note(element.get("what", ""), clean(words), clean(place))
        elif element.tag == "table":
            self._table(element, look)
        else:
            self._flow(element, look)
        self._depth -= 1

    def _flow(self, element: etree._Element, look: Look) -> None:
        look = look.within(element)
        block = element.tag in _BLOCKS
        if block:
            self.end_block(look)
        if element.tag == "br":
            self._parts.append(("\n", False))
        keeps = element.tag == "pre"
        self._add(element.text, look, keeps)
        count = _start(element) if element.tag == "ol" else 1
        for below in element:
            if below.tag == "li":
                self._label, count = _label(element, below, count), count + 1
            self.walk(below, look)
            self._add(below.tail, look, keeps)
        if block:
            self.end_block(look)

    def _add(self, text: str | None, look: Look, keeps: bool) -> None:
        if not text:
            return
        text = text if keeps else text.replace("\n", " ")
        if look.encoding is not None:
            text = legacy_fonts.convert(text, look.encoding)
        if look.white and not look.on_ground:
            if text.strip():
                self.omissions.note(HIDDEN, clean(text), self.lines[-1].text if self.lines else "")
            return
        if look.raised and _FIGURES.fullmatch(text):
            text = raised("".join(part for part, _ in self._parts[-3:]), text)
        self._parts.append((text, look.bold))

    def end_block(self, look: Look) -> None:
        """Close the paragraph that is being read."""
        if not self._parts:
            return
        rows: list[tuple[str, list[bool]]] = [("", [])]
        for text, bold in self._parts:
            for index, part in enumerate(text.split("\n")):
                if index:
                    rows.append(("", []))
                rows[-1] = (rows[-1][0] + part, rows[-1][1])
                if PIECE.search(part):
                    rows[-1][1].append(bold)
        self._parts = []
        written_rows = [(text, bolds) for raw, bolds in rows if (text := clean(raw))]
        for index, (text, bolds) in enumerate(written_rows):
            if self._label and not text.startswith(self._label):
                text = f"{self._label} {text}"
            self._label = ""
            last = index == len(written_rows) - 1
            self.lines.append(
                Line(
                    text,
                    bold=bool(bolds) and all(bolds),
                    heading=look.heading,
                    whole=last or look.centred or _ENDS_SENTENCE.search(text) is not None,
                    centred=look.centred,
                )
            )

    def _table(self, element: etree._Element, look: Look) -> None:
        self.end_block(look)
        look = look.tinted(element)
        table = Table(ruled=_is_ruled(element))
        covered: dict[int, tuple[int, Cell]] = {}
        for row in _rows(element):
            cells, heading = self._row(row, look, covered)
            if heading and table.heads == len(table.rows):
                table.heads += 1
            table.rows.append(cells)
        if table.heads == len(table.rows):
            table.heads = 0
        if is_layout(table):
            self.lines.extend(unfold(table))
            return
        self.lines.extend(table_lines(table, self._tables, self.limits))
        self._tables += 1

    def _row(
        self, row: etree._Element, look: Look, covered: dict[int, tuple[int, Cell]]
    ) -> tuple[list[Cell], bool]:
        """Return the cells of a row, with those from above that reach into it."""
        cells: list[Cell] = []
        column = 0
        look = look.tinted(row)
        elements = [cell for cell in row if cell.tag in {"td", "th"}]
        heading = bool(elements) and all(cell.tag == "th" for cell in elements)
        heading = heading or next(row.iterancestors("thead", "table")).tag == "thead"
        for element in elements:
            column = _take(covered, column, cells)
            columns = _span(element, "colspan", self.limits.columns + 1)
            cell = Cell(self._cell(element, look), column, columns)
            cells.append(cell)
            rows = _span(element, "rowspan", self.limits.rows)
            if rows > 1:
                covered[column] = (rows - 1, cell)
            column += columns
        _take(covered, column, cells)
        return cells, heading

    def _cell(self, element: etree._Element, look: Look) -> tuple[Line, ...]:
        inner = _Reader(self.limits, self.omissions, _depth=self._depth, _tables=self._tables)
        inner.walk(element, look)
        inner.end_block(look.within(element))
        return tuple(inner.lines)


def _take(covered: dict[int, tuple[int, Cell]], column: int, cells: list[Cell]) -> int:
    """Add the cells from above that stand at ``column`` and behind it, up to the next free one."""
    while column in covered:
        rows, cell = covered.pop(column)
        cells.append(cell)
        if rows > 1:
            covered[column] = (rows - 1, cell)
        column += cell.columns
    return column


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == "tr":
            yield element
        elif element.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in element if row.tag == "tr")


def _span(cell: etree._Element, name: str, highest: int) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), highest)) if text.isdecimal() and len(text) < 9 else 1


def _is_ruled(table: etree._Element) -> bool:
    border = table.get("border")
    return border != "0" and _NO_BORDER.search(table.get("style", "")) is None


def _start(element: etree._Element) -> int:
    text = element.get("start", "1")
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _label(parent: etree._Element, item: etree._Element, count: int) -> str:
    """Return what a browser shows in front of a list item."""
    style = parent.get("style", "") + item.get("style", "")
    if "list-style" in style and "none" in style:
        return ""
    if parent.tag == "ul":
        return "-"
    value = item.get("value", "")
    if value.isdecimal() and len(value) < 6:
        count = int(value)
    return written(_FORMS.get(parent.get("type", "1"), "decimal"), count) + "."
