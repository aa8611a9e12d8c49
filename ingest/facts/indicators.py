"""Targets of running text: figures that are to be reached."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Document, SectionKind
from ingest.facts import subjects
from ingest.facts.lines import Cited, Line, Zone, sentences
from ingest.facts.model import Indicator
from ingest.pacing import give_way
from ingest.vietnamese import figures, numbers
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, periods
from ingest.vietnamese.figures import COUNT, MONEY, SHARE, Figure, kind
from ingest.vietnamese.tokens import LOWER

_STRIVES = re.compile(
    r"\b(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|bảo\s+đảm|đảm\s+bảo|tối\s+thiểu|ít\s+nhất|đạt|đưa"
    r"|nâng|giảm|tăng|duy\s+trì|hoàn\s+thành|100\s?%)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:đã\s+(?:đạt|có|hoàn|ban|thực|được|giải)|hiện\s+(?:nay|có|tại|đạt)|tính\s+đến|đến\s+nay"
    r"|năm\s+trước|ước\s+(?:đạt|tính|thực)|thiệt\s+hại|chiếm\s+tỷ\s+lệ"
    r"|mới\s+(?:đạt|chỉ|có)|(?<!chứng\s)chỉ\s+đạt|kết\s+quả\s+đạt)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bcùng\s+kỳ|\bso\s+với\s+năm\b", re.IGNORECASE)
"""What a growth is told against: of what was reached, and of what is aimed at."""
_AIMS = re.compile(r"\b(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu)\b", re.IGNORECASE)
_RESOLVED = re.compile(
    r"\b(?:phấn\s+đấu|quyết\s+tâm"
    r"|(?:hoàn\s+thành|đạt|thực\s+hiện|bảo\s+đảm|đảm\s+bảo)\s+(?:được\s+|các\s+|hoàn\s+thành\s+)*(?:mục|chỉ)\s+tiêu)\b",
    re.IGNORECASE,
)
"""What makes a target of the figure behind it wherever it stands."""
_LEGAL = re.compile(
    r"\b(?:mức\s+(?:hỗ\s+trợ|chi|phạt|đóng|thu|lương|vay)|phạt\s+tiền|(?:hỗ\s+trợ|giảm|miễn|hưởng|thu|nộp)\s+(?:tối\s+đa\s+|bằng\s+)?\d+|theo\s+quy\s+định\s+tại"
    r"|(?:mức\s+)?thuế\s+suất|chịu\s+thuế|lãi\s+suất|vốn\s+điều\s+lệ|cổ\s+phần|(?<!đủ\s)điều\s+kiện|không\s+quá\s+\d+\s+(?:ngày|giờ)|thời\s+hạn|công\s+suất|diện\s+tích\s+tối)\b",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"(?:\b(?:đạt|có|cho|mới|mức|gấp|nâng\s+cấp|cải\s+tạo|nhân\s+rộng|sửa\s+chữa|lắp\s+đặt|là|lên|còn|xuống|thêm|thành\s+lập|hình\s+thành|xây\s+dựng|phát\s+triển|đào\s+tạo"
    r"|bồi\s+dưỡng|tổ\s+chức|hỗ\s+trợ|thu\s+hút|tuyển\s+sinh|tập\s+huấn|giảm|tăng|mở|công\s+nhận"
    r"|trồng|cấp|chiếm|bằng|hoàn\s+thành|tạo|giải\s+quyết|mỗi\s+\w+|được|khoảng|trên|tối\s+thiểu"
    r"|mục\s+tiêu|chỉ\s+tiêu|ít\s+nhất|đầu\s+tư|duy\s+trì|triển\s+khai|thực\s+hiện|kết\s+nạp|ít|thuộc|trong|huy\s+động|vận\s+động)"
    r"|[,;:]|\A\W*)\s*\Z",
    re.IGNORECASE,
)
_NO_TARGET = frozenset(
    (
        "tuổi",
        "ngày",
        "giờ",
        "tháng",
        "quý",
        "năm",
        "tuần",
        "phút",
        "cấp",
        "mức",
        "điều",
        "trang",
        "nhiệm kỳ",
        "nhiệm",
        "sao",
    )
)
_RANKED = re.compile(r"\b(?:tốp|top|nhóm)\s+(?:đầu\s+)?(?P<value>\d+)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:(?:\s?[-–]\s?|\s(?:đến|tới)\s)\d+(?:[.,]\d+)*)?")
_EACH = re.compile(r"\b(?:mỗi\s+(?:năm|quý|tháng)|h[àằ]ng\s+(?:năm|quý|tháng))", re.IGNORECASE)


def read(document: Document, lines: Sequence[Line]) -> Iterator[Indicator]:
    """Yield the targets of the lines, in order, one for each figure; tables stand elsewhere."""
    cited = Cited(document)
    for line in lines:
        give_way()
        if line.zone in {Zone.FRAME, Zone.OPENING} or line.section.kind is SectionKind.CLOSING:
            continue
        if not (_DIGIT.search(line.text) or " lần" in line.text):
            continue
        if (
            line.opens
            and line.section.kind is SectionKind.HEADING
            and line.section.end > line.end + 1
            and len(line.text) <= _HEADING
            and not _RESOLVED.search(line.text)
        ):
            continue
        within = cited.within(line)
        for start, end in sentences(line.text):
            if _COUNTS.search(line.text, start, end) and not _EXAMPLE.match(line.text, start):
                yield from _of_sentence(line, start, end, within)


_HEADING = 240
"""Characters of a heading at most; what opens a section with more says what is to be done."""
_DIGIT = re.compile(r"\d")
_EXAMPLE = re.compile(r"(?:ví\s+dụ|chẳng\s+hạn|giả\s+sử)\b", re.IGNORECASE)
_COUNTS = re.compile(r"\d|\b(?:một|hai|ba)\s+lần\b")
"""A figure: in digits, or of how often."""


def _of_sentence(
    line: Line, start: int, end: int, cited: Sequence[tuple[int, int]]
) -> Iterator[Indicator]:
    sentence, ranking = line.text[start:end], ""
    for left, right in _clauses(sentence):
        text = sentence[left:right]
        if not _may_aim(text, line):
            continue
        offset = line.start + start + left
        floor, head, before = 0, "", ""
        for at, until, value, unit, bound, named_until in _targets(text, line.zone):
            place = start + left
            if any(a < place + until and place + at < b for a, b in cited):
                continue
            first, last = _narrowed(text, at, until)
            spot = subjects.Place(at, until, named_until, first, floor)
            if unit in _RANKS:
                subject = ranking = subjects.ranked(text, until) or ranking
            else:
                subject = subjects.subject(text, spot, unit)
            head = head if 0 < floor >= first else subjects.headed(subject)
            if head and floor and subjects.is_part(subject):
                subject = f"{head}: {subject}"
            subject = subject or (before if floor else "")
            if not subjects.is_named(subject) or _in_quotation(text, at):
                continue
            if (line.zone is not Zone.AIM or line.legal) and _LEGAL.search(text, first, last):
                continue
            yield Indicator(
                start=offset + first,
                end=offset + last,
                path=line.path,
                confidence=1.0 if line.zone is Zone.AIM else 0.8,
                subject=subjects.titled(subject, _titles(line)),
                value=value,
                bound=bound,
                unit=unit,
                by=_each(text, at, until)
                or _right_behind(text, until)
                or _by(line, sentence, text[first:last], at - first),
            )
            floor, before = until, subject


def _titles(line: Line) -> Iterator[str]:
    """Yield the titles above a line, the nearest first."""
    return (each.title for each in reversed(line.above) if each.kind is SectionKind.HEADING)


def _may_aim(text: str, line: Line) -> bool:
    """Whether a clause may hold a target: it tells figures, and no past, rule or bound of law."""
    aims = line.zone is Zone.AIM
    resolved = _RESOLVED.search(text)
    if not aims and not resolved and not _BOUNDED.search(text):
        return False
    if not _COUNTS.search(text):
        return False
    if not aims and not resolved and _COMPARED.search(text):
        return False
    past = _PAST.search(text)
    told = resolved is not None and past is not None and resolved.start() < past.start()
    if past and not told and not (aims and _BEGINS.match(text)):
        return False
    return aims or not line.legal or _AIMS.search(text) is not None


_BEGINS = re.compile(
    r"\W*(?:\(?\d{1,2}\)\s*)?(?:(?:phấn\s+đấu|có|đạt|ít\s+nhất|tối\s+thiểu|trên|khoảng)\s+){0,3}"
    r"\d+(?:[.,]\d+)?\s?%",
    re.IGNORECASE,
)
"""How an aim begins that tells its share first: "80% hồ sơ đã được số hóa được dùng lại"."""
_BOUNDED = re.compile(
    r"%|\bphần\s+trăm\b|\b(?:ít\s+nhất|tối\s+thiểu|thấp\s+nhất|không\s+(?:dưới|thấp|ít)|từ|trở\s+lên)\b"
    r"|≥|>=|\bsố\s+lượng\b",
    re.IGNORECASE,
)
"""What a figure needs to be a target where the section has no targets for its subject."""


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses between semicolons; a short one goes with the one that leads it in."""
    position = 0
    for match in re.finditer(r";\s+", sentence):
        led = ":" in sentence[position : match.start()] and match.start() - position < _LONG
        if not led and match.start() - position > _SHORT:
            yield position, match.start() + 1
            position = match.end()
    if position < len(sentence):
        yield position, len(sentence)


