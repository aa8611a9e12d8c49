"""What a part of the documents is called, as if there were no others."""

from collections import Counter
from collections.abc import Collection, Iterator

from index.learned import Called, Pair, pairs
from index.ports import NameIndex
from index.records import Marks
from index.spelling import NO_SUMS, Lesson, Spelling


class SeenNames:
    """Implements ``NameIndex`` for the documents that an asker may see."""

    def __init__(
        self,
        names: NameIndex,
        document_ids: frozenset[str],
        marks: Marks,
        added: frozenset[str] | None = None,
    ) -> None:
        """Take ``marks`` as those within the documents; ``added`` alone came since."""
        self._names = names
        self._ids = document_ids
        self._teaching = document_ids - marks.same_as.keys()
        self._added = added

    def called(self, document_ids: Collection[str] | None = None) -> Iterator[Called]:
        """Yield what the documents are called, by id; None: all that are seen."""
        asked = self._ids if document_ids is None else self._ids.intersection(document_ids)
        return self._names.called(asked)

    def phrases(
        self, most: int, document_ids: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield documents, oldest first, with their tokens, until these are ``most`` in all."""
        asked = self._teaching
        if document_ids is not None:
            asked = asked.intersection(document_ids)
        for document_id, tokens in self.tokens(asked):
            if most <= 0:
                return
            most -= len(tokens)
            yield document_id, tokens

    def tokens(self, document_ids: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield these documents, as far as they are seen, with their tokens."""
        return self._names.tokens(self._ids.intersection(document_ids))

    def spelling(self, known: Spelling | None = None) -> Spelling:
        """Return how the words of the documents are spelt; ``known`` where some were added."""
        if known is not None and self._added is not None:
            came = self.tokens(self._teaching & self._added)
            lessons = [
                Lesson(number, 1, tokens)
                for number, (_, tokens) in enumerate(came, known.lesson + 1)
            ]
            return known.taught(lessons) if lessons else known
        counted: Counter[Pair] = Counter()
        for _, tokens in self.tokens(self._teaching):
            counted.update(pairs(tokens))
        return Spelling(NO_SUMS.with_lessons(counted)) if counted else Spelling()
