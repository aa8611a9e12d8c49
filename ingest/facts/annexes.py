"""Tasks, deadlines and targets of annex tables, a row each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.document import Document, Section
from ingest.facts import addressing, cells, columns, partners, parts, times
from ingest.facts.cells import Cell, Row
from ingest.facts.columns import Column
from ingest.facts.lines import Zone, table_sections
from ingest.facts.model import Deadline, Fact, Indicator, Task
from ingest.vietnamese import bodies
from ingest.vietnamese.bounds import Bound, meant
from ingest.vietnamese.text import aligned

_YEAR = re.compile(r"\b(20\d\d)\b")
_TARGETS = re.compile(r"chỉ\s+tiêu|mục\s+tiêu|chỉ\s+số", re.IGNORECASE)
_PAST = re.compile(r"thực\s+hiện\b(?!\s+đến)|hiện\s+trạng|kết\s+quả|ước|đã\s+đạt", re.IGNORECASE)
_PLANNED = re.compile(
    r"kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu|phấn\s+đấu|đến\s+năm|năm\s+20", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?P<sign>[≥≤<>]\s?=?|trên|dưới|tối\s+thiểu|ít\s+nhất|khoảng|từ)?\s*"
    r"(?P<value>\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?)\s*(?P<unit>%|\S{0,12}(?:\s(?!trở\s)\S+){0,2})?"
    r"(?P<after>\s*trở\s+lên)?\Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-Za-zĐđ])(?:\.\d{1,3})*\.?\)?\Z")
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
        kinds = {head: columns.column(head) for head in heads}
        held = set(kinds.values())
        period = _period(" ".join((*(each.title for each in above[-1:]), table.title)))
        if counted := _counted(rows, kinds):
            yield from _targets(rows, kinds, counted, period)
        elif shared := _shared_out(rows, kinds, table, above, zone):
            yield from _shares(rows, *shared, period)
        elif Column.WHAT in held and Column.LEAD in held:
            yield from _tasks(rows, kinds, ())
        elif Column.WHAT in held and (values := _valued(heads, table, above, zone)):
            yield from _targets(rows, kinds, values, period)
        elif Column.WHAT in held and Column.DUE in held:
            yield from _tasks(rows, kinds, _told_above(above))


def _told_above(above: tuple[Section, ...]) -> tuple[str, ...]:
    for section in reversed(above):
        if named := addressing.addressed(aligned(section.title)):
            return named
    return ()


# -- tasks ------------------------------------------------------------------------------------


def _tasks(
    rows: tuple[Row, ...], kinds: dict[str, Column], above: tuple[str, ...]
) -> Iterator[Fact]:
    group: tuple[str, ...] = ()
    told = above
    charged = Column.LEAD in kinds.values()
    for row in rows:
        if (label := _group(row)) is not None:
            group = (label,) if label else group
            told = addressing.addressed(row.cells[-1].text) or above
            continue
        found = _read_row(row, kinds)
        if found is not None:
            yield from _row_facts(row, found, group, told, charged=charged)


def _group(row: Row) -> str | None:
    """Return the label of a row that only names those below it, "" without one; else None."""
    if len(row.cells) == 1:
        return ""
    if len(row.cells) == 2 and _ORDINAL.match(row.cells[0].text):
        label = _GROUP.match(row.cells[0].text)
        return label[1] if label else ""
    return None


def _read_row(row: Row, kinds: dict[str, Column]) -> Read | None:
    """Return what a row says; where its values stand under other heads, by what they are."""
    held: dict[Column, Cell] = {}
    for cell in row.cells:
        held.setdefault(kinds.get(cell.head, Column.OTHER), cell)
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
    row: Row, found: Read, group: tuple[str, ...], told: tuple[str, ...], *, charged: bool
) -> Iterator[Fact]:
    """Yield what a row orders; in a table without those who are ``charged`` only if others tell."""
    lead = _names(found.lead) or told
    if not lead and found.lead is None and not charged:
        return
    task = Task(
        start=row.section.start,
        end=row.section.end,
        path=(*row.section.path, *group),
        confidence=1.0 if found.certain and lead else 0.7,
        lead=lead,
        support=_names(found.support) or _beside(found.lead),
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


def _beside(cell: Cell | None) -> tuple[str, ...]:
    """Return those whom the cell of who leads says to work with: "Sở A, phối hợp với Sở B"."""
    return partners.supporting(cell.text, 0)[0] if cell is not None else ()


def _names(cell: Cell | None) -> tuple[str, ...]:
    return parts.names(cell.text) if cell is not None else ()


# -- targets ----------------------------------------------------------------------------------


def _counted(rows: tuple[Row, ...], kinds: dict[str, Column]) -> tuple[str, ...]:
    """Return the columns of figures of a table of targets, who answers for them aside."""
    whats = [head for head, kind in kinds.items() if kind is Column.WHAT]
    if not any(map(_TARGETS.search, whats)):
        return ()
    named = {head for head, kind in kinds.items() if kind in {Column.ORDINAL, Column.DUE}}
    return _figured(rows, named | set(whats[:1]))


def _figured(rows: tuple[Row, ...], named: set[str]) -> tuple[str, ...]:
    """Return the columns that hold figures to be reached, those at ``named`` aside."""
    cells_of: dict[str, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.head not in named:
                cells_of.setdefault(cell.head, []).append(cell.text.strip())
    return tuple(head for head, texts in cells_of.items() if _are_figures(head, texts))


def _shared_out(
    rows: tuple[Row, ...],
    kinds: dict[str, Column],
    table: Section,
    above: tuple[Section, ...],
    zone: Zone,
) -> tuple[str, tuple[str, ...]] | None:
    """Return the column of bodies and those of the targets that a table gives to each of them."""
    titles = " ".join((table.title, *(section.title for section in above[-1:])))
    if Column.WHAT in kinds.values() or not (zone is Zone.AIM or _GIVEN.search(titles)):
        return None
    for head in kinds:
        told = [cell.text.strip() for row in rows for cell in row.cells if cell.head == head]
        if _BODIES_HEAD.match(head) and _are_names(told):
            named = {head} | {each for each, kind in kinds.items() if kind is Column.ORDINAL}
            return (head, values) if (values := _figured(rows, named)) else None
    return None


def _are_names(told: list[str]) -> bool:
    """Whether cells name bodies or places, each its own; units come again and again."""
    named = [text for text in told if text[:1].isupper() and not _NUMBER.match(text)]
    return len(named) > 1 and len(set(named)) == len(told)


_BODIES_HEAD = re.compile(
    r"(?:tên\s+)?(?:các\s+)?(?:đơn\s+vị(?!\s+tính)|địa\s+phương|xã|phường|huyện|tỉnh|sở|cơ\s+quan)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?:giao|phân\s+bổ)\s+(?:các\s+)?(?:chỉ\s+tiêu|mục\s+tiêu)|chỉ\s+tiêu", re.I)


def _shares(
    rows: tuple[Row, ...], bodies_at: str, values: tuple[str, ...], period: str | None
) -> Iterator[Indicator]:
    """Yield a target for each body and measure, the head of its column as what is measured."""
    for row in rows:
        held = {cell.head: cell for cell in row.cells}
        if bodies_at not in held:
            continue
        for head in values:
            subject = re.sub(r"\s*\([^()]{1,20}\)\s*\Z", "", head)
            numbers = [(head, held[head])] if head in held else []
            for found in _measured(row, numbers, subject, None, ()):
                yield replace(
                    found, by=found.by or period, whom=held[bodies_at].text.strip(), series=()
                )


def _are_figures(head: str, texts: list[str]) -> bool:
    """Whether a column holds figures to be reached, neither years nor what was reached."""
    figures = [text for text in texts if _NUMBER.match(text) and not _YEAR.fullmatch(text)]
    return not _REACHED.search(head) and len(figures) > 1 and len(figures) > _MOST * len(texts)


_REACHED = re.compile(
    r"hiện\s+trạng|ước|đã\s+đạt|thực\s+hiện\s+(?:năm\s+)?20|kết\s+quả\s+năm", re.IGNORECASE
)
_MOST = 0.6
"""The share of a column's cells that are figures where it is one of figures."""


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
        if _PLANNED.search(head) and columns.column(head) in {Column.OTHER, Column.WHAT}
    ]
    return tuple(dated or plain[1:] if _is_what(plain) else dated or plain)


