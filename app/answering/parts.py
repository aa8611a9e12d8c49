"""Parts of a whole as shares of a hundred: what "2/3" bounds, "70%" meets."""

import re
import unicodedata
from fractions import Fraction

from index.question.phrases import pattern

_TOLD = re.compile(r"([1-9])/(\d+)|([½⅓⅔¼¾])|(?:quá|hơn|trên) nửa|quá bán|một nửa", re.IGNORECASE)
_MORE = ("quá", "hơn", "trên")
_HALF = Fraction(1, 2)


def in_percent(text: str) -> str:
    """Return the text with its parts of a whole told in percent, "trên nửa" as "trên 50%"."""
    return pattern("terms", "part").sub(lambda part: _TOLD.sub(_percent, part.group()), text)


def _percent(told: re.Match[str]) -> str:
    if told[1]:
        share = Fraction(int(told[1]), int(told[2]))
    elif told[3]:
        share = Fraction(unicodedata.numeric(told[3])).limit_denominator(100)
    else:
        more = told.group().lower().startswith(_MORE)
        return f"{'trên ' if more else ''}{_written(_HALF)}"
    return _written(share)


def _written(share: Fraction) -> str:
    return f"{float(100 * share):.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
