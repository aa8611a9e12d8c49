"""How the documents that a question names combine: "ngày 5/12 của Hòa Giang" is one, "A và B" two.

What one says of a document narrows it; what stands on both sides of "và" does not.
"""

import re
from collections.abc import Sequence

from index.question.names import Mention
from index.question.query import Party

_JOINING = re.compile(
    r"\b(?:và|với|so với|hay|hoặc|còn|lẫn|cùng|va|voi|hoac|con|lan|cung)\b|[;/&]", re.IGNORECASE
)


def combine(text: str, mentions: Sequence[Mention]) -> tuple[Party, ...]:
    """Return the parties, in order; ``mentions`` are those of ``text``, in order.

    Mentions of different kinds with documents in common are of one party, unless words join them.
    A party that another makes precise is left out: a signer tells which plan of his place.
    """
    groups: list[list[Mention]] = []
    for mention in mentions:
        group = groups[-1] if groups else []
        if group and _narrows(text, group, mention):
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


def _narrows(text: str, group: Sequence[Mention], mention: Mention) -> bool:
    if mention.kind in {other.kind for other in group}:
        return False
    if _JOINING.search(text[group[-1].end : mention.start]):
        return False
    return bool(set(_common(group)).intersection(mention.document_ids))


def _common(group: Sequence[Mention]) -> tuple[str, ...]:
    first, *others = group
    if not others:
        return first.document_ids
    shared = set(first.document_ids).intersection(*(m.document_ids for m in others))
    return tuple(d for d in first.document_ids if d in shared)
