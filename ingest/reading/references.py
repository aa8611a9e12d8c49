"""Other documents that a text cites, and the short forms it defines for itself."""

import re
from datetime import date

from ingest.document import Abbreviation, Reference
from ingest.vietnamese import kinds
from ingest.vietnamese.clauses import breaks
from ingest.vietnamese.dates import Grain, periods
from ingest.vietnamese.tokens import UPPER

_SYMBOL = (
    r"(?:[A-ZĐ]{1,2}\.[IVX]{1,3}(?![\w.])|[A-ZĐ]{1,12}(?:(?<=TT)[gr]|(?<=CT)r)?[A-ZĐ]{0,4}\d{0,2})"
)
NUMBER = (
    rf"\d{{1,5}}[a-zđ]?\s?(?:[-–/]\s?\d{{4}}\s?)?[-–/]\s?(?=[A-ZĐ]{{2}}){_SYMBOL}(?:\s?[-–/&]\s?(?:{_SYMBOL}"
    rf"|\d{{4}}))*"
)
"""A number with its symbol, as written: "29-NQ/TW", "88/2031/TT-BGDĐT", "91 -KL/TW"."""
_REFERENCE = re.compile(
    rf"(?:(?P<kind>{kinds.CITED})\s+(?:(?:của|liên tịch)\s+)?)?(?:[Ss]ố\s*:?\s*)?"
    rf"(?P<number>{NUMBER})",
)
_DATED = re.compile(r"\s*,?\s*(?:ký )?ngày\s*(?=\d)")
_LONGEST_DATE = 40
_ISSUER = re.compile(
    rf"\s*,?\s*(?:được ban hành bởi|của)\s+(?P<issuer>[{UPPER}][^,;:.()“”\"\n]{{2,120}})"
)
_ISSUER_END = re.compile(
    r"(?:\s+(?:(?i:về|v/v|ban hành|quy định|hướng dẫn|phê duyệt|sửa đổi|kết luận)|hiệu quả|gắn|nhằm"
    r"|phù hợp|đối với|từ|nêu|này|bằng|còn|cùng|như|"
    r"tiếp tục|thực hiện|triển khai|đã|điều chỉnh|báo cáo|gửi|chưa"
    r"|và (?=[A-ZĐ]\S* (?:số|này))"
    r"|tại|trên|trong|do|để|thông báo|khóa|khoá|nhiệm kỳ|theo|với|đến|có|là|cho|thông qua"
    r"|tổng kết|yêu cầu|chỉ đạo|phải|được|giao"
    rf"|và (?:các|chịu|{kinds.CITED}))\b|\s+và\Z|\[\d)"
)
_LAW = re.compile(r"\d{4}/QH\d+\Z")
_DEFINITION = re.compile(
    r"\((?:sau đây|dưới đây)?\s*,?\s*(?:được\s+)?(?:(?:viết|gọi)\s+(?:tắt\s*)?(?:chung\s*)?(?:là"
    r"|:)|viết tắt\s*:?)\s*[“\"]?(?P<short>[^)“”\"]{2,80})[”\"]?\)"
)
_INITIALS = re.compile(r"(?<=\s)\((?P<short>[A-ZĐƯ&-]{2,10})\)")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+[ ,-]+){1,12}\Z")


def find(text: str) -> tuple[Reference, ...]:
    """Return every numbered document the text cites; spans run on to the date or issuer."""
    found: list[Reference] = []
    for match in _REFERENCE.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        if before.isalnum() or before in "/-":
            continue
        issued_on, dated = _date(text, match.end())
        issuer, end = _issuer(text, dated)
        found.append(
            Reference(
                kind=match["kind"],
                number=normalised(match["number"]),
                issued_on=issued_on,
                issuer=issuer,
                start=match.start(),
                end=end,
            )
        )
    return tuple(found)


