"""Lines into blocks: visual lines joined to whole paragraphs, page numbers and rules dropped.

Nothing else is lost: every letter and digit of the other lines is in exactly one block.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.lines import Line
from ingest.reading import columns, page_numbers
from ingest.reading.capitals import is_shouted
from ingest.reading.casing import CaseHabits
from ingest.reading.kind_lines import kind_line
from ingest.reading.references import NUMBER
from ingest.vietnamese import dates, labels
from ingest.vietnamese.clauses import FULL, LEADING, WEAK, ends
from ingest.vietnamese.forms import ENCLOSED
from ingest.vietnamese.tokens import UPPER


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item or table row: one line of the normalised text."""

    text: str
    bold: bool = False
    heading: int = 0
    gap: bool = False
    indent: float = 0.0
    cells: tuple[str, ...] | None = None
    table: int | None = None
    head: bool = False
    pages: list[tuple[int, int]] = field(default_factory=list)
    """Offsets within the text at which lines of a page begin, with that page."""


_LONGEST_SUBJECT = 1500
_COUNTED = re.compile(
    r"\s(?:lần|khoản|điểm|điều|số|mục|chương|tháng|năm|quý|khóa|ngày|đợt|cấp|lớp|hạng|mức độ"
    r"|giai đoạn)\Z",
    re.IGNORECASE,
)
"""A number belongs after these words: the next line's is no label."""
_BARE_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,7}|[a-zđ]|Điều \d{1,3}[a-z]?)[.):]\Z")
_NAME_LINE = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{1,4}}\Z")
_OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Quán triệt|Nhằm|Ngày|Để|Thời gian|Trong|Theo|Xét|Kính gửi"
    r"|Thi hành|Tiếp tục)\b"
)
"""How the text under a subject begins."""
_BROKEN_SYMBOL = re.compile(r"\d[a-zđ]?\s?[-/]\Z|\d/\d{4}/\Z|[A-ZĐ]{2,}-\Z")
_SYMBOL_REST = re.compile(r"[A-ZĐ]{1,8}[a-z]{0,2}(?:[-/][A-ZĐ]|\b)")
_NUMBER_ALONE = re.compile(rf"[Ss][ốỐ]\s*:?\s*{NUMBER}\Z")
_FIRST_WORD = re.compile(rf"[{UPPER}]{{2,7}}\Z")
_CAPITALS = re.compile(rf"[{UPPER}]{{2,}}[\s,]")
_STAMPS = frozenset(("MẬT", "KHẨN"))
_STATE_MOTTO = re.compile(
    r"(?:CỘNG H[ÒO]A XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–])", re.IGNORECASE
)


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the paragraphs of the lines, in their order."""
    kept = _with_first_words(_without_rules(columns.separate(page_numbers.without(lines))))
    joiner = _Joiner(kept)
    found: list[Block] = []
    previous: Line | None = None
    for line in kept:
        if previous is not None and joiner.joins(found[-1], previous, line):
            _extend(found[-1], line)
        else:
            found.append(_block(line))
        previous = line
    return found


def _block(line: Line) -> Block:
    return Block(
        text=_plain(line.text),
        bold=line.bold,
        heading=line.heading,
        gap=line.gap,
        indent=line.indent,
        cells=line.cells,
        table=line.table,
        head=line.head,
        pages=[(0, line.page)] if line.page else [],
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _extend(block: Block, line: Line) -> None:
    text = _plain(line.text)
    glued = _BROKEN_SYMBOL.search(block.text[-40:]) and _SYMBOL_REST.match(text)
    separator = "" if glued else " "
    if line.page and block.pages and block.pages[-1][1] != line.page:
        block.pages.append((len(block.text) + len(separator), line.page))
    block.text += separator + text
    block.bold = block.bold and line.bold


def _without_rules(lines: Iterable[Line]) -> list[Line]:
    """Drop lines without a letter or digit; a ruled line leaves a gap."""
    kept: list[Line] = []
    gap = False
    for line in lines:
        if line.cells is None and not any(c.isalnum() for c in line.text):
            gap = True
            continue
        kept.append(replace(line, gap=True) if gap and not line.gap else line)
        gap = False
    return kept


class _Joiner:
    """Decides whether a line goes on from the one before, by the habits of its own file."""

    def __init__(self, lines: Sequence[Line]) -> None:
        visual = [line for line in lines if not line.whole and line.cells is None]
        lengths = sorted(len(line.text) for line in visual) or [0]
        longest = lengths[int(0.98 * (len(lengths) - 1))]
        self._wrapped = 0 < longest <= 150 and _cut_lines(visual) > 0.15 * len(visual)
        self._width = _narrowest_full_line(visual, longest)
        self._gaps_tell = _gaps_tell(visual)
        self._case = CaseHabits(line.text for line in visual)
        self._subject = False

    def joins(self, block: Block, before: Line, line: Line) -> bool:
        """Return whether the line continues the block, whose last line is ``before``."""
        if line.cells is not None or before.cells is not None:
            return False
        if _KEYWORD_ALONE.match(block.text) and _NUMBER_FIRST.match(line.text):
            return True
        if line.whole or before.whole:
            return False
        if _NUMBER_ALONE.match(before.text) or _addresses(before.text, line.text):
            return False
        if line.heading or before.heading or _stands_alone(before.text) or _stands_alone(line.text):
            self._subject = _stands_alone(before.text)
            return False
        if _BARE_LABEL.match(block.text):
            return labels.bullet(line.text) is None
        if _BROKEN_SYMBOL.search(before.text) and _SYMBOL_REST.match(line.text):
            return True
        self._subject = self._subject and self._subject_goes_on(block, before, line)
        if self._subject:
            return True
        return not self._labelled(before, line) and self._continues(block, before, line)

    def _subject_goes_on(self, block: Block, before: Line, line: Line) -> bool:
        """Return whether the lines under the kind's are still its subject, however short."""
        if line.gap or ends(before.text, FULL) or labels.bullet(line.text):
            return False
        if ENCLOSED.match(line.text) or _opens_section(line.text):
            return False
        if _KEYWORD_ALONE.match(line.text):
            return False
        if len(block.text) > _LONGEST_SUBJECT:
            return False
        if line.text[:1].islower():
            return True
        short = self._wrapped or len(before.text) < 100
        return (
            short
            and is_shouted(block.text) == is_shouted(line.text)
            and not _OPENING.match(line.text)
        )

    def _labelled(self, before: Line, line: Line) -> bool:
        mark = labels.bullet(line.text)
        read = labels.readings(line.text)
        if not mark and not read:
            return False
        start = mark[1] if mark else read[0].end
        if read and line.text[0].isdigit() and _COUNTED.search(before.text):
            return False
        if _cites(before.text, line.text) and not line.gap:
            return False
        unfinished = self._long(before) and not ends(before.text, WEAK) and not line.gap
        if read and read[0].style in labels.KEYWORD_STYLES:
            return not (unfinished and self._full(before, line))
        return not (unfinished and line.text[start : start + 1].islower())

    def _continues(self, block: Block, before: Line, line: Line) -> bool:
        first = line.text.lstrip("“\"‘('[-–+ ")[:1]
        ended = ends(before.text, LEADING)
        if first.isdigit() and ends(before.text, WEAK) and not ends(before.text, FULL):
            return self._long(before) and not line.gap
        if first.islower():
            return not ended or (self._full(before, line) and not line.gap)
        if is_shouted(before.text) != is_shouted(line.text):
            return False
        if line.gap and (ended or line.page == before.page):
            return False
        if not ended and not line.gap and _opens_quote(block.text) and "”" in line.text:
            return True
        if ended:
            return self._full(before, line) and (self._gaps_tell or ends(before.text, FULL))
        if not line.gap and _unfinished_by_its_words(before.text, line.text):
            return True
        if not self._wrapped:
            return _cut_short(before.text) and not line.gap
        return not _is_header(line.text) and self._unfinished(block, before, line)

    def _unfinished(self, block: Block, before: Line, line: Line) -> bool:
        """Decide between a line without an end mark and one with a capital or a figure."""
        if is_shouted(line.text):
            return self._full(before, line) or before.text.endswith(",")
        if self._gaps_tell:
            return self._long(before) or not _NAME_LINE.match(line.text)
        if line.text[0].isdigit() or before.text.endswith(","):
            return self._long(before) or labels.bullet(block.text) is not None
        if not labels.readings(block.text):
            return self._long(before)
        return self._near(before, line) and self._case.may_stand_inside(line.text)

    def _full(self, before: Line, line: Line) -> bool:
        """Whether the line's first word would not have fitted on the line before."""
        return self._room(before, line) <= 0

    def _near(self, before: Line, line: Line) -> bool:
        return self._room(before, line) <= 8

    def _room(self, before: Line, line: Line) -> int:
        word = line.text.split(maxsplit=1)[0]
        return self._width - len(before.text) - 1 - len(word) if self._wrapped else 10_000

    def _long(self, line: Line) -> bool:
        return self._wrapped and len(line.text) > 0.7 * self._width


