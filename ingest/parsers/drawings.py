"""Words in drawings of Office files: shapes, organisation charts (SmartArt) and charts."""

from collections.abc import Iterator

from lxml import etree

from ingest.lines import Line
from ingest.parsers import formulas
from ingest.parsers.characters import clean
from ingest.parsers.formulas import M
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.number_formats import shown
from ingest.parsers.omissions import STRUCK, Omissions
from ingest.parsers.tables import Cell, Table, table_lines

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_WITHOUT_WORDS = frozenset({"pres", "parTrans", "sibTrans", "doc"})


def paragraphs(body: etree._Element, omissions: Omissions | None = None) -> list[str]:
    """Return the paragraphs of a DrawingML text body that hold words, in order.

    Struck words are left out and noted.
    """
    found = (clean(_paragraph(element, omissions)) for element in body.iter(A + "p"))
    return [text for text in found if text]


def _paragraph(paragraph: etree._Element, omissions: Omissions | None) -> str:
    parts: list[str] = []
    struck: list[str] = []
    for element in paragraph.iter(A + "t", A + "br", M + "oMath"):
        if element.tag == A + "br":
            parts.append("\n")
        elif element.tag == M + "oMath":
            parts.append(formulas.linear(element))
        else:
            look = element.getprevious()
            is_struck = look is not None and look.get("strike", "noStrike") != "noStrike"
            (struck if is_struck else parts).append(element.text or "")
    text = "".join(parts)
    if omissions is not None and any(part.strip() for part in struck):
        omissions.note(STRUCK, clean("".join(struck)), clean(text))
    return text


def diagram_lines(root: etree._Element) -> list[Line]:
    """Return the words of a SmartArt's data model: each box, then the boxes below it."""
    texts = {
        point.get("modelId", ""): "; ".join(paragraphs(point))
        for point in root.iter(DGM + "pt")
        if point.get("type", "node") not in _WITHOUT_WORDS
    }
    below: dict[str, list[tuple[int, str]]] = {}
    for tie in root.iter(DGM + "cxn"):
        if tie.get("type", "parOf") == "parOf":
            order = tie.get("srcOrd", "0")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(tie.get("srcId", ""), []).append((place, tie.get("destId", "")))
    starts = [p.get("modelId", "") for p in root.iter(DGM + "pt") if p.get("type") == "doc"]
    order_read = dict.fromkeys(_walk([*starts, *texts], below))
    return [Line(texts[name], whole=True) for name in order_read if texts.get(name)]


def _walk(starts: list[str], below: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = starts[::-1]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        waiting.extend(other for _, other in sorted(below.get(name, ()), reverse=True))


def chart_lines(root: etree._Element, number: int, limits: Limits = LIMITS) -> list[Line]:
    """Return a chart as its title and a table: a row a category, a column a series."""
    chart = root.find(C + "chart")
    if chart is None:
        return []
    title = chart.find(C + "title")
    name = " ".join(paragraphs(title)) if title is not None else ""
    lines = [Line(f"Biểu đồ: {name}" if name else "Biểu đồ", whole=True, bold=True)]
    series = [_Series(element) for element in chart.iter(C + "ser")]
    lines += [
        Line(f"Trục: {text}", whole=True)
        for axis in chart.iter(C + "catAx", C + "valAx", C + "dateAx")
        for text in (" ".join(paragraphs(found)) for found in axis.findall(C + "title"))
        if text
    ]
    if not series:
        return lines if name else []
    names = [one.name or f"Dãy {at}" for at, one in enumerate(series, 1)]
    table = Table([_row(["Mục", *names])], heads=1)
    places = sorted({at for one in series for at in (*one.categories, *one.values)})
    for at in places[: limits.rows]:
        category = next((one.categories[at] for one in series if at in one.categories), str(at + 1))
        table.rows.append(_row([category, *(one.values.get(at, "") for one in series)]))
    return lines + table_lines(table, number, limits)


def _row(texts: list[str]) -> list[Cell]:
    return [Cell.of(text, column) for column, text in enumerate(texts)]


class _Series:
    """The stored points of one series of a chart."""

    def __init__(self, element: etree._Element) -> None:
        self.name = " ".join(_points(element, "tx").values())
        self.categories = _points(element, "cat") or _points(element, "xVal")
        self.values = _points(element, "val") or _points(element, "yVal")


def _points(series: etree._Element, name: str) -> dict[int, str]:
    holder = series.find(C + name)
    found: dict[int, str] = {}
    if holder is None:
        return found
    form = next((element.text or "" for element in holder.iter(C + "formatCode")), "")
    for point in holder.iter(C + "pt"):
        at = point.get("idx", "")
        text = point.findtext(C + "v") or ""
        own = point.get("formatCode", form)
        if at.isdecimal() and len(at) < 7:
            stored = point.getparent()
            numeric = stored is not None and stored.tag == C + "numCache"
            before = found.get(int(at))
            text = shown(text, own) if numeric else clean(text)
            found[int(at)] = f"{text} {before}" if before else text
    if not found and holder.find(C + "v") is not None:
        found[0] = clean(holder.findtext(C + "v") or "")
    return found