def _is_what(plain: list[str]) -> bool:
    return bool(plain) and columns.column(plain[0]) is Column.WHAT


def _targets(
    rows: tuple[Row, ...],
    kinds: dict[str, Column],
    values: tuple[str, ...],
    period: str | None,
) -> Iterator[Indicator]:
    group: tuple[str, ...] = ()
    above = ""
    for row in rows:
        held = {cell.head: cell for cell in row.cells}
        whats = [c for c in row.cells if kinds.get(c.head) is Column.WHAT and c.head not in values]
        numbers = [(head, held[head]) for head in values if head in held]
        if whats and not numbers:
            above = whats[0].text.strip(" .:;")
            period = _period(above) or period
            if label := _GROUP.match(row.cells[0].text):
                group = (label[1],)
            continue
        if whats and numbers:
            unit = next((c.text for c in row.cells if _tells_unit(c, kinds)), None)
            subject = _subject(whats[0].text, above)
            yield from (
                replace(found, by=found.by or period)
                for found in _measured(row, numbers, subject, unit, group)
            )


def _tells_unit(cell: Cell, kinds: dict[str, Column]) -> bool:
    """Whether a cell names a unit: under its head, or under one that is as often a body's."""
    named = _UNIT_HEAD.fullmatch(cell.head) is not None and not _names_bodies(cell.text)
    return kinds.get(cell.head) is Column.UNIT or named


_UNIT_HEAD = re.compile(r"đơn\s+vị", re.IGNORECASE)


def _period(title: str) -> str | None:
    """Return the year or years that a row names which heads those below it."""
    return " - ".join(dict.fromkeys(_YEAR.findall(title))) or None


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
