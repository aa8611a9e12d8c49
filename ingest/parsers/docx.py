"""Word files (DOCX): paragraphs and tables as a reader sees them, tracked changes accepted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from lxml import etree

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers.characters import clean
from ingest.parsers.container import member_bytes, open_container, parse_xml
from ingest.parsers.docx_numbering import Numbering
from ingest.parsers.docx_styles import RunLook, Styles, W, child, is_on, number, value
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.symbols import shown, symbol
from ingest.parsers.tables import Cell, Table, is_layout, table_lines, unfold
from ingest.vietnamese.legacy_fonts import convert, encoding_of_font

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DROPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "pPr", "sectPr",
        "tblPr", "tblGrid", "tcPr", "trPr", "bookmarkStart", "bookmarkEnd", "proofErr",
    )
)  # fmt: skip
_BREAK = "\n"
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a DOCX file; it has no pages of its own."""
    with open_container(data, limits) as archive:
        body = _main_part(archive, limits)
        reader = _Reader(archive, limits)
        lines = tuple(reader.blocks(body))
    if not any(line.text for line in lines):
        raise EmptyFile("Tệp Word không có chữ nào (có thể chỉ chứa ảnh quét).")
    return Parsed(lines, MEDIA_TYPE, warnings=tuple(reader.warnings()))


def _main_part(archive: ZipFile, limits: Limits) -> etree._Element:
    target = "word/document.xml"
    relations = member_bytes(archive, "_rels/.rels", limits)
    if relations is not None:
        for relation in parse_xml(relations).iter(_RELATIONSHIPS + "Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", target).lstrip("/")
    data = member_bytes(archive, target, limits)
    body = None if data is None else child(parse_xml(data), "body")
    if body is None:
        raise UndecodableFile("Tệp không phải là tệp Word (.docx) hoặc đã bị hỏng.")
    return body


@dataclass(slots=True)
class _Piece:
    """A stretch of a paragraph that looks the same; ``text`` may hold line breaks."""

    text: str
    look: RunLook


