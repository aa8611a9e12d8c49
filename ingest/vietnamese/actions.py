"""Verbs of administrative duties, and the words before them that orders begin with."""

import re
from functools import cache

from ingest.vietnamese.tables import alternatives, rows

_LONGEST = 40
"""Characters of the longest verb, and more."""

_LEVELS = r"cấp\s+(?:có\s+thẩm|ủy|trên|dưới|tỉnh|huyện|xã|cơ\s+sở|thẩm\s+quyền)\b"
"""Levels of government, whose name begins as "to grant" does: "cấp có thẩm quyền"."""


@cache
def _verbs() -> re.Pattern[str]:
    words = {form for row in rows("actions.txt") for cell in row for form in cell.split("|")}
    return re.compile(rf"(?!{_LEVELS})(?:{alternatives(words)})(?!\w)")


def end(text: str, start: int = 0) -> int | None:
    """Return the end of the verb of duty that begins at ``start``, in any case; None for none.

    The text is in the one spelling of ``ingest.vietnamese.text.aligned``.
    """
    found = _verbs().match(text[start : start + _LONGEST].lower())
    return start + found.end() if found else None