def _gaps_tell(lines: Sequence[Line]) -> bool:
    """Whether paragraphs, and hardly anything else, are set apart by gaps in this file."""
    inside = [
        line.gap
        for before, line in pairwise(lines)
        if not ends(before.text, LEADING) and line.text[:1].islower()
    ]
    gaps = sum(line.gap for line in lines)
    return gaps > 0.1 * len(lines) and sum(inside) <= 0.1 * len(inside)


def _cut_lines(lines: Sequence[Line]) -> int:
    """Count lines that stop in mid-sentence, the next going on in lower case."""
    return sum(
        not ends(before.text, LEADING) and line.text[:1].islower()
        for before, line in pairwise(lines)
    )


def _narrowest_full_line(lines: Sequence[Line], longest: int) -> int:
    """Return the length at which a line was full, learned from lines cut in mid-sentence."""
    overflows = sorted(
        len(before.text) + 1 + len(line.text.split(maxsplit=1)[0])
        for before, line in pairwise(lines)
        if line.text[:1].islower()
        and not ends(before.text, LEADING)
        and len(before.text) > 0.6 * longest
    )
    if not overflows:
        return longest
    return overflows[int(0.1 * (len(overflows) - 1))]


def _stands_alone(text: str) -> bool:
    """Whether a line opens a document or an appendix, its subject to follow."""
    return kind_line(text) is not None or _APPENDIX_LINE.match(text) is not None


