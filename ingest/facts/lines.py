"""The lines of a document with the sections that hold them: what facts are read from."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import actions, bodies, clauses, labels
from ingest.vietnamese.kinds import HEADING
from ingest.vietnamese.tables import alternatives

_REMEMBERED = 1_024
"""Lines whose sentences are kept."""
_UNREAD = {SectionKind.RECIPIENTS, SectionKind.SIGNATURE, SectionKind.TABLE, SectionKind.ROW}


@lru_cache(_REMEMBERED)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a line's sentences: they are read for more than one kind of facts."""
    return tuple(clauses.sentences(text))


class Cited:
    """Where a document cites others: what stands there tells no time and no figure of its own."""

    def __init__(self, document: Document) -> None:
        self._spans = [(each.start, each.end) for each in document.references]
        self._starts = [start for start, _ in self._spans]

    def within(self, line: "Line") -> tuple[tuple[int, int], ...]:
        """Return the citations that a line holds, as offsets of its text."""
        first = max(0, bisect_left(self._starts, line.start) - 1)
        last = bisect_left(self._starts, line.end)
        return tuple(
            (start - line.start, end - line.start)
            for start, end in self._spans[first:last]
            if line.start < end
        )


class Zone(Enum):
    """What a section is there for, as its title says."""

    AIM = auto()
    """Targets."""
    WORK = auto()
    """Duties, measures, carrying out; also where no title says otherwise."""
    OPENING = auto()
    """What stands before the first heading: only what is asked for there is an order."""
    FRAME = auto()
    """Purpose, principles, scope, bases, the state of things: it orders nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, put together again where it was broken, without its label or bullet."""

    start: int
    end: int
    text: str
    """``document.text[start:end]``, line breaks as blanks."""
    section: Section
    """The deepest section that holds it."""
    above: tuple[Section, ...]
    """From the outermost section to its own."""
    opens: bool
    """Whether it is the first line of its section."""
    zone: Zone

    @property
    def path(self) -> tuple[str, ...]:
        """Labels of its section, outermost first."""
        return self.section.path

    @property
    def legal(self) -> bool:
        """Whether it stands in an article, whose figures and times are rules more than plans."""
        return any(label.startswith("Điều ") for label in self.path)

    @property
    def announces(self) -> bool:
        """Whether it leads in what follows: by a colon, or by words that wait for it."""
        return self.text.endswith(":") or _WAITS.search(self.text) is not None


