"""Letters kept by Outlook (MSG); the only importer of python-oxmsg."""

import io
from collections.abc import Iterator

from ingest.errors import EmptyFile, UndecodableFile
from ingest.lines import Parsed
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.mail import Letter, letter_lines

MEDIA_TYPE = "application/vnd.ms-outlook"


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    """Return the lines of a letter of Outlook."""
    try:
        letter = _letter(data)
    except _damage() as error:
        raise UndecodableFile("Thư Outlook (.msg) bị hỏng, không đọc được.") from error
    return letter_lines(letter, MEDIA_TYPE, limits)


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files that came with a letter."""
    from oxmsg import Message

    try:
        for attached in Message.load(io.BytesIO(data)).attachments:
            content = attached.file_bytes
            if attached.file_name and content is not None:
                yield attached.file_name, content
    except _damage() as error:
        raise UndecodableFile("Thư Outlook (.msg) bị hỏng, không đọc được.") from error


def _letter(data: bytes) -> Letter:
    from oxmsg import Message

    if not data:
        raise EmptyFile("Tệp rỗng.")
    message = Message.load(io.BytesIO(data))
    return Letter(
        message.subject or "",
        message.sender or "",
        ", ".join(one.name or one.email_address or "" for one in message.recipients),
        message.sent_date,
        (message.html_body or "").encode(),
        (message.body or "").encode(),
        tuple(attached.file_name or "" for attached in message.attachments),
    )


def _damage() -> tuple[type[Exception], ...]:
    """Return what the library raises on a file that breaks the rules."""
    from struct import error

    return (
        OSError,
        LookupError,
        ValueError,
        ArithmeticError,
        AttributeError,
        TypeError,
        EOFError,
        RecursionError,
        error,
    )