def _cut_short(text: str) -> bool:
    """Return whether a line is long and without end mark, in a file of whole paragraphs."""
    return len(text) > 200 and not text.endswith((",", ")", "”", '"')) and not ends(text, LEADING)


_DANGLING = re.compile(
    r"\s(?:và|hoặc|của|các|những|theo|tại|với|cho|về|là|do|từ|đến|trong|bằng|thuộc|trên)\Z"
)
_ASKS_FIGURE = re.compile(
    r"\s(?:tối thiểu|tối đa|ít nhất|nhiều nhất|đạt|khoảng|trên|dưới|hơn|gần|còn|bằng|tăng|giảm"
    r"|thêm|chiếm|gồm)\Z"
)
_KEYWORD_ALONE = re.compile(r"(?:Điều|Chương|Mục|Phần|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\Z")
_NUMBER_FIRST = re.compile(r"(?:\d{1,3}[a-zđ]?|[IVX]{1,7})(?:[.:]|\Z)")
_CITES_PART = re.compile(r"\b(?:khoản|điểm|mục)\s\w{1,3}\Z")
_CITED_WHOLE = re.compile(r"(?:Điều|Mục|Chương|Phụ lục)\s[\dIVX]")


def _unfinished_by_its_words(before: str, after: str) -> bool:
    """Return whether the last words of a line ask for more ("theo quy định của", "khoản 1")."""
    if _DANGLING.search(before):
        return True
    if after[:1].isdigit() and (_ASKS_FIGURE.search(before) or _COUNTED.search(before)):
        return True
    return _cites(before, after)


