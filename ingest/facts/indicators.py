"""Targets of running text: figures that are to be reached."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Document, SectionKind
from ingest.facts.lines import Cited, Line, Zone, sentences
from ingest.facts.model import Indicator
from ingest.vietnamese import figures
from ingest.vietnamese.bounds import Bound
from ingest.vietnamese.dates import Grain, periods
from ingest.vietnamese.figures import SHARE, Figure, kind
from ingest.vietnamese.tokens import LOWER

_STRIVES = re.compile(
    r"\b(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|bảo\s+đảm|đảm\s+bảo|tối\s+thiểu|ít\s+nhất|đạt|đưa"
    r"|nâng|giảm|tăng|duy\s+trì|hoàn\s+thành|100\s?%)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:đã\s+(?:đạt|có|hoàn|ban|thực|được|giải)|hiện\s+(?:nay|có|tại|đạt)|tính\s+đến|đến\s+nay"
    r"|năm\s+trước|cùng\s+kỳ|so\s+với\s+năm|ước\s+(?:đạt|tính|thực)|thiệt\s+hại|chiếm\s+tỷ\s+lệ"
    r"|mới\s+(?:đạt|chỉ|có)|(?<!chứng\s)chỉ\s+đạt|kết\s+quả\s+đạt)\b",
    re.IGNORECASE,
)
_AIMS = re.compile(r"\b(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu)\b", re.IGNORECASE)
_LEGAL = re.compile(
    r"\b(?:mức\s+(?:hỗ\s+trợ|chi|phạt|đóng|thu|lương|vay)|phạt\s+tiền|(?:hỗ\s+trợ|giảm|miễn|hưởng|thu|nộp)\s+(?:tối\s+đa\s+|bằng\s+)?\d+|theo\s+quy\s+định\s+tại"
    r"|điều\s+kiện|không\s+quá\s+\d+\s+(?:ngày|giờ)|thời\s+hạn|công\s+suất|diện\s+tích\s+tối)\b",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"(?:\b(?:đạt|có|là|lên|còn|xuống|thêm|thành\s+lập|hình\s+thành|xây\s+dựng|phát\s+triển|đào\s+tạo"
    r"|bồi\s+dưỡng|tổ\s+chức|hỗ\s+trợ|thu\s+hút|tuyển\s+sinh|tập\s+huấn|giảm|tăng|mở|công\s+nhận"
    r"|trồng|cấp|chiếm|bằng|hoàn\s+thành|tạo|giải\s+quyết|mỗi\s+\w+|được|khoảng|trên|tối\s+thiểu"
    r"|ít\s+nhất|đầu\s+tư|duy\s+trì|triển\s+khai|thực\s+hiện|kết\s+nạp|ít|thuộc|trong|huy\s+động|vận\s+động)"
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
        "lớp",
        "điều",
        "trang",
        "nhiệm kỳ",
        "nhiệm",
    )
)
_RANKED = re.compile(r"\b(?:tốp|top|nhóm)\s+(?:đầu\s+)?(?P<value>\d+)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:\s?[-–]\s?\d+(?:[.,]\d+)*)?")
_EACH = re.compile(r"\b(?:mỗi\s+(?:năm|quý|tháng)|h[àằ]ng\s+(?:năm|quý|tháng)|/năm)", re.IGNORECASE)
_HORIZON = re.compile(r"(?:đến|vào|trong|hết|cuối|giai\s+đoạn|năm|mục\s+tiêu)[^.;]{0,30}", re.I)
_LINK = re.compile(
    r"\s*(?:[,;:–-]|\b(?:đạt|là|chiếm|có|lên|còn|tối\s+thiểu|ít\s+nhất|trên|khoảng|phấn\s+đấu|bảo\s+đảm"
    r"|đảm\s+bảo|trong\s+đó|và|đến|được|nằm\s+trong|thuộc|đưa|từ|dưới|tăng|giảm)\b)\s*\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\A\s*(?:[,;:(–+-]|\b(?:phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|có|và|trong\s+đó|đồng\s+thời|để|đưa|là|đạt"
    r"|đến\s+(?:cuối\s+|hết\s+)?năm\s+\d{4}|năm\s+\d{4}|mỗi\s+năm|hình\s+thành|số)\b)\s*",
    re.IGNORECASE,
)


def read(document: Document, lines: Sequence[Line]) -> Iterator[Indicator]:
    """Yield the targets of the lines, in order, one for each figure; tables stand elsewhere."""
    cited = Cited(document)
    for line in lines:
        if line.zone in {Zone.FRAME, Zone.OPENING} or line.section.kind is SectionKind.CLOSING:
            continue
        if not (_DIGIT.search(line.text) or " lần" in line.text):
            continue
        if (
            line.opens
            and line.section.kind is SectionKind.HEADING
            and line.section.end > line.end + 1
        ):
            continue
        within = cited.within(line)
        for start, end in sentences(line.text):
            if _COUNTS.search(line.text, start, end):
                yield from _of_sentence(line, start, end, within)


_DIGIT = re.compile(r"\d")
_COUNTS = re.compile(r"\d|\b(?:một|hai|ba)\s+lần\b")
"""A figure: in digits, or of how often."""


def _of_sentence(
    line: Line, start: int, end: int, cited: Sequence[tuple[int, int]]
) -> Iterator[Indicator]:
    sentence = line.text[start:end]
    for left, right in _clauses(sentence):
        text = sentence[left:right]
        if not _may_aim(text, line):
            continue
        offset = line.start + start + left
        floor, head = 0, ""
        for at, until, value, unit, bound in _targets(text, line.zone):
            place = start + left
            if any(a < place + until and place + at < b for a, b in cited):
                continue
            subject_from = max(floor, _narrowed(text, at, until)[0])
            subject = _subject(text, subject_from, at, until, ranked=unit in _RANKS)
            head = head if floor and subject_from == floor else _headed(subject)
            if head and floor and len(subject.split()) <= _FEW:
                subject = f"{head}: {subject}"
            if not _is_named(subject) or _in_quotation(text, at):
                continue
            first, last = _narrowed(text, at, until)
            if line.zone is not Zone.AIM and _LEGAL.search(text, first, last):
                continue
            yield Indicator(
                start=offset + first,
                end=offset + last,
                path=line.path,
                confidence=1.0 if line.zone is Zone.AIM else 0.8,
                subject=subject,
                value=value,
                bound=bound,
                unit=unit,
                by=_each(text, at, until) or _by(line, sentence, text[first:last]),
            )
            floor = until


def _may_aim(text: str, line: Line) -> bool:
    """Whether a clause may hold a target: it tells figures, and no past, rule or bound of law."""
    aims = line.zone is Zone.AIM
    if not aims and not _BOUNDED.search(text):
        return False
    if not _COUNTS.search(text):
        return False
    if _PAST.search(text) and not (aims and _BEGINS.match(text)):
        return False
    return aims or not line.legal or _AIMS.search(text) is not None


_BEGINS = re.compile(r"\W*(?:phấn\s+đấu\s+)?\d+(?:[.,]\d+)?\s?%", re.IGNORECASE)
"""How an aim begins that tells its share first: "80% hồ sơ đã được số hóa được dùng lại"."""
_BOUNDED = re.compile(
    r"%|\bphần\s+trăm\b|\b(?:ít\s+nhất|tối\s+thiểu|thấp\s+nhất|không\s+(?:dưới|thấp|ít)|từ|trở\s+lên)\b"
    r"|≥|>=",
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
    r"[,:]\s+(?=(?:phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|đưa|nâng|t[ỷỉ]\s+lệ|trong\s+đó|đến\s+(?:cuối\s+)?năm"
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
    return first, max(last, until)


Found = tuple[int, int, str, str | None, Bound]
"""Begin and end of a figure with its unit, its value as written, the unit, the bound."""


def _targets(text: str, zone: Zone) -> Iterator[Found]:
    ranked = {match.start("value"): match for match in _RANKED.finditer(text)}
    for figure in figures.figures(text):
        found = _DIGITS.search(text, figure.start, figure.end)
        if found is not None and found.start() in ranked:
            continue
        if _is_target(text, figure, zone):
            yield _written(text, figure, found)
    for match in ranked.values():
        if zone is Zone.AIM:
            unit = match.group().split()[0].lower()
            yield match.start(), match.end(), match["value"], unit, Bound.AT_MOST


def _is_target(text: str, figure: Figure, zone: Zone) -> bool:
    """Whether a figure is to be reached: any share of an aim, and what a verb or bound leads to."""
    if figure.unit in _NO_TARGET or not figure.unit:
        return False
    before = text[: figure.start]
    bounded = figure.bound not in {Bound.EXACT, Bound.ABOUT}
    if kind(figure.unit) == SHARE:
        return zone is Zone.AIM or bool(_STRIVES.search(text))
    if zone is Zone.AIM:
        return bounded or _REACHES.search(before) is not None
    return bounded and figure.bound is Bound.AT_LEAST and bool(_STRIVES.search(text))


def _written(text: str, figure: Figure, digits: re.Match[str] | None) -> Found:
    value = digits.group() if digits else text[figure.start : figure.end].split()[0]
    begins = digits.start() if digits else figure.start
    after = text[digits.end() if digits else figure.start + len(value) :]
    unit = figure.unit
    if per := re.match(r"[\s%\w]{1,24}?(/(?:năm|quý|tháng|tuần|người|ha|hộ|lần))", after):
        unit = f"{unit}{per[1]}"
    thing = _THING.match(after)
    if thing and thing[1].lower() == unit and not figures.is_known(unit):
        unit = unit if thing[2] in figures.function_words() else f"{unit} {thing[2]}"
    end = max(figure.end, begins + len(value))
    return begins, end, value, unit, figure.bound


_THING = re.compile(rf"\s([^\W\d_]+)\s([{LOWER}]+)")
_TOLD = re.compile(
    r"(?:\b(?:đạt|chiếm|là|còn|lên|xuống|bằng)|:)\s*"
    r"(?:\b(?:trên|ít\s+nhất|tối\s+thiểu|khoảng|dưới|từ|không\s+dưới|được)\s*)*\Z",
    re.IGNORECASE,
)
"""What tells the figure of the words before it: "… chiếm 80% tổng giá trị"."""


def _is_named(subject: str) -> bool:
    """Whether a figure is of something: one alone in a line is a cell of a lost table."""
    return sum(map(str.isalpha, subject)) > 2


def _in_quotation(text: str, at: int) -> bool:
    """Whether a figure is of the title of something: "Đề án “… 01 triệu căn …”"."""
    return text.count("“", 0, at) > text.count("”", 0, at)


_IN_RANK = re.compile(
    r"\s(?:(?:nằm\s+trong|thuộc|vào|trong|đứng)\s+)*(?:tốp|top|nhóm)\s", re.IGNORECASE
)
_TOP = re.compile(r"[,;]|\.\s|\.\Z")
_RANKS = frozenset({"tốp", "top", "nhóm"})
_FEW = 2
"""Words of a part of a list whose head says what is measured: "…: tiểu học 95%, THCS 85%"."""
_OF_WHOLE = re.compile(
    r"\s*(?:tổng\s+(?:chi|thu|giá|sản|vốn|kinh|doanh|diện)|GRDP|GDP)\b", re.IGNORECASE
)
"""What a share is of, and so does not measure by itself."""


def _headed(subject: str) -> str:
    """Return the words before the colon of a subject that is the first part of a list."""
    head, colon, part = subject.rpartition(": ")
    return head if colon and len(part.split()) <= _FEW else ""


def _subject(text: str, floor: int, at: int, until: int, *, ranked: bool = False) -> str:
    """Return what a figure measures: the words before it, else those behind it."""
    if ranked:
        return _trimmed(
            f"{_IN_RANK.split(text[:until], maxsplit=1)[0]} {_TOP.split(text[until:])[0]}"
        )
    before = _trimmed(text[floor:at])
    left = max(before.rfind("; "), before.rfind(". "))
    before = _trimmed(before[left + 1 :]) if left >= 0 else before
    led = _TOLD.search(text, max(0, at - 40), at) is not None or (
        len(before.split()) > _FEW and _OF_WHOLE.match(text, until) is not None
    )
    if len(before.split()) > 1 and (led or not text[until : until + 2].strip()[:1].isalpha()):
        return before
    after = re.split(
        r"[;.]\s|,\s(?=trong\s+đó|đồng\s+thời|phấn\s+đấu|có\s+ít)|(?<!\d),\s(?=\d)",
        text[until:],
        maxsplit=1,
    )
    behind = _trimmed(after[0])
    return behind if len(behind.split()) > 1 else before or behind


def _trimmed(text: str) -> str:
    plain = " ".join(text.split())
    while True:
        shorter = _LEAD.sub("", _LINK.sub("", plain)).strip(" .;:,()")
        if shorter == plain:
            return plain
        plain = shorter


def _each(text: str, at: int, until: int) -> str | None:
    """Return "mỗi năm" where the figure is reached again and again."""
    found = _EACH.search(text[max(0, at - 60) : until + 12])
    return None if found is None else " ".join(found.group().split()).strip("/").lower()


_HAS_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


def _by(line: Line, sentence: str, part: str) -> str | None:
    """Return the year or years nearest to a figure: of its clause, its sentence, the titles."""
    return _in_text(part) or _in_text(sentence) or _horizon(line)


def _in_text(text: str) -> str | None:
    """Return the year or years by which a sentence wants its figures."""
    if not _HAS_YEAR.search(text):
        return None
    for period in periods(text):
        if period.grain in {Grain.YEAR, Grain.SPAN} and (
            found := _years(text[period.start : period.end])
        ):
            return found
    return None


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