_WAITS = re.compile(r"\b(?:có\s+trách\s+nhiệm|(?:như\s+)?sau(?:\s+đây)?)\s?\.\Z", re.IGNORECASE)
"""How a lead-in ends whose colon was typed as a full stop."""
_FRAMES = re.compile(
    r"(?:mục\s+đích|quan\s+điểm|nguyên\s+tắc|phạm\s+vi|đối\s+tượng|sự\s+cần\s+thiết|thực\s+trạng"
    r"|tình\s+hình|bối\s+cảnh|kết\s+quả\s+(?:đạt|thực\s+hiện|đã)|những\s+kết\s+quả|bài\s+học"
    r"|nguyên\s+nhân|đặc\s+điểm|giải\s+thích|ý\s+nghĩa|khái\s+niệm|ưu\s+điểm"
    r"|yêu\s+cầu(?=\s*(?:[,;:.]|\Z)|\s+(?:chung|cụ\s+thể|về|và|đối\s+với)\b)"
    r"|(?:căn\s+cứ|cơ\s+sở)(?=\s*(?:[,;:.]|\Z)|\s+(?:pháp|xây\s+dựng|ban\s+hành|lập|chính\s+trị|lý\s+luận"
    r"|thực\s+tiễn)\b)"
    r"|đánh\s+giá\s+(?:chung|tình|thực|kết)|dự\s+báo\s+(?:tình|bối|chung)"
    r"|(?:tồn\s+tại|hạn\s+chế|khó\s+khăn|thuận\s+lợi)(?=\s*(?:[,;:.]|\Z)|\s+và\b))",
    re.IGNORECASE,
)
_DONE = re.compile(r"\bđã\s+(?:thực\s+hiện|đạt|triển\s+khai|làm)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình)\b", re.IGNORECASE)
"""What a title tells besides whom or what a document is for: "Đối tượng, thời gian thực hiện"."""
_AIMS = re.compile(r"\b(?:mục\s+tiêu|chỉ\s+tiêu|phấn\s+đấu|kết\s+quả\s+cần\s+đạt)\b", re.IGNORECASE)
_WORKS = re.compile(
    r"\b(?:nhiệm\s+vụ|giải\s+pháp|tổ\s+chức\s+thực\s+hiện|phân\s+công|trách\s+nhiệm|nội\s+dung"
    r"|kinh\s+phí|lộ\s+trình|tiến\s+độ|báo\s+cáo|kiến\s+nghị|đề\s+xuất|phương\s+hướng)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"(?:,|\s[-–]|\b(?:và|của|với|các|những|số|ngày|tháng|năm|về|cho|theo|tại|từ|đến|để|do|được|là"
    r"|trong|trên|có|thuộc|hoặc|cùng|bằng|như|trước|Chánh|Sở|Bộ|Cục|Vụ|Giám\s+đốc|Thủ\s+tướng"
    r"|Bộ\s+Tư\s+lệnh))\Z"
)
_GOES_ON = re.compile(r"\(|\d{4}\b")
_ASKED = re.compile(r"(?:giao|(?:kính\s+)?đề\s+nghị|yêu\s+cầu)\s", re.IGNORECASE)
"""How an order begins that is no title, however long the list of those whom it tells."""


def read(document: Document) -> tuple[Line, ...]:
    """Return the lines of the text in order; tables, recipients and signatures are left out."""
    found: list[Line] = []
    letterhead, forms = _letterhead(document), _forms(document)
    ground = _ground(document)
    for section in document.sections:
        for piece in _pieces(document.text, section, (), ground):
            if found and _is_broken(found[-1], piece, document.text):
                found[-1] = _together(document.text, found[-1], piece)
            else:
                found.append(piece)
    return tuple(
        _opened(
            line
            for line in found
            if line.text and line.start >= letterhead and not _stands_in(line, forms)
        )
    )


def _ground(document: Document) -> Zone:
    """Return what is there for where no title says it: a report tells what was done."""
    kind = document.header.kind
    return Zone.FRAME if kind is not None and _TELLS.match(kind.value) else Zone.WORK


_TELLS = re.compile(r"báo\s+cáo\b", re.IGNORECASE)


def _stands_in(line: Line, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= line.start < end for start, end in spans)


_OPENS_ORDERS = re.compile(r"\b(?:ý\s+kiến|chỉ\s+đạo|kết\s+luận|yêu\s+cầu|đề\s+nghị|giao)\b")


def _opened(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines; of an opening, those are work that a lead-in announces: "có ý kiến …:"."""
    announced = False
    for line in lines:
        opening = line.zone is Zone.OPENING
        yield replace(line, zone=Zone.WORK) if opening and announced else line
        opens = line.announces and _OPENS_ORDERS.search(line.text) is not None
        announced = opening and (announced or opens)


_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")

_KIND_LINE = re.compile(
    rf"^(?:(?:{alternatives(name.upper() for name in HEADING)})\s*$|Kính\s+gửi\s*:)", re.MULTILINE
)


def _letterhead(document: Document) -> int:
    """Return where the document itself begins: a portal may put its own summary before it."""
    motto = _MOTTO.search(document.text)
    kind = _KIND_LINE.search(document.text)
    return motto.start() if motto and kind and motto.start() < kind.start() else 0


_FORM = re.compile(
    r"^[ \t]*Mẫu(?:\s+số)?\s*:?\s*\d{1,3}[\w./-]{0,12}(?=[ \t]*(?:[:.(–-]|$))", re.MULTILINE
)
_ANNEX = re.compile(r"^[ \t]*PHỤ\s+LỤC\b", re.MULTILINE)


def _forms(document: Document) -> tuple[tuple[int, int], ...]:
    """Return where the blank forms stand that a document ends with, each up to the next annex."""
    signed = next((s.start for s in document.walk() if s.kind is SectionKind.SIGNATURE), None)
    found: list[tuple[int, int]] = []
    while signed is not None and (form := _FORM.search(document.text, signed)):
        annex = _ANNEX.search(document.text, form.end())
        found.append((form.start(), annex.start() if annex else len(document.text)))
        signed = found[-1][1]
    return tuple(found)


def table_sections(document: Document) -> Iterator[tuple[Section, tuple[Section, ...], Zone]]:
    """Yield each table with the sections above it and what they are there for."""
    for section in document.sections:
        yield from _tables(section, (), Zone.WORK)


def _tables(
    section: Section, above: tuple[Section, ...], zone: Zone
) -> Iterator[tuple[Section, tuple[Section, ...], Zone]]:
    if section.kind is SectionKind.TABLE:
        yield section, above, zone
        return
    zone = _zone(section, zone)
    for child in section.children:
        yield from _tables(child, (*above, section), zone)


def _pieces(text: str, section: Section, above: tuple[Section, ...], zone: Zone) -> Iterator[Line]:
    if section.kind in _UNREAD:
        return
    chain = (*above, section)
    zone = _zone(section, zone)
    position = section.start
    for child in (*section.children, None):
        stop = section.end if child is None else child.start
        yield from _own(text, position, stop, chain, zone)
        if child is not None:
            yield from _pieces(text, child, chain, zone)
            position = child.end


def _own(
    text: str, start: int, stop: int, chain: tuple[Section, ...], zone: Zone
) -> Iterator[Line]:
    section = chain[-1]
    position = start
    while position < stop:
        end = text.find("\n", position, stop)
        end = stop if end < 0 else end
        if text[position:end].strip():
            opens = position == section.start
            line = text[position:end]
            begins = position + (_marker(line, section) if opens else _item_label(line))
            begins += len(text[begins:end]) - len(text[begins:end].lstrip())
            yield Line(begins, end, _flat(text[begins:end]), section, chain, opens, zone)
        position = end + 1


def _marker(line: str, section: Section) -> int:
    """Return where the words of a section's first line begin."""
    at = line.find(section.title[:_HEAD], 0, _HEAD + _MARK) if section.title else -1
    if at >= 0:
        return at
    if section.kind is SectionKind.BULLET:
        mark = labels.bullet(line)
        return mark[1] if mark else 0
    if section.label is None or section.kind is SectionKind.PREAMBLE:
        return 0
    return next((each.end for each in labels.readings(line) if each.text == section.label), 0)


_HEAD = 12
_MARK = 16
"""Characters of a title that are looked for, and of the label or bullet before them at most."""
_ITEM = re.compile(r"[a-zđ]\)\s+(?=\w)")


def _item_label(line: str) -> int:
    """Return where the words begin of an item that opened no section of its own."""
    label = _ITEM.match(line)
    return label.end() if label else 0


def _zone(section: Section, zone: Zone) -> Zone:
    """Return what a section is there for; a title that does not say leaves it as above."""
    if section.kind is SectionKind.PREAMBLE:
        return Zone.OPENING
    if section.kind not in {SectionKind.HEADING, SectionKind.BULLET, SectionKind.ITEM}:
        return zone
    title = section.title
    if section.kind is not SectionKind.HEADING and len(title) > _TITLE:
        return zone
    if _DONE.search(title):
        return Zone.FRAME
    if found := _FRAMES.match(title):
        aims = _AIMS.search(title, found.end())
        told = Zone.WORK if _WHEN.search(title, found.end()) else Zone.FRAME
        return Zone.AIM if aims else told
    aims, works = _AIMS.search(title), _WORKS.search(title)
    if aims and not (works and works.start() < aims.start()):
        return Zone.AIM
    return Zone.WORK if works else zone


_LONG_TITLE = 120
_LONG_LINE = 40
"""Characters of a line that is no title, though nothing ends it."""
_TITLE = 60
"""Characters of an item's or bullet's first words that may still be a title."""


def _is_broken(before: Line, after: Line, text: str) -> bool:
    """Whether a line was broken in the middle of a sentence."""
    if after.opens or before.section.kind is SectionKind.PREAMBLE:
        return False
    if text[before.end : after.start].strip():
        return False
    if _BROKEN.search(before.text):
        return True
    if not before.text[-1:].isalnum():
        return False
    if after.text[:1].islower() or _GOES_ON.match(after.text):
        return True
    titled = before.opens and before.section.kind is SectionKind.HEADING
    if titled and _is_torn(before, after):
        return True
    if titled and not _ASKED.match(before.text) and bodies.listed(after.text):
        return False
    title = titled and not _ASKED.match(before.text)
    return len(before.text) > (_LONG_TITLE if title else _LONG_LINE) and not before.text.isupper()


def _is_torn(before: Line, after: Line) -> bool:
    """Whether what looks like a title is the first line of a sentence that was broken at a name.

    It stands among items that are sentences, and the line below is all that its section holds.
    """
    own = before.section
    if own.children or after.end < own.end - 1 or after.text[-1:] not in ".;":
        return False
    if actions.end(after.text) is not None and (before.text[-1:] in ":.;" or _is_named(before)):
        return False
    around = before.above[-2].children if len(before.above) > 1 else ()
    others = [each for each in around if each is not own and each.label]
    plain = sum(each.kind is SectionKind.ITEM for each in others)
    if plain * 2 > len(others) or not before.legal:
        return plain * 2 > len(others)
    worded = sum(not each.children and actions.end(each.title) is not None for each in others)
    begun = actions.end(before.text) is not None and not _acts(after.text)
    return begun and worded + plain > len(others) // 2


def _is_named(line: Line) -> bool:
    return bool(bodies.only_bodies(line.text))


def _acts(text: str) -> bool:
    """Whether a line begins with a verb of duty, or with a body that has one behind it."""
    found = bodies.listed(text)
    return actions.end(text, found[-1].end + 1 if found else 0) is not None


def _together(text: str, before: Line, after: Line) -> Line:
    return Line(
        before.start,
        after.end,
        _flat(text[before.start : after.end]),
        before.section,
        before.above,
        before.opens,
        before.zone,
    )


def _flat(text: str) -> str:
    """Return the text with line breaks as blanks, as long as it was; blanks at its end cut off."""
    return text.replace("\n", " ").replace("\t", " ").rstrip()
