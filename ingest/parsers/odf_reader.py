"""Walks the body of an OpenDocument text once, in reading order."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from lxml import etree

from ingest.lines import Line
from ingest.parsers import formulas
from ingest.parsers.characters import clean
from ingest.parsers.container import part_xml
from ingest.parsers.formulas import raised
from ingest.parsers.limits import Limits
from ingest.parsers.odf_lists import Counter
from ingest.parsers.odf_styles import DRAW, FO, OFFICE, TABLE, TEXT, OdfStyles
from ingest.parsers.omissions import (
    COMMENT,
    DELETED,
    FORMULA,
    HIDDEN,
    OBJECT,
    PICTURE,
    STRUCK,
    Omissions,
)  # fmt: skip
from ingest.parsers.tables import Cell, Table, is_layout, table_lines, unfold
from ingest.vietnamese.legacy_fonts import convert

_XLINK = "{http://www.w3.org/1999/xlink}href"
_ROWS = frozenset({TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"})
_SILENT = frozenset(
    {TEXT + name for name in ("sequence-decls", "variable-decls", "user-field-decls")}
    | {OFFICE + "forms", TEXT + "soft-page-break"}
)
_SIDES = ("border", "border-top", "border-bottom", "border-left", "border-right")


@dataclass(slots=True)
class _Paragraph:
    parts: list[tuple[str, bool]] = field(default_factory=list)
    """Letters, and whether they are bold."""
    omitted: dict[str, list[str]] = field(default_factory=dict)
    frames: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)


class OdfReader:
    """Reads the parts of one file."""

    def __init__(self, archive: ZipFile, styles: OdfStyles, limits: Limits) -> None:
        self._archive = archive
        self._styles = styles
        self._limits = limits
        self.omissions = Omissions()
        self._headings = Counter(styles.outline)
        self._lists: dict[str, Counter] = {}
        self._by_id: dict[str, Counter] = {}
        self._tables = 0
        self._note_count = 0
        self._gap = False
        self._last = ""

    def blocks(self, parent: Iterable[etree._Element]) -> Iterator[Line]:
        """Yield the lines of all paragraphs, lists, tables and boxes below ``parent``."""
        for element in parent:
            if element.tag == TEXT + "p":
                yield from self._paragraph(element)
            elif element.tag == TEXT + "h":
                yield from self._heading(element)
            elif element.tag == TEXT + "list":
                yield from self._list(element, 1, None, None)
            elif element.tag == TABLE + "table":
                yield from self._table(element)
            elif element.tag == TEXT + "tracked-changes":
                self._note_deleted(element)
            elif element.tag == TEXT + "table-of-content":
                self.omissions.note("Đã bỏ mục lục tự động")
            elif element.tag == TEXT + "section" and element.get(TEXT + "display") == "none":
                self.omissions.note(HIDDEN, _words(element), self._last)
            elif element.tag in {DRAW + "image", DRAW + "object", DRAW + "object-ole"}:
                yield from self._object(element)
            elif element.tag not in _SILENT and isinstance(element.tag, str):
                yield from self.blocks(element)

    def _heading(self, element: etree._Element) -> Iterator[Line]:
        text = element.get(TEXT + "outline-level", "1")
        level = int(text) if text.isdecimal() and len(text) < 3 else 1
        is_listed = element.get(TEXT + "is-list-header") != "true"
        label = self._headings.label(level) if is_listed else ""
        for line in self._paragraph(element, label):
            yield replace(line, heading=level)

    def _list(
        self, element: etree._Element, level: int, style: str | None, counter: Counter | None
    ) -> Iterator[Line]:
        style = element.get(TEXT + "style-name") or style
        if counter is None:
            counter = self._counter(element, style or "")
        for item in element:
            if item.tag not in {TEXT + "list-item", TEXT + "list-header"}:
                continue
            start = item.get(TEXT + "start-value", "")
            numbered = item.tag == TEXT + "list-item"
            for below in item:
                if below.tag == TEXT + "list":
                    yield from self._list(below, level + 1, style, counter)
                elif below.tag in {TEXT + "p", TEXT + "h"}:
                    label = ""
                    if numbered:
                        label = counter.label(level, int(start) if start.isdecimal() else None)
                        numbered = False
                    yield from self._paragraph(below, label)
                else:
                    yield from self.blocks([below])

    def _counter(self, element: etree._Element, style: str) -> Counter:
        """Return what counts a list: one of its own, unless it goes on with one before."""
        goes_on = element.get(TEXT + "continue-numbering") == "true"
        before = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if before is None and goes_on:
            before = self._lists.get(style)
        counter = before or Counter(self._styles.lists.get(style))
        self._lists[style] = counter
        identity = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if identity:
            self._by_id[identity] = counter
        return counter

    def _paragraph(self, element: etree._Element, label: str = "") -> Iterator[Line]:
        name = element.get(TEXT + "style-name")
        paragraph = _Paragraph()
        self._collect(element, (), name, paragraph)
        lines = list(self._lines(paragraph, name, label))
        if lines:
            self._last = lines[0].text
        for what, parts in paragraph.omitted.items():
            self.omissions.note(what, "".join(parts), self._last)
        yield from lines
        for frame in paragraph.frames:
            yield from self.blocks(frame)
        for note in paragraph.notes:
            yield from self._note(note)

    def _lines(self, paragraph: _Paragraph, name: str | None, label: str) -> Iterator[Line]:
        rows: list[tuple[str, list[bool]]] = [("", [])]
        for text, bold in paragraph.parts:
            for index, part in enumerate(text.split("\n")):
                if index:
                    rows.append(("", []))
                rows[-1] = (rows[-1][0] + part, rows[-1][1])
                if any(map(str.isalnum, part)):
                    rows[-1][1].append(bold)
        written = [(text, bolds) for raw, bolds in rows if (text := clean(raw))]
        if not written:
            self._gap = True
            return
        align = self._styles.value("paragraph", name, "paragraph-properties", FO + "text-align")
        for index, (text, bolds) in enumerate(written):
            if index == 0 and label:
                text = f"{label} {text}"
            yield Line(
                text,
                bold=bool(bolds) and all(bolds),
                whole=index == len(written) - 1 or align == "center",
                gap=self._gap and index == 0,
                centred=align == "center",
            )
        self._gap = False

    def _collect(
        self, element: etree._Element, spans: tuple[str, ...], name: str | None, into: _Paragraph
    ) -> None:
        self._add(element.text, spans, name, into)
        for below in element:
            if below.tag == TEXT + "s":
                count = below.get(TEXT + "c", "1")
                self._add(" " * (int(count) if count.isdecimal() else 1), spans, name, into)
            elif below.tag == TEXT + "tab":
                self._add("\t", spans, name, into)
            elif below.tag == TEXT + "line-break":
                self._add("\n", spans, name, into)
            elif below.tag == TEXT + "note":
                into.notes.append(below)
            elif below.tag == OFFICE + "annotation":
                self.omissions.note(COMMENT, _words(below), self._last)
            elif below.tag == DRAW + "frame" and (text := self._formula(below)):
                into.parts.append((text, False))
            elif str(below.tag).startswith(DRAW):
                into.frames.append(below)
            elif below.tag == TEXT + "hidden-text":
                into.omitted.setdefault(HIDDEN, []).append(_words(below))
            elif isinstance(below.tag, str) and below.tag not in _SILENT:
                own = below.get(TEXT + "style-name") if below.tag == TEXT + "span" else None
                self._collect(below, (*spans, own) if own else spans, name, into)
            self._add(below.tail, spans, name, into)

    def _add(
        self, text: str | None, spans: tuple[str, ...], name: str | None, into: _Paragraph
    ) -> None:
        if not text:
            return
        look = self._styles.look(spans, name)
        if look.encoding is not None:
            text = convert(text, look.encoding)
        if (look.struck or look.hidden) and text.strip():
            into.omitted.setdefault(HIDDEN if look.hidden else STRUCK, []).append(text)
            return
        if look.raised and text.strip().isdecimal():
            text = raised("".join(part for part, _ in into.parts[-3:]), text)
        into.parts.append((text, look.bold))

    def _formula(self, frame: etree._Element) -> str:
        """Return the text of a formula that a frame holds, "" where it holds something else."""
        for element in frame.iter(DRAW + "object"):
            inline = next(element.iter("{http://www.w3.org/1998/Math/MathML}math"), None)
            root = inline if inline is not None else self._part(element)
            if root is not None and etree.QName(root).localname == "math":
                return formulas.linear(root)
        return ""

    def _part(self, element: etree._Element) -> etree._Element | None:
        path = posixpath.normpath(
            posixpath.join(element.get(_XLINK, "").lstrip("/"), "content.xml")
        )
        return part_xml(self._archive, path, self._limits)

    def _object(self, element: etree._Element) -> Iterator[Line]:
        if element.tag == DRAW + "image":
            parent = element.getparent()
            if parent is None or next(parent.iter(DRAW + "object"), None) is None:
                self.omissions.note(PICTURE, place=self._last)
            return
        root = self._part(element) if element.tag == DRAW + "object" else None
        if root is not None and etree.QName(root).localname == "math":
            text = formulas.linear(root)
            if text:
                yield Line(text, whole=True)
            else:
                self.omissions.note(FORMULA, place=self._last)
            return
        table = None if root is None else next(root.iter(TABLE + "table"), None)
        if table is not None:
            yield from self._table(table)
        else:
            self.omissions.note(OBJECT, place=self._last)

    def _note(self, note: etree._Element) -> Iterator[Line]:
        body = note.find(TEXT + "note-body")
        self._note_count += 1
        count = self._note_count
        for index, line in enumerate([] if body is None else list(self.blocks(body))):
            text = f"Chú thích {count}: {line.text}" if index == 0 else line.text
            yield replace(line, text=text, whole=True, bold=False, heading=0)

    def _note_deleted(self, changes: etree._Element) -> None:
        for deletion in changes.iter(TEXT + "deletion"):
            words = " ".join(_words(paragraph) for paragraph in deletion.iter(TEXT + "p"))
            if words.strip():
                self.omissions.note(DELETED, words, self._last)

    def _table(self, element: etree._Element) -> Iterator[Line]:
        table = Table(ruled=self._is_ruled(element))
        covering: dict[int, tuple[int, Cell]] = {}
        for row, is_head in _rows(element, head=False):
            cells = self._row(row, covering)
            if row.get(TABLE + "visibility", "visible") != "visible":
                self.omissions.note(HIDDEN, " | ".join(c.text for c in cells), self._last)
                continue
            if is_head and table.heads == len(table.rows):
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

    def _row(self, row: etree._Element, covering: dict[int, tuple[int, Cell]]) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for element in row:
            if element.tag == TABLE + "covered-table-cell":
                if column in covering:
                    left, cell = covering.pop(column)
                    cells.append(cell)
                    if left > 1:
                        covering[column] = left - 1, cell
                column += 1
            elif element.tag == TABLE + "table-cell":
                self._gap = False
                lines = tuple(line for line in self.blocks(element) if line.text)
                width = _count(element, "number-columns-spanned", self._limits.columns + 1)
                cell = Cell(lines, column, width)
                cells.append(cell)
                height = _count(element, "number-rows-spanned", self._limits.rows)
                if height > 1:
                    covering[column] = height - 1, cell
                column += 1
        return cells

    def _is_ruled(self, table: etree._Element) -> bool:
        for cell in table.iter(TABLE + "table-cell"):
            name = cell.get(TABLE + "style-name")
            for side in _SIDES:
                value = self._styles.value("table-cell", name, "table-cell-properties", FO + side)
                if value is not None and not value.startswith(("none", "hidden")):
                    return True
        return False


def _rows(table: etree._Element, *, head: bool) -> Iterator[tuple[etree._Element, bool]]:
    for element in table:
        if element.tag == TABLE + "table-row":
            yield element, head
        elif element.tag in _ROWS:
            yield from _rows(element, head=head or element.tag == TABLE + "table-header-rows")


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(TABLE + name, "1")
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 9 else 1


def _words(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())