def _cites(before: str, after: str) -> bool:
    """Return whether one citation stands on two lines: "khoản 1", "Điều 5 …"."""
    return bool(_CITES_PART.search(before) and _CITED_WHOLE.match(after))


_APPENDIX_LINE = re.compile(
    r"PHỤ LỤC(?:\s+(?:SỐ\s+)?[IVX\d]{1,5}(?:[-–]?[A-H]|[-–]\d{1,2})?)?\s*[:.]?\Z"
)
_HEADER = re.compile(
    r"Số\s*:?\s*(?:\d|[-–/]|\.{2})|Nơi nhận|Kính gửi|(?:T/M|TM|KT|TL|TUQ|K/T|T/L)\b[./]?\s"
    rf"|{dates.LINE}"
)


def _opens_section(text: str) -> bool:
    """Return whether a line begins with a label and its mark: "Điều 1.", "I."."""
    return any(
        text[: label.end].rstrip().endswith((".", ":", ")")) for label in labels.readings(text)
    )


def _opens_quote(text: str) -> bool:
    """Return whether a quotation is open at the end."""
    return text.count("“") > text.count("”")


def _with_first_words(lines: Sequence[Line]) -> list[Line]:
    """Put the first word of a line in capitals, broken off, back: "THỦ", "TƯỚNG …"."""
    found: list[Line] = []
    for line in lines:
        if found and _begins(found) and _is_first_word(found[-1], line):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {line.text}", bold=line.bold)
        else:
            found.append(line)
    return found


def _begins(lines: Sequence[Line]) -> bool:
    """Return whether the last line is no rest of the one before it, in capitals like it."""
    last, above = lines[-1], lines[-2] if len(lines) > 1 else None
    if above is not None and _KEYWORD_ALONE.match(above.text):  # "Chương", "II", "QUY ĐỊNH …"
        return False
    return above is None or last.gap or not is_shouted(above.text) or above.bold != last.bold


def _is_first_word(before: Line, line: Line) -> bool:
    word = before.text
    if before.whole or line.whole or line.gap or line.cells is not None or before.cells is not None:
        return False
    if not _FIRST_WORD.match(word) or word in _STAMPS or kind_line(word):
        return False
    return _CAPITALS.match(line.text) is not None and not _stands_alone(line.text)


def _addresses(before: str, after: str) -> bool:
    """Return whether a letter's addressee ends and its text begins."""
    return before.startswith("Kính gửi") and _OPENING.match(after) is not None


def _is_header(text: str) -> bool:
    return bool(_HEADER.match(text) or _STATE_MOTTO.match(text))


def lost(lines: Sequence[Line], text: str) -> str:
    """Return the letters and digits of the lines that the text lacks; empty when none is lost.

    Page numbers are not missed. Lines are looked for each after the one before, columns and
    cells anywhere.
    """
    dropped = set(page_numbers.positions(lines))
    squeezed = "".join(filter(str.isalnum, text))
    missing: list[str] = []
    position = 0
    for number, line in enumerate(lines):
        if number in dropped:
            continue
        for piece in line.cells if line.cells is not None else line.text.split("\t"):
            wanted = "".join(filter(str.isalnum, piece))
            found = squeezed.find(wanted, position)
            if found < 0 and wanted not in squeezed:
                missing.append(wanted)
            elif found >= 0 and line.cells is None and "\t" not in line.text:
                position = found + len(wanted)
    return "".join(missing)
