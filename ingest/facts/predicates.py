"""What bodies are told to do: where the words begin behind their names that say it."""

import re

from ingest.vietnamese import actions, tokens

_ASIDE = re.compile(r"\s*\([^()]{1,200}\)")
_MODAL = re.compile(
    r"\s*,?\s*(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|chịu\s+trách\s+nhiệm|cần|phải|sẽ|được\s+giao"
    r"|theo\s+chức\s+năng(?:,\s+nhiệm\s+vụ)?(?:\s+được\s+giao)?)\s*[,:]?\s*)+",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"\s*,?\s*(?:theo|căn\s+cứ|trên\s+cơ\s+sở|trong|với|tùy|tuỳ|bằng|khi|ngoài|tại|được|nêu|dựa|là"
    r"|từ|có|giao|nhằm|sau|nhất\s+là|đặc\s+biệt|như|đã|thông\s+qua|ngay|qua|vào|trước|cùng|nơi|\w+(?:\s+\w+)?,)[^.;:]{0,200}?"
    r"(?:[,]\s*|\s+)(?=(?P<verb>\w))",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\s*,?\s*(?:(?:cơ\s+bản|hoàn\s+toàn)\s+)?(?:đã|vừa|đang|vẫn|còn|chưa|không\s+phải|gồm|bao\s+gồm|nhất\s+trí"
    r"|đồng\s+ý|ghi\s+nhận|biểu\s+dương|hoan\s+nghênh|đánh\s+giá\s+cao|được\s+thành\s+lập|có\s+thể|có\s+quyền"
    r"|có\s+thẩm\s+quyền|được\s+(?:quyền|phép|cấp|hưởng|sử\s+dụng|bầu|xét)|trân\s+trọng|là\s+(?:hệ\s+thống|người|một|những|đơn\s+vị\s+(?:sự\s+nghiệp|nghệ)))\b"
    r"|\s*,?\s*(?:trong|thời|từ|qua|đến)\b[^.;:]{0,60}?\s(?:đã|vừa)\s",
    re.IGNORECASE,
)
"""What tells what was done, holds, is agreed to or allowed, and orders nothing."""


def begins(text: str, at: int) -> int | None:
    """Return where what is ordered begins, after the bodies that end at ``at``; None for none."""
    if aside := _ASIDE.match(text, at):
        at = aside.end()
    if PAST.match(text, at):
        return None
    if label := FIRST_ITEM.match(text, at):
        at = label.end()
        return at if actions.end(text, at) is not None else None
    if text[at : at + 1] == ":":
        begins = at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip())
        told = begins < len(text) and not text[begins].isdigit()
        verb = " " in text[begins : actions.end(text, begins) or begins]
        places = not verb and _are_places(text[begins:])
        return _after_places(text, begins) if told and not places else None
    bare = at
    if modal := _MODAL.match(text, at):
        at = modal.end()
        if modal.group().rstrip().endswith(":") and actions.end(text, at) is not None:
            return at
        if _CHARGES.search(modal.group()) and _PLAIN.match(text, at):
            return at
    begins = at + len(text[at:]) - len(text[at:].lstrip(" ,"))
    if (charged := WHO_HAVE.match(text, at)) and _PLAIN.match(text, charged.end()):
        return charged.end()
    if orders_at(text, begins) and not ("," in text[at:begins] and _NOUN.match(text, begins)):
        return begins
    if (named := _TO_COLON.match(text, at)) and actions.end(text, named.end()) is not None:
        return named.end()
    if (obliged := _OBLIGED.match(text, at)) and actions.end(text, obliged.end()) is not None:
        return obliged.end()
    return _later(text, bare, at)


def _later(text: str, bare: int, at: int) -> int | None:
    """Return where what is ordered begins behind further words, ``bare`` of those that oblige."""
    if liable := _LIABLE.match(text, bare):
        return liable.start("what")
    later = after_words(text, at) or _after_gap(text, at)
    return None if later and _ALLOWED.search(text, at, later) else later