_SHORT = 20
"""Characters of a clause that cannot stand alone."""
_LONG = 160
"""Characters from which on a quote is narrowed to the part that holds the figure."""
_PARTS = re.compile(
    r"(?:[,:]\s+|;\s+(?=(?:tổng\s+)?số\s+lượng))(?=(?:phấn\s+đấu|(?:tổng\s+)?số\s+lượng|bảo\s+đảm|đảm\s+bảo|đưa|nâng|t[ỷỉ]\s+lệ|trong\s+đó|đến\s+(?:cuối\s+)?năm"
    r"|mỗi\s+năm|h[àằ]ng\s+năm|có\s+(?:ít|trên|\d)|ít\s+nhất|tối\s+thiểu|đặc\s+biệt|đồng\s+thời)\b)",
    re.IGNORECASE,
)


def _narrowed(text: str, at: int, until: int) -> tuple[int, int]:
    """Return the part of a long clause that states the figure, a short one whole."""
    if len(text) <= _LONG:
        return 0, len(text)
    cuts = [match.end() for match in _PARTS.finditer(text)]
    first = max((cut for cut in cuts if cut <= at), default=0)
    later = [cut for cut in cuts if cut > until]
    last = text.rindex(",", 0, later[0]) if later and "," in text[until : later[0]] else len(text)
    last = max(last, until)
    if last - first > _LONGEST:
        first, last = _between_commas(text, first, last, (at, until))
    return first, last


