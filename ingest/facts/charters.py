"""Whose duties a document lists that is about one body: its charter, or what it is there for."""

import re

from ingest.document import Document
from ingest.vietnamese import bodies

_OF_ONE = re.compile(
    r"(?:\bđiều\s+lệ(?:\s+\([^()]*\))?(?:\s+(?:về\s+)?tổ\s+chức(?:\s*,|\s+và)?\s+hoạt\s+động)?(?:\s+của)?"
    r"|\b(?:chức\s+năng|nhiệm\s+vụ|tổ\s+chức\s+và\s+hoạt\s+động)\b[^.;:]{0,120}?\scủa)\s+(?P<who>[^\W\d_].+)",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = re.compile(
    r"\s*(?:[,;:.(\n]|\b(?:trực\s+thuộc|thuộc|trong|trên\s+địa\s+bàn|giai\s+đoạn|nhiệm\s+kỳ|ban\s+hành|khóa)\b)",
    re.IGNORECASE,
)
"""What a name does not go on with."""
_LONGEST = 100
_DUTIES = re.compile(
    r"(?:(?:vị\s+trí|chức\s+năng)\s*(?:,|và)\s*)*(?:nhiệm\s+vụ|trách\s+nhiệm|nghĩa\s+vụ)"
    r"(?:\s*(?:,|và)\s*(?:quyền\s+hạn|trách\s+nhiệm|nghĩa\s+vụ|nhiệm\s+vụ|quyền))*(?:\s+(?:chủ\s+yếu|chung|cụ\s+thể))?\s*[:.]?",
    re.IGNORECASE,
)


def are_duties(title: str) -> bool:
    """Return whether a title calls what stands below it duties, and does not say whose."""
    return _DUTIES.fullmatch(title) is not None


def body_of(document: Document) -> tuple[str, ...]:
    """Return the body that a document is about by its subject, or by the title of its part.

    "Điều lệ Hội …", "Quy định chức năng, nhiệm vụ … của Sở …"; empty where it is about none.
    """
    subject = document.header.subject
    titles = [section.title for section in document.sections]
    for title in (*((subject.value,) if subject and subject.value else ()), *titles):
        found = _OF_ONE.search(title)
        if found is None:
            continue
        who = " ".join(_ENDS.split(found["who"], maxsplit=1)[0].split())
        if who[:1].isupper() and len(who) <= _LONGEST and bodies.begins_name(_cased(who)):
            return (_cased(who),)
    return ()


def in_full(names: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return names with that of the document's own body in full where only its first word stands.

    "Quỹ" is no name outside the document.
    """
    first = {body.split()[0]: body for body in own}
    return tuple(first.get(name, name) for name in names)


def _cased(name: str) -> str:
    """Return a name in capitals as a sentence has it, others as they are."""
    return name.capitalize() if name.isupper() else name
