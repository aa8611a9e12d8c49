"""Presentations (PPTX): slide by slide, what an audience sees, the title first.

Read here and not by python-pptx: it gives shapes in the same order, knows no SmartArt and no
formulas, opens containers without our limits and brings a writer of workbooks along.
"""

from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers import drawings
from ingest.parsers.container import Relation, main_part, open_container, part_xml, relations
from ingest.parsers.docx_drawings import MC, R, alternative
from ingest.parsers.drawings import DGM, A, C
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.omissions import DRAWING, HIDDEN, NOTES, OBJECT, PICTURE, Omissions
from ingest.parsers.tables import Cell, Table, table_lines

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"sldNum", "dt", "ftr", "hdr"})
"""Placeholders for the number, the day and the foot of every slide."""


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a presentation; a page is a slide."""
    with open_container(data, limits) as archive:
        reader = _Reader(archive, limits)
        lines = tuple(reader.lines())
    if not lines:
        raise EmptyFile("Tệp trình chiếu không có chữ nào (có thể chỉ chứa ảnh).")
    left = reader.omissions
    return Parsed(
        lines, MEDIA_TYPE, pages=reader.pages, warnings=left.warnings(), marks=left.marks()
    )


class _Reader:
    def __init__(self, archive: ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self.omissions = Omissions()
        self.pages = 0
        self._tables = 0
        self._relations: dict[str, Relation] = {}

    def lines(self) -> Iterator[Line]:
        """Yield the lines of all slides, in the order of the show."""
        path = main_part(self._archive, "ppt/presentation.xml", self._limits)
        root = part_xml(self._archive, path, self._limits)
        if root is None:
            raise UndecodableFile("Tệp không phải là tệp trình chiếu (.pptx) hoặc đã bị hỏng.")
        places = relations(self._archive, path, self._limits)
        for element in root.iterfind(f"{_P}sldIdLst/{_P}sldId"):
            relation = places.get(element.get(R + "id", ""))
            slide = part_xml(self._archive, relation.path, self._limits) if relation else None
            if relation is not None and slide is not None:
                self.pages += 1
                yield from self._slide(slide, relation.path)

    def _slide(self, slide: etree._Element, path: str) -> Iterator[Line]:
        self._relations = relations(self._archive, path, self._limits)
        tree = slide.find(f"{_P}cSld/{_P}spTree")
        shapes = [] if tree is None else list(_shapes(tree))
        shapes.sort(key=lambda shape: _placeholder(shape) not in _TITLES)
        place = f"trang chiếu {self.pages}"
        if slide.get("show") in {"0", "false"}:
            words = " ".join(text for shape in shapes for text in drawings.paragraphs(shape))
            self.omissions.note("Trang chiếu ẩn không đưa vào văn bản", words, place)
            return
        for shape in shapes:
            for line in self._shape(shape, place):
                yield Line(
                    line.text,
                    page=self.pages,
                    bold=line.bold,
                    heading=line.heading,
                    whole=True,
                    cells=line.cells,
                    table=line.table,
                    head=line.head,
                )
        self._note_notes(place)

    def _shape(self, shape: etree._Element, place: str) -> list[Line]:
        kind = _placeholder(shape)
        words = drawings.paragraphs(shape, self.omissions)
        if kind in _MARGINS:
            return []
        if _is_hidden(shape):
            self.omissions.note(HIDDEN, " ".join(words), place)
            return []
        if shape.tag == _P + "pic":
            self.omissions.note(PICTURE, place=place)
            return []
        if shape.tag == _P + "graphicFrame":
            return self._graphic(shape, place)
        is_title = kind in _TITLES
        return [Line(text, bold=is_title, heading=1 if is_title else 0) for text in words]

    def _graphic(self, frame: etree._Element, place: str) -> list[Line]:
        """Return the words of a table, chart or SmartArt; other objects are noted."""
        grid = next(frame.iter(A + "tbl"), None)
        if grid is not None:
            return self._table(grid)
        for tag, name in ((C + "chart", "id"), (DGM + "relIds", "dm")):
            element = next(frame.iter(tag), None)
            if element is None:
                continue
            relation = self._relations.get(element.get(R + name, ""))
            root = part_xml(self._archive, relation.path, self._limits) if relation else None
            if root is not None and name == "dm":
                return drawings.diagram_lines(root)
            if root is not None:
                self._tables += 1
                return drawings.chart_lines(root, self._tables - 1, self._limits)
        is_object = next(frame.iter(_P + "oleObj"), None) is not None
        self.omissions.note(OBJECT if is_object else DRAWING, place=place)
        return []

    def _table(self, grid: etree._Element) -> list[Line]:
        table = Table()
        above: dict[int, Cell] = {}
        for row in grid.iterfind(A + "tr"):
            cells = []
            for column, element in enumerate(row.iterfind(A + "tc")):
                if element.get("hMerge") in {"1", "true"}:
                    continue
                span = element.get("gridSpan", "1")
                columns = min(int(span), self._limits.columns) if span.isdecimal() else 1
                if element.get("vMerge") in {"1", "true"} and column in above:
                    cell = above[column]
                else:
                    texts = drawings.paragraphs(element, self.omissions)
                    lines = tuple(Line(text, whole=True) for text in texts)
                    cell = Cell(lines, column, columns)
                above[column] = cell
                cells.append(cell)
            table.rows.append(cells)
        properties = grid.find(A + "tblPr")
        if properties is not None and properties.get("firstRow") == "1" and len(table.rows) > 1:
            table.heads = 1
        self._tables += 1
        return table_lines(table, self._tables - 1, self._limits)

    def _note_notes(self, place: str) -> None:
        for relation in self._relations.values():
            if relation.kind != "notesSlide":
                continue
            notes = part_xml(self._archive, relation.path, self._limits)
            shapes = [] if notes is None else notes.iter(_P + "sp")
            words = [
                text
                for shape in shapes
                if _placeholder(shape) == "body"
                for text in drawings.paragraphs(shape)
            ]
            if words:
                self.omissions.note(NOTES, " ".join(words), place)


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes of a slide, those of groups one by one."""
    for element in tree:
        if element.tag == MC + "AlternateContent":
            yield from _shapes(alternative(element))
        elif element.tag == _P + "grpSp":
            yield from _shapes(element)
        elif element.tag in {_P + "sp", _P + "graphicFrame", _P + "pic", _P + "cxnSp"}:
            yield element


def _placeholder(shape: etree._Element) -> str:
    """Return what a shape holds the place of, "" for none."""
    found = next(shape.iter(_P + "ph"), None)
    return "" if found is None else found.get("type", "body")


def _is_hidden(shape: etree._Element) -> bool:
    properties = next(shape.iter(_P + "cNvPr"), None)
    return properties is not None and properties.get("hidden") in {"1", "true"}
