"""The things that a question sets against one another: "thẻ A và thẻ B khác nhau thế nào"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.question.phrases import pattern, syllable_set

_JOINT = re.compile(
    r"\s*(?:[,;]\s*(?:và|với|còn|hay)\s|\b(?:so với|với|và|hay|hoặc|còn)\s|[,;/]\s"
    r"|\bkhác\s+(?:gì\s+(?:với\s|so với\s)?|với\s|so với\s))\s*(?:của\s+)?"
)
_WORD = re.compile(r"[^\W_][\w./-]*")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SENTENCE = re.compile(r"[^.:?;]*\.(?=\s+\S)")
"""The end of a sentence, before another."""
_FAR = 12
"""Words before a joint among which the first side begins."""
_NEAR = 7
"""Words of a side of which nothing tells where it ends."""
_MATTERS = re.compile(r"(?::|\bvề)\s+(?P<several>[^:?.]+)")
"""What several are compared in, after their names: ": hạn báo cáo, kinh phí", "về hạn và nơi"."""
_AND = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
_MOST = 4
"""Matters that several are compared in; of more each is hardly one."""
_TELLING = 2
"""Pairs of words that tell a side; of fewer all do."""
_MORE = 3
"""Words that a side may be longer than the one before it."""
_OF = "của"
_AGAINST = "so với"
_WHETHER = (" không", " chưa")
_SEVERAL = frozenset({"các", "những", "hai", "mọi"})
"""Words before what makes one thing of two: "ban quản lý các khu A và khu B"."""


def sides(text: str) -> tuple[str, ...]:
    """Return the sides, in order; none where the text joins nothing.

    A side begins with the word that its other side begins with, "cấp III với cấp IV"; where none
    does, sides are the words next to the last joint. ``text`` is in lower case.
    """
    joints = list(_JOINT.finditer(text))
    for joint in sorted(joints, key=_weak):
        if found := _alike(text, joint):
            return found
    for joint in sorted(joints, key=_weak):
        first = [word.group() for word in _WORD.finditer(text, 0, joint.start())][-_NEAR:]
        second = list(_until(text, joint.end()))[:_NEAR]
        if len(first) > 1 and second and not joint.group().strip().startswith((",", ";", "/")):
            return " ".join(first), " ".join(second)
    return ()


def set_beside(text: str) -> str:
    """Return the words that join two of a kind of which one thing is asked, "" where none are.

    What asks stands after both, "giám đốc quỹ A và giám đốc quỹ B do ai bổ nhiệm", or sets one
    against the other, "được mấy điểm ở nhóm A so với nhóm B". ``text`` is in lower case.
    """
    asking = [match.start() for match in pattern("kind", "asking").finditer(text)]
    for joint in _JOINT.finditer(text):
        after = any(at >= joint.end() for at in asking)
        alone = after and not any(at < joint.start() for at in asking)
        against = bool(asking) and joint.group().strip().startswith(_AGAINST)
        if (alone or against) and not _weak(joint) and (found := _alike(text, joint)):
            before, *_ = text[: joint.start()].rpartition(found[0])
            of_many = before.split()[-1:] and before.split()[-1] in _SEVERAL
            if not of_many and not found[0].endswith(_WHETHER):
                return joint.group().strip()
    return ""


def _weak(joint: re.Match[str]) -> bool:
    """Return whether a mark alone joins, as it does in names too."""
    return joint.group().strip() in {",", ";", "/"}


def _alike(text: str, joint: re.Match[str]) -> tuple[str, ...]:
    """Return the sides before and after a joint that begin with one word."""
    after = list(_until(text, joint.end()))
    head = next((word for word in after if word not in syllable_set("asking")), "")
    before = [word.group() for word in _WORD.finditer(text, 0, joint.start())]
    near = range(max(0, len(before) - _FAR), len(before))
    starts = [at for at in near if before[at] == head]
    if not starts and joint.group().split()[-1] == _OF:  # "của tổ chức và của cá nhân"
        starts = [at + 1 for at in near if before[at] == _OF][-1:]
    if not head or not starts:
        return ()
    bounds = [*starts, len(before)]
    found = [" ".join(before[a:b]) for a, b in pairwise(bounds)]
    longest = max(len(side.split()) for side in found) + _MORE
    second = after[after.index(head) :][:longest]
    if len(second) < 2 or any(len(side.split()) < 2 for side in found):
        return ()
    return (*found, " ".join(second))


def _until(text: str, start: int) -> Iterator[str]:
    """Yield the words from ``start`` to what is asked of both."""
    stop = pattern("sides", "end").search(text, start)
    for word in _WORD.finditer(text, start, stop.start() if stop else len(text)):
        yield word.group()


def matters(text: str, named: int) -> tuple[str, ...]:
    """Return the matters in which ``text`` compares what it has named up to ``named``, in order.

    None where it is one; each has two words at least. ``text`` is in lower case.
    """
    told = _MATTERS.search(text, named)
    if told is None:
        return ()
    stop = pattern("sides", "end").search(text, told.start("several"), told.end())
    several = text[told.start("several") : stop.start() if stop else told.end()]
    found = [piece.strip() for piece in _AND.split(several) if piece.strip()]
    whole = 1 < len(found) <= _MOST and all(len(_WORD.findall(piece)) > 1 for piece in found)
    return tuple(found) if whole else ()


def alone(text: str) -> str:
    """Return what is asked of one side without the words that set it against the others."""
    return " ".join(pattern("sides", "against").sub(" ", text).split())


def questions(text: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return what ``text`` asks of each of its sides alone; ``named`` are ``sides(text)``."""
    return tuple(alone(_without(text, [o for o in named if o != side])) for side in named)


