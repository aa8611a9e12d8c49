"""Places that a document merges or renames, as resolutions about administrative units word it."""

import re

from ingest.document import Merger
from ingest.reading.places import PROPER
from ingest.vietnamese import ranks

_RANKED = rf"(?:(?:các|toàn bộ)\s+)*(?i:{ranks.WORDS})\s+"
_UNITS = rf"(?:{_RANKED})?{PROPER}(?:(?:\s*,\s*|\s+và\s+)(?:{_RANKED})?{PROPER})*"
_MERGED = re.compile(
    rf"\b(?:[Ss]ắp xếp|[Ss]áp nhập|[Nn]hập|[Hh]ợp nhất|[Ss]át nhập)\s+(?:[^.;\n]{{0,80}}?\bcủa\s+)?"
    rf"(?P<old>{_RANKED}{_UNITS})\s+(?:để\s+)?(?:thành|vào)\s+"
    rf"(?:(?:một\s+)?(?i:{ranks.WORDS})(?:\s+mới)?\s+(?:(?:có|lấy)\s+)?tên(?:\s+gọi)?\s+(?:là\s+)?)?"
    rf"(?:(?i:{ranks.WORDS})\s+)?(?P<new>{PROPER})"
)
_FORMED = re.compile(
    rf"\b[Tt]hành lập\s+(?:(?i:{ranks.WORDS})\s+)?(?P<new>{PROPER})\s+trên cơ sở\s+(?:việc\s+)?"
    r"(?:sắp xếp|sáp nhập|nhập|hợp nhất|sát nhập)\s+(?:[^.;\n]{0,80}?\bcủa\s+)?"
    rf"(?P<old>{_RANKED}{_UNITS})"
)
_RENAMED = re.compile(
    rf"\b[Đđ]ổi tên\s+(?:(?i:{ranks.WORDS})\s+)?(?P<old>{PROPER})\s+thành\s+"
    rf"(?:(?i:{ranks.WORDS})\s+)?(?P<new>{PROPER})"
)
_UNIT = re.compile(rf"(?:{_RANKED})?(?P<name>{PROPER})")


def find(text: str) -> tuple[Merger, ...]:
    """Return every unit that the text says becomes part of another, in order.

    "Sắp xếp … của xã A và xã B thành xã mới có tên gọi là xã C" gives A and B in C; a unit that
    keeps its name is none.
    """
    found = [
        Merger(unit["name"], match["new"], *match.span())
        for pattern in (_MERGED, _FORMED, _RENAMED)
        for match in pattern.finditer(text)
        for unit in _UNIT.finditer(text, *match.span("old"))
        if unit["name"] != match["new"]
    ]
    return tuple(sorted(found, key=lambda merger: merger.start))
