"""Walks the body of a Word file once, in reading order, so that lists are counted as in Word."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from lxml import etree

from ingest.errors import IngestError
from ingest.lines import Line, Mark
from ingest.parsers import embedded, formulas
from ingest.parsers.container import member_bytes, part_xml, relations
from ingest.parsers.docx_drawings import MC, Drawn, R, alternative
from ingest.parsers.docx_fields import control_text, form_text, is_placeholder
from ingest.parsers.docx_numbering import Numbering
from ingest.parsers.docx_runs import Piece, as_seen, rows, text_of
from ingest.parsers.docx_styles import RunLook, Styles, W, child, is_on, is_shaded, number, value
from ingest.parsers.formulas import M
from ingest.parsers.limits import Limits
from ingest.parsers.omissions import CHUNK, COMMENT, DELETED, FORMULA, HIDDEN, STRUCK, Omissions
from ingest.parsers.tables import Cell, Table, is_layout, table_lines, unfold

_DELETED = frozenset({W + "del", W + "moveFrom"})
_DROPPED = _DELETED | frozenset(
    W + name
    for name in (
        "delText", "delInstrText", "instrText", "rPr", "pPr", "sectPr", "sdtPr", "sdtEndPr",
        "tblPr", "tblGrid", "tcPr", "trPr", "bookmarkStart", "bookmarkEnd", "proofErr",
    )
)  # fmt: skip
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object", W + "control"})
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_NOTES = ("footnote", "endnote", "comment")
_UNFILLED = "Ô biểu mẫu có thể chưa điền"
_PLAIN = RunLook(bold=False, hidden=False, capitals=False, struck=False, font="")


@dataclass(slots=True)
class _Paragraph:
    pieces: list[Piece] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind ("footnote", "endnote") and id of each note referred to."""
    omitted: dict[str, list[str]] = field(default_factory=dict)
    """What is left out of it, by kind."""
    fields: list[bool] = field(default_factory=list)
    """The fields that are open, innermost last: whether their runs repeat what is already read."""

    def omit(self, what: str, text: str) -> None:
        """Remember letters that are left out; they may come in several runs."""
        self.omitted.setdefault(what, []).append(text)


