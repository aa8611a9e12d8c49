"""Bodies of State and Party by their names: "Sở Tài chính", "các sở, ngành", "UBND cấp xã".

A name begins with a form of ``data/bodies.tsv`` and goes on as names do: with capitals, ranks and
a few words that tell which ("có liên quan", "trực thuộc"). It ends before a verb of duty, which
stands in small letters: "Sở Xây dựng xây dựng …". Texts are taken in the one spelling of
``ingest.vietnamese.text.aligned``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.vietnamese import actions, body_places, body_words
from ingest.vietnamese.ranks import COMMITTEE, RANKS
from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.tokens import UPPER

_REMEMBERED = 4_096
"""Names and beginnings of lists that are kept: one line is asked for its bodies more than once."""
_LONGEST = 14
"""Words after its form that a name has at most."""


class BodyKind(StrEnum):
    """How a form begins a name."""

    NAME = "name"
    HEAD = "head"
    COMMON = "common"
    COUNTED = "counted"
    OFFICE = "office"
    FIELD = "field"


NAMED = frozenset((BodyKind.NAME, BodyKind.HEAD, BodyKind.OFFICE))
"""Bodies with a name of their own: among "các bộ, ngành" any may be."""
_KINDS_OF_BODY = frozenset((BodyKind.COMMON, BodyKind.COUNTED))


@dataclass(frozen=True, slots=True)
class Body:
    """A body at one place of a text: ``text[start:end]`` is its name as written."""

    start: int
    end: int
    name: str
    kind: BodyKind
    rank: str | None
    """nation, province, district or commune; None where its name leaves it open."""


_KNOWN = {
    form: (BodyKind(kind), None if rank == "-" else rank) for form, kind, rank in rows("bodies.tsv")
}
_FIELDS = tuple(form for form, known in _KNOWN.items() if known[0] is BodyKind.FIELD)
_OFFICES = tuple(form for form, known in _KNOWN.items() if known[0] is BodyKind.OFFICE)
_PROPER = {
    form: known
    for form, known in _KNOWN.items()
    if known[0] not in {*_KINDS_OF_BODY, BodyKind.FIELD}
}
_COMMON = {
    variant: known
    for form, known in _KNOWN.items()
    if known[0] in _KINDS_OF_BODY
    for variant in (form, form[:1].upper() + form[1:])
}
_MANY = r"(?:(?:các|những|toàn\s+thể|từng|mỗi|một\s+số)\s+)"
_HEAD = re.compile(
    rf"(?P<many>(?i:{_MANY}))?(?P<comrade>(?i:đồng\s+chí|đ/c)\s+)?(?:các\s+)?"
    rf"(?P<form>{alternatives((*_PROPER, *_COMMON))})(?!\w)"
)
_FIRST_WORD = re.compile(r"\w+|đ/c", re.IGNORECASE)
_FIRST_WORDS = frozenset(
    {form.split()[0].lower() for form in _KNOWN}
    | {"các", "những", "toàn", "từng", "mỗi", "một", "đồng", "đ"}
)
"""How a name may begin, in small letters: what rules out most places quickly."""
_FAR = 60
_SHARED = re.compile(
    rf"(?P<office>(?:{alternatives(_OFFICES)})\s+)?"
    r"[Cc]ác\s+(?P<form>[Bb]ộ|[Ss]ở|[Bb]an|[Cc]ục|[Cc]hi\s+cục|[Pp]hòng)\s*:\s*"
)
_FIELD = re.compile(
    rf"(?:{alternatives(_FIELDS)}|[{UPPER}]\w*(?:\s+(?!và\b)\w+)?(?:\s+(?:và|[-–])\s+[A-ZĐ]\w*\s+\w+)*)"
)
_COMMON_FIELD = re.compile(r"(?:Công an|Thanh tra|Thống kê|Hải quan|Thuế)(?!\w)")
_WORD = re.compile(r"\s*(?P<word>[^\s,;:.()“”\"/!?…]+)")
_RANK = re.compile(
    rf"(?:các\s+)?(?:cấp\s+)?(?:{alternatives(RANKS)}|thôn|tổ\s+dân\s+phố|khu\s+phố)(?!\w)",
    re.IGNORECASE,
)
_COMMITTEES = re.compile(rf"(?:các\s+)?{COMMITTEE}(?!\w|\s+quyền)", re.IGNORECASE)
_JOIN = re.compile(
    r"\s*(?:[,;/&]|[-–](?=\s)|\bvà\b|\bcùng\s+với\b|\bcùng\b|\bhoặc\b)\s*(?:(?:và|cùng)\s+)?"
)
_INSIDE = re.compile(r"\s*(?:,\s*và\b|,|và\b|[-–])\s*")
_TOUCHING = re.compile(r"\s+(?=Sở\b|UBND\b|Ủy ban nhân dân\b|Công an\b|Bộ\b|Các\b)")
_AND = re.compile(r"\s+và\s")
_NAMED = 3
"""Words of a name before its "và", one of them with a capital: "Chuyển đổi số và Truyền thông"."""
_LAST = re.compile(r"\s*(?:[,;:.()]|\Z)")
_SYLLABLE = re.compile(r"(?!cần|phải|sẽ|gửi|trình|giao)\w+")
"""A verb of one syllable, which after a capital is more often the rest of a word: "Đào tạo"."""


@lru_cache(_REMEMBERED)
def listed(text: str, start: int = 0, *, touching: bool = False) -> tuple[Body, ...]:
    """Return the bodies of the list that begins at ``start``: "Sở Y tế, các sở, ban, ngành".

    Words that only together name bodies stay together: "các sở, ban, ngành". In the cells of a
    table names may stand ``touching``, without a sign between them.
    """
    if fields := _of_fields(text, start):
        return fields
    found: list[Body] = []
    at = start
    while (body := _at(text, at, inner=bool(found))) is not None:
        if found and _belongs(found[-1], body):
            body = _joined(text, found.pop(), body)
        found += _at_places(text, body) or (body,)
        join = _JOIN.match(text, found[-1].end)
        if join is None and touching:
            join = _TOUCHING.match(text, found[-1].end)
        if join is None:
            break
        at = join.end()
    return tuple(found)


def _at_places(text: str, body: Body) -> tuple[Body, ...]:
    """Return the bodies of "UBND các tỉnh: A, B và C", each with its own name: "UBND tỉnh A"."""
    found: list[Body] = []
    for start, end, name in body_places.each(body.name, text, body.end):
        if _HEAD.match(text, start):
            break
        found.append(Body(start if found else body.start, end, name, body.kind, body.rank))
    return tuple(found)


def _of_fields(text: str, start: int) -> tuple[Body, ...]:
    """Return the bodies of "các Bộ: Quốc phòng, Y tế", each with its own name: "Bộ Quốc phòng"."""
    head = _SHARED.match(text, start) if "ác " in text[start : start + _FAR] else None
    if head is None:
        return ()
    found: list[Body] = []
    at = head.end()
    while field := _FIELD.match(text, at):
        begins, end = field.span()
        name = f"{head['office'] or ''}{head['form'].capitalize()} {text[begins:end]}"
        name = " ".join(name.split())
        first = start if not found else begins
        found.append(Body(first, end, name, BodyKind.NAME, _rank(name)))
        join = _JOIN.match(text, end)
        if join is None:
            break
        if _HEAD.match(text, join.end()) and not _COMMON_FIELD.match(text, join.end()):
            return (*found, *listed(text, join.end()))
        at = join.end()
    return tuple(found) if len(found) > 1 else ()


def mentioned(text: str) -> tuple[Body, ...]:
    """Return the bodies named anywhere in the text, in order; kinds of bodies where counted."""
    found: list[Body] = []
    for word in re.finditer(r"\b[^\W\d_]", text):
        if found and word.start() < found[-1].end:
            continue
        if body := _at(text, word.start()):
            found.append(body)
    return tuple(found)


def begins_name(text: str) -> bool:
    """Return whether a text begins as names of bodies do, in whatever words it goes on."""
    return _HEAD.match(text) is not None and body_words.UNLIKE.match(text) is None


def only_bodies(text: str) -> tuple[Body, ...]:
    """Return the bodies of a text that names nothing else, signs and brackets at its end aside."""
    found = listed(text, touching=True)
    if not found:
        return ()
    rest = re.sub(r"\([^()]*\)", "", text[found[-1].end :])
    return () if any(map(str.isalnum, rest)) else found


def _at(plain: str, start: int, *, inner: bool = False) -> Body | None:
    """Return the body at ``start``; ``inner`` where one stands before it in the same list."""
    word = _FIRST_WORD.match(plain, start)
    if word is None or word.group().lower() not in _FIRST_WORDS:
        return None
    match = _HEAD.match(plain, start)
    if match is None:
        return None
    begins = match.start("form")
    form = " ".join(match["form"].split())
    if body_words.UNLIKE.match(plain, begins):
        return None
    kind, rank = _PROPER.get(form) or _COMMON[form]
    if kind is BodyKind.HEAD and not _goes_on_as_name(plain, match.end()):
        known = _COMMON.get(form[:1].lower() + form[1:])
        if known is None:
            return None
        kind, rank = known
    end = _name_end(plain, match.end(), kind)
    if (
        kind is BodyKind.COUNTED
        and match["many"] is None
        and not (
            _stands_in_list(plain, match.end(), form) and (inner or _leads_pair(plain, form, end))
        )
    ):
        return None
    name = " ".join(plain[start:end].split())
    return Body(start, end, name, kind, rank or _rank(name))


def _goes_on_as_name(plain: str, at: int) -> bool:
    word = _WORD.match(plain, at)
    if word is None:
        return False
    first = word["word"]
    return bool(
        first[:1].isupper() or first[:1].isdigit() or _RANK.match(plain, word.start("word"))
    )


def _stands_in_list(plain: str, at: int, form: str) -> bool:
    """Whether a kind of body that is not counted ends here, as in a list it does."""
    word = _WORD.match(plain, at)
    if word is None or word["word"] == "và" or body_words.PLACED.match(word["word"]):
        return True
    begins = word.start("word")
    if (
        _RANK.match(plain, begins)
        or body_words.QUALIFIER.match(plain, begins)
        or _HEAD.match(plain, begins)
    ):
        return True
    return form.lower() != "tổ chức" and actions.end(plain, begins) is not None


def _leads_pair(plain: str, form: str, end: int) -> bool:
    """Whether the first of a list goes on as "sở, ban" does."""
    following = re.match(r",\s*(\w+(?:\s+\w+)?)", plain[end : end + 30])
    return following is not None and _pairs(form, following[1])


def _name_end(plain: str, at: int, kind: BodyKind) -> int:
    """Return where a name ends whose form ends at ``at``."""
    end, free = at, 0
    for _ in range(_LONGEST):
        word = _WORD.match(plain, end)
        inner = _inside(plain, end) if word is None or word["word"] in {"và", "-", "–"} else None
        if inner is not None:
            end, free = inner, 1
            continue
        if word is None:
            break
        step = _step(plain, word, kind, free=free, before=plain[at:end])
        if step is None:
            break
        end, free = step
    return end


def _step(
    plain: str, word: re.Match[str], kind: BodyKind, *, free: int, before: str
) -> tuple[int, int] | None:
    """Return where a name that goes on with ``word`` ends, and how many small words may follow."""
    begins, first = word.start("word"), word["word"]
    if before.strip() in body_words.AGAINST and (found := body_words.PREVENTS.match(plain, begins)):
        return found.end(), 0
    for form in (
        _COMMITTEES,
        _RANK,
        body_words.QUALIFIER if kind in _KINDS_OF_BODY else body_words.WHICH,
    ):
        found = form.match(plain, begins)
        if found is not None and not body_words.UNLIKE.match(plain, begins):
            return found.end(), 0
    if before.strip() in {"", "các"} and (chained := _chained(plain, begins, kind)):
        return chained, 0
    if first[:1].isupper() or first[:1].isdigit():
        if before.strip() and _ends_in_rank(before) and _begins_anew(plain, word):
            return None
        return word.end(), 1
    if first == "đảng" and kind is BodyKind.NAME:
        return word.end(), 1
    end = _small(plain, word, kind, free=free)
    return None if end is None else (end, 0)


def _begins_anew(plain: str, word: re.Match[str]) -> bool:
    """Whether what follows a rank is another name, or a line's order: "… tỉnh Đẩy mạnh"."""
    if _TOUCHING.match(plain, word.start()):
        return True
    begins = word.start("word")
    end = actions.end(plain, begins)
    return end is not None and not _SYLLABLE.fullmatch(plain, begins, end)