def _between_commas(text: str, first: int, last: int, figure: tuple[int, int]) -> tuple[int, int]:
    """Return the part between the commas around a figure, with some words before it."""
    at, until = figure
    before = [m.end() for m in re.finditer(rf",\s+(?=[{LOWER}]\w)", text[first:at])]
    told = [first + cut for cut in before if len(text[first + cut : at].split()) >= _WORDS]
    after = text.find(", ", until, last)
    return (told[-1] if told else first), (after if after >= 0 else last)


_LONGEST = 240
"""Characters from which on a part is cut at the commas around its figure."""
_WORDS = 3
"""Words that a part holds at least before its figure."""


Found = tuple[int, int, str, str | None, Bound, int]
"""Begin and end of a figure with its unit, its value as written, the unit, the bound, and where
the words before it end: of "từ 60% lên 75%" those before the first figure.
"""
_RISES = re.compile(r"[^,;.]{0,30}\b(?:lên|xuống|còn)\b[^,;.\d]{0,24}", re.IGNORECASE)
"""What stands between the figure that was reached and the one that is to be."""


def _targets(text: str, zone: Zone) -> Iterator[Found]:
    ranked = {match.start("value"): match for match in _RANKED.finditer(text)}
    read = figures.figures(text)
    risen: int | None = None
    for number, figure in enumerate(read, start=1):
        after = read[number] if number < len(read) else None
        found = _DIGITS.search(text, figure.start, figure.end)
        if found is not None and found.start() in ranked:
            continue
        if after is not None and _is_start(text, figure, after):
            risen = figure.start
            continue
        if risen is not None or _is_target(text, figure, zone):
            written = _written(text, figure, found)
            yield (*written, written[0] if risen is None else risen)
        risen = None
    for match in ranked.values():
        if zone is Zone.AIM:
            unit = match.group().split()[0].lower()
            yield match.start(), match.end(), match["value"], unit, Bound.AT_MOST, match.start()


def _is_start(text: str, figure: Figure, after: Figure) -> bool:
    """Whether a figure only tells from where another rises or falls: "từ 60% lên 75%"."""
    begins = re.search(r"\btừ\s*\Z", text[max(0, figure.start - 6) : figure.start], re.IGNORECASE)
    said = begins or re.match(r"từ\s", text[figure.start :], re.IGNORECASE)
    low = _DIGITS.search(text, after.start, after.end)
    return bool(said and low and _RISES.fullmatch(text, figure.end, low.start()))


def _is_target(text: str, figure: Figure, zone: Zone) -> bool:
    """Whether a figure is to be reached: any share of an aim, and what a verb or bound leads to."""
    if figure.unit in _NO_TARGET or not figure.unit:
        return False
    before = text[: figure.start]
    resolved = _RESOLVED.search(before) is not None
    bounded = figure.bound not in {Bound.EXACT, Bound.ABOUT}
    if kind(figure.unit) == SHARE:
        return zone is Zone.AIM or bool(_STRIVES.search(text))
    if zone is Zone.AIM and kind(figure.unit) == MONEY:
        return True
    if zone is Zone.AIM or resolved:
        return bounded or _REACHES.search(before) is not None
    if _AMOUNT.search(before) and kind(figure.unit) == COUNT:
        return True
    return bounded and figure.bound is Bound.AT_LEAST and bool(_STRIVES.search(text))


