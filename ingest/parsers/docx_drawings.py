"""What is drawn at a place of a Word file: text boxes, charts, SmartArt, pictures, objects."""

from collections.abc import Callable, Iterator
from zipfile import ZipFile

from lxml import etree

from ingest.lines import Line
from ingest.parsers import drawings
from ingest.parsers.container import Relation, part_xml
from ingest.parsers.docx_styles import W
from ingest.parsers.drawings import DGM, A, C
from ingest.parsers.limits import Limits
from ingest.parsers.omissions import DRAWING, FORMULA, OBJECT, PICTURE, Omissions

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{urn:schemas-microsoft-com:vml}imagedata",
    }
)
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_NEW_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"


def alternative(element: etree._Element) -> etree._Element:
    """Return the branch of an ``mc:AlternateContent`` to read: never both, they say the same."""
    choice = element.find(MC + "Choice")
    if choice is not None:
        return choice
    fallback = element.find(MC + "Fallback")
    return element if fallback is None else fallback


class Drawn:
    """Reads drawings; ``box`` reads the content of a text box, ``table`` gives out numbers."""

    def __init__(
        self,
        archive: ZipFile,
        limits: Limits,
        omissions: Omissions,
        box: Callable[[etree._Element], Iterator[Line]],
        table: Callable[[], int],
    ) -> None:
        self._archive = archive
        self._limits = limits
        self._omissions = omissions
        self._box = box
        self._table = table

    def lines(
        self, element: etree._Element, relations: dict[str, Relation], place: str
    ) -> Iterator[Line]:
        """Yield the words drawn at ``element``; what has none that can be read is noted."""
        if not isinstance(element.tag, str):
            return
        if element.tag == W + "txbxContent":
            yield from self._box(element)
        elif element.tag == MC + "AlternateContent":
            yield from self.lines(alternative(element), relations, place)
        elif element.tag == A + "txBody":
            yield from (
                Line(text, whole=True) for text in drawings.paragraphs(element, self._omissions)
            )
        elif element.tag in {DGM + "relIds", C + "chart"}:
            yield from self._stored(element, relations, place)
        elif element.tag in {W + "object", W + "control"}:
            self._note_object(element, place)
        elif element.tag == _NEW_CHART:
            self._omissions.note(DRAWING, "biểu đồ", place)
        elif element.tag == _WORD_ART:
            self._omissions.note(DRAWING, element.get("string", ""), place)
        elif element.tag in _PICTURES:
            self._omissions.note(PICTURE, place=place)
        else:
            for below in element:
                yield from self.lines(below, relations, place)

    def _stored(
        self, element: etree._Element, relations: dict[str, Relation], place: str
    ) -> list[Line]:
        """Return the words of a chart or SmartArt, which stand in a part of their own."""
        is_chart = element.tag == C + "chart"
        relation = relations.get(element.get(R + ("id" if is_chart else "dm"), ""))
        root = None
        if relation is not None and relation.path:
            root = part_xml(self._archive, relation.path, self._limits)
        found: list[Line] = []
        if root is not None:
            found = (
                drawings.chart_lines(root, self._table(), self._limits)
                if is_chart
                else drawings.diagram_lines(root)
            )
        if not found:
            self._omissions.note(DRAWING, "biểu đồ" if is_chart else "sơ đồ", place)
        return found

    def _note_object(self, element: etree._Element, place: str) -> None:
        object_ = next(element.iter(_OBJECT), None)
        program = "" if object_ is None else object_.get("ProgID", "")
        is_formula = program.startswith(("Equation", "MathType"))
        self._omissions.note(FORMULA if is_formula else OBJECT, program, place)
