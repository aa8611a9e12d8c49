"""Who is told to do what: the bodies a sentence begins with, and the clauses that order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.facts import decisions, openings, predicates, unnamed
from ingest.facts.lines import sentences
from ingest.vietnamese import actions, bodies, tokens
from ingest.vietnamese.bodies import Body, BodyKind


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


_PRAISES = re.compile(
    r"(?:thay\s+mặt\b[^.;]{0,80}?,\s+)?(?:tôi\s+)?(?:ghi\s+nhận|biểu\s+dương|hoan\s+nghênh|đánh\s+giá\s+cao)\b",
    re.I,
)
_POWERS = re.compile(r"\scó\s+thẩm\s+quyền\Z", re.IGNORECASE)
"""What after the name of one body tells what it may do."""
_AGREES = re.compile(r"\s(?:nhất\s+trí|đồng\s+ý)\Z", re.IGNORECASE)
LISTS = re.compile(r"[.;]\s+[^.;]{3,80}\s(?:bao\s+)?gồm\b[^.;]{0,80}:\Z", re.IGNORECASE)
"""How a lead-in ends that lists what something is made of: "… lập hồ sơ. Hồ sơ gồm các thứ:"."""
_ROLE = re.compile(
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|cấp|đầu\s+mối)\s+(?:[^\s:]+\s+){0,5}[^\s:]+\s*:",
    re.IGNORECASE,
)
"""How a line begins that names who has a part: "Cơ quan thẩm định: …"."""
_CONDITIONS = re.compile(r"(?:(?:đối\s+với|trong)\s+)?trường\s+hợp\b", re.IGNORECASE)
"""What opens a sentence that tells what holds in a case, and orders nothing by itself."""
_ORDERING = re.compile(
    r"\s*(?:yêu\s+cầu|đề\s+nghị|giao|phân\s+công)\s+(?:đồng\s+chí\s+)?", re.IGNORECASE
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
    if _ROLE.match(text) or _PRAISES.match(text):
        return None
    if matter := _MATTER.match(text):
        answer = told(text[matter.end() :])
        if answer is not None or matter["asked"]:
            return answer and _moved(answer, matter.end())
    conditional = _CONDITIONS.match(text) is not None
    may_oblige = any(sign in text for sign in unnamed.SIGNS)
    for start, strict in openings.subjects(text):
        if conditional and start == 0:
            continue
        found = _named_at(text, start)
        if not found or ((strict or conditional) and not _is_named(text, found)):
            one = unnamed.obliged(text, start) if may_oblige else None
            if one is None:
                continue
            found = (one,)
        elif (strict and _GOES_ON.match(text) and found[0].kind in _KINDS) or _is_verb(text, found):
            continue
        action = _told_by(text, found[-1])
        if action is None or (conditional and action - found[-1].end > _CLOSE):
            continue
        return _ordered(text, action) or (_in_full(text, found), action)
    return None if conditional else _asked(text)


def _in_full(text: str, found: tuple[Body, ...]) -> tuple[Body, ...]:
    """Return bodies with the words that say which of a kind is obliged: "Đơn vị đo đạc có …"."""
    last = found[-1]
    which = predicates.WHO_HAVE.match(text, last.end) if last.kind in _KINDS else None
    if which is None:
        return found
    name = " ".join(text[last.start : which.end("which")].split())
    return (*found[:-1], replace(last, end=which.end("which"), name=name))


def _moved(order: tuple[tuple[Body, ...], int], by: int) -> tuple[tuple[Body, ...], int]:
    found, action = order
    bodies_there = tuple(replace(each, start=each.start + by, end=each.end + by) for each in found)
    return bodies_there, action + by


_MATTER = re.compile(
    r"Về\s+(?:việc\s+)?(?P<asked>(?:các\s+)?(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất)\b)?[^:]{8,600}:\s+(?=\S)"
)
"""What an answer is about, before the answer: "Về đề nghị …: Bộ Nội vụ nghiên cứu …"."""


def _is_verb(text: str, found: tuple[Body, ...]) -> bool:
    """Whether what names a body is the first of several verbs: "Lãnh đạo, tổ chức và …"."""
    body = found[0]
    more = _MORE_VERBS.match(text, body.end)
    return (
        more is not None
        and actions.end(text, body.start) == body.end
        and actions.end(text, more.end()) is not None
    )


_MORE_VERBS = re.compile(r"\s*(?:,|và\b)\s*")


def _told_by(text: str, body: Body) -> int | None:
    """Return where begins what the last body of a subject is told, None for nothing."""
    return None if _is_empowered(text, body) else predicates.begins(text, body.end)


_KINDS = frozenset((BodyKind.COMMON, BodyKind.COUNTED))
_GOES_ON = re.compile(r"tiếp\s+tục\s", re.IGNORECASE)
"""A verb that opens a sentence: kinds of bodies behind a comma are among those it is done with."""
_CLOSE = 24
"""Characters between a body and what it is told in a case that may hold other bodies too."""


def _named_at(text: str, start: int) -> tuple[Body, ...]:
    """Return the bodies at a place of a text; a place that acts there stands for its body."""
    found = bodies.listed(text, start)
    place = _ITSELF.match(text, start)
    if not found and place and predicates.orders_at(text, place.end() + 1):
        return (Body(*place.span(), place.group(), BodyKind.NAME, None),)
    return found


_ITSELF = re.compile(
    rf"(?:[Tt]ỉnh|[Tt]hành phố)(?:\s[{tokens.UPPER}]\w*){{1,4}}(?=\s)"
    r"|(?:Tỉnh|Thành phố|Huyện|Xã|Phường|Bộ|Sở|Cục|Chi cục|Quỹ|Hội|Hiệp hội|Liên hiệp hội|Công ty)"
    r"(?=\s)"
    r"|(?:Ban|Trung tâm|Viện|Trường|Nhà trường|Hội đồng|Văn phòng|Đoàn|Tổ công tác)"
    r"(?=\s(?:phải|cần|có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm)\s)"
)
"""How a document calls the body of a place, or the one that it is about: "Tỉnh tổ chức …"."""
_OBLIGED = re.compile(r"[^,.;]{0,40}?\s(?:phải|có\s+trách\s+nhiệm)\b", re.IGNORECASE)


def _is_empowered(text: str, body: Body) -> bool:
    """Whether a name holds what the body may do or agrees to: "Bộ trưởng … có thẩm quyền …".

    Nor is a share a body: "Quỹ 20% đất ở".
    """
    proper = body.kind not in {BodyKind.COMMON, BodyKind.COUNTED}
    powers = proper and _POWERS.search(body.name) is not None
    powers = powers and _OBLIGED.match(text, body.end) is None
    return powers or "%" in body.name or _AGREES.search(body.name) is not None


def _asked(text: str) -> tuple[tuple[Body, ...], int] | None:
    """Return those whom a sentence asks that begins with no body: "Về việc này, giao Bộ …"."""
    if not any(sign in text for sign in _CALLED):
        return None
    for call in CALLS.finditer(text, 0, openings.REACH):
        if _BY_REQUEST.search(text, 0, call.start()):
            continue
        found = bodies.listed(text, call.end())
        named = bool(found) and _is_named(text, found)
        action = predicates.begins(text, found[-1].end) if named else None
        if found and action is not None:
            return found, action
    return None


CALLS = re.compile(r"\b(?:yêu\s+cầu|đề\s+nghị|giao)\s+(?:đồng\s+chí\s+)?", re.IGNORECASE)
"""What asks a body to act."""
_CALLED = ("êu cầu", "ề nghị", "iao ")
_BY_REQUEST = re.compile(r"\b(?:theo|xét|của|được|tại|có|các|những|việc|quyền)\s+\Z", re.IGNORECASE)
"""What makes a noun of the word that asks: "theo đề nghị", "được giao"."""


def _ordered(text: str, action: int) -> tuple[tuple[Body, ...], int] | None:
    """Return those whom the subject itself orders: "UBND tỉnh yêu cầu các sở …"."""
    order = _ORDERING.match(text, action)
    if order is None:
        return None
    found = bodies.listed(text, order.end())
    if not found:
        return None
    end = found[-1].end
    further = predicates.begins(text, end)
    return found, end + 1 if further is None and end + 1 < len(text) else further or action


def _is_named(text: str, found: tuple[Body, ...]) -> bool:
    """Whether the first of the bodies has a name of its own, is counted, or they are obliged."""
    body = found[0]
    if body.kind not in {BodyKind.COMMON, BodyKind.COUNTED} or _OBLIGES.match(text, found[-1].end):
        return True
    return re.match(r"(?:các|những|từng|mỗi|toàn)\s", text[body.start : body.end], re.I) is not None


_OBLIGES = re.compile(r"\s+có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)\s", re.IGNORECASE)


_BELOW = re.compile(r"yêu\s+cầu\s", re.IGNORECASE)
"""How an order to those above begins that itself gives orders: "Yêu cầu các đơn vị …"."""


def orders(text: str, *, above: tuple[str, ...] = (), titled: bool = False) -> Iterator[Order]:
    """Yield the clauses of a line that order, in order; ``above`` are those told further up.

    Where a title names them (``titled``) all that stands below it is for them to do. A sentence
    without a body of its own goes on with those of the sentence before it.
    """
    lead = above
    told_here = False
    for start, end in sentences(text):
        sentence = text[start:end]
        if decisions.is_one(sentence):
            continue
        found = None if above and _BELOW.match(sentence) else told(sentence)
        if found is not None:
            lead, told_here = tuple(body.name for body in found[0]), True
        goes_on = told_here and found is None
        yield from _clauses(sentence, start, found, lead, goes_on=goes_on, titled=titled)


def _clauses(
    sentence: str,
    start: int,
    found: tuple[tuple[Body, ...], int] | None,
    lead: tuple[str, ...],
    *,
    goes_on: bool,
    titled: bool,
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
        elif lead and titled and number == 0 and not goes_on and _is_statement(sentence):
            yield Order(start + left, start + right, lead, start + left, certain=False)


def charged(text: str) -> tuple[tuple[Body, ...], int] | None:
    """Return by whom a sentence says that something is done, and where it says so: "… do Sở X …".

    None where the sentence does not begin with what is done.
    """
    begins = _THE_WORK.match(text)
    by = begins and _CHARGED.search(text, begins.end())
    found = bodies.listed(text, by.end()) if by else ()
    if not found or not _IN_CHARGE.match(text, found[-1].end):
        return None
    return found, 0


_THE_WORK = re.compile(r"(?:việc|công\s+tác|nhiệm\s+vụ)\s+(?=\w)", re.IGNORECASE)
_CHARGED = re.compile(r"\bdo\s+(?=\S)")
_IN_CHARGE = re.compile(
    r"\s+(?:(?:trực\s+tiếp|chịu\s+trách\s+nhiệm)\s+)?(?:chủ\s+trì|thực\s+hiện|tổ\s+chức|đảm\s+nhiệm|phụ\s+trách)"
    r"(?=\s*[,.;]|\s+(?:thực\s+hiện|theo|và|phối\s+hợp|trên\s+cơ\s+sở)\b)",
    re.IGNORECASE,
)


def is_rule(text: str) -> bool:
    """Whether a sentence only says how things are to be: "Thời gian …", "Mức hỗ trợ …"."""
    return _NO_DUTY.match(text) is not None


def _is_statement(sentence: str) -> bool:
    """Whether a sentence without a known verb may still say what those above it are to do."""
    if (
        _CONDITIONS.match(sentence)
        or _PRAISES.match(sentence)
        or _NO_DUTY.match(sentence)
        or _MEMBER.search(sentence)
        or not sentence.rstrip().endswith((".", ";", "./."))
        or bodies.listed(sentence)
        or _OF_THING.match(sentence)
        or _MAY.search(_BRACKETS.sub("", sentence[:_EARLY]))
    ):
        return False
    return len(sentence.split()) >= _WORDS and not predicates.PAST.match(sentence)


_WORDS = 6
_OF_THING = re.compile(
    r"(?:nhiệm\s+kỳ|thủ\s+tục|trình\s+tự|hồ\s+sơ|cơ\s+cấu|tiêu\s+chuẩn|điều\s+kiện|thẩm\s+quyền|trụ\s+sở|tên)\b",
    re.IGNORECASE,
)
"""How a sentence begins that says how something is, or how it is done."""
_BRACKETS = re.compile(r"\([^()]*\)?")
_EARLY = 140
"""Characters of a sentence within which it says whether it is an order at all."""
_MAY = re.compile(
    r"\b(?:có\s+(?:thể|quyền)|được\s+(?:phép|quyền)|(?<!cuộc\s)họp\s+(?:khi|định|thường)|(?:hoạt\s+động|làm\s+việc)\s+theo\s+(?:nguyên\s+tắc|chế\s+độ)|do\s+(?:\S+\s+){1,8}?(?:bầu|quyết\s+định|bổ\s+nhiệm|thành\s+lập))\b",
    re.IGNORECASE,
)
"""What says what is allowed or up to others, not what is to be done."""
_MEMBER = re.compile(
    r",\s*(?:(?:phó\s+)?trưởng\s+ban|(?:phó\s+)?tổ\s+trưởng|thành\s+viên|ủy\s+viên|thư\s+ký)(?:\s+thường\s+trực)?"
    r"\s*[;.]*\Z",
    re.IGNORECASE,
)
"""How a line ends that only says who sits on a committee."""
_NO_DUTY = re.compile(
    r"(?:việc|mức|thời\s+(?:gian|hạn)|kinh\s+phí|nội\s+dung|đối\s+tượng|hình\s+thức|địa\s+điểm|số\s"
    r"|thành\s+phần|được|gồm|tổng(?!\s+(?:kết|hợp))|đây\s+là|các\s+nhiệm\s+vụ|như)\b",
    re.IGNORECASE,
)


def _parts(sentence: str, floor: int) -> list[tuple[int, int]]:
    """Return the clauses that may each order: those after ";" that begin with a verb or a body."""
    cuts = [0]
    ends: list[int] = []
    depth = at = 0
    for match in _CLAUSE.finditer(sentence, floor):
        between = sentence[at : match.start()]
        depth, at = depth + between.count("(") - between.count(")"), match.start()
        if depth > 0:
            continue
        after = match.end()
        beginning = sentence[after : after + openings.REACH + predicates.GAP_LENGTH]
        if _bare_action(sentence, after) is not None or (
            told(beginning) is not None and not _lists_on(sentence, match.start())
        ):
            ends.append(match.start() + 1)
            cuts.append(after)
    ends.append(len(sentence))
    return list(zip(cuts, ends, strict=True))


def _lists_on(sentence: str, at: int) -> bool:
    """Whether bodies that are instructed are listed up to ``at``, and so perhaps behind it."""
    before = sentence[max(0, at - openings.LISTED) : at]
    instructed = _INSTRUCTS.search(before)
    named = bodies.mentioned(before[instructed.end() :]) if instructed else ()
    return bool(named) and not before[instructed.end() + named[-1].end :].strip()  # type: ignore[union-attr]


_INSTRUCTS = re.compile(
    r"\b(?:hướng\s+dẫn|đôn\s+đốc|chỉ\s+đạo|yêu\s+cầu|phối\s+hợp(?:\s+với)?)\s+(?=[^,;.]{0,40}[,;])",
    re.I,
)


def _bare_action(text: str, at: int) -> int | None:
    if further := _FURTHER.match(text, at):
        at = further.end()
    if actions.end(text, at) is not None:
        return at
    if openings.OPENERS.match(text, at):
        for part in openings.PART.finditer(text, at, at + 200):
            if actions.end(text, part.end()) is not None:
                return part.end()
        if must := _MUST.match(text, at):
            return must.end()
    return None


_MUST = re.compile(r"khi\s+[^.;:]{5,160}?\s(?=phải\s)", re.IGNORECASE)
"""What happens before something has to be done, with no comma between: "Khi có … phải …"."""
