"""Tells documents apart by what they are about, in the words of a question."""

import re
import threading
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
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
_REMEMBERED = 8_192
"""Subjects that are kept: plans of one model share theirs, but for the place."""
_KINDS = 256
"""Kinds of documents whose plain letters are kept."""

_FIGURE = re.compile(r"\d")

Pair = tuple[str, str]


class Subjects:
    """The subjects of documents as pairs of folded syllables; those of many tell little.

    Read when one is first asked for, together when they are looked through. Safe between threads.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = {item.document_id: item for item in known}
        self._pairs: dict[str, frozenset[Pair]] = {}
        self._alike: dict[frozenset[Pair], frozenset[Pair]] = {}
        """Pairs that documents hold, each once: thousands of plans may follow one model."""
        self._holding: dict[Pair, list[str]] | None = None
        self._lock = threading.Lock()

    def settle(self) -> None:
        """Read all of them now."""
        self._inverted()

    def changed(self, gone: Iterable[Known], added: Iterable[Known]) -> "Subjects":
        """Return the subjects without some documents, with others; these stay as they are."""
        changed = Subjects(())
        # In this order: what is inverted is read already.
        changed._holding = None if self._holding is None else dict(self._holding)
        changed._pairs, changed._known = dict(self._pairs), dict(self._known)
        changed._alike = self._alike
        for item in gone:
            changed._drop(item.document_id)
        for item in added:
            changed._enter(item)
        return changed

    def _drop(self, document_id: str) -> None:
        del self._known[document_id]
        pairs = self._pairs.pop(document_id, frozenset())
        if self._holding is not None:
            for pair in pairs:
                kept = self._holding.pop(pair).copy()
                kept.remove(document_id)
                if kept:
                    self._holding[pair] = kept

    def _enter(self, item: Known) -> None:
        self._known[item.document_id] = item
        if self._holding is not None:
            for pair in self._of(item.document_id):
                self._holding[pair] = [*self._holding.get(pair, ()), item.document_id]

    def _of(self, document_id: str) -> frozenset[Pair]:
        """Return the pairs of a document; none where it is not known."""
        found = self._pairs.get(document_id)
        if found is None:
            item = self._known.get(document_id)
            if item is None:
                return frozenset()
            pairs = _described(item)
            found = self._pairs[document_id] = self._alike.setdefault(pairs, pairs)
        return found

    def _inverted(self) -> dict[Pair, list[str]]:
        """Return which documents hold a pair."""
        with self._lock:
            if self._holding is None:
                alike: dict[frozenset[Pair], list[str]] = {}
                for document_id in self._known:
                    alike.setdefault(self._of(document_id), []).append(document_id)
                holding: dict[Pair, list[str]] = {}
                for pairs, document_ids in alike.items():
                    for pair in pairs:
                        holding.setdefault(pair, []).extend(document_ids)
                self._holding = holding
            return self._holding

    def narrow(self, document_ids: tuple[str, ...], context: str) -> tuple[str, ...]:
        """Return those of the documents that ``context`` clearly speaks of; all if of none."""
        if len(document_ids) < 2:
            return document_ids
        said = _pairs(context.lower())
        subjects = Counter(map(self._of, document_ids))
        times: Counter[Pair] = Counter()
        for pairs, alike in subjects.items():
            times.update(dict.fromkeys(pairs & said, alike))
        telling = {
            pairs: sum(times[pair] < len(document_ids) for pair in pairs & said)
            for pairs in subjects
        }
        best = max(telling.values())
        meant = {pairs for pairs in subjects if best and telling[pairs] * _CLEARLY >= best}
        return tuple(d for d in document_ids if self._of(d) in meant) or document_ids

    def holding(self, text: str) -> frozenset[str]:
        """Return the documents whose subjects hold each pair of syllables; none for a syllable."""
        held = self._inverted()
        said = [frozenset(held.get(pair, ())) for pair in _pairs(text.lower())]
        return frozenset.intersection(*said) if said else frozenset()

    def words(self, document_id: str) -> frozenset[str]:
        """Return the folded syllables that tell what a document is about."""
        return frozenset().union(*self._of(document_id))

    def named(self, kind: str, following: str) -> tuple[str, ...]:
        """Return the one document of a kind whose subject begins the words that follow.

        Nothing is named by words that the subjects of several documents hold.
        """
        tokens = PIECE.findall(following.lower())[:_LONGEST]
        asking = syllable_set("asking")
        said = [fold(token) for token in takewhile(lambda t: t not in asking, tokens)]
        held = self._inverted()
        times = Counter(d for pair in pairwise(said) for d in held.get(pair, ()))
        return _alone(
            document_id
            for document_id, shared in times.items()
            if shared > 1
            and _folded(self._known[document_id].kind or "") == fold(kind)
            and _begins(said, self._of(document_id))
        )


_folded = lru_cache(_KINDS)(fold)


def _described(item: Known) -> frozenset[Pair]:
    """Return the pairs of a document's subject; its place is no part of that."""
    subject = normalise(item.subject or "").lower()
    parts = subject.split(normalise(item.place).lower()) if item.place else [subject]
    return frozenset().union(*map(_paired, parts))


def _pairs(text: str) -> frozenset[Pair]:
    """Return the pairs of neighbouring syllables, folded; one with a figure pairs with itself."""
    return _paired(normalise(text))


@lru_cache(_REMEMBERED)
def _paired(text: str) -> frozenset[Pair]:
    """Return the pairs of a text in one spelling."""
    tokens = PIECE.findall(fold(text))
    common = _common()
    pairs = set(pairwise(tokens))
    pairs -= {(a, b) for a, b in pairs if a in common and b in common}
    pairs |= {(t, t) for t in tokens if not t.isalpha() and not t.isdigit() and _FIGURE.search(t)}
    return frozenset(pairs)


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
