"""A file that stands within another and is shown as part of it."""

from dataclasses import replace

from ingest.errors import FileTooLarge
from ingest.lines import Parsed
from ingest.parsers import parser_for
from ingest.parsers.limits import Limits


def read(name: str, data: bytes, limits: Limits) -> Parsed:
    """Return the lines of an embedded file by its content; all of it counts, also of a page.

    Raises an IngestError where it cannot be read, or lies too deep in others.
    """
    if limits.nesting <= 0:
        raise FileTooLarge("Tệp chèn trong tệp lồng quá nhiều lớp.")
    inner = replace(limits, nesting=limits.nesting - 1)
    return parser_for(name, data, inner, embedded=True)(data)
