"""Page headers and footers of a Word file: a letterhead there heads the document."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from ingest.lines import Line
from ingest.parsers.docx_styles import W, child, is_on
from ingest.vietnamese import dates

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMS = (
    re.compile(r"^\W*(?:cộng h(?:òa|oà) xã hội chủ nghĩa|đảng cộng sản việt nam)", re.IGNORECASE),
    re.compile(r"^\W*[Ss][ốỐ]\s*:?\s*[\d\s.…_]*[-/]\s*[A-ZĐ]"),
    re.compile(rf"^[^,]{{2,40}},\s*{dates.LINE}", re.IGNORECASE),
)
"""What a letterhead holds: the motto, the number, place and date."""
_OPENING = 25
_PAGE = re.compile(r"(?:trang|page)?\W*\d*\W*(?:/|trên|of)?\W*\d*\W*", re.IGNORECASE)


def references(body: etree._Element, kind: str) -> Iterator[str]:
    """Yield the relation ids of the document's headers or footers, the first page's first.

    ``kind`` is "header" or "footer".
    """
    for section in body.iter(W + "sectPr"):
        found = {
            one.get(W + "type", "default"): one.get(_R + "id", "")
            for one in section.findall(f"{W}{kind}Reference")
        }
        shown = ["first", "default"] if is_on(child(section, "titlePg")) else ["default", "first"]
        yield from (found[name] for name in (*shown, "even") if name in found)


def is_letterhead(header: Sequence[Line], body: Sequence[Line]) -> bool:
    """Tell whether the page's header says who, when or what where the body's opening does not."""
    opening = body[:_OPENING]
    return any(_has(form, header) and not _has(form, opening) for form in _FORMS)


def _has(form: re.Pattern[str], lines: Iterable[Line]) -> bool:
    return any(form.search(line.text) for line in lines)


def is_page_number(text: str) -> bool:
    """Tell whether a line only numbers the page."""
    return _PAGE.fullmatch(text) is not None
