"""Forms that lines and sentences of administrative documents take."""

import re
from functools import cache

import regex

_KEY = re.compile(r"\W*([^:\n]{3,60}):\s*\S")
ENCLOSED = re.compile(
    r"(?:\A\(?|\()\s*(?:(?:[Bb]an hành|[Pp]hê duyệt)\s+)?(?:[Kk]èm theo|[Bb]an hành theo)"
    r"\s+(?=[A-ZĐ])"
)
"""Opens the note that names the decision with which a document came out."""
_BASIS = re.compile(
    r"(?:Thực hiện|Căn cứ|Quán triệt|Triển khai|Cụ thể hóa)(?:\s+theo)?\s+\Z", re.IGNORECASE
)
_UNIT_BEFORE = re.compile(r"\((?P<unit>%|[^\W\d][^()\d]{0,24})\):\s*\Z")
_UNIT_ROOM = 32
"""Characters before a figure in which the unit of its key stands."""
_ADDRESSING = regex.compile(
    r"(?im)^\W*kính gửi\s*:?[ \t]*(?P<one>[^\W\d_][^\n]*)?$|\b(?:điện|gửi)\s*:[ \t]*$(?P<one>)?"
)
_ADDRESSED = regex.compile(
    r"(?m)^[ \t]*[-–+•*][ \t]*(?P<name>(?:[^\n]*,\n(?![ \t]*[-–+•*]))*[^\n]*)$"
)
_NAME = r"\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)*"


def key(line: str) -> str | None:
    """Return the key of a line such as "Đơn vị chủ trì: Phòng Kinh tế"; None where it has none."""
    match = _KEY.match(line)
    return match[1] if match else None


def unit_before(text: str, start: int) -> str:
    """Return the unit that the key of a figure gives in brackets: "Số hộ (hộ): 37"; or ""."""
    match = _UNIT_BEFORE.search(text, max(0, start - _UNIT_ROOM), start)
    return match["unit"] if match else ""


def assisting(said: str) -> bool:
    """Return whether words in small letters are of those who take part, not of who leads."""
    return "phối hợp" in said and "chủ trì" not in said


def basis_lead(before: str) -> str:
    """Return the words before a cited document that say it is carried out: "Căn cứ "; or ""."""
    match = _BASIS.search(before)
    return match[0] if match else ""


def addressees(text: str) -> list[tuple[int, int]]:
    """Return the spans of those whom an opening addresses: "Kính gửi: - Sở A; - Sở B", in order.

    ``text`` is what stands before the body of a letter or dispatch (Decree 30/2020/NĐ-CP, annex I).
    """
    lead = _ADDRESSING.search(text)
    if lead is None:
        return []
    if lead["one"]:
        return [(lead.start("one"), lead.start("one") + len(lead["one"].rstrip(" .;,")))]
    found: list[tuple[int, int]] = []
    for line in _ADDRESSED.finditer(text, lead.end()):
        if text[lead.end() if not found else found[-1][1] : line.start()].strip(" .;,\n"):
            break
        found.append((line.start("name"), line.start("name") + len(line["name"].rstrip(" .;,\n"))))
    return found


def enumerates(kind: str, text: str) -> bool:
    """Return whether a text names several of a kind in a row: "các xã Thượng, Hạ và Trung"."""
    return _enumerated(kind).search(text) is not None


@cache
def _enumerated(kind: str) -> "regex.Pattern[str]":
    return regex.compile(
        rf"(?i:\b{regex.escape(kind)}\b):?(?: \p{{L}}+){{0,3}}? {_NAME}(?:, | và ){_NAME}"
    )
