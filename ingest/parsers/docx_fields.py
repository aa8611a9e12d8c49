"""What Word's form fields and content controls show where no text is stored beside them."""

import re

from lxml import etree

from ingest.parsers.docx_styles import W, child, is_on, number

TICKED, EMPTY = "☒", "☐"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def form_text(mark: etree._Element) -> str | None:
    """Return what an old form field shows that begins at ``w:fldChar``.

    None where the field is none, or keeps its text in the runs behind.
    """
    data = child(mark, "ffData")
    box, choice = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        state = child(box, "checked")
        return TICKED if is_on(child(box, "default") if state is None else state) else EMPTY
    if choice is None:
        return None
    entries = [entry.get(W + "val", "") for entry in choice.findall(W + "listEntry")]
    chosen = number(choice, "result")
    if chosen is None:
        chosen = number(choice, "default") or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def control_text(control: etree._Element) -> str:
    """Return the state of a content control (``w:sdt``) that holds no text itself."""
    properties = child(control, "sdtPr")
    if properties is None:
        return ""
    box = properties.find(_W14 + "checkbox")
    if box is not None:
        state = box.find(_W14 + "checked")
        return TICKED if state is not None and state.get(_W14 + "val") in {"1", "true"} else EMPTY
    for name in ("dropDownList", "comboBox"):
        choice = child(properties, name)
        last = None if choice is None else choice.get(W + "lastValue")
        if choice is not None and last:
            items = {i.get(W + "value"): i.get(W + "displayText") for i in choice}
            return items.get(last) or last
    date = child(properties, "date")
    day = _DAY.match("" if date is None else date.get(W + "fullDate", ""))
    return "/".join(reversed(day.groups())) if day else ""


def is_placeholder(control: etree._Element) -> bool:
    """Tell whether a content control still shows its prompt ("Chọn một mục")."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))
