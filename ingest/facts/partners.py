"""Whom an order says to work with: "phối hợp với Sở Tài chính, UBND cấp xã xây dựng …"."""

import re

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
    lead = match.start() - action < _NEAR
    return tuple(body.name for body in found), begins if lead else action


_NEAR = 30
"""Characters from the verb within which "phối hợp với …" opens an order."""