class Reader:
    """Reads the parts of one Word file; ``path`` is that of its main part."""

    def __init__(self, archive: ZipFile, path: str, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        styles = part_xml(archive, "word/styles.xml", limits)
        self._styles = Styles(styles)
        self._numbering = Numbering(part_xml(archive, "word/numbering.xml", limits), self._styles)
        self._notes = {kind: _notes(archive, kind, limits) for kind in _NOTES}
        self._relations = relations(archive, path, limits)
        self.omissions = Omissions()
        self._drawings = Drawn(archive, limits, self.omissions, self._box, self._next_table)
        self._tables = 0
        self._note_count = 0
        self._dropped: Counter[str] = Counter()
        self._told: list[str] = []
        self._marked: list[Mark] = []
        self._gap = False
        self._carried: list[Piece] = []
        self._last = ""
        """The line read last: where the reader is."""
        self._grounds = 0
        """How many coloured cells and boxes hold what is being read."""

    def warnings(self) -> tuple[str, ...]:
        """Say what was left out or is doubtful."""
        counted = (f"{what}: {count}" for what, count in sorted(self._dropped.items()))
        return (*counted, *self._told, *self.omissions.warnings())

    def marks(self) -> tuple[Mark, ...]:
        """Return where what the warnings tell stands."""
        return (*self._marked, *self.omissions.marks())

    def part(self, identity: str) -> list[Line]:
        """Return the lines of a header or footer that the main part refers to."""
        relation = self._relations.get(identity)
        root = None
        if relation is not None and relation.path:
            root = part_xml(self._archive, relation.path, self._limits)
        if root is None or relation is None:
            return []
        outer, place = self._relations, self._last
        self._relations = relations(self._archive, relation.path, self._limits)
        found = list(self.blocks(root))
        self._relations, self._last, self._gap = outer, place, False
        return found

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """Yield the lines of all paragraphs and tables below ``parent``."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == MC + "AlternateContent":
                yield from self.blocks(alternative(element))
            elif element.tag in {W + "altChunk", W + "subDoc"}:
                yield from self._chunk(element.get(R + "id", ""))
            elif element.tag == W + "sdt":
                yield from self._control(element)
            elif element.tag == M + "oMath":
                text = formulas.linear(element)
                yield from [Line(text, whole=True)] if text else []
            elif element.tag not in _DROPPED:  # customXml, ins, moveTo, oMathPara …
                yield from self.blocks(element)

    def _control(self, element: etree._Element) -> Iterator[Line]:
        content = child(element, "sdtContent")
        found = [] if content is None else list(self.blocks(content))
        words = " ".join(line.text for line in found)
        if words and is_placeholder(element):
            self.omissions.note(_UNFILLED, words, self._last)
        text = "" if words else control_text(element)
        yield from [Line(text, whole=True)] if text else found

    def _chunk(self, identity: str) -> Iterator[Line]:
        """Yield the lines of another file that stands in this one (``w:altChunk``)."""
        relation = self._relations.get(identity)
        path = "" if relation is None else relation.path
        data = member_bytes(self._archive, path, self._limits) if path else None
        if data is None:
            self.omissions.note(CHUNK, path, self._last)
            return
        try:
            parsed = embedded.read(path, data, self._limits)
        except IngestError as error:
            self.omissions.note(CHUNK, str(error), self._last)
            return
        self._told.extend(parsed.warnings)
        self._marked.extend(mark for mark in parsed.marks if mark.page is None)
        first = self._tables
        for line in parsed.lines:
            if line.table is not None:
                self._tables = max(self._tables, first + line.table + 1)
                line = replace(line, table=first + line.table)
            self._last = line.text
            yield replace(line, page=None)

    def _box(self, element: etree._Element) -> Iterator[Line]:
        self._grounds += 1
        yield from self.blocks(element)
        self._grounds -= 1

    def _next_table(self) -> int:
        self._tables += 1
        return self._tables - 1

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
        lines = list(self._lines(properties, pieces))
        if lines:
            self._last = lines[0].text
        elif STRUCK in paragraph.omitted:
            self._numbering.label(properties)  # its number is struck out too, and counts
        for what, parts in paragraph.omitted.items():
            if "".join(parts).strip():
                self.omissions.note(what, "".join(parts), self._last)
        yield from lines
        for drawn in paragraph.drawn:
            yield from self._drawings.lines(drawn, self._relations, self._last)
        for kind, identity in paragraph.notes:
            yield from self._note(kind, identity)

    def _lines(self, properties: etree._Element | None, pieces: list[Piece]) -> Iterator[Line]:
        found = rows(pieces)
        if not any(text for text, _ in found):
            self._gap = True
            return
        label, listed = self._numbering.label(properties)
        indent = self._styles.indent(properties, listed)
        heading = self._styles.heading(properties)
        centred = self._styles.centred(properties)
        found = [row for row in found if row[0]]
        for index, (text, bold) in enumerate(found):
            last = index == len(found) - 1
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
            elif element.tag == MC + "AlternateContent":
                self._collect(alternative(element), properties, into)
            elif element.tag == M + "oMath":
                into.pieces.append(Piece(formulas.linear(element), _PLAIN))
            elif element.tag in _DELETED:
                into.omit(DELETED, "".join(t.text or "" for t in element.iter(W + "delText")))
            elif element.tag == W + "sdt":
                self._collect_control(element, properties, into)
            elif element.tag not in _DROPPED and isinstance(element.tag, str):
                self._collect(element, properties, into)

    def _collect_control(
        self, element: etree._Element, properties: etree._Element | None, into: _Paragraph
    ) -> None:
        before = len(into.pieces)
        content = child(element, "sdtContent")
        if content is not None:
            self._collect(content, properties, into)
        words = "".join(piece.text for piece in into.pieces[before:]).strip()
        if words and is_placeholder(element):
            into.omit(_UNFILLED, words)
        if not words and (text := control_text(element)):
            into.pieces.append(Piece(text, _PLAIN))

    def _run(
        self, run: etree._Element, properties: etree._Element | None, into: _Paragraph
    ) -> None:
        look = self._styles.look(child(run, "rPr"), properties)
        hidden = look.hidden or (look.white and not self._grounds)
        for element in run:
            if element.tag == MC + "AlternateContent":
                element = alternative(element)
                into.drawn.append(element)
            elif element.tag in _DRAWN:
                into.drawn.append(element)
            elif element.tag in {W + "fldChar", W + "instrText"}:
                self._field(element, look, into)
            for kind in _NOTES:
                if element.tag == f"{W}{kind}Reference":
                    into.notes.append((kind, element.get(W + "id", "")))
            text = text_of(element)
            if not text or any(into.fields):
                continue
            if hidden or look.struck:
                into.omit(HIDDEN if hidden else STRUCK, as_seen(text, look))
                continue
            into.pieces.append(Piece(as_seen(text, look), look))

    def _field(self, element: etree._Element, look: RunLook, into: _Paragraph) -> None:
        kind = element.get(W + "fldCharType")
        if element.tag == W + "instrText":
            instruction = (element.text or "").strip()
            if instruction.upper().startswith("EQ "):  # drawn from the instruction, not stored
                into.omit(FORMULA, instruction)
        elif kind == "begin":
            text = form_text(element)
            if text:
                into.pieces.append(Piece(text, look))
            into.fields.append(text is not None)
        elif kind == "end" and into.fields:
            into.fields.pop()

    def _note(self, kind: str, identity: str) -> Iterator[Line]:
        note = self._notes[kind].get(identity)
        if note is None:
            return
        if kind == "comment":
            words = "".join(t.text or "" for t in note.iter(W + "t"))
            self.omissions.note(COMMENT, words, self._last)
            return
        self._note_count += 1
        count = self._note_count
        lines = [line for line in self.blocks(note) if line.text]
        for index, line in enumerate(lines):
            text = f"Chú thích {count}: {line.text}" if index == 0 else line.text
            yield replace(line, text=text, whole=True, bold=False, heading=0)

    def _table(self, element: etree._Element) -> Iterator[Line]:
        table = Table(heads=0, ruled=self._is_ruled(element))
        styled = child(element, "tblPr", "tblStyle") is not None
        self._grounds += styled
        above: dict[int, Cell] = {}
        for row in _children(element, "tr"):
            if child(row, "trPr", "del") is not None:
                words = " ".join(t.text or "" for t in row.iter(W + "delText", W + "t"))
                self.omissions.note(DELETED, words, self._last)
                continue
            cells = self._row(row, above)
            if is_on(child(row, "trPr", "hidden")):
                self.omissions.note(HIDDEN, " | ".join(cell.text for cell in cells), self._last)
                continue
            if is_on(child(row, "trPr", "tblHeader")) and table.heads == len(table.rows):
                table.heads += 1
            table.rows.append(cells)
        self._grounds -= styled
        if table.heads == len(table.rows):
            table.heads = 0
        self._gap = False
        if is_layout(table):
            yield from unfold(table)
        else:
            yield from table_lines(table, self._next_table(), self._limits)

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
                shaded = is_shaded(properties)
                self._grounds += shaded
                lines = tuple(line for line in self.blocks(element) if line.text)
                self._grounds -= shaded
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
    root = part_xml(archive, f"word/{kind}s.xml", limits)
    return {
        note.get(W + "id", ""): note
        for note in ([] if root is None else root.findall(W + kind))
        if note.get(W + "type", "normal") == "normal"
    }


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, also where content controls wrap them."""
    for below in element:
        if below.tag == W + name:
            yield below
        elif below.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _children(below, name)


def _draws(borders: etree._Element | None) -> bool:
    return any(value(borders, side) not in {None, "none", "nil"} for side in _BORDERS)
