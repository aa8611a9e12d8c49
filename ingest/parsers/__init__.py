"""One format a file; each module has ``read(data: bytes) -> Parsed``.

What a file is, its content says (``contents``); its name only where the content is plain text.
Modules are imported when first needed.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import PurePath

from ingest.errors import UndecodableFile, UnsupportedFormat
from ingest.lines import Parsed
from ingest.parsers import contents
from ingest.parsers.contents import Content
from ingest.parsers.limits import LIMITS, Limits
from ingest.recognition import Wish

Parser = Callable[[bytes], Parsed]

_BY_SUFFIX = {suffix: content for content in reversed(contents.READ) for suffix in content.suffixes}
_UNLIMITED = {"text", "markdown"}
"""They cost no more than their size, which is limited before."""
_PAGED = {"pdf", "image"}
"""Their pages can be read from pictures."""
_SHEETS = frozenset({contents.SHEET, contents.OLD_SHEET, contents.VALUES})
_TEXTS = frozenset({contents.TEXT, contents.MARKDOWN, contents.VALUES})


def suffixes() -> frozenset[str]:
    """Return the suffixes that have a parser, lower case, with their dot."""
    return frozenset(_BY_SUFFIX)


def parser_for(
    source: str,
    data: bytes,
    limits: Limits = LIMITS,
    *,
    embedded: bool = False,
    wishes: Sequence[Wish] = (),
) -> Parser:
    """Return the parser of a file by its content, by its name where that is plain text.

    It keeps to the limits, and warns where the name says something else. Of an ``embedded`` page
    all is read, not the document within a site; its name does not matter.

    Raises UnsupportedFormat for what no parser reads, naming what it is, and for wishes of pages
    where it has none.
    """
    suffix = PurePath(source).suffix.lower()
    named = _BY_SUFFIX.get(suffix)
    found = _content(named, data)
    if found is None or found.module is None:
        raise _refusal(suffix or source, found, data)
    module = import_module(f"ingest.parsers.{found.module}")
    read = module.read_whole if embedded and found is contents.PAGE else module.read
    if wishes and found.module not in _PAGED:
        raise UnsupportedFormat(
            "Chỉ tệp PDF và tệp ảnh có trang để đọc lại theo thiết lập khác; tệp này là "
            f"{found.name}."
        )
    options: dict[str, object] = {} if found.module in _UNLIMITED else {"limits": limits}
    parser: Parser = partial(read, **options, **({"wishes": wishes} if wishes else {}))
    if embedded or suffix in found.suffixes or named is found:
        return parser
    return partial(_misnamed, parser, suffix, found)


def _content(named: Content | None, data: bytes) -> Content | None:
    """Return what the file is to be read as."""
    found = contents.find(data)
    if named in _TEXTS and not contents.is_certain(found, data):
        found = None
    if found is not None:
        return found
    if named in {contents.TEXT, contents.MARKDOWN}:
        return contents.text_kind(data) if named is contents.TEXT else named
    if named is None or named is contents.VALUES or not contents.is_text(data):
        return named
    if not data.strip():
        return named
    return contents.VALUES if named in _SHEETS else _as_text(named, data)


def _as_text(named: Content, data: bytes) -> Content:
    """Return plain text for what bears the name of an office file, and else what it bears."""
    office = {contents.WORD, contents.OLD_WORD, contents.RICH_TEXT, contents.OPEN_DOCUMENT}
    return contents.text_kind(data) if named in office else named


def _refusal(name: str, found: Content | None, data: bytes) -> Exception:
    if found is not None:
        usual = found.suffixes[0]
        if found is contents.ZIP and not zipfile.is_zipfile(io.BytesIO(data)):
            return UndecodableFile(
                "Tệp bị hỏng hoặc bị cắt cụt; hãy lưu hoặc sao chép lại tệp rồi nạp lại."
            )
        if found is contents.ZIP:
            return UndecodableFile(
                f"Nội dung tệp là tệp nén ZIP, không phải “{name}”; hãy đổi đuôi thành .zip rồi "
                "nạp lại, các tệp bên trong sẽ được đọc từng tệp."
            )
        return UnsupportedFormat(
            f"Nội dung tệp là {found.name}, loại này chưa đọc được; hãy lưu thành PDF, DOCX, XLSX "
            f"hoặc PPTX (đuôi đúng của tệp hiện nay là {usual})."
        )
    known = ", ".join(sorted(_BY_SUFFIX))
    return UnsupportedFormat(f"Chưa đọc được tệp loại “{name}”. Đọc được: {known}.")


def _misnamed(parser: Parser, suffix: str, found: Content, data: bytes) -> Parsed:
    parsed = parser(data)
    told = (
        f"Tên tệp có đuôi “{suffix}” nhưng nội dung là {found.name}; đã đọc theo nội dung, "
        f"đuôi đúng là {found.suffixes[0]}."
    )
    return replace(parsed, warnings=(told, *parsed.warnings))
