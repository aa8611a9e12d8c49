"""How the documents that a question names combine: "ngày 5/12 của Hòa Giang" is one, "A và B" two.

What one says of a document narrows it; what stands on both sides of "và" does not. Whose a number
is said to be, though it is another's, is a mistake and no second document.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.question.names import NUMBERED, Mention, MentionKind
from index.question.phrases import pattern
from index.question.query import Party
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables

_JOINING = re.compile(
    r"\b(?:và|với|so với|hay|hoặc|còn|lẫn|cùng|va|voi|hoac|con|lan|cung)\b|[;/&]", re.IGNORECASE
)
_ANOTHER = re.compile(
    rf"(?:{_JOINING.pattern})\s+(?:{pattern('kinds', 'document').pattern})", re.IGNORECASE
)
"""What makes a name that of a further document: "kế hoạch 12 và kế hoạch của B"."""
_WITHIN = re.compile(r"\b(?:theo|trong|tại)\s+$")
_PLACED = re.compile(rf"\s*(?:(?:{pattern('naming', 'place').pattern})\.?)?\s*")
"""Between a department and its place."""

_WHOSE = frozenset(
    {
        *(MentionKind.PLACE, MentionKind.INITIALS, MentionKind.OLD_PLACE),
        *(MentionKind.ISSUER, MentionKind.SIGNER),
    }
)


def combine(text: str, mentions: Sequence[Mention]) -> tuple[Party, ...]:
    """Return the parties, in order; ``mentions`` are those of ``text``, in order.

    Mentions of different kinds with documents in common are of one party, unless words join them.
    A party that another makes precise is left out: a signer tells which plan of his place.
    """
    groups: list[list[Mention]] = []
    for mention in mentions:
        group = groups[-1] if groups else []
        if group and (_narrows(text, group, mention) or _mistaken(text, group, mention)):
            group.append(mention)
        else:
            groups.append([mention])
    parties = [Party(tuple(group), _common(group)) for group in groups]
    sets = {frozenset(party.document_ids) for party in parties}
    kept: dict[tuple[str, ...], Party] = {}
    for party in parties:
        if not any(other < frozenset(party.document_ids) for other in sets):
            kept.setdefault(party.document_ids, party)
    return tuple(kept.values())


def of_another(
    text: str, mentions: Sequence[Mention], about: Callable[[str], frozenset[str]]
) -> Iterator[Mention]:
    """Yield the mentions without names that tell what a document named by its number is about.

    "Kết luận tại buổi làm việc với tỉnh B (thông báo 12)" asks of no document of B. ``about`` gives
    the folded syllables of what a document is about. Nor does "B chủ trì phiên họp (thông báo 12)"
    of one that B signed. Where documents are compared, or another one is named, all stay; within
    the only one that is named, all go.
    """
    numbered = [mention for mention in mentions if mention.kind in NUMBERED]
    numbers = {d for mention in numbered for d in mention.document_ids}
    compared = pattern("kind", "compare").search(text.lower())
    for mention in mentions:
        apart = mention.kind in _WHOSE and not numbers.intersection(mention.document_ids)
        within = apart and _within(text, mention, numbered, joined=bool(compared))
        if not (within or (apart and not compared and _told(text, mention, numbered, about))):
            yield mention


def _within(text: str, mention: Mention, numbered: Sequence[Mention], *, joined: bool) -> bool:
    """Return whether one document is named, by its number, and all is asked of it.

    "Xã A và xã B theo thông báo 12", "kế hoạch 12 giao xã A": what else is mentioned names none.
    Of "kế hoạch 12 của xã A" it is said whose it is.
    """
    if len(numbered) != 1:
        return False
    (number,) = numbered
    if pattern("kinds", "document").search(f"{text[: number.start]} {text[number.end :]}".lower()):
        return False
    if pattern("naming", "said_of").fullmatch(text[number.end : mention.start].lower()):
        return False
    if _WITHIN.search(text[: number.start].lower()):
        return True
    first, last = sorted((number, mention), key=lambda each: each.start)
    return not joined and not _JOINING.search(text[first.end : last.start])


def telling(mentions: Sequence[Mention], parties: Sequence[Party]) -> tuple[Mention, ...]:
    """Return the mentions without those by which a party is mistaken for another's."""
    mistaken = {
        mention
        for party in parties
        for mention in party.mentions
        if not set(mention.document_ids).intersection(party.document_ids)
    }
    return tuple(each for each in mentions if each not in mistaken)


def of_departments(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions, a place right after its department as the documents of that."""
    for before, mention in zip([None, *mentions], mentions, strict=False):
        if before and before.kind is MentionKind.ISSUER:
            between = text[before.end : mention.start].lower()
            of_it = tuple(d for d in mention.document_ids if d in before.document_ids)
            if of_it and _PLACED.fullmatch(between):
                mention = replace(mention, document_ids=of_it)
        yield mention


def _told(
    text: str,
    mention: Mention,
    numbered: Sequence[Mention],
    about: Callable[[str], frozenset[str]],
) -> bool:
    """Return whether a document named by its number is about who or what is mentioned."""
    name = set(map(fold, syllables(text[mention.start : mention.end])))
    for number in numbered:
        first, last = sorted((number, mention), key=lambda each: each.start)
        if _ANOTHER.search(text[first.end : last.end]):
            continue
        if any(name <= about(key) for key in number.document_ids):
            return True
        if mention.kind is MentionKind.SIGNER and _acts(
            text[first.end : last.start], mention, text
        ):
            return True
    return False


def _acts(between: str, mention: Mention, text: str) -> bool:
    """Return whether who signs documents is named as somebody of this one: none of his is meant."""
    before = text[: mention.start].lower()
    led = any(m.end() == len(before) for m in pattern("naming", "said_of").finditer(before))
    return not led and not _JOINING.search(between)


def _narrows(text: str, group: Sequence[Mention], mention: Mention) -> bool:
    if mention.kind in {other.kind for other in group}:
        return False
    if _JOINING.search(text[group[-1].end : mention.start]):
        return False
    return bool(set(_common(group)).intersection(mention.document_ids))


def _mistaken(text: str, group: Sequence[Mention], mention: Mention) -> bool:
    """Return whether a number is said to be whose it is not: "kế hoạch 12 của B", which is A's.

    What a document carries out is of whoever issued that: "kế hoạch thực hiện nghị quyết 12 của B".
    """
    last = group[-1]
    if last.kind not in NUMBERED or mention.kind not in _WHOSE:
        return False
    if pattern("naming", "carried").search(text[: last.start].lower()):
        return False
    return bool(pattern("naming", "said_of").fullmatch(text[last.end : mention.start].lower()))


def _common(group: Sequence[Mention]) -> tuple[str, ...]:
    """Return the documents that all mentions have in common, mistaken ones aside."""
    found = group[0].document_ids
    for mention in group[1:]:
        shared = set(mention.document_ids)
        found = tuple(d for d in found if d in shared) or found
    return found