def _chained(plain: str, begins: int, kind: BodyKind) -> int | None:
    """Return where the body ends that another is named by: "Giám đốc Sở …", "Văn phòng UBND"."""
    held = _HEAD.match(plain, begins) if kind in {BodyKind.OFFICE, BodyKind.HEAD} else None
    if held is None:
        return None
    form = " ".join(held["form"].split())
    kept = _PROPER.get(form, (BodyKind.NAME, None))[0]
    inner = BodyKind.COMMON if form in _COMMON and form not in _PROPER else kept
    return _name_end(plain, held.end(), inner)


def _small(plain: str, word: re.Match[str], kind: BodyKind, *, free: int) -> int | None:
    """Return where a name ends that may go on with a word in small letters, None where not."""
    begins, first = word.start("word"), word["word"]
    labelled = len(first) == 1 and plain[word.end() : word.end() + 1] == ")"
    delegates = first == "ủy" and plain[word.end() : word.end() + 6] == " quyền"
    if labelled or delegates or body_words.STOPS.match(first):
        return None
    ahead = kind is BodyKind.HEAD and not body_words.ORDERS.match(plain, begins)
    if ahead and (found := body_words.AHEAD.match(plain, word.start())):
        return found.end()
    end = actions.end(plain, begins)
    if end and not (free and _SYLLABLE.fullmatch(plain, begins, end)):
        return None
    if kind in _KINDS_OF_BODY or free or (kind is BodyKind.HEAD and _LAST.match(plain, word.end())):
        return word.end()
    more = kind is BodyKind.HEAD and _AND.match(plain, word.end())
    return word.end() if more and _inside(plain, word.end()) is not None else None