def told_of(named: Sequence[str], *texts: str) -> int | None:
    """Return which of the sides ``named`` is spoken of: the one named first, by the first text.

    A side is named by the pairs of words that it alone has, two of them or all. What names all in
    one breath speaks of none. None where no text speaks of one.
    """
    pairs = [tuple(pairwise(_WORD.findall(side))) for side in named]
    for text in texts:
        words = list(pairwise(_WORD.findall(text.lower())))
        found = []
        for at, own in enumerate(pairs):
            others = {pair for other in pairs if other != own for pair in other}
            telling = set(own) - others
            said = [pair for pair in telling if pair in words]
            if said and len(said) >= min(_TELLING, len(telling)):
                found.append((min(map(words.index, said)), at))
        found.sort()
        joined = 1 < len(found) == len(named) and found[-1][0] - found[0][0] <= _NEAR
        if found and not joined:
            return found[0][1]
    return None


def _without(text: str, others: list[str]) -> str:
    for other in others:
        words = r"\W+".join(map(re.escape, _WORD.findall(other)))
        left = re.sub(rf"(?:{_JOINT.pattern}){words}", " ", text, count=1, flags=re.IGNORECASE)
        after = rf"{words}(?:{_JOINT.pattern})"
        text = left if left != text else re.sub(after, " ", text, count=1, flags=re.IGNORECASE)
    return text


def of_parties(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return what ``text`` asks of each of the parties whose names stand at ``spans``, in order.

    What is said of a party goes with its name: "kế hoạch A của X và đề án B của Y …" asks of X
    "kế hoạch A của X …". None where words do not join the names.
    """
    joints = [_JOINT.search(text.lower(), a[1], b[0]) for a, b in pairwise(spans)]
    if not joints or any(joint is None for joint in joints):
        return ()
    cuts = [joint.span() for joint in joints if joint]
    first = _opening(text.lower(), spans[0][0], *cuts[0])
    last = spans[-1][1]
    for said_of_last in (_BRACKET, _SENTENCE):
        if found := said_of_last.match(text, last):
            last = found.end()
    starts, ends = [first, *(end for _, end in cuts)], [*(start for start, _ in cuts), last]
    asked = (f"{text[:first]}{text[a:b]} {text[last:]}" for a, b in zip(starts, ends, strict=True))
    return tuple(" ".join(each.split()) for each in asked)


def _opening(text: str, named: int, joint: int, after: int) -> int:
    """Return where the first side begins: with the word that the second begins with, or its name.

    ``named`` is where its name does; the joint is ``text[joint:after]``. "Của X và của Y": after
    the same word.
    """
    if text[joint:after].split()[-1:] == [_OF] and (of := text.rfind(f" {_OF} ", 0, named)) >= 0:
        return of + len(_OF) + 2
    head = _WORD.search(text, after)
    before = list(_WORD.finditer(text, 0, joint))[-_FAR:]
    alike = [each.start() for each in before if head and each.group() == head.group()]
    return min([named, *alike])
