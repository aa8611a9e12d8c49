"""Who is told to do what: the bodies a sentence begins with, and the clauses that order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.vietnamese import bodies
from ingest.vietnamese.bodies import Body, BodyKind
from ingest.vietnamese.clauses import sentences


@dataclass(frozen=True, slots=True)
class Order:
    """A clause that orders, as offsets of the line it stands in."""

    start: int
    end: int
    lead: tuple[str, ...]
    """Who is told; empty where the clause leaves it to what stands above."""
    action: int
    """Where the words begin that say what to do."""
    certain: bool = True
    """False where a later clause or sentence is taken to go on with those who were told before."""


_ADDRESSES = (
    r"(?:(?:kính\s+)?đề\s+nghị|yêu\s+cầu|giao(?:\s+cho)?|chỉ\s+đạo|phân\s+công|đối\s+với|về\s+phía"
    r"|trách\s+nhiệm\s+của|nhiệm\s+vụ\s+của|đồng\s+thời(?:,|\s+giao)?|riêng|trước\s+mắt,?)"
)
_ADDRESS = re.compile(rf"(?:{_ADDRESSES}\s+)+(?:đồng\s+chí\s+)?", re.IGNORECASE)
_OPENERS = re.compile(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo|trong|để|nhằm|định\s+kỳ|h[àằ]ng\s|trước\s|khi|nếu|sau\s+khi"
    r"|với|đối\s+với|ngoài|từ|đến|chậm\s+nhất|trường\s+hợp|tại|ngay|quý|tháng|giai\s+đoạn"
    r"|thực\s+hiện|hoàn\s+thành|bên\s+cạnh|tiếp\s+tục|xuất\s+phát|xét)\b",
    re.IGNORECASE,
)
_REACH = 420
"""Characters at a sentence's beginning in which the body that is told may stand."""
_PART = re.compile(r"[,;]\s+(?:và\s+)?|\)\s+|\s+(?=(?:đề\s+nghị|yêu\s+cầu|giao)\s)")
_ASIDE = re.compile(r"\s*\([^()]{1,200}\)")
_MODAL = re.compile(
    r"\s*,?\s*(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm|cần|phải|sẽ|được\s+giao"
    r"|theo\s+chức\s+năng(?:,\s+nhiệm\s+vụ)?(?:\s+được\s+giao)?)\s*[,:]?\s*)+",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"\s*,?\s*(?:theo|căn\s+cứ|trên\s+cơ\s+sở|trong|với|tùy|tuỳ|bằng|khi|ngoài|tại|được|nêu|dựa|là"
    r"|để|từ|có|giao|nhằm|sau|đã|thông\s+qua|ngay|qua|vào|trước|cùng|nơi)\b[^.;:]{0,200}?"
    r"(?:[,]\s*|\s+)(?=(?P<verb>\w))",
    re.IGNORECASE,
)
_PAST = re.compile(r"\s*,?\s*(?:đã|vừa|đang|vẫn|còn|chưa|không\s+phải|gồm|bao\s+gồm)\b", re.I)
_ISSUING = re.compile(
    r"\s*(?:ban\s+hành|xây\s+dựng)\s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|chỉ\s+thị|nghị\s+quyết)"
    r"[^.;]*như\s+sau|\s*chịu\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:thi\s+hành|thực\s+hiện)"
    r"\s+(?:quyết\s+định|nghị\s+quyết|chỉ\s+thị|thông\s+tư|kế\s+hoạch)\s+này",
    re.IGNORECASE,
)
_ORDERING = re.compile(
    r"\s*(?:yêu\s+cầu|đề\s+nghị|giao|phân\s+công|chỉ\s+đạo)\s+(?:đồng\s+chí\s+)?", re.IGNORECASE
)
_FURTHER = re.compile(
    r"(?:đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó|trong\s+đó|đặc\s+biệt|và)\s*[,:]?\s*(?:là\s+)?",
    re.I,
)
_CLAUSE = re.compile(r";\s+|,\s+(?=định\s+kỳ\s|h[àằ]ng\s+(?:năm|quý|tháng)\s+(?:báo|tổng|đánh))")


def told(text: str) -> tuple[tuple[Body, ...], int] | None:
    """Return the bodies that a sentence tells to act, and where what they are told begins.

    ``text`` begins with the sentence. None where it begins with no body, or tells what was done.
    """
    for start in _subjects(text):
        found = bodies.listed(text, start)
        if not found:
            continue
        action = _action(text, found[-1].end)
        if action is None:
            continue
        if ordered := _ordered(text, action):
            return ordered
        return found, action
    return None


def _ordered(text: str, action: int) -> tuple[tuple[Body, ...], int] | None:
    """Return those whom the subject itself orders: "UBND tỉnh yêu cầu các sở …"."""
    order = _ORDERING.match(text, action)
    if order is None:
        return None
    found = bodies.listed(text, order.end())
    further = _action(text, found[-1].end) if found else None
    if not found or further is None or _ORDERING.match(text, action).group().strip() == "chỉ đạo":  # type: ignore[union-attr]
        return None
    return found, further


def _subjects(text: str) -> Iterator[int]:
    """Yield where the subject of a sentence may begin."""
    address = _ADDRESS.match(text)
    if address:
        yield address.end()
    yield 0
    if _OPENERS.match(text):
        for part in _PART.finditer(text, 0, _REACH):
            address = _ADDRESS.match(text, part.end())
            yield address.end() if address else part.end()


