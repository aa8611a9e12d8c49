"""Tasks, deadlines and targets of annex tables, a row each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ingest.document import Document, Section
from ingest.facts import cells, orders, times
from ingest.facts.cells import Cell, Row
from ingest.facts.lines import Zone, table_sections
from ingest.facts.model import Deadline, Fact, Indicator, Task
from ingest.vietnamese import bodies
from ingest.vietnamese.bounds import Bound, meant


class Column(Enum):
    """What the cells of a column say."""

    ORDINAL = auto()
    WHAT = auto()
    LEAD = auto()
    SUPPORT = auto()
    DUE = auto()
    PRODUCT = auto()
    MONEY = auto()
    UNIT = auto()
    VALUE = auto()
    OTHER = auto()


_YEAR = re.compile(r"\b(20\d\d)\b")
_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(form, re.IGNORECASE))
    for column, form in (
        (Column.ORDINAL, r"(?:s?\s?tt|số\s+tt|số\s+thứ\s+tự|no\.?)\Z"),
        (Column.SUPPORT, r"phối\s+hợp"),
        (
            Column.DUE,
            r"thời\s+(?:gian|hạn|điểm|kỳ)|hạn\s+(?:hoàn|thực)|tiến\s+độ|lộ\s+trình|hoàn\s+thành\Z",
        ),
        (Column.PRODUCT, r"sản\s+phẩm|kết\s+quả|đầu\s+ra|hình\s+thức\s+văn\s+bản"),
        (Column.MONEY, r"kinh\s+phí|nguồn\s+(?:vốn|lực|tài)|dự\s+toán|ngân\s+sách|vốn\b"),
        (
            Column.LEAD,
            r"chủ\s+trì|(?:cơ\s+quan|đơn\s+vị|đầu\s+mối|bộ\s+phận|cấp)\s+(?:\S+\s+)?(?:thực\s+hiện|tham\s+mưu"
            r"|chịu\s+trách|soạn\s+thảo|tổ\s+chức|theo\s+dõi)|trách\s+nhiệm|phân\s+công|thực\s+hiện\Z"
            r"|(?:cơ\s+quan|đơn\s+vị)\Z",
        ),
        (Column.UNIT, r"đơn\s+vị\s+tính|đvt|đvđ|đơn\s+vị\s+đo"),
        (
            Column.WHAT,
            r"nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|giải\s+pháp|tên\b|danh\s+mục|chương\s+trình"
            r"|chỉ\s+tiêu|tiêu\s+chí|mục\s+tiêu|chỉ\s+số|văn\s+bản|dự\s+án|đề\s+án",
        ),
    )
)
_TARGETS = re.compile(r"chỉ\s+tiêu|mục\s+tiêu|chỉ\s+số", re.IGNORECASE)
_PAST = re.compile(r"thực\s+hiện\b(?!\s+đến)|hiện\s+trạng|kết\s+quả|ước|đã\s+đạt", re.IGNORECASE)
_PLANNED = re.compile(
    r"kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu|phấn\s+đấu|đến\s+năm|năm\s+20", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?P<sign>[≥≤<>]\s?=?|trên|dưới|tối\s+thiểu|ít\s+nhất|khoảng|từ)?\s*"
    r"(?P<value>\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?)\s*(?P<unit>%|\S{0,12}(?:\s\S+){0,2})?"
    r"(?P<after>\s*trở\s+lên)?\Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Za-zĐđ])\.?\)?\Z")
_GROUP = re.compile(r"([IVX]{1,5}|[A-ZĐ])\.?\Z")
_OFTEN = re.compile(
    r"(?:thường\s+xuyên|h[àằ]ng\s+\w+|định\s+kỳ|theo\s+|sau\s+khi|khi\s|mỗi\s|trong\s+năm|quý|năm"
    r"|giai\s+đoạn|tháng|trước\s|ngay\s)",
    re.IGNORECASE,
)
_REPORT = re.compile(r"(?:\A|\b(?:lập|xây\s+dựng|tổng\s+hợp|tham\s+mưu)\b.{0,40})báo\s+cáo", re.I)
_LIMIT = re.compile(r"trước\s+ngày|hoàn\s+thành|chậm\s+nhất", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """What a row of tasks says, cell by cell."""

    what: Cell
    lead: Cell | None = None
    support: Cell | None = None
    due: Cell | None = None
    product: Cell | None = None
    money: Cell | None = None
    certain: bool = True
    """False where the values stood under other heads."""


def read(document: Document) -> Iterator[Fact]:
    """Yield the facts of the tables, in order."""
    for table, above, zone in table_sections(document):
        heads, rows = cells.rows(document, table)
        columns = {head: _column(head) for head in heads}
        kinds = set(columns.values())
        if Column.WHAT in kinds and Column.LEAD in kinds:
            yield from _tasks(rows, columns, ())
        elif Column.WHAT in kinds and (values := _valued(heads, table, above, zone)):
            yield from _targets(rows, columns, values)
        elif Column.WHAT in kinds and Column.DUE in kinds:
            yield from _tasks(rows, columns, _told_above(above))


def _told_above(above: tuple[Section, ...]) -> tuple[str, ...]:
    for section in reversed(above):
        if named := orders.addressed(section.title):
            return named
    return ()


def _column(head: str) -> Column:
    """Return what a column says by its head; of a merged head the lower part speaks first."""
    parts = [head.rsplit(" - ", 1)[-1], head] if " - " in head else [head]
    for part in parts:
        for column, form in _COLUMNS:
            if form.search(part.strip()):
                return column
    return Column.OTHER


# -- tasks ------------------------------------------------------------------------------------


def _tasks(
    rows: tuple[Row, ...], columns: dict[str, Column], above: tuple[str, ...]
) -> Iterator[Fact]:
    group: tuple[str, ...] = ()
    told = above
    for row in rows:
        if (label := _group(row)) is not None:
            group = (label,) if label else group
            told = orders.addressed(row.cells[-1].text) or above
            continue
        found = _read_row(row, columns)
        if found is not None:
            yield from _row_facts(row, found, group, told)


def _group(row: Row) -> str | None:
    """Return the label of a row that only names those below it, "" without one; else None."""
    if len(row.cells) == 1:
        return ""
    if len(row.cells) == 2 and _ORDINAL.match(row.cells[0].text):
        label = _GROUP.match(row.cells[0].text)
        return label[1] if label else ""
    return None


def _read_row(row: Row, columns: dict[str, Column]) -> Read | None:
    """Return what a row says; where its values stand under other heads, by what they are."""
    held: dict[Column, Cell] = {}
    for cell in row.cells:
        held.setdefault(columns.get(cell.head, Column.OTHER), cell)
    what, lead = held.get(Column.WHAT), held.get(Column.LEAD)
    fits = what is not None and not _ORDINAL.match(what.text) and not bodies.only_bodies(what.text)
    if fits and what is not None and (lead is None or _names_bodies(lead.text)):
        return Read(
            what,
            lead,
            held.get(Column.SUPPORT),
            held.get(Column.DUE),
            held.get(Column.PRODUCT),
            held.get(Column.MONEY),
        )
    return _shifted(row) or (Read(what, lead, due=held.get(Column.DUE)) if fits and what else None)


def _names_bodies(text: str) -> bool:
    return bool(bodies.listed(text.lstrip(" -+•"), touching=True))


def _shifted(row: Row) -> Read | None:
    """Read a row by what its cells are: words, then bodies, bodies, a time, a product."""
    left = list(row.cells)
    while left and _ORDINAL.match(left[0].text):
        left.pop(0)
    at = next((n for n, cell in enumerate(left) if n and bodies.only_bodies(cell.text)), None)
    if at is None:
        return None
    what, lead, rest = left[at - 1], left[at], left[at + 1 :]
    support = rest.pop(0) if rest and bodies.only_bodies(rest[0].text) else None
    due = rest.pop(0) if rest and _OFTEN.match(rest[0].text) else None
    return Read(what, lead, support, due, rest[0] if rest else None, certain=False)


def _row_facts(
    row: Row, found: Read, group: tuple[str, ...], told: tuple[str, ...]
) -> Iterator[Fact]:
    lead = _names(found.lead) or told
    if not lead and found.due is None and found.lead is None:
        return
    task = Task(
        start=row.section.start,
        end=row.section.end,
        path=(*row.section.path, *group),
        confidence=1.0 if found.certain and lead else 0.7,
        lead=lead,
        support=_names(found.support),
        what=found.what.text.strip(" .;"),
        due=times.of_cell(found.due.text) if found.due else None,
        product=found.product.text.strip(" .;") if found.product else None,
        money=found.money.text.strip(" .;") if found.money else None,
    )
    yield task
    if task.due and (_REPORT.search(task.what) or (found.due and _LIMIT.search(found.due.text))):
        yield Deadline(
            start=task.start,
            end=task.end,
            path=task.path,
            confidence=task.confidence,
            what=task.what,
            who=task.lead,
            due=task.due,
            recurring=bool(re.search(r"h[àằ]ng\s|định\s+kỳ|thường\s+xuyên", task.due, re.I)),
        )


def _names(cell: Cell | None) -> tuple[str, ...]:
    """Return the bodies of a cell; one that lists no known body is one name as a whole."""
    if cell is None:
        return ()
    text = cell.text.strip(" .;-+")
    found = bodies.listed(text, touching=True)
    if not found:
        return tuple(part.strip() for part in re.split(r"[;\n]\s*", text) if part.strip())[:8]
    rest = text[found[-1].end :].strip(" ,;.")
    names = tuple(body.name for body in found)
    return (*names, rest) if rest and not rest.startswith("(") and len(rest) < _REST else names


_REST = 80


# -- targets ----------------------------------------------------------------------------------


def _valued(
    heads: tuple[str, ...], table: Section, above: tuple[Section, ...], zone: Zone
) -> tuple[str, ...]:
    """Return the heads of the columns that hold targets, in their order."""
    titles = " ".join((table.title, *(section.title for section in above)))
    aims = zone is Zone.AIM or _TARGETS.search(titles) or any(map(_TARGETS.search, heads))
    if not aims:
        return ()
    dated = [head for head in heads if _YEAR.search(head) and not _PAST.search(head)]
    plain = [
        head
        for head in heads
        if _PLANNED.search(head) and _column(head) in {Column.OTHER, Column.WHAT}
    ]
    return tuple(dated or plain[1:] if _is_what(plain) else dated or plain)


def _is_what(plain: list[str]) -> bool:
    return bool(plain) and _column(plain[0]) is Column.WHAT


def _targets(
    rows: tuple[Row, ...], columns: dict[str, Column], values: tuple[str, ...]
) -> Iterator[Indicator]:
    group: tuple[str, ...] = ()
    above = ""
    for row in rows:
        held = {cell.head: cell for cell in row.cells}
        whats = [
            c for c in row.cells if columns.get(c.head) is Column.WHAT and c.head not in values
        ]
        numbers = [(head, held[head]) for head in values if head in held]
        if whats and not numbers:
            above = whats[0].text.strip(" .:;")
            if label := _GROUP.match(row.cells[0].text):
                group = (label[1],)
            continue
        if whats and numbers:
            units = [c.text for c in row.cells if columns.get(c.head) is Column.UNIT]
            subject = _subject(whats[0].text, above)
            yield from _measured(row, numbers, subject, units[0] if units else None, group)


def _subject(what: str, above: str) -> str:
    plain = " ".join(what.split()).strip(" .:;")
    return f"{above} - {plain.lstrip('-+ ')}" if above and plain.startswith(("-", "+")) else plain


def _measured(
    row: Row,
    numbers: list[tuple[str, Cell]],
    subject: str,
    unit: str | None,
    group: tuple[str, ...],
) -> Iterator[Indicator]:
    """Yield the row's target: the last year's value, with those of all years beside it."""
    read = [(head, match) for head, cell in numbers if (match := _NUMBER.match(cell.text.strip()))]
    if not read:
        return
    head, match = read[-1]
    year = _YEAR.findall(head)
    yield Indicator(
        start=row.section.start,
        end=row.section.end,
        path=(*row.section.path, *group),
        subject=subject,
        value=match["value"].rstrip(".,"),
        bound=_bound(match),
        unit=unit or (match["unit"] or "").strip() or _unit_of(head, subject),
        by=year[-1] if year else None,
        series=tuple((_years(name), each["value"].rstrip(".,")) for name, each in read),
    )


def _years(head: str) -> str:
    found = _YEAR.findall(head)
    return "-".join(found) if found else head


def _bound(match: re.Match[str]) -> Bound:
    if match["after"]:
        return Bound.AT_LEAST
    return meant("before", "figure", (match["sign"] or "").replace(" ", "")) or (
        meant("before", "figure", match["sign"] or "") or Bound.EXACT
    )


def _unit_of(head: str, subject: str) -> str | None:
    """Return the unit that a head or a subject holds in brackets: "Diện tích (ha)"."""
    for text in (head, subject):
        if found := re.search(r"\(([^()\d]{1,20}|%)\)", text):
            return found[1]
    return None
