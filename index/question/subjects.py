"""Tells documents apart by what they are about, in the words of a question."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice, pairwise, takewhile

from index.question.names import Known
from index.question.phrases import syllable_set
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE

_CLEARLY = 2
"""A document is meant whose subject shares so many times more with the question than another's."""
_LONGEST = 8
"""Syllables after "kế hoạch" that may say which one."""

_ENOUGH = 3
"""Syllables of a subject that name it."""

Pair = tuple[str, str]


class Subjects:
    """The subjects of documents as pairs of folded syllables; those of many tell little."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._pairs: dict[str, frozenset[Pair]] = {}
        self._kinds: dict[str, str] = {}
        self._holding: dict[Pair, list[str]] = {}
        for item in known:
            self._describe(item)
            for pair in self._pairs[item.document_id]:
                self._holding.setdefault(pair, []).append(item.document_id)

    def changed(self, gone: Iterable[Known], added: Iterable[Known]) -> "Subjects":
        """Return the subjects without some documents, with others; these stay as they are."""
        changed = Subjects([])
        changed._pairs, changed._kinds = dict(self._pairs), dict(self._kinds)
        changed._holding = dict(self._holding)
        for item in gone:
            changed._kinds.pop(item.document_id)
            for pair in changed._pairs.pop(item.document_id):
                kept = [d for d in changed._holding.pop(pair) if d != item.document_id]
                if kept:
                    changed._holding[pair] = kept
        for item in added:
            changed._describe(item)
            for pair in changed._pairs[item.document_id]:
                changed._holding[pair] = [*changed._holding.get(pair, ()), item.document_id]
        return changed

    def _describe(self, item: Known) -> None:
        subject = normalise(item.subject or "").lower()
        parts = subject.split(normalise(item.place).lower()) if item.place else [subject]
        self._pairs[item.document_id] = frozenset().union(*map(_pairs, parts))
        self._kinds[item.document_id] = fold(item.kind or "")

    def narrow(self, document_ids: tuple[str, ...], context: str) -> tuple[str, ...]:
        """Return those of the documents that ``context`` clearly speaks of; all if of none."""
        if len(document_ids) < 2:
            return document_ids
        said = _pairs(context.lower())
        shared = {d: self._pairs.get(d, frozenset()) & said for d in document_ids}
        times = Counter(pair for pairs in shared.values() for pair in pairs)
        telling = {
            d: sum(times[pair] < len(document_ids) for pair in pairs) for d, pairs in shared.items()
        }
        best = max(telling.values())
        return (
            tuple(d for d in document_ids if best and telling[d] * _CLEARLY >= best) or document_ids
        )

    def holding(self, text: str) -> frozenset[str]:
        """Return the documents whose subjects hold each pair of syllables; none for a syllable."""
        said = [frozenset(self._holding.get(pair, ())) for pair in _pairs(text.lower())]
        return frozenset.intersection(*said) if said else frozenset()

    def words(self, document_id: str) -> frozenset[str]:
        """Return the folded syllables that tell what a document is about."""
        return frozenset().union(*self._pairs.get(document_id, ()))

    def named(self, kind: str, following: str) -> tuple[str, ...]:
        """Return the one document of a kind whose subject begins the words that follow.

        Nothing is named by words that the subjects of several documents hold.
        """
        tokens = PIECE.findall(following.lower())[:_LONGEST]
        asking = syllable_set("asking")
        said = [fold(token) for token in takewhile(lambda t: t not in asking, tokens)]
        times = Counter(d for pair in pairwise(said) for d in self._holding.get(pair, ()))
        return _alone(
            document_id
            for document_id, shared in times.items()
            if shared > 1
            and self._kinds[document_id] == fold(kind)
            and _begins(said, self._pairs[document_id])
        )


def _pairs(text: str) -> frozenset[Pair]:
    """Return the pairs of neighbouring syllables, folded; one with a figure pairs with itself."""
    tokens = PIECE.findall(fold(normalise(text)))
    common = _common()
    figured = {(t, t) for t in tokens if any(map(str.isdigit, t)) and not t.isdigit()}
    return frozenset(pair for pair in pairwise(tokens) if not common.issuperset(pair)) | figured


@cache
def _common() -> frozenset[str]:
    """Return the syllables, folded, that ask and tell nothing of a subject."""
    return frozenset(map(fold, syllable_set("asking")))


def _begins(said: list[str], pairs: frozenset[Pair]) -> bool:
    """Return whether enough of the syllables are in pairs, from the first or second on."""
    ends = [at for at in range(1, len(said)) if (said[at - 1], said[at]) in pairs]
    covered = {at for end in ends for at in (end - 1, end)}
    return len(covered) >= _ENOUGH and min(covered) <= 1


def _alone(document_ids: Iterable[str]) -> tuple[str, ...]:
    found = tuple(islice(document_ids, 2))
    return found if len(found) == 1 else ()