_LIABLE = re.compile(
    r"\s+(?:phải\s+)?(?P<what>chịu\s+(?:hoàn\s+toàn\s+)?trách\s+nhiệm\s+(?:toàn\s+diện\s+|cá\s+nhân\s+|chính\s+)?(?:trước|về)\s)",
    re.IGNORECASE,
)
"""What says before whom and for what a body answers."""
WHO_HAVE = re.compile(
    r"(?P<which>(?:\s+[^\s,.;:()“”\"]+){2,14}?)\s+(?:phải\s+)?có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)\s+",
    re.IGNORECASE,
)
"""Which bodies are meant, up to what they are obliged to: "… chủ trì nhiệm vụ có trách nhiệm …"."""
_CHARGES = re.compile(r"\bcó\s+(?:trách\s+nhiệm|nhiệm\s+vụ)\s+\Z", re.IGNORECASE)
_PLAIN = re.compile(
    rf"(?!(?:trong|và|của|với|về|đối|theo|là|được|sau|trước|như|gì|nào)\b)[{tokens.LOWER}]\w"
)
"""What follows the words that oblige: a verb, known or not."""
_TO_COLON = re.compile(r"(?:\s+[^\s,.;:()“”\"]+){1,8}:\s+")
"""What is left of a name before a colon, in words that are not known."""
_OBLIGED = re.compile(
    r"\s*(?:[^\s,.;:()“”\"]+\s+){1,12}?(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|phải)\s+", re.IGNORECASE
)
"""What is left of a name, and the words that oblige: "… được giao vốn có trách nhiệm …"."""
_ALLOWED = re.compile(r"\b(?:có\s+thể|có\s+quyền|được\s+phép)\b", re.IGNORECASE)
"""What between a body and a verb says that it may, not that it has to."""
FIRST_ITEM = re.compile(r"\s*:?\s*(?:a|1)\)\s*")
"""The label of the first item, where it goes on in the line of those whom it is for."""
_NOUN = re.compile(r"tổ\s+chức\s")
"""What after a comma goes on with a list of bodies, and only else is a verb."""


def orders_at(text: str, at: int) -> bool:
    """Return whether a verb of duty in small letters stands at ``at``, as behind a body it does."""
    return text[at : at + 1].islower() and actions.end(text, at) is not None


def after_words(text: str, at: int) -> int | None:
    """Return where an order begins behind a few words more of a name that is not known."""
    begins = at
    for number, word in enumerate(_NEXT_WORD.finditer(text, at)):
        if (
            number > (_LONGEST_REST if " và " in text[begins : word.start()] else _MORE)
            or (number and text[at : word.start()].strip())
            or _NO_NAME.match(word[1])
        ):
            return None
        if number and orders_at(text, word.start(1)):
            return word.start(1)
        at = word.end()
    return None


_MORE = 6
"""Words by which a name may go on that the vocabulary of bodies does not know."""
_LONGEST_REST = 9
"""The same of a name of two parts: "… gốm thô và gốm tráng men"."""
_NEXT_WORD = re.compile(r"\s+([^\s,.;:()“”\"]+)")
_NO_NAME = re.compile(r"(?:đã|không|chưa|là|gồm|bị|thì|mà|nếu|do|vì)\Z")


def _after_places(text: str, at: int) -> int:
    """Return where an order begins behind the places that a colon lists, ``at`` where none are."""
    if actions.end(text, at) is not None:
        return at
    for word in LATER_WORD.finditer(text, at, at + _PLACES_REACH):
        if orders_at(text, word.start()) and _are_places(text[at : word.start()]):
            return word.start()
    return at


_PLACES_REACH = 420
"""Characters in which places may be listed."""
LATER_WORD = re.compile(r"(?<=\s)\w+")
_PLACE = re.compile(rf"(?:các|tỉnh|thành\s+phố|từ|đến|TP\.?)\s|[{tokens.UPPER}]")
_BETWEEN = re.compile(r"[,;]\s*(?:\([ivx]{1,5}\)\s*)?|\A\([ivx]{1,5}\)\s*|\bvà\s+")


def _are_places(text: str) -> bool:
    """Whether a text only lists names: each part begins with a capital, and is short."""
    named = [part for part in _BETWEEN.split(text.strip(" .;")) if part]
    return all(_PLACE.match(part) and len(part.split()) <= _MORE for part in named)


def _after_gap(text: str, at: int) -> int | None:
    gap, named = _GAP.match(text, at), -1
    while gap is not None:
        begins = gap.start("verb")
        if begins >= named and text[begins].islower() and actions.end(text, begins) is not None:
            if not _is_noun(text, at, begins) and not _JOINS.fullmatch(text, named, begins):
                return begins
            named = actions.end(text, begins) or begins
        gap = _GAP_ON.match(text, gap.end()) if gap.end() - at < GAP_LENGTH else None
    return None


def _is_noun(text: str, at: int, begins: int) -> bool:
    """Whether what looks like a verb belongs to the noun before it."""
    given = text.startswith("được giao", begins) and _GIVEN.search(text, at, begins)
    return bool(given) or _OF_NOUN.search(text, at, begins) is not None


_GIVEN = re.compile(r"\b(?:nhiệm\s+vụ|chức\s+năng|thẩm\s+quyền|quyền\s+hạn)\s+\Z", re.IGNORECASE)
_OF_NOUN = re.compile(
    r"\b(?:cơ\s+sở|ngành|lĩnh\s+vực|công\s+tác|hoạt\s+động|việc|sự\s+nghiệp|chương\s+trình|kế\s+hoạch)\s+\Z",
    re.IGNORECASE,
)
"""A noun that a verb right behind it belongs to: "các cơ sở giáo dục"."""
_JOINS = re.compile(r"\s*(?:và|,)\s*")
GAP_LENGTH = 200
_GAP_ON = re.compile(r"[^\s,.;:]+(?:[,]\s*|\s+)(?=(?P<verb>\w))")
