"""Whom an order says to work with: "phối hợp với Sở Tài chính, UBND cấp xã xây dựng …"."""

import re

from ingest.facts import predicates
from ingest.vietnamese import bodies

_WITH = re.compile(
    r"phối\s+hợp\s+(?:chặt\s+chẽ\s+|thường\s+xuyên\s+)?(?:(?:với|cùng(?:\s+với)?)\s+)?",
    re.IGNORECASE,
)


def supporting(text: str, action: int) -> tuple[tuple[str, ...], int]:
    """Return the bodies to work with, and where what to do with them begins."""
    match = _WITH.search(text, action)
    if match is None:
        return (), action
    found = bodies.listed(text, match.end())
    if not found:
        return (), action
    end = found[-1].end
    begins = end + len(text[end:]) - len(text[end:].lstrip(" ,"))
    if more := _MORE_OF_NAME.match(text, begins):
        begins = predicates.after_words(text, more.end() - 1) or begins
    lead = match.start() - action < _NEAR
    return tuple(body.name for body in found), begins if lead else action


_MORE_OF_NAME = re.compile(r"và\s(?=[^\W\d_])")
"""What the name of the last of them goes on with: "Ban Quản lý các khu kinh tế và khu …"."""
_NEAR = 30
"""Characters from the verb within which "phối hợp với …" opens an order."""
