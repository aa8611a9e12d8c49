"""What the catalogue's documents are called, so that a question can name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.diacritics import Speller
from index.lexicon import bodies, pattern, syllable_set
from index.protocols import Scope
from index.sameness import NO_MARKS, Marks
from ingest.document import Document
from ingest.vietnamese import fold, normalise

_TOKEN = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+[\w.]*\s?(?:/\d{4})?\s?[/-]\s?[^\W\d][^\W_]*(?:[-/&][^\W_]+)*")
_DATE = re.compile(
    r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b"
    r"|\bngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})\b"
)
_NAMES_A_DOCUMENT = pattern("naming", "document")
_RANK = pattern("naming", "rank")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a question names documents; ``start`` and ``end`` count in the normalised question."""

    start: int
    end: int
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The names of one document."""

    document_id: str
    kind: str | None
    number: str | None
    place: str | None
    issuer: str | None
    signer: str | None
    issued_on: date | None

    @classmethod
    def of(cls, document: Document) -> "Known":
        """Return the names in the document's header."""
        header = document.header
        return cls(
            document_id=document.id,
            kind=header.kind.value if header.kind else None,
            number=header.number.value if header.number else None,
            place=header.place.value if header.place else None,
            issuer=header.issuer.value if header.issuer else None,
            signer=header.signer.value if header.signer else None,
            issued_on=header.issued_on.value if header.issued_on else None,
        )


