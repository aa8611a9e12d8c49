"""Whom titles and lead-ins are addressed to: "3. Sở Tài chính", "Giao các sở, ngành:"."""

import re
from collections.abc import Sequence

from ingest.facts import openings, orders, predicates, unnamed
from ingest.vietnamese import actions, bodies
from ingest.vietnamese.bodies import Body, BodyKind

_GENERAL = re.compile(
    r"\s*(?:(?:cần|phải|khẩn\s+trương|tập\s+trung|tiếp\s+tục|nghiêm\s+túc|chỉ\s+đạo|tổ\s+chức|triển\s+khai"
    r"|thực\s+hiện|theo\s+chức\s+năng[^:]{0,60}|căn\s+cứ[^:]{0,80}|ngay|tốt|quyết\s+liệt|có\s+hiệu\s+quả)"
    r"\s*,?\s*){0,6}"
    r"(?:(?:các|những|một\s+số)\s+(?:nội\s+dung|nhiệm\s+vụ|công\s+việc|việc|biện\s+pháp|giải\s+pháp|yêu\s+cầu)"
    r"[^:;]{0,80})?(?:như\s+sau|sau(?:\s+đây)?)?\s*:",
    re.IGNORECASE,
)


def called(text: str) -> tuple[str, ...]:
    """Return the bodies that all items below are for: "… yêu cầu các sở làm các việc sau:"."""
    for call in reversed(list(orders.CALLS.finditer(text))):
        found = bodies.listed(text, call.end())
        if found and (through := _THROUGH.match(text, found[-1].end)):
            found = (*found, *bodies.listed(text, through.end()))
        if found and _is_general(text, found[-1].end):
            return tuple(body.name for body in found)
    return ()


def _is_general(text: str, at: int) -> bool:
    """Whether bodies are told all that follows, though the last goes on in unknown words."""
    if _GENERAL.fullmatch(text, at):
        return True
    more = _MORE_OF_NAME.match(text, at)
    return more is not None and any(
        actions.end(text, word.start(1)) is not None and _GENERAL.fullmatch(text, word.start(1))
        for word in re.finditer(r"\s([^\s,.;:()]+)", text[: more.end()])
        if word.start() >= at
    )


_MORE_OF_NAME = re.compile(r"(?:\s+[^\s,.;:()]+){2,8}")
_THROUGH = re.compile(r"\s*,?\s*(?:chỉ\s+đạo|hướng\s+dẫn)\s+(?=\S)", re.IGNORECASE)
"""What leads from those who are asked to those who are to do it: "UBND tỉnh chỉ đạo Sở X …"."""


def heading(text: str) -> tuple[str, ...]:
    """Return the body that a title begins with, though it goes on in unknown words."""
    found = bodies.listed(text.rstrip(" :."))
    named = found and found[0].start == 0 and not _is_mere_office(found)
    proper = named and any(body.kind not in {BodyKind.COMMON, BodyKind.COUNTED} for body in found)
    return tuple(body.name for body in found) if proper else ()


def concerned(title: str, below: Sequence[str]) -> tuple[str, ...]:
    """Return whom a title says its items are for, in whatever words: "Đối với các chủ lò"."""
    found = _CONCERNED.match(title.rstrip(" :."))
    ordering = sum(actions.end(each) is not None for each in below)
    if found is None or ordering < _FEW or ordering * 2 < len(below) or _TOPIC.match(found["who"]):
        return ()
    who = found["who"].lower() if title.isupper() else found["who"]
    return (" ".join(who.split()),)


_FEW = 2
"""Items that begin with what is to be done, below a title that says whom they are for."""
_CONCERNED = re.compile(
    r"(?:đối\s+với|về\s+phía)\s+(?P<who>(?:các|những|từng|mỗi|người|tổ\s+chức|đơn\s+vị|cơ\s+quan)\s[^:;.()]{3,110})\Z",
    re.IGNORECASE,
)


def begun(text: str) -> bool:
    """Return whether a line names bodies before a colon, and goes on with what they are to do."""
    found = bodies.listed(text)
    return bool(found) and text[found[-1].end :].startswith(": ")


def unknown(title: str, below: Sequence[str]) -> tuple[str, ...]:
    """Return what a title among titles of bodies names, if what stands below it are orders."""
    words = re.sub(r"\s*\([^()]*\)\s*\Z", "", title.rstrip(" :")).rstrip(" :")
    ordering = sum(actions.end(each) is not None for each in below)
    if len(words) > _NAME or words.endswith((".", ";", ",")) or ordering * 2 < len(below):
        return ()
    if not below and not title.rstrip().endswith(":"):
        return ()
    if actions.end(words) is not None or orders.is_rule(words) or _TOPIC.match(words):
        return ()
    return (words,) if _MANY.match(words) or bodies.begins_name(words) else ()