_AMOUNT = re.compile(
    r"(?:\A|[,;(]\s*|\W\s)(?:tổng\s+)?số\s+lượng(?!\s+(?:đại\s+biểu|thành\s+viên|khách|người\s+(?:dự|tham)))"
    r"[^,;.:\d]{0,60}[\s:]\s*(?:(?:là|dự\s+kiến|khoảng)\s+)?\Z",
    re.IGNORECASE,
)
"""What tells how many of something a plan is to have: "số lượng mẫu quan trắc 240 mẫu"."""


def _written(
    text: str, figure: Figure, digits: re.Match[str] | None
) -> tuple[int, int, str, str | None, Bound]:
    value = digits.group() if digits else text[figure.start : figure.end].split()[0]
    begins = digits.start() if digits else figure.start
    after = text[digits.end() if digits else figure.start + len(value) :]
    unit = figure.unit
    end = max(figure.end, begins + len(value))
    if digits and (scale := numbers.last_scale(text[digits.start() : figure.end])):
        unit = f"{' '.join(scale.split())} {unit}"
    thing = _THING.match(after)
    if thing and thing[1].lower() == unit and not figures.is_known(unit):
        alone = thing[2] in figures.function_words() or _HOLDERS.match(unit) is not None
        unit = unit if alone else f"{unit} {thing[2]}"
    if per := _PER.match(after):
        unit, end = f"{unit}/{per[1]}", max(end, len(text) - len(after) + per.end())
    return begins, end, value, unit, figure.bound


_PER = re.compile(
    r"[\s%\w]{1,24}?/\s?((?:[\d.]+\s|vạn\s|nghìn\s)?"
    r"(?:năm|quý|tháng|tuần|ngày|người|ha|hộ|lần|dân|xã|thôn|đơn\s+vị|trường|lớp))\b",
    re.IGNORECASE,
)
_HOLDERS = re.compile(
    r"(?:khu|cụm|nhà|sân|trạm|trường|tuyến|loại|điểm|phòng|máy|cây|con|đợt|cuộc|buổi|vụ|bến|cảng"
    r"|chợ|cầu)\Z",
    re.IGNORECASE,
)
"""Things whose names are longer than the word that counts them: "khu công nghiệp"."""
_THING = re.compile(rf"\s([^\W\d_]+)\s([{LOWER}]+)")
_RANKS = frozenset({"tốp", "top", "nhóm"})


def _in_quotation(text: str, at: int) -> bool:
    """Whether a figure is of the title of something: "Đề án “… 01 triệu căn …”"."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def _each(text: str, at: int, until: int) -> str | None:
    """Return "mỗi năm" where the figure is reached again and again."""
    found = _EACH.search(text[max(0, at - 60) : until + 12])
    return None if found is None else " ".join(found.group().split()).lower()


_HAS_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


def _by(line: Line, sentence: str, part: str, at: int) -> str | None:
    """Return the year or years nearest to a figure: of its clause, its sentence, the titles."""
    return _in_text(part, at) or _in_text(sentence) or _horizon(line)


def _right_behind(text: str, until: int) -> str | None:
    """Return the year told right behind a figure: "96% năm 2032 và 98% năm 2035"."""
    found = _ITS_YEAR.match(text, until)
    return found[1] if found else None


_ITS_YEAR = re.compile(
    r"(?:\s(?!so\b|với\b)[^\W\d]+){0,3}?\s(?:vào\s+|đến\s+)?(?:cuối\s+|hết\s+)?năm\s+((?:19|20|21)\d\d)\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\bso\s+với\s+(?:cùng\s+kỳ\s+)?(?:thời\s+điểm\s+|cuối\s+|giai\s+đoạn\s+)?(?:năm\s+)?"
    r"(?:19|20|21)\d\d(?:\s?[-–]\s?(?:19|20|21)\d\d)?",
    re.IGNORECASE,
)
"""The year that a growth is told against."""


def _in_text(text: str, at: int = 0) -> str | None:
    """Return the year or years by which a text wants its figures: the last before ``at``."""
    if not _HAS_YEAR.search(text):
        return None
    text = _BASE.sub(lambda base: " " * len(base.group()), text)
    told = [
        (period.start, found)
        for period in periods(text)
        if period.grain in {Grain.YEAR, Grain.SPAN}
        and (found := _years(text[period.start : period.end]))
    ]
    before = [found for start, found in told if start < at]
    return before[-1] if before else told[0][1] if told else None


def _horizon(line: Line) -> str | None:
    """Return the year or years that the titles above a line name, the nearest first."""
    for section in reversed(line.above):
        if section.kind is SectionKind.PREAMBLE:
            continue
        if found := _in_text(section.title):
            return found
    return None


def _years(said: str) -> str | None:
    found = re.findall(r"(?:19|20|21)\d\d", said)
    return " - ".join(found) if found else None
