"""Documents called by whose charter they are: "Hội A", "Quỹ B"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from index.question.grouped import Grouped
from index.question.names import Known, Mention, MentionKind
from index.question.phrases import pattern
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE

_KIND = "điều lệ"
_OF = re.compile(rf"{_KIND}(?:\s*\([^()]*\))*\s+(?P<name>.+)")
_FIRST = 3
"""Syllables that a name has at least, and is looked up by."""
_RANKS = frozenset({"tỉnh", "huyện", "xã", "phường"})
"""What may be left out before the place in a name: "Quỹ A tỉnh B" is "Quỹ A B"."""
_SHORT = "hội"
"""What a name may begin with that has it as its second syllable: "hội A" of "hiệp hội A"."""

Key = tuple[str, ...]


def keys(known: Known) -> Iterator[Key]:
    """Yield how the names begin, folded, of whom a document is the charter, or recognises it."""
    for name in _names(known):
        begins = tuple(map(fold, name[:_FIRST]))
        if len(begins) == _FIRST:
            yield begins


def find(
    text: str, charters: Grouped[Key], kinds: Grouped[str], known: Mapping[str, Known]
) -> Iterator[Mention]:
    """Yield where ``text`` names whose charter documents are; of several those it names longest.

    Where it asks for what the body itself issued, by its kind, that: see ``_issued``.
    """
    tokens = list(PIECE.finditer(text.lower()))
    for at in range(len(tokens) - _FIRST + 1):
        said = [token.group() for token in tokens[at:]]
        alike = {
            document_id: max(_alike(said, name) for name in _names(known[document_id]))
            for document_id in charters[tuple(map(fold, said[:_FIRST]))]
        }
        longest = max(alike.values(), default=0)
        if longest >= _FIRST:
            ids = tuple(key for key, count in alike.items() if count == longest)
            end = tokens[at + longest - 1].end()
            mention = Mention(tokens[at].start(), end, ids, MentionKind.CHARTER)
            yield _issued(text, mention, kinds, known)


def named(mentions: Iterable[Mention]) -> bool:
    """Return whether documents are named so: then what others lay down is no answer."""
    return any(mention.kind is MentionKind.CHARTER for mention in mentions)


def covers(called: Mention, other: Mention) -> bool:
    """Return whether what else names documents stands within such a name, or names the same."""
    within = called.start <= other.start and other.end <= called.end
    return within or set(other.document_ids) <= set(called.document_ids)


def _issued(
    text: str, mention: Mention, kinds: Grouped[str], known: Mapping[str, Known]
) -> Mention:
    """Return the mention of what the body itself issued, where ``text`` asks for such a kind.

    "Nghị quyết của Hội đồng quản lý Quỹ A" is not the decision on the charter of the fund.
    """
    said = pattern("naming", "issued_in").search(text[: mention.start].lower())
    if said is None or any(_kind(known[d]) == said["kind"] for d in mention.document_ids):
        return mention
    name = _folded(text[mention.start : mention.end])[:_FIRST]
    of_it = kinds[said["kind"]]
    own = tuple(d for d in of_it if _holds(_folded(known[d].issuer or ""), name))
    return replace(mention, document_ids=own, kind=MentionKind.ISSUER) if own else mention


def _names(known: Known) -> list[list[str]]:
    name = _name(known)
    unranked = [word for word in name if word not in _RANKS]
    names = [name] if unranked == name else [name, unranked]
    return [*names, name[1:]] if name[1:2] == [_SHORT] else names


def _name(known: Known) -> list[str]:
    subject = normalise(known.subject or "").lower()
    if _kind(known) != _KIND:
        found = _OF.search(subject)
        subject = found["name"] if found else ""
    return PIECE.findall(subject)


def _kind(known: Known) -> str:
    return normalise(known.kind or "").lower()


def _folded(name: str) -> list[str]:
    return [fold(word) for word in PIECE.findall(normalise(name).lower())]


def _holds(name: list[str], part: list[str]) -> bool:
    return any(name[at : at + len(part)] == part for at in range(len(name)))


def _alike(said: list[str], name: list[str]) -> int:
    """Return how many syllables are typed as the name has them, or without marks."""
    pairs = zip(said, name, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] in (pair[1], fold(pair[1])), pairs))