_NAME = 100
_MANY = re.compile(r"(?:các|những|từng|mỗi)\s", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:về|công\s+tác|chế\s+độ|nguồn|điều\s+khoản|(?:các\s+|một\s+số\s+)?(?:giải\s+pháp|nhiệm\s+vụ|hoạt\s+động|biện\s+pháp"
    r"|chính\s+sách|chương\s+trình|dự\s+án|đề\s+án|mục\s+tiêu|chỉ\s+tiêu|yêu\s+cầu|vấn\s+đề|lĩnh\s+vực|quy\s+định|nội\s+dung))\b",
    re.IGNORECASE,
)
"""How a title begins that names what it is about, and no one."""


def addressed(text: str) -> tuple[str, ...]:
    """Return the bodies that a title or a lead-in names and nothing else: "Đề nghị Sở X:"."""
    if len(text) > _LEAD_IN + _LEAD_IN:
        return ()
    if text.isupper():  # "A" and "3C" still are in title case
        return _addressed(text.capitalize()) or _addressed(text.title())
    return _addressed(text)


def _addressed(text: str) -> tuple[str, ...]:
    if called := _CHARGED.fullmatch(text.rstrip(" :.")):
        known = bodies.only_bodies(called["who"])
        return tuple(body.name for body in known) or (" ".join(called["who"].split()),)
    words = text.rstrip(" :.")
    announces = text.rstrip().endswith(":")
    address = openings.ADDRESS.match(words)
    when = _WHEN_FIRST.match(words) if announces else None
    later = when.end() if when else openings.behind_time(words) if announces else None
    for start in (address.end() if address else 0, later or 0, 0):
        found = bodies.only_bodies(words[start:])
        if announces and not found and len(words) < _LEAD_IN:
            found = _at_places(words, start)
        if announces and not found:
            found = bodies.only_bodies(_TAIL.sub("", words[start:]))
        if found and not _is_mere_office(found):
            return tuple(body.name for body in found)
    return _obliged(words) if announces else ()


def _obliged(words: str) -> tuple[str, ...]:
    """Return who a lead-in says is obliged, by whatever name: "Đại hội có nhiệm vụ, quyền hạn:"."""
    if not any(sign in words for sign in unnamed.SIGNS):
        return ()
    for start, _ in openings.subjects(words):
        one = unnamed.obliged(words, start)
        if one is not None and _DUTIES.fullmatch(words, one.end):
            return (one.name,)
    return ()


_DUTIES = re.compile(
    r"\s+(?:phải\s+)?có\s+(?:các\s+|những\s+)?(?:trách\s+nhiệm|nhiệm\s+vụ|nghĩa\s+vụ)"
    r"(?:\s*(?:,|và)\s*(?:quyền\s+hạn|quyền|trách\s+nhiệm|nghĩa\s+vụ|nhiệm\s+vụ))*(?:\s+chủ\s+yếu)?(?:\s+như)?(?:\s+sau(?:\s+đây)?)?\s*",
    re.IGNORECASE,
)
"""What says of those named before it that all that follows is their duty."""
_WHEN_FIRST = re.compile(
    r"(?:định\s+kỳ|h[àằ]ng\s+\w+|trước|chậm\s+nhất|trong|sau|khi)\b[^:;.]{0,120}?,\s+",
    re.IGNORECASE,
)
"""What may stand before the bodies of a lead-in: "Trước ngày … hằng năm, Sở X có nhiệm vụ:"."""
_CHARGED = re.compile(
    r"(?:(?:chức\s+năng|thẩm\s+quyền|quyền\s+hạn|quyền)\s*(?:,|và)\s*)*"
    r"(?:trách\s+nhiệm|nhiệm\s+vụ)(?:\s*(?:,|và)\s*(?:quyền\s+hạn|trách\s+nhiệm|nghĩa\s+vụ))*\s+của\s+"
    r"(?P<who>(?!việc|công\s+tác)[^:;.()]{3,90}?)(?:\s*\([^()]{0,120}\))?",
    re.IGNORECASE,
)
"""A title that says whose duties stand below it, by whatever name: "Trách nhiệm của chủ dự án"."""
_LEAD_IN = 250
"""Characters of a line that names bodies, and perhaps their places, before a colon."""


def _at_places(words: str, start: int) -> tuple[Body, ...]:
    """Return the bodies of "Chủ tịch UBND các tỉnh từ … đến …", of "các Bộ: …"."""
    found = bodies.listed(words, start)
    rest = words[found[-1].end :] if found else ""
    if found and _DUTY.search(rest):
        return found
    named = re.match(r"\s*(?:[,:]|từ\s|tại\s|ở\s|nêu\s|nói\s|thuộc\s)", rest)
    return found if named and not _verbs(rest) else ()


_DUTY = re.compile(
    r"(?:trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn)(?:\s+(?:như\s+)?sau(?:\s+đây)?)?\s*\Z", re.I
)


def _verbs(text: str) -> bool:
    words = predicates.LATER_WORD.finditer(text)
    return any(predicates.orders_at(text, word.start()) for word in words)


_TAIL = re.compile(
    r"\s*,?\s*(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm|chủ\s+trì|thực\s+hiện"
    r"|tập\s+trung|chỉ\s+đạo|triển\s+khai|tổ\s+chức|phối\s+hợp|cần|theo\s+chức\s+năng[^:]*"
    r"|căn\s+cứ[^:]*)(?:\s+(?:thực\s+hiện|triển\s+khai|chỉ\s+đạo|tập\s+trung))*"
    r"(?:\s+(?:các|những|một\s+số)\s+(?:nội\s+dung|nhiệm\s+vụ|công\s+việc)[^:]{0,40})?)\Z",
    re.IGNORECASE,
)


def _is_mere_office(found: tuple[Body, ...]) -> bool:
    """Whether all that is named is an office, as in a signature."""
    return all(body.kind is BodyKind.OFFICE and len(body.name.split()) < 3 for body in found)


def before_items(text: str) -> tuple[str, ...]:
    """Return the bodies whose first item stands in their own line: "Sở Y tế a) Chủ trì …"."""
    address = openings.ADDRESS.match(text)
    for start in (address.end() if address else 0, 0):
        found = bodies.listed(text, start)
        if found and predicates.FIRST_ITEM.match(text, found[-1].end):
            return tuple(body.name for body in found)
    return ()
