"""Tasks and deadlines of running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Document, SectionKind
from ingest.facts import (
    addressing,
    charters,
    limits,
    occasions,
    orders,
    partners,
    parts,
    reports,
    schedules,
    times,
)
from ingest.facts.leads import Leads
from ingest.facts.lines import Cited, Line, Zone, sentences
from ingest.facts.model import Deadline, Fact, Task
from ingest.facts.orders import Order
from ingest.facts.schedules import Schedules
from ingest.facts.times import Time
from ingest.pacing import give_way
from ingest.vietnamese import actions
from ingest.vietnamese.kinds import CITED


def read(document: Document, lines: Sequence[Line]) -> Iterator[Fact]:
    """Yield the tasks and deadlines of the lines, in order; those of tables stand elsewhere.

    Where the body that the document is about goes by its first word, it has its whole name.
    """
    own = charters.body_of(document)
    for fact in _read(document, lines, own):
        if isinstance(fact, Task):
            yield replace(fact, lead=charters.in_full(fact.lead, own))
        elif isinstance(fact, Deadline):
            yield replace(fact, who=charters.in_full(fact.who, own))


def _read(document: Document, lines: Sequence[Line], own: tuple[str, ...]) -> Iterator[Fact]:
    leads, schedule = Leads(own=own), Schedules()
    parted, taken = parts.read(lines)
    yield from parted
    cited = Cited(document)
    for position, line in enumerate(lines):
        give_way()
        if position in taken:
            continue
        if line.zone is Zone.FRAME and not _is_last(line):
            yield from _ruled(line, cited.within(line))
            continue
        if line.zone is Zone.OPENING and (_BASIS.match(line.text) or not _ASKS.search(line.text)):
            continue
        heads = schedule.take(line)
        if leads.take(line) or heads:
            for deadline in _led_in(line, cited.within(line)):
                schedule.head(line, deadline.due)
                yield deadline
            continue
        above, titled = leads.over(line)
        above = above or leads.going_on(line)
        found = [
            _dated(fact, schedule.over(line.above))
            for fact in _of_line(line, above, cited.within(line), titled=titled)
        ]
        held, read_below = schedules.below(lines, position, taken) if found else ({}, ())
        taken.update(read_below)
        yield from schedules.completed(found, held)
        if not found:
            yield from schedule.read(line, leads.schedule(line))


def _dated(fact: Fact, due: str | None) -> Fact:
    """Return a task with the time that stands above it where it tells none itself."""
    return replace(fact, due=due) if due and isinstance(fact, Task) and not fact.due else fact


_BASIS = re.compile(
    r"xét\s+(?:tờ\s+trình|đề\s+nghị|báo\s+cáo)\s|(?:căn\s+cứ|theo\s+đề\s+nghị)\s.*[;,]\Z",
    re.I | re.S,
)
"""What a decision rests on, though it says that someone asked for it."""
_ASKS = re.compile(
    r"\b(?:yêu\s+cầu|đề\s+nghị(?!\s+của)|giao(?!\s+(?:thông|lưu|dịch|tiếp|thừa|ước)))\b",
    re.IGNORECASE,
)
"""What makes an order of a sentence that opens a document."""


def _led_in(line: Line, without: tuple[tuple[int, int], ...]) -> Iterator[Deadline]:
    """Yield the deadline that a lead-in tells of all items below it: "Trước ngày …, Sở X:"."""
    if not line.announces or line.zone is Zone.OPENING:
        return
    found = [time for time in times.times(line.text, without=without) if time.limit]
    dated = [time for time in found if _is_dated(time.due)]
    told = orders.told(line.text)
    who = tuple(body.name for body in told[0]) if told else addressing.addressed(line.text)
    for time in dated[:1]:
        yield Deadline(
            start=line.start,
            end=line.start + len(line.text),
            path=line.path,
            confidence=0.8,
            what=_clause(line.text),
            who=who,
            due=time.due,
            recurring=time.recurring,
        )


def _ruled(line: Line, without: tuple[tuple[int, int], ...]) -> Iterator[Deadline]:
    """Yield the deadlines of an article that orders nothing, where someone has to keep them."""
    if not line.legal or _HAS_TO.search(line.text) is None:
        return
    for fact in _of_line(line, (), without, titled=False):
        if isinstance(fact, Deadline):
            yield fact


_HAS_TO = re.compile(r"\b(?:phải|có\s+trách\s+nhiệm)\s", re.IGNORECASE)


def _is_last(line: Line) -> bool:
    return line.section.kind is SectionKind.CLOSING


def _of_line(
    line: Line, above: tuple[str, ...], without: tuple[tuple[int, int], ...], *, titled: bool
) -> Iterator[Fact]:
    if _is_bare_title(line, above):
        return
    covered: list[tuple[int, int]] = []
    done: list[Order] = []
    for order in orders.orders(line.text, above=above, titled=titled):
        covered.append((order.start, order.end))
        done.append(order)
        if line.zone is Zone.OPENING and not _ASKS.search(line.text, 0, order.action):
            continue
        yield from _of_order(line, order, without)
    for start, end in sentences(line.text):
        if any(left < end and start < right for left, right in covered):
            continue
        if not line.legal and (told := orders.charged(line.text[start:end])):
            lead = tuple(body.name for body in told[0])
            yield from _of_order(line, Order(start, end, lead, start, certain=False), without)
            continue
        before = next((order for order in reversed(done) if order.end <= start), None)
        for deadline in _unaddressed(line, start, end, without):
            yield _of_sentence_before(line, deadline, before)


def _of_sentence_before(line: Line, deadline: Deadline, order: Order | None) -> Deadline:
    """Return a deadline that is no more than a time with what the order before it wants done."""
    if order is None or not _TIME_ONLY.match(deadline.what):
        return deadline
    return replace(deadline, what=_clause(line.text[order.action : order.end]), who=order.lead)


_TIME_ONLY = re.compile(
    r"(?:thời\s+(?:gian|hạn)|hoàn\s+thành|hạn(?:\s+(?:hoàn\s+thành|cuối|chót))?|xong)\b[^:;.]{0,30}?(?::|\s)\s*"
    r"(?:trước|trong|chậm\s+nhất|ngày|tháng|quý|hết|đến|\d)",
    re.IGNORECASE,
)


def _is_bare_title(line: Line, above: tuple[str, ...]) -> bool:
    """Whether a line is only the title of what stands below it."""
    if not line.opens or line.section.kind is not SectionKind.HEADING:
        return line.announces and len(line.text) < _TITLE and orders.told(line.text) is None
    sentence = line.text.endswith((".", ";")) or orders.LISTS.search(line.text) is not None
    sentence = sentence or (len(line.text) > reports.LONG and not line.announces)
    if sentence and orders.told(line.text) is not None:
        return False
    if line.section.end > line.end + 1:
        return True
    return not above and orders.told(line.text) is None


_TITLE = 80


def _of_order(line: Line, order: Order, without: tuple[tuple[int, int], ...]) -> Iterator[Fact]:
    text = line.text[order.start : order.end]
    shifted = tuple((left - order.start, right - order.start) for left, right in without)
    action = order.action - order.start
    reporting = reports.due(text, action, shifted)
    if line.legal and action and _RULES.match(text, action):
        yield from _of_power(line, order, text, action, shifted)
        return
    for time in reporting:
        yield _deadline(line, order, text, time, action)
    if any(time.firm for time in reporting) and (
        occasions.ONLY_REPORTS.match(text, action) or occasions.in_trouble(text)
    ):
        return
    due = times.due(text, without=shifted)
    if (
        _REST.match(text, action)
        or _EMPTY.fullmatch(_clause(text[action:]))
        or (not order.certain and _LEADS_IN.search(text))
    ):
        return
    if not (line.legal and due and limits.WITHIN.match(due.due)):
        yield _task(line, order, text, action, due)
    for time in _limits(text, due, reporting, shifted):
        yield _deadline(line, order, text, time, action)


def _of_power(
    line: Line, order: Order, text: str, action: int, without: tuple[tuple[int, int], ...]
) -> Iterator[Deadline]:
    """Yield the time within which a body decides: its power is no duty, the time to do so is."""
    for time in times.times(text, without=without):
        if time.limit and not time.recurring and _is_dated(time.due):
            yield _deadline(line, order, text, time, action)


def _limits(
    text: str,
    due: Time | None,
    reporting: tuple[Time, ...],
    without: tuple[tuple[int, int], ...],
) -> Iterator[Time]:
    """Yield the times of finishing beside those of reports: when it is due, and further limits."""
    for time in times.times(text, without=without):
        told = any(abs(time.start - report.start) < 2 for report in reporting)
        first = not reporting and time.firm and due is not None and time.start == due.start
        if (
            not told
            and not _MEETS.search(text, 0, time.start)
            and (first or (time.limit and not time.recurring))
            and _is_dated(time.due)
            and not times.is_rate(time.due)
        ):
            yield time


_MEETS = re.compile(r"\bhọp\s+(?:(?:định|thường)\s+kỳ\s+)?\Z", re.IGNORECASE)


def _is_dated(due: str) -> bool:
    """Whether a time is a date, or an event that something has to come before."""
    return times.is_day(due) or due.lower().startswith(("trước ", "theo "))


_REST = re.compile(r"thực\s+hiện\s+(?:các\s+)?nhiệm\s+vụ(?:,|\s+và)\s+quyền\s+hạn\b", re.I)
"""What an article ends with that lists duties: "Thực hiện nhiệm vụ, quyền hạn khác …"."""
_RULES = re.compile(
    r"là\s+(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|người)\b|(?:(?:xem\s+xét|kết\s+luận)\s*(?:,|và)\s*)?quyết\s+định\b",
    re.IGNORECASE,
)
"""What an article says of a body that is its standing or its power, no duty to be done."""
_EMPTY = re.compile(
    r"(?:(?:nghiêm\s+túc|tổ\s+chức|triển\s+khai|thực\s+hiện|thi\s+hành|phối\s+hợp|kịp\s+thời|khẩn\s+trương"
    r"|(?:các|những|một\s+số)\s+(?:công\s+việc|nhiệm\s+vụ|nội\s+dung|bước)(?:\s+cụ\s+thể)?(?:\s+như)?\s+sau(?:\s+đây)?:?"
    r"|phải|tiến\s+hành|(?:có\s+)?hiệu\s+quả|[bđ]ảm\s+bảo|bảo\s+đảm|chất\s+lượng|đúng\s+tiến\s+độ|các\s+nội\s+dung(?:\s+trên)?|theo\s+quy\s+định|tốt"
    rf"|(?:{CITED})(?:\s+này)?)[\s,./]*)+",
    re.IGNORECASE,
)
"""What says only that the whole is to be carried out."""


_LEADS_IN = re.compile(
    r"\b(?:nhiệm\s+vụ|nội\s+dung|công\s+việc)\b[^:;.]{0,40}\bsau(?:\s+đây)?\s*:\Z", re.IGNORECASE
)
"""How a clause ends that only leads in what stands below it."""


def _task(line: Line, order: Order, text: str, action: int, due: Time | None) -> Task:
    support, begins = partners.supporting(text, action)
    return Task(
        start=line.start + order.start,
        end=line.start + order.end,
        path=line.path,
        confidence=_confidence(line, certain=order.certain),
        lead=order.lead,
        support=support,
        what=_clause(text[begins:]),
        due=due.due if due else None,
    )


def _confidence(line: Line, *, certain: bool) -> float:
    return (1.0 if certain else 0.6) - (0.2 if line.zone is Zone.AIM else 0.0)


def _deadline(line: Line, order: Order, text: str, time: Time, action: int) -> Deadline:
    first, last = reports.part(text, time, action)
    return Deadline(
        start=line.start + order.start + first,
        end=line.start + order.start + last,
        path=line.path,
        confidence=_confidence(line, certain=order.certain),
        what=_clause(
            text[action if reports.TIMELY.match(text, first) else max(first, action) : last]
        ),
        who=order.lead,
        to=reports.receivers(text, action),
        due=time.due,
        recurring=time.recurring,
    )


def _clause(text: str) -> str:
    return " ".join(text.split()).strip(" ;,.:")


def _unaddressed(
    line: Line, start: int, end: int, without: tuple[tuple[int, int], ...]
) -> Iterator[Deadline]:
    """Yield the deadlines of a sentence that tells no one by name."""
    text = line.text[start:end]
    shifted = tuple((left - start, right - start) for left, right in without)
    ruled = orders.is_rule(text) and not (_ENDS.search(text) or _is_term(text))
    if text.rstrip('”"')[-1:] not in ".;:" or ruled:
        return
    if not any(sign in text for sign in _HINTS):
        return
    for left, right in _bare_clauses(text):
        clause = text[left:right]
        if _DONE.match(clause) or _STRETCH.match(clause):
            continue
        inner = tuple((a - left, b - left) for a, b in shifted)
        found = reports.due(clause, 0, inner) or tuple(
            time
            for time in times.times(clause, without=inner)
            if time.limit
            and (line.zone is Zone.WORK or _FINE.search(time.due))
            and (not time.recurring or (_is_dated(time.due) and not times.is_rate(time.due)))
        )
        for time in found:
            first, last = reports.part(clause, time, 0)
            yield Deadline(
                start=line.start + start + left + first,
                end=line.start + start + left + last,
                path=line.path,
                confidence=0.7,
                what=_clause(clause),
                to=reports.receivers(clause, 0),
                due=time.due,
                recurring=time.recurring,
            )


_STRETCH = re.compile(r"\W*(?:tính|kể)\s+từ\s[^.;]{3,80}\sđến\s", re.IGNORECASE)
"""How a clause begins that tells what time something is of."""
_FINE = re.compile(r"\d\s*/\s*\d|\bquý\b", re.IGNORECASE)
"""A time finer than a year: what an aim is to be reached by."""
_DONE = re.compile(r"[^,;]{0,60},\s+[^,;]{3,120}?\s(?:đã|vừa)\s", re.IGNORECASE)
"""How a clause tells what was done at a time: "Ngày …, UBND tỉnh đã phê duyệt …"."""
_HINTS = (
    *times.SIGNS,
    "Khi ",
    "Sau khi ",
    "ịnh kỳ",
    "hường xuyên",
    "ướng mắc",
    "hó khăn",
    "hát sinh",
    "ột xuất",
    "ịp thời",
    "rường hợp",
    "hời hạn",
    "hời điểm",
)
"""Without any of these a sentence tells no deadline, which is quickly seen."""
_ENDS = re.compile(
    r"\b(?:hoàn\s+thành|báo\s+cáo|chậm\s+nhất|trước\s+ngày|phải\s+[^.;]{3,200}\btrong\s+thời\s+hạn)\b",
    re.IGNORECASE,
)


def _is_term(text: str) -> bool:
    """Whether a sentence says within what time something is done: "Thời hạn nộp … là 05 ngày"."""
    term = _TERM.match(text)
    return term is not None and actions.end(text, term.end()) is not None


_TERM = re.compile(
    r"thời\s+(?:hạn|gian)\s+(?!(?:sử\s+dụng|thực\s+hiện|tổ\s+chức|làm|áp\s+dụng|bảo\s+quản|lưu\s+trữ|khai\s+thác"
    r"|thuê|hỗ\s+trợ|quản\s+lý|đào\s+tạo|bồi\s+dưỡng|tập\s+huấn|tiến\s+hành|triển\s+khai|dự)\b)",
    re.IGNORECASE,
)
"""What is not how long something goes on."""


def _bare_clauses(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in re.finditer(r";\s+", text):
        yield position, match.start() + 1
        position = match.end()
    yield position, len(text)