def normalised(number: str) -> str:
    """Return a number without spaces and with plain hyphens: "91 -KL/TW" → "91-KL/TW"."""
    return re.sub(r"\s+", "", number).replace("–", "-")


def _date(text: str, position: int) -> tuple[date | None, int]:
    """Return the day of issue that follows a number, and where what was read ends."""
    lead = _DATED.match(text, position)
    if lead is None:
        return None, position
    word = "ngày "
    found = periods(word + text[lead.end() : lead.end() + _LONGEST_DATE])
    if not found or found[0].start or found[0].grain is not Grain.DAY or found[0].first is None:
        return None, position
    return found[0].first, lead.end() + found[0].end - len(word)


def valid_date(day: str, month: str, year: str) -> date | None:
    """Return the date, or None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _issuer(text: str, position: int) -> tuple[str | None, int]:
    match = _ISSUER.match(text, position)
    if match is None:
        return None, position
    issuer = match["issuer"]
    if stop := _ISSUER_END.search(issuer):
        issuer = issuer[: stop.start()]
    issuer = issuer.rstrip(" -–")
    return (issuer, match.start("issuer") + len(issuer)) if len(issuer) > 2 else (None, position)


def abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Return the short forms the text defines, at the place of the definition."""
    found: dict[str, Abbreviation] = {}
    for match in _DEFINITION.finditer(text):
        for short in re.split(r",\s+(?=[A-ZĐ])", match["short"].strip(" .;,")):
            start = _named_start(text, match.start(), short)
            long = text[start : match.start()].strip(" ,")
            if long and short not in found:
                found[short] = Abbreviation(short, long, match.start("short"), match.end("short"))
    for match in _INITIALS.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, match.start() - 120), match.start())
        phrase = _spelled(before.group(), match["short"]) if before else None
        if phrase and match["short"] not in found:
            found[match["short"]] = Abbreviation(
                match["short"], phrase, match.start("short"), match.end("short")
            )
    return tuple(sorted(found.values(), key=lambda abbreviation: abbreviation.start))


def _named_start(text: str, end: int, short: str) -> int:
    """Where the long form of a short form begins: the same number written out, or the clause."""
    if number := re.search(NUMBER, short):
        for reference in reversed(find(text[max(0, end - 1500) : end])):
            if reference.number == normalised(number.group()):
                return max(0, end - 1500) + reference.start
    start = _clause_start(text, end)
    if phrase := _spelled(text[start:end], short):
        return start + text[start:end].rindex(phrase)
    left = max(0, end - 600)
    words = short.split()
    for size in (2, 1):
        found = (
            text.lower().rfind(" ".join(words[:size]).lower(), left, end)
            if size <= len(words)
            else -1
        )
        if found >= 0:
            return found
    return start


def _clause_start(text: str, end: int) -> int:
    """Where the clause before a definition begins."""
    left = max(0, end - 300)
    found = breaks(text, ".;:,(\n", left, end)
    return found[-1][1] if found else left


def _spelled(long: str, short: str) -> str | None:
    """Return the last words whose first letters spell the short form, or None."""
    letters = [letter for letter in short.upper() if letter.isalpha()]
    words = re.findall(r"[^\W\d_]+", long)
    taken: list[str] = []
    for word in reversed(words):
        if not letters:
            break
        if _initial(word) == letters[-1]:
            letters.pop()
            taken.append(word)
        elif word.lower() in {"và", "của", "các"} and taken:
            taken.append(word)
        else:
            return None
    if letters:
        return None
    start = long.rfind(taken[-1], 0, len(long)) if len(taken) == 1 else _phrase_start(long, taken)
    return long[start:].strip()


def _phrase_start(long: str, taken: list[str]) -> int:
    position = len(long)
    for word in taken:
        position = long.rfind(word, 0, position)
    return position


def _initial(word: str) -> str:
    folds = {"Ă": "A", "Â": "A", "Ê": "E", "Ô": "O", "Ơ": "O"}
    first = word[0].upper()
    return folds.get(first, first)