def _action(text: str, at: int) -> int | None:
    """Return where what is ordered begins, after the bodies that end at ``at``; None for none."""
    if aside := _ASIDE.match(text, at):
        at = aside.end()
    if _PAST.match(text, at) or _ISSUING.match(text, at):
        return None
    if text[at : at + 1] == ":":
        begins = at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip())
        return begins if begins < len(text) else None
    if modal := _MODAL.match(text, at):
        at = modal.end()
    begins = at + len(text[at:]) - len(text[at:].lstrip(" ,"))
    if text[begins : begins + 1].islower() and bodies.action_at(text, begins) is not None:
        return begins
    return _after_gap(text, at)


def _after_gap(text: str, at: int) -> int | None:
    gap = _GAP.match(text, at)
    while gap is not None:
        begins = gap.start("verb")
        if text[begins].islower() and bodies.action_at(text, begins) is not None:
            return begins
        gap = _GAP_ON.match(text, gap.end()) if gap.end() - at < _GAP_LENGTH else None
    return None


_GAP_LENGTH = 200
_GAP_ON = re.compile(r"\w+(?:[,]\s*|\s+)(?=(?P<verb>\w))")


def orders(text: str, *, above: tuple[str, ...] = ()) -> Iterator[Order]:
    """Yield the clauses of a line that order, in order; ``above`` are those told further up.

    A sentence without a body of its own goes on with those of the sentence before it.
    """
    lead = above
    told_here = False
    for start, end in sentences(text):
        sentence = text[start:end]
        found = told(sentence)
        if found is not None:
            lead, told_here = tuple(body.name for body in found[0]), True
        yield from _clauses(sentence, start, found, lead, goes_on=told_here and found is None)


def _clauses(
    sentence: str,
    start: int,
    found: tuple[tuple[Body, ...], int] | None,
    lead: tuple[str, ...],
    *,
    goes_on: bool,
) -> Iterator[Order]:
    parts = _parts(sentence, found[1] if found else 0)
    for number, (left, right) in enumerate(parts):
        own = found if number == 0 else told(sentence[left:right])
        if number and own is not None:
            lead = tuple(body.name for body in own[0])
            yield Order(start + left, start + right, lead, start + left + own[1])
        elif number == 0 and found is not None:
            yield Order(start + left, start + right, lead, start + found[1])
        elif lead and (action := _bare_action(sentence, left)) is not None:
            certain = not goes_on and number == 0
            yield Order(start + left, start + right, lead, start + action, certain)


def _parts(sentence: str, floor: int) -> list[tuple[int, int]]:
    """Return the clauses that may each order: those after ";" that begin with a verb or a body."""
    cuts = [0]
    ends: list[int] = []
    for match in _CLAUSE.finditer(sentence, floor):
        depth = sentence.count("(", 0, match.start()) - sentence.count(")", 0, match.start())
        if depth > 0:
            continue
        after = match.end()
        if _bare_action(sentence, after) is not None or told(sentence[after:]) is not None:
            ends.append(match.start() + 1)
            cuts.append(after)
    ends.append(len(sentence))
    return list(zip(cuts, ends, strict=True))


def _bare_action(text: str, at: int) -> int | None:
    if further := _FURTHER.match(text, at):
        at = further.end()
    if bodies.action_at(text, at) is not None:
        return at
    if _OPENERS.match(text, at):
        for part in _PART.finditer(text, at, at + 200):
            if bodies.action_at(text, part.end()) is not None:
                return part.end()
    return None


_WITH = re.compile(
    r"phối\s+hợp\s+(?:chặt\s+chẽ\s+|thường\s+xuyên\s+)?(?:(?:với|cùng(?:\s+với)?)\s+)?",
    re.IGNORECASE,
)


def supporting(text: str, action: int) -> tuple[tuple[str, ...], int]:
    """Return the bodies to work with, and where what to do with them begins."""
    match = _WITH.search(text, action)
    if match is None:
        return (), action
    found = bodies.listed(text, match.end())
    if not found:
        return (), action
    end = found[-1].end
    begins = end + len(text[end:]) - len(text[end:].lstrip(" ,"))
    lead = match.start() - action < _NEAR
    return tuple(body.name for body in found), begins if lead else action


_NEAR = 30
"""Characters from the verb within which "phối hợp với …" opens an order."""


def addressed(text: str) -> tuple[str, ...]:
    """Return the bodies that a title or a lead-in names and nothing else: "Đề nghị Sở X:"."""
    words = text.rstrip(" :.")
    address = _ADDRESS.match(words)
    for start in (address.end() if address else 0, 0):
        found = bodies.only_bodies(words[start:]) or bodies.only_bodies(_untailed(words[start:]))
        if found and not _is_mere_office(found):
            return tuple(body.name for body in found)
    return ()


_TAIL = re.compile(
    r"\s*,?\s*(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm|chủ\s+trì|thực\s+hiện"
    r"|tập\s+trung|chỉ\s+đạo|triển\s+khai|tổ\s+chức|phối\s+hợp|cần|theo\s+chức\s+năng[^:]*"
    r"|căn\s+cứ[^:]*)(?:\s+(?:thực\s+hiện|triển\s+khai|chỉ\s+đạo|tập\s+trung))*"
    r"(?:\s+(?:các|những|một\s+số)\s+(?:nội\s+dung|nhiệm\s+vụ|công\s+việc)[^:]{0,40})?|[-–]\s.*)\Z",
    re.IGNORECASE,
)


def _untailed(text: str) -> str:
    return _TAIL.sub("", text)


def _is_mere_office(found: tuple[Body, ...]) -> bool:
    """Whether all that is named is an office, as in a signature."""
    return all(body.kind is BodyKind.OFFICE and len(body.name.split()) < 3 for body in found)
