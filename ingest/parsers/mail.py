"""Letters (EML) and web archives (MHT): who wrote to whom, when, about what, and the text.

Attachments are documents of their own; ``attachments`` gives them out one by one.
"""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Line, Parsed
from ingest.parsers import html, text
from ingest.parsers.characters import clean
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.omissions import ATTACHMENT, Omissions

MEDIA_TYPE = "message/rfc822"
_MALFORMED = (LookupError, ValueError, AttributeError, TypeError)
"""What the library raises on headers and codes that break the rules."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, from whatever kind of file."""

    subject: str = ""
    sender: str = ""
    receivers: str = ""
    sent_at: datetime | None = None
    page: bytes = b""
    """The text as a web page, UTF-8; empty where it has none."""
    plain: bytes = b""
    attached: tuple[str, ...] = ()
    """Names of the files that came with it."""


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a letter, or of the page that an archive of the Web holds."""
    message = _message(data)
    page = _body(message, "html")
    if page and message.get_content_type() == "multipart/related" and message["Received"] is None:
        return html.read(page, limits)
    names = tuple(name for name, _ in _attached(message))
    letter = Letter(
        _header(message, "Subject"),
        _header(message, "From"),
        ", ".join(filter(None, (_header(message, "To"), _header(message, "Cc")))),
        _day(_header(message, "Date")),
        page,
        _body(message, "plain"),
        names,
    )
    return letter_lines(letter, MEDIA_TYPE, limits)


def letter_lines(letter: Letter, media_type: str, limits: Limits) -> Parsed:
    """Return a letter as lines: its head, then its text."""
    sent = f"{letter.sent_at:%d/%m/%Y %H:%M}" if letter.sent_at is not None else ""
    head = [
        Line(f"{name}: {value}", whole=True)
        for name, value in (
            ("Tiêu đề", clean(letter.subject)),
            ("Người gửi", clean(letter.sender)),
            ("Người nhận", clean(letter.receivers)),
            ("Ngày gửi", sent),
        )
        if value
    ]
    body = _text(letter, limits)
    if not head and not body.lines:
        raise EmptyFile("Thư không có nội dung.")
    omissions = Omissions()
    for name in letter.attached:
        omissions.note(ATTACHMENT, name)
    told = (*body.warnings, *omissions.warnings())
    return Parsed((*head, *body.lines), media_type, warnings=told, marks=body.marks)


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files that came with a letter; pictures in its text are none."""
    yield from _attached(_message(data))


def _text(letter: Letter, limits: Limits) -> Parsed:
    for data, read_body in ((letter.page, html.read_whole), (letter.plain, None)):
        if not data.strip():
            continue
        try:
            return text.read(data) if read_body is None else read_body(data, limits)
        except (EmptyFile, UndecodableFile):
            continue
    return Parsed((), MEDIA_TYPE)


def _message(data: bytes) -> EmailMessage:
    if not data.strip():
        raise EmptyFile("Tệp rỗng.")
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    if not message.keys():
        raise UndecodableFile("Tệp không phải là thư điện tử (.eml) hoặc đã bị hỏng.")
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except _MALFORMED:
        return ""


def _day(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except _MALFORMED:
        return None


def _body(message: EmailMessage, kind: str) -> bytes:
    """Return the text of that kind in UTF-8, empty where there is none."""
    try:
        part = message.get_body((kind,))
        content = b"" if part is None else part.get_payload(decode=True)
        charset = "utf-8" if part is None else str(part.get_content_charset("utf-8"))
    except _MALFORMED:
        return b""
    if not isinstance(content, bytes):
        return b""
    try:
        return content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.walk()):
        try:
            name = part.get_filename() or ""
            inline = part.get_content_disposition() != "attachment"
            kind = part.get_content_type()
        except _MALFORMED:
            continue
        if kind == "message/rfc822" and number:
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(first, EmailMessage):
                yield name or f"thu-{number}.eml", first.as_bytes()
            continue
        if not name or part.is_multipart() or (inline and kind.startswith("image/")):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield name, content
