"""The parts of a file: preamble, body, recipients, signature, appendices, inner documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.lines import FOOTNOTES
from ingest.reading.capitals import is_shouted
from ingest.reading.kind_lines import kind_line
from ingest.reading.reflow import Block
from ingest.reading.signature_lines import is_authority, is_name, is_office
from ingest.vietnamese import labels
from ingest.vietnamese.labels import Style
from ingest.vietnamese.text import fold


class PartKind(Enum):
    """What a part is."""

    BODY = auto()
    RECIPIENTS = auto()
    SIGNATURE = auto()
    NOTES = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks, ``start`` to ``end`` (not included)."""

    kind: PartKind
    start: int
    end: int
    label: str | None = None
    """Of an appendix: "Phụ lục I"."""
    title: str = ""
    """Of an appendix or of a document inside the document."""
    kind_name: str | None = None
    """What kind of document the inner one is: "Kế hoạch"."""
    body: int = 0
    """Where the text under the title begins."""


_RECIPIENTS = re.compile(r"(?:Nơi|NƠI)\s+(?:nhận|NHẬN)\s*:?")
_MOTTO = re.compile(r"\W*(?:cong hoa xa hoi|dang cong san viet nam)\b")
_NOTE = re.compile(r"\[\d{1,3}\]\s|(?:Ghi chú|Chú thích)\s*:")


def split(blocks: Sequence[Block]) -> list[Part]:
    """Divide the blocks; together the parts cover them in order, none is empty."""
    found: list[Part] = []
    position = 0
    while position < len(blocks):
        part = _next(blocks, position, found)
        found.append(part)
        position = part.end
    return found


def _next(blocks: Sequence[Block], start: int, before: Sequence[Part]) -> Part:
    text = blocks[start].text
    if _opens_recipients(text):
        end = _recipients_end(blocks, start)
        return Part(PartKind.RECIPIENTS, start, end)
    if _opens_signature(blocks, start):
        return Part(PartKind.SIGNATURE, start, _signature_end(blocks, start))
    end = start + 1
    while end < len(blocks) and not _breaks(blocks, end):
        end += 1
    appendix = _appendix(text)
    if appendix is not None:
        title, body = _title(blocks, start, end, labels.readings(text)[0].end)
        return Part(PartKind.BODY, start, end, appendix, title, body=body)
    if text == FOOTNOTES or (before and _NOTE.match(text)):
        return Part(PartKind.NOTES, start, end)
    if any(part.kind is PartKind.SIGNATURE for part in before):
        return _inner(blocks, start, end)
    return Part(PartKind.BODY, start, end)


def _inner(blocks: Sequence[Block], start: int, end: int) -> Part:
    """Return a document after a signature: what the one before promulgates."""
    for position in range(start, min(start + 12, end)):
        if kind := kind_line(blocks[position].text):
            subject, body = _title(blocks, position, end, len(blocks[position].text))
            title = f"{kind if is_shouted(subject) else kind.capitalize()} {subject}".strip()
            return Part(PartKind.BODY, start, end, None, title, kind.capitalize(), body)
    return Part(PartKind.BODY, start, end)


def _breaks(blocks: Sequence[Block], position: int) -> bool:
    text = blocks[position].text
    if blocks[position].cells is not None:
        return False
    return (
        text == FOOTNOTES
        or _opens_recipients(text)
        or _opens_signature(blocks, position)
        or _appendix(text) is not None
    )


def _opens_recipients(text: str) -> bool:
    mark = labels.bullet(text)
    text = text[mark[1] :] if mark else text
    match = _RECIPIENTS.match(text)
    return match is not None and (
        match.end() == len(text) or text[: match.end()].endswith(":") or len(text) < 30
    )


def _opens_signature(blocks: Sequence[Block], position: int) -> bool:
    """Tell a line of authority, or an office with a name soon after, where a text may end."""
    text = blocks[position].text
    if blocks[position].cells is not None or position < 3:
        return False
    authority = is_authority(text)
    if not authority and not is_office(text):
        return False
    if any(_MOTTO.match(fold(b.text)) for b in blocks[position + 1 : position + 4]):
        return False  # the letterhead of a body that is named like an office
    if not authority and not any(is_name(b.text) for b in blocks[position + 1 : position + 4]):
        return False
    return _may_end(blocks, _signature_end(blocks, position))


def _may_end(blocks: Sequence[Block], position: int) -> bool:
    """Whether a document may be over here: no list goes on after, no running text follows."""
    if position >= len(blocks):
        return True
    for block in blocks[position : position + 30]:
        if block.cells is not None or kind_line(block.text) or _appendix(block.text) is not None:
            return True
        if _opens_recipients(block.text) or _NOTE.match(block.text):
            return True
        found = labels.readings(block.text)
        if found:
            return any(labels.opens_list(label) for label in found)
    return not any(is_authority(block.text) for block in blocks[position:])


def _recipients_end(blocks: Sequence[Block], start: int) -> int:
    end = start + 1
    while end < len(blocks):
        block = blocks[end]
        listed = labels.bullet(block.text) is not None
        if not listed and (
            _breaks(blocks, end) or kind_line(block.text) or _NOTE.match(block.text)
        ):
            break
        if not listed and is_shouted(block.text) and block.text[-1] not in ",;.":
            break
        if not listed and is_name(block.text) and end - start > 1:
            break
        end += 1
    return end


def _signature_end(blocks: Sequence[Block], start: int) -> int:
    """Return the end of the titles and the name under them; a second signature may follow."""
    end = start
    named = False
    while end < len(blocks) and end - start < 12:
        text = blocks[end].text
        if blocks[end].cells is not None or (end > start and _opens_recipients(text)):
            break
        if kind_line(text) or _appendix(text) is not None or _NOTE.match(text):
            break
        title = is_authority(text) or is_office(text)
        if named and not title:
            break
        named = is_name(text)
        if not (title or named or is_shouted(text)) and (len(text) > 60 or labels.readings(text)):
            break
        end += 1
    return max(end, start + 1)


def _appendix(text: str) -> str | None:
    """Return the label of an appendix that the line opens, or None."""
    for label in labels.readings(text):
        if label.style in {Style.APPENDIX, Style.FORM} and (
            is_shouted(text[: label.end]) or label.end >= len(text)
        ):
            return label.text
    return None


def _title(blocks: Sequence[Block], start: int, end: int, label_end: int) -> tuple[str, int]:
    """Return the title of a part whose name stands at ``start``, and where its text begins."""
    rest = blocks[start].text[label_end:].strip()
    if rest or start + 1 >= end or blocks[start + 1].cells is not None:
        return rest, start + 1
    following = blocks[start + 1].text
    if len(following) < 400 and not labels.readings(following) and not following.startswith("("):
        return following, start + 2
    return "", start + 1