@dataclass(slots=True)
class _Paragraph:
    pieces: list[_Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind ("footnote", "endnote") and id of each note referred to."""


class _Reader:
    """Walks the body once, in reading order, so that lists are counted as Word counts them."""

    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._limits = limits
        styles = member_bytes(archive, "word/styles.xml", limits)
        self._styles = Styles(None if styles is None else parse_xml(styles))
        numbering = member_bytes(archive, "word/numbering.xml", limits)
        root = None if numbering is None else parse_xml(numbering)
        self._numbering = Numbering(root, self._styles)
        self._notes = {kind: _notes(archive, kind, limits) for kind in ("footnote", "endnote")}
        self._tables = 0
        self._note_count = 0
        self._dropped: Counter[str] = Counter()
        self._gap = False
        self._carried: list[_Piece] = []

    def warnings(self) -> Iterator[str]:
        """Say what was left out or is doubtful."""
        for what, count in sorted(self._dropped.items()):
            yield f"{what}: {count}"

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """Yield the lines of all paragraphs and tables below ``parent``."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == _MC + "AlternateContent":
                yield from self.blocks(_alternative(element))
            elif element.tag not in _DROPPED:  # sdt, sdtContent, customXml, ins, moveTo …
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        properties = child(element, "pPr")
        paragraph = _Paragraph()
        self._collect(element, properties, paragraph)
        pieces = self._carried + paragraph.pieces
        self._carried = []
        if child(properties, "rPr", "del") is not None:  # the deleted mark joins it to the next
            self._carried = pieces
            return
        if self._is_contents(properties):
            self._dropped["Đã bỏ dòng của mục lục tự động"] += 1
            return
        yield from self._lines(properties, pieces)
        for box in paragraph.boxes:
            yield from self.blocks(box)
        for kind, identity in paragraph.notes:
            yield from self._note(kind, identity)

    def _lines(self, properties: etree._Element | None, pieces: list[_Piece]) -> Iterator[Line]:
        rows = _rows(pieces)
        if not any(text for text, _ in rows):
            self._gap = True
            return
        label, listed = self._numbering.label(properties)
        indent = self._styles.indent(properties, listed)
        heading = self._styles.heading(properties)
        centred = self._styles.centred(properties)
        rows = [row for row in rows if row[0]]
        for index, (text, bold) in enumerate(rows):
            last = index == len(rows) - 1
            if index == 0 and label:
                text = f"{label} {text}"
            yield Line(
                text,
                indent=indent,
                bold=bold,
                heading=heading,
                whole=last or centred,
                gap=self._gap and index == 0,
                centred=centred,
            )
        self._gap = False

    def _is_contents(self, properties: etree._Element | None) -> bool:
        name = self._styles.name(value(properties, "pStyle"))
        return name.startswith("toc ") and name[4:].isdecimal()

    def _collect(
        self, parent: etree._Element, properties: etree._Element | None, into: _Paragraph
    ) -> None:
        for element in parent:
            if element.tag == W + "r":
                self._run(element, properties, into)
            elif element.tag == _MC + "AlternateContent":
                self._collect(_alternative(element), properties, into)
            elif element.tag not in _DROPPED and isinstance(element.tag, str):
                self._collect(element, properties, into)

    def _run(
        self, run: etree._Element, properties: etree._Element | None, into: _Paragraph
    ) -> None:
        look = self._styles.look(child(run, "rPr"), properties)
        for element in run:
            if element.tag == _MC + "AlternateContent":
                element = _alternative(element)
            into.boxes.extend(_boxes(element))
            for kind in ("footnote", "endnote"):
                if element.tag == f"{W}{kind}Reference":
                    into.notes.append((kind, element.get(W + "id", "")))
            text = _text(element)
            if not text:
                continue
            if look.hidden:
                self._dropped["Đã bỏ đoạn chữ ẩn"] += 1
                continue
            if look.struck and text.strip():
                self._dropped["Còn giữ chữ bị gạch ngang"] += 1
            into.pieces.append(_Piece(_as_seen(text, look), look))

    def _note(self, kind: str, identity: str) -> Iterator[Line]:
        note = self._notes[kind].get(identity)
        if note is None:
            return
        self._note_count += 1
        count = self._note_count
        lines = [line for line in self.blocks(note) if line.text]
        for index, line in enumerate(lines):
            text = f"Chú thích {count}: {line.text}" if index == 0 else line.text
            yield replace(line, text=text, whole=True, bold=False, heading=0)

    def _table(self, element: etree._Element) -> Iterator[Line]:
        table = Table(heads=0, ruled=self._is_ruled(element))
        above: dict[int, Cell] = {}
        for row in _children(element, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = self._row(row, above)
            if is_on(child(row, "trPr", "tblHeader")) and table.heads == len(table.rows):
                table.heads += 1
            table.rows.append(cells)
        if table.heads == len(table.rows):
            table.heads = 0
        self._gap = False
        if is_layout(table):
            yield from unfold(table)
        else:
            self._tables += 1
            yield from table_lines(table, self._tables - 1, self._limits)

    def _row(self, row: etree._Element, above: dict[int, Cell]) -> list[Cell]:
        cells: list[Cell] = []
        column = number(row, "trPr", "gridBefore") or 0
        for element in _children(row, "tc"):
            properties = child(element, "tcPr")
            columns = max(1, min(number(properties, "gridSpan") or 1, self._limits.columns + 1))
            merge = child(properties, "vMerge")
            if merge is not None and merge.get(W + "val") != "restart" and column in above:
                cell = replace(above[column], columns=columns)
            else:
                self._gap = False
                lines = tuple(line for line in self.blocks(element) if line.text)
                cell = Cell(lines, column, columns)
            cells.append(cell)
            above[column] = cell
            column += columns
        return cells

    def _is_ruled(self, element: etree._Element) -> bool:
        properties = child(element, "tblPr")
        layers = [properties]
        layers += [child(s, "tblPr") for s in self._styles.chain(value(properties, "tblStyle"))]
        borders = next(
            (b for layer in layers if (b := child(layer, "tblBorders")) is not None), None
        )
        if _draws(borders):
            return True
        return any(_draws(found) for found in element.iter(W + "tcBorders"))


def _notes(archive: ZipFile, kind: str, limits: Limits) -> dict[str, etree._Element]:
    data = member_bytes(archive, f"word/{kind}s.xml", limits)
    if data is None:
        return {}
    return {
        note.get(W + "id", ""): note
        for note in parse_xml(data).findall(W + kind)
        if note.get(W + "type", "normal") == "normal"
    }


def _alternative(element: etree._Element) -> etree._Element:
    """Return the branch of an ``mc:AlternateContent`` to read: never both, they say the same."""
    choice = element.find(_MC + "Choice")
    if choice is not None:
        return choice
    fallback = element.find(_MC + "Fallback")
    return element if fallback is None else fallback


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes drawn at ``element``, outermost only."""
    if not isinstance(element.tag, str):
        return
    if element.tag == W + "txbxContent":
        yield element
        return
    if element.tag == _MC + "AlternateContent":
        element = _alternative(element)
    for below in element:
        yield from _boxes(below)


def _text(element: etree._Element) -> str:
    if element.tag == W + "t":
        return element.text or ""
    if element.tag in {W + "br", W + "cr"}:
        return _BREAK
    if element.tag in {W + "tab", W + "ptab"}:
        return "\t"
    if element.tag == W + "noBreakHyphen":
        return "-"
    if element.tag == W + "sym":
        try:
            return symbol(int(element.get(W + "char", ""), 16), element.get(W + "font", ""))
        except (ValueError, OverflowError):
            return "•"
    return ""


def _as_seen(text: str, look: RunLook) -> str:
    encoding = encoding_of_font(look.font)
    if encoding is not None:
        text = convert(text, encoding)
    text = shown(text, look.font if any("\uf000" <= letter <= "\uf0ff" for letter in text) else "")
    return text.upper() if look.capitals else text


def _rows(pieces: list[_Piece]) -> list[tuple[str, bool]]:
    """Return the paragraph cut at its line breaks, each with whether all its letters are bold."""
    rows: list[tuple[list[str], list[bool]]] = [([], [])]
    for piece in pieces:
        for index, part in enumerate(piece.text.split(_BREAK)):
            if index:
                rows.append(([], []))
            rows[-1][0].append(part)
            if any(letter.isalnum() for letter in part):
                rows[-1][1].append(piece.look.bold)
    return [(clean("".join(parts)), bool(bolds) and all(bolds)) for parts, bolds in rows]


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, also where content controls wrap them."""
    for below in element:
        if below.tag == W + name:
            yield below
        elif below.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _children(below, name)


def _draws(borders: etree._Element | None) -> bool:
    return any(value(borders, side) not in {None, "none", "nil"} for side in _BORDERS)