def _ends_in_rank(text: str) -> bool:
    return text.lower().rstrip().endswith(RANKS)


def _inside(plain: str, at: int) -> int | None:
    """Return where a name goes on after "," or "và" that are part of it: "Thể thao và Du lịch"."""
    join = _INSIDE.match(plain, at)
    if join is None:
        return None
    begins = join.end()
    if (rank := _RANK.match(plain, begins)) and not body_words.UNLIKE.match(plain, begins):
        return rank.end() if _RANK.search(plain, max(0, at - 40), at) else None
    if not plain[begins : begins + 1].isupper():
        return None
    if _HEAD.match(plain, begins) and not body_words.UNLIKE.match(plain, begins):
        return None
    words = plain[max(0, at - 30) : at].split()
    if not any(word[:1].isupper() for word in words[-_NAMED:]):
        return None
    word = _WORD.match(plain, begins)
    return word.end() if word else None


def _rank(name: str) -> str | None:
    lowered = name.lower()
    for rank, words in (
        ("commune", (" xã", "phường", "đặc khu", "thị trấn")),
        ("district", ("huyện", "quận", "thị xã")),
        ("province", ("tỉnh", "thành phố")),
    ):
        if any(word in lowered for word in words):
            return rank
    return None


def _belongs(before: Body, body: Body) -> bool:
    """Whether two neighbours are one: "các sở" and "ban", "cơ quan" and "đơn vị liên quan"."""
    counted = re.match(_MANY, body.name, re.IGNORECASE) is not None
    listing = before.kind in {*_KINDS_OF_BODY, BodyKind.OFFICE}
    if counted or not listing or body.kind not in _KINDS_OF_BODY:
        return False
    last = re.split(rf",\s*|{_MANY}", before.name, flags=re.IGNORECASE)[-1]
    if before.kind is BodyKind.OFFICE:
        last = next((each for each in _lasts(last) if each.lower() in _COMMON), last)
    return _pairs(last, body.name)


def _lasts(name: str) -> tuple[str, ...]:
    """Return the last two words of a name, and the last."""
    words = name.split()
    return " ".join(words[-2:]), words[-1]


def _pairs(first: str, second: str) -> bool:
    return (_stem(first.lower()), _stem(second.lower())) in body_words.PAIRS


def _stem(name: str) -> str:
    words = name.replace(",", " ").split()
    stems = (" ".join(words[:size]) for size in (2, 1))
    return next((stem for stem in stems if stem in _COMMON), name)


def _joined(text: str, before: Body, body: Body) -> Body:
    name = " ".join(text[before.start : body.end].split())
    return Body(before.start, body.end, name, before.kind, body.rank or before.rank)