class Library:
    """The names of all documents, and how their words are spelt."""

    def __init__(self, documents: Iterable[Document], marks: Marks = NO_MARKS) -> None:
        self.speller = Speller()
        self.marks = marks
        self._known: list[Known] = []
        self._take_in(documents)

    def extended(self, documents: Iterable[Document], marks: Marks = NO_MARKS) -> "Library":
        """Return the library with further documents, and the marks of all.

        This one shares its spelling.
        """
        library = Library([], marks)
        library.speller = self.speller
        library._known = list(self._known)
        library._take_in(documents)
        return library

    def _take_in(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._known.append(Known.of(document))
            if document.id not in self.marks.same_as:
                self.speller.learn([document.text])
        self._names = _NameIndex(self._known)

    def __contains__(self, document_id: str) -> bool:
        return any(known.document_id == document_id for known in self._known)

    def mentions(self, text: str, scope: Scope) -> tuple[Mention, ...]:
        """Return where ``text`` names documents within the scope, in order, not overlapping.

        A document is named by the one that answers for it; an older version by its own id where
        the text gives its date and no newer version has the same.
        """
        numbers = list(self._numbers(text))
        dates = list(self._dates(text, numbers))
        dated = {d for mention in dates for d in mention.document_ids}
        found = [*numbers, *dates, *self._names.find(text)]
        found = [self._within(mention, scope, dated) for mention in found]
        taken: list[Mention] = []
        for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
            if mention.document_ids and not any(
                m.start < mention.end and mention.start < m.end for m in taken
            ):
                taken.append(mention)
        return tuple(sorted(taken, key=lambda m: m.start))

    def _within(self, mention: Mention, scope: Scope, dated: set[str]) -> Mention:
        """Return the mention of the documents that answer, of those the asker may see."""
        named = (self._answering(d, scope, dated) for d in mention.document_ids)
        admitted = tuple(dict.fromkeys(d for d in named if scope.admits(d)))
        return Mention(mention.start, mention.end, admitted)

    def _answering(self, document_id: str, scope: Scope, dated: set[str]) -> str:
        leader = self.marks.same_as.get(document_id, document_id)
        newer = list(self.marks.newer(document_id))
        if document_id in dated:
            newer = [version for version in newer if version in dated]
        admitted = [version for version in (leader, *newer) if scope.admits(version)]
        return admitted[-1] if admitted else document_id

    def unknown_names(self, text: str, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
        """Return proper names of two syllables and more that no document's text holds."""
        tokens = list(_TOKEN.finditer(text))
        names: list[str] = []
        run: list[re.Match[str]] = []
        for token in [*tokens, None]:
            if token and token.group()[0].isupper() and not token.group().isupper():
                run.append(token)
                continue
            if len(run) >= 2 and not any(
                m.start < run[-1].end() and run[0].start() < m.end for m in mentions
            ):
                names.extend(self._unheard([t.group() for t in run]))
            run = []
        return tuple(names)

    def rarity(self, syllable: str) -> float:
        """Return how much a syllable tells, 0 (everywhere) to 1 (in no document)."""
        return self.speller.rarity(syllable)

    def _unheard(self, run: list[str]) -> Iterator[str]:
        syllables = [syllable.lower() for syllable in run]
        if syllable_set("generic").issuperset(syllables):
            return
        if not all(self.speller.knows(a, b) for a, b in pairwise(syllables)):
            yield " ".join(run)

    def _numbers(self, text: str) -> Iterator[Mention]:
        for match in _NUMBER.finditer(text):
            wanted = _bare(match.group())
            ids = tuple(
                k.document_id for k in self._known if k.number and _bare(k.number) == wanted
            )
            if ids:
                yield Mention(match.start(), match.end(), ids)

    def _dates(self, text: str, numbers: Iterable[Mention]) -> Iterator[Mention]:
        """Yield the dates that say which document: after its kind, or after its number."""
        for match in _DATE.finditer(text.lower()):
            before = text.lower()[: match.start()].removesuffix("ngày ")
            numbered = [n.document_ids for n in numbers if n.end == len(before.rstrip(" ,"))]
            if not numbered and not _NAMES_A_DOCUMENT.search(before):
                continue
            day, month, year = (int(part) for part in match.groups() if part)
            ids = tuple(
                k.document_id
                for k in self._known
                if k.issued_on
                and (k.issued_on.day, k.issued_on.month, k.issued_on.year) == (day, month, year)
                and all(k.document_id in ids for ids in numbered)
            )
            yield Mention(match.start(), match.end(), ids)


class _NameIndex:
    """Places and signers by their first syllable, folded."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        self._by_initials: dict[str, list[Known]] = {}
        for item in known:
            for name in filter(None, (item.place, item.signer)):
                syllables = tuple(_TOKEN.findall(normalise(name).lower()))
                if len(syllables) >= 2:
                    self._by_first.setdefault(fold(syllables[0]), []).append((syllables, item))
            if item.place:
                initials = "".join(part[0] for part in item.place.split()).upper()
                self._by_initials.setdefault(initials, []).append(item)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every place and signer in ``text``; overlaps are the caller's to resolve."""
        tokens = list(_TOKEN.finditer(text))
        for at, token in enumerate(tokens):
            named: dict[int, list[Known]] = {}
            for syllables, item in self._by_first.get(fold(token.group().lower()), ()):
                typed = [t.group().lower() for t in tokens[at : at + len(syllables)]]
                if len(typed) == len(syllables) and all(map(_spelt, typed, syllables)):
                    named.setdefault(tokens[at + len(syllables) - 1].end(), []).append(item)
            for end, items in named.items():
                yield Mention(token.start(), end, _of_body(text[: token.start()], items))
            # Initials name a place only after its rank: "tỉnh KG", "TP CT".
            if token.group().isupper() and _RANK.search(text[: token.start()].lower()):
                items = self._by_initials.get(token.group(), [])
                ids = tuple(item.document_id for item in items)
                yield Mention(token.start(), token.end(), ids)


def _of_body(before: str, items: list[Known]) -> tuple[str, ...]:
    """Return the ids of ``items`` issued by the body named just before the place, else all."""
    lead = fold(" ".join(before.lower().split()[-6:])).replace("ubnd", "uy ban nhan dan")
    named = [fold(body) for body in bodies() if fold(body) in lead]
    of_body = [
        item.document_id
        for item in items
        if item.issuer
        and any(
            body in fold(item.issuer.lower()).replace("ubnd", "uy ban nhan dan") for body in named
        )
    ]
    return tuple(dict.fromkeys(of_body or [item.document_id for item in items]))


def _spelt(typed: str, syllable: str) -> bool:
    """Return whether a typed syllable may stand for the name's: equal, or without any mark."""
    return typed == syllable or (typed == fold(typed) and typed == fold(syllable))


def _bare(number: str) -> str:
    return re.sub(r"[\s.]", "", fold(number.lower())).lstrip("0")
