"""Deadlines of schedules, and times that stand in lines of their own below what is to be done.

"Tháng 8 năm 2031: hoàn thiện Đề án", "Hoàn thiện hạ tầng (2031 - 2032).", "Thời gian: Quý II".
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Section
from ingest.facts import columns, dues, times
from ingest.facts.columns import Column
from ingest.facts.lines import Line, Zone
from ingest.facts.model import Deadline, Fact, Task
from ingest.vietnamese import actions

_SCHEDULE = re.compile(r"\b(?:lộ\s+trình|tiến\s+độ|thời\s+gian|kế\s+hoạch\s+thực\s+hiện)\b", re.I)
_PERIOD_LAST = re.compile(r"\((?P<time>[^()]{0,24}\d{4}[^()]{0,14})\)\s*[.;]?\Z")
_LONGEST = 80
"""Characters of a title that is a time, and of what a part tells."""
_LONGEST_NAME = 50
"""Characters of the name of a part with its colon, with which its line begins."""
_FINE = re.compile(r"\b(?:ngày|tháng|quý|tuần)\b|\d/\d", re.IGNORECASE)
_YEARS = re.compile(rf"\d{{4}}|{_FINE.pattern}", re.IGNORECASE)
"""The same with whole years, as which they count before what is to be done in them."""
_FINISHED = re.compile(
    r"[^:]{0,40}\bhoàn\s+thành\b|[^:]{0,40}:\s*(?:trước|chậm\s+nhất|xong|hoàn\s+thành)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(?:báo\s+cáo|gửi|nộp)\b", re.IGNORECASE)
_OFTEN = re.compile(r"(?:thường\s+xuyên|h[àằ]ng\s|định\s+kỳ|sau\s+khi|khi\s|theo\s)", re.IGNORECASE)
_PARTS = {Column.DUE, Column.PRODUCT, Column.MONEY, Column.SUPPORT}
_MOST_PARTS = 4


@dataclass(slots=True)
class Schedules:
    """Which sections a time heads, as far as the lines were read."""

    heads: dict[int, str] = field(default_factory=dict)
    """By the identity of a section: the time that its title, or its last lead-in, is."""

    def take(self, line: Line) -> bool:
        """Note a line that is a time and no more, which is that of all below it; tell whether."""
        if line.zone is not Zone.WORK or not (line.opens or line.announces):
            return False
        told = _alone(line.text)
        if told is None:
            if line.opens or line.announces:
                self.heads.pop(id(line.section), None)
            return False
        self.head(line, told)
        return True

    def head(self, line: Line, due: str) -> None:
        """Note the time of all that stands below a line."""
        self.heads[id(line.section)] = due

    def over(self, sections: Sequence[Section]) -> str | None:
        """Return the time of the nearest section above a line."""
        return next((self.heads[id(s)] for s in reversed(sections) if id(s) in self.heads), None)

    def read(self, line: Line, titles: str) -> Iterator[Deadline]:
        """Yield the deadline of an item of a schedule; ``titles`` are those above it."""
        if line.zone not in {Zone.WORK, Zone.AIM}:
            return
        above = self.over(line.above)
        if found := _first(line.text) or _last(line, titles):
            what, due = found
            yield _deadline(line, what, due)
        elif _TERMS.search(titles) and (terms := list(_TERM.finditer(line.text))):
            for term in terms:
                yield replace(
                    _deadline(line, term.group(), " ".join(term["due"].split())),
                    start=line.start + term.start("due"),
                    end=line.start + term.end(),
                )
        elif above is not None and actions.end(line.text) is not None:
            yield _deadline(line, line.text, above)


_TERMS = re.compile(
    r"\bthời\s+(?:gian|hạn)\s+(?:giải\s+quyết|trả\s+lời|xử\s+lý|thẩm\s+định|thực\s+hiện\s+thủ\s+tục|gửi|báo\s+cáo)\b[^|]{0,120}\Z",
    re.IGNORECASE,
)
"""A title that says that what stands below it is within what time something is answered."""
_TERM = re.compile(
    r"(?:\A|;\s+)(?P<due>(?:[^\W\d_]{2,5}\s+\(\d+\)|\d+(?:\s*\([^()]{2,15}\))?)\s+(?:ngày(?:\s+làm\s+việc)?|giờ))"
    r"\s+(?:đối\s+với|cho)\s[^;.]{5,200}[;.]?",
    re.IGNORECASE,
)
"""How long for what: "05 ngày làm việc đối với …"."""


def _alone(text: str, form: re.Pattern[str] = _FINE) -> str | None:
    """Return the time that a title is: "Tháng 10, tháng 11 năm 2031:".

    Years are none: what stands below "Giai đoạn 2031 - 2035" is a programme, not a schedule.
    """
    words = text.rstrip(" :.;")
    found = times.whole(words) if len(words) < _LONGEST else None
    if found is None or not form.search(words):
        return None
    rest = words
    for time in reversed(times.times(words)):
        rest = f"{rest[: time.start]} {rest[time.end :]}"
    named = [word for word in rest.split() if word.isalpha() and word.lower() not in _OF_TIME]
    return found.due if not named else None


_OF_TIME = frozenset(
    {"giai", "đoạn", "đợt", "bước", "từ", "đến", "trong", "ngày", "tháng", "năm", "quý", "hết"}
    | {"trước", "và", "thời", "gian", "định", "hướng"}
)


def _first(text: str) -> tuple[str, str] | None:
    """Return what is to be done, and when, of "Tháng 8 năm 2031: hoàn thiện Đề án"."""
    colon = text.find(":")
    if colon < 0 or (due := _alone(text[:colon], _YEARS)) is None:
        return None
    what = text[colon + 1 :].strip()
    return (what, due) if actions.end(what) is not None else None


def _last(line: Line, titles: str) -> tuple[str, str] | None:
    """Return the same of "Hoàn thiện hạ tầng (2031 - 2032)."."""
    last = _PERIOD_LAST.search(line.text)
    if last is None or not line.opens:
        return None
    if actions.end(line.text) is None and not _SCHEDULE.search(titles):
        return None
    if not times.times(last["time"]) and not re.match(r"\D*\d{4}\D*\Z", last["time"]):
        return None
    due = dues.normalised(re.sub(r"\A\D*(?=\d{4})", "", last["time"]) or last["time"])
    return line.text[: last.start()], due


def _deadline(line: Line, what: str, due: str) -> Deadline:
    return Deadline(
        start=line.start,
        end=line.start + len(line.text),
        path=line.path,
        confidence=0.8,
        what=" ".join(what.split()).strip(" ;,.:"),
        due=due,
    )


Parts = dict[Column, tuple[Line, str]]
"""What lines below a task tell of it, each with its line."""


def below(
    lines: Sequence[Line], position: int, taken: Collection[int]
) -> tuple[Parts, tuple[int, ...]]:
    """Return the parts that the lines right below one name, and the positions of these lines."""
    held: Parts = {}
    read: list[int] = []
    for at in range(position + 1, min(position + 1 + _MOST_PARTS, len(lines))):
        named = columns.named(lines[at].text) if at not in taken else ()
        if (
            not named
            or named[0][1] > _LONGEST_NAME
            or not all(_is_part(lines[at].text, *part, held) for part in named)
        ):
            break
        for kind, start, end in named:
            held[kind] = (lines[at], lines[at].text[start:end].strip(" .;()"))
        read.append(at)
    return held, tuple(read)


def _is_part(text: str, kind: Column, start: int, end: int, held: Parts) -> bool:
    """Whether a named part tells of the task above it, and is no order or report of its own."""
    value = text[start:end]
    if kind not in _PARTS or kind in held or len(value) > _LONGEST or _REPORT.search(text[:start]):
        return False
    return kind is not Column.DUE or bool(times.times(value) or _OFTEN.match(value))


def completed(found: Sequence[Fact], held: Parts) -> Iterator[Fact]:
    """Yield the facts of a line with what the lines below it tell of the last task among them."""
    last = next((fact for fact in reversed(found) if isinstance(fact, Task)), None)
    if last is None or not held:
        yield from found
        return
    due = held.get(Column.DUE)
    product, money = held.get(Column.PRODUCT), held.get(Column.MONEY)
    made = replace(
        last,
        due=last.due or (times.of_cell(due[1]) if due else None),
        product=last.product or (product[1] if product else None),
        money=last.money or (money[1] if money else None),
    )
    yield from (made if fact is last else fact for fact in found)
    if due is not None and made.due and _FINISHED.match(due[0].text) and times.times(made.due):
        yield replace(_deadline(due[0], made.what, made.due), who=made.lead, confidence=1.0)
