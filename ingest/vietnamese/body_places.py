"""Bodies of several places named in one breath: "Chủ tịch UBND các tỉnh: A, B và C"."""

import re
from collections.abc import Iterator

from ingest.vietnamese.tokens import UPPER

_EACH = re.compile(r"(?:\A|(?<=\s))[Cc]ác\s+(tỉnh|thành\s+phố|huyện|xã|phường)\Z")
_PLACE = re.compile(rf"[{UPPER}]\w*(?:\s[{UPPER}]\w*){{0,3}}")
_LIST = re.compile(rf"\s*:\s*({_PLACE.pattern}(?:(?:,|\s+và)\s+{_PLACE.pattern})+)")


def each(name: str, text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield the places listed at ``at``, behind a name of all of them, with their bodies' names.

    Each as where the place begins and ends, and the name: "Chủ tịch UBND tỉnh A".
    """
    counted = _EACH.search(name)
    places = _LIST.match(text, at) if counted else None
    if counted is None or places is None:
        return
    for place in _PLACE.finditer(text, places.start(1), places.end(1)):
        named = f"{name[: counted.start()]}{counted[1]} {place.group()}"
        yield *place.span(), named[:1].upper() + named[1:]
