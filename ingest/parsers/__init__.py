"""One format a file; each module has ``read(data: bytes) -> Parsed``.

A further format is one line in ``_BY_SUFFIX``. Modules are imported when first needed.
"""

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import PurePath

from ingest.errors import UndecodableFile, UnsupportedFormat
from ingest.lines import Parsed
from ingest.parsers.limits import LIMITS, Limits

Parser = Callable[[bytes], Parsed]

_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "spreadsheet",
    ".csv": "spreadsheet",
    ".doc": "office",
    ".rtf": "office",
    ".odt": "office",
    ".xls": "office",
    ".ods": "office",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
_UNLIMITED = {"text", "markdown"}
"""They cost no more than their size, which is limited before."""
_SIGNATURES = (
    (b"%PDF-", {"pdf"}),
    (b"PK\x03\x04", {"docx", "xlsx", "odt", "zip"}),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {"office", "docx", "xlsx"}),
    (b"{\\rtf", {"office"}),
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |\*\*\S|\|.*\|\s*$)|~~\S", re.MULTILINE)


def suffixes() -> frozenset[str]:
    """Return the suffixes that have a parser, lower case, with their dot."""
    return frozenset(_BY_SUFFIX)


def parser_for(source: str, data: bytes, limits: Limits = LIMITS) -> Parser:
    """Return the parser of a file by its name, checked against its first bytes.

    It keeps to the limits.

    Raises UnsupportedFormat for an unknown suffix, UndecodableFile where the content is
    plainly of another format than the name says.
    """
    suffix = PurePath(source).suffix.lower()
    module = _BY_SUFFIX.get(suffix)
    if module is None:
        known = ", ".join(sorted(_BY_SUFFIX))
        raise UnsupportedFormat(f"Chưa đọc được tệp loại “{suffix or source}”. Đọc được: {known}.")
    for signature, modules in _SIGNATURES:
        if data.startswith(signature) and module in {"text", "markdown"}:
            raise UndecodableFile(
                f"Nội dung tệp không phải văn bản thuần như đuôi “{suffix}” cho biết "
                f"(giống tệp {'/'.join(sorted(modules))}). Hãy đổi lại đúng đuôi tệp."
            )
    if module == "text" and _MARKDOWN.search(data):
        module = "markdown"
    read = import_module(f"ingest.parsers.{module}").read
    parser: Parser = read if module in _UNLIMITED else partial(read, limits=limits)
    return parser
