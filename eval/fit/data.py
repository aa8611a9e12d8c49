"""Questions with evidence, and the documents they are asked of, as examples to fit to.

Questions are asked of the documents loaded together with them, a *set*: ``sets`` names the files
of each (JSON, set → file names), a question its set in the field ``batch``. Without ``sets`` all
documents are loaded together, and the questions shared out by the document that answers, so that
folds are by document still. Evidence is found by letters and digits alone, so that it survives
changes of layout; of a table's row by its cells.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app import complaints
from eval.errors import DatasetInvalid
from index.question.library import Library
from index.question.query import Query
from index.question.understanding import understand
from index.retrieval import statements
from ingest import passages, pipeline
from ingest.document import Document, Passage

Span = tuple[int, int]
_SHARES = 3
"""Sets of questions where none are given."""

_LEAST_PIECE = 8
"""Letters and digits of a piece of a quote that is looked for by itself."""
_PIECES = re.compile(r"[\n|]+|(?<=[;:])\s")
_MISMATCH = 0.5
"""Share of a statement, or of the evidence, that both must hold of each other."""


class _Quoted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    doc: Annotated[str, Field(min_length=1)]
    quote: Annotated[str, Field(min_length=1)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: Annotated[str, Field(min_length=1)]
    type: str
    style: str = "plain"
    batch: str = ""
    answerable: bool
    evidence: list[_Quoted] = []


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one document states (part of) the answer: every place that its quote stands."""

    document_id: str
    spans: tuple[Span, ...]
    """Half-open, in the document's text, in order."""

    def stated_by(self, document_id: str, span: Span) -> bool:
        """Return whether a statement at ``span`` is (part of) the evidence."""
        return document_id == self.document_id and any(_alike(span, s) for s in self.spans)

    def held_by(self, passage: Passage) -> bool:
        """Return whether the passage holds the evidence, or most of itself is evidence."""
        return passage.document_id == self.document_id and any(
            _alike((passage.start, passage.end), span) for span in self.spans
        )


@dataclass(frozen=True, slots=True)
class Example:
    """One question, understood by the documents loaded together with it."""

    id: str
    type: str
    style: str
    query: Query
    answerable: bool
    evidence: tuple[Evidence, ...]
    """Empty where it is not answerable, or where no quote was found."""

    def held_by(self, passage: Passage) -> bool:
        """Return whether the passage holds one of the evidences."""
        return any(evidence.held_by(passage) for evidence in self.evidence)

    def stated_by(self, document_id: str, span: Span) -> bool:
        """Return whether a statement at ``span`` is (part of) the evidence."""
        return any(evidence.stated_by(document_id, span) for evidence in self.evidence)


@dataclass(frozen=True)
class DocumentSet:
    """Documents loaded together, and the questions asked of them."""

    name: str
    documents: tuple[Document, ...]
    library: Library
    examples: tuple[Example, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, document by document in reading order."""
        return tuple(p for document in self.documents for p in passages.split(document))


def load(
    questions: Sequence[Path], folders: Sequence[Path], sets: Path | None = None
) -> list[DocumentSet]:
    """Read everything, sets by name. Raises DatasetInvalid, IngestError."""
    asked = [item for path in questions for item in _read(path)]
    documents = {
        path.name: pipeline.parse(path.name, path.read_bytes())
        for path in pipeline.files(folders)
        if path.name != "README.md"
    }
    if sets is None:
        shared = list(documents)
        by_set = _by_document(asked)
        members = dict.fromkeys(by_set, shared)
    else:
        members = _members(sets)
        by_set = _by_name(asked, members, sets)
    return [_document_set(name, members[name], documents, by_set[name]) for name in sorted(by_set)]


def _by_name(
    asked: Iterable[_Asked], members: Mapping[str, Sequence[str]], sets: Path
) -> dict[str, list[_Asked]]:
    """Return the questions by the set they name. Raises DatasetInvalid at one that is not there."""
    by_set: dict[str, list[_Asked]] = {}
    for item in asked:
        if item.batch not in members:
            raise DatasetInvalid(sets, None, f"không có bộ {item.batch!r} của câu {item.id}")
        by_set.setdefault(item.batch, []).append(item)
    return by_set


def _by_document(asked: Iterable[_Asked]) -> dict[str, list[_Asked]]:
    """Return the questions in a few sets, those answered by one document together."""
    by_set: dict[str, list[_Asked]] = {}
    for item in asked:
        key = item.evidence[0].doc if item.evidence else item.id
        share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) % _SHARES
        by_set.setdefault(f"part {share + 1}", []).append(item)
    return by_set


def _document_set(
    name: str, files: Sequence[str], documents: Mapping[str, Document], asked: Iterable[_Asked]
) -> DocumentSet:
    held = tuple(documents[file] for file in files if file in documents)
    library = Library(held)
    letters = {document.id: Letters(document.text) for document in held}
    examples = tuple(_example(item, held, letters, library) for item in asked)
    return DocumentSet(name, held, library, examples)


def _example(
    item: _Asked,
    documents: Sequence[Document],
    letters: Mapping[str, "Letters"],
    library: Library,
) -> Example:
    found = []
    for quoted in item.evidence:
        for document in documents:
            if document.source.startswith(quoted.doc):
                spans = tuple(letters[document.id].find(quoted.quote))
                if spans:
                    found.append(Evidence(document.id, spans))
    return Example(
        id=item.id,
        type=item.type,
        style=item.style,
        query=understand(item.question, library),
        answerable=item.answerable,
        evidence=tuple(found),
    )


class Letters:
    """A text's letters and digits in small letters, each with its place."""

    def __init__(self, text: str) -> None:
        kept = [(folded, at) for at, c in enumerate(text) for folded in _letters(c)]
        self._squeezed = "".join(letter for letter, _ in kept)
        self._places = [at for _, at in kept]

    def find(self, quote: str) -> Iterator[Span]:
        """Yield where the quote stands, else where its lines and cells do."""
        spans = list(self._whole(quote))
        if spans:
            yield from spans
            return
        for piece in _PIECES.split(quote):
            found = list(self._whole(piece)) if len(_squeezed(piece)) >= _LEAST_PIECE else []
            if len(found) == 1:  # a piece that stands in several places tells none of them
                yield found[0]

    def _whole(self, quote: str) -> Iterator[Span]:
        wanted = _squeezed(quote)
        at = self._squeezed.find(wanted) if wanted else -1
        while at >= 0:
            yield self._places[at], self._places[at + len(wanted) - 1] + 1
            at = self._squeezed.find(wanted, at + len(wanted))


def statement_spans(passage: Passage) -> list[Span]:
    """Return the spans of a passage's statements in the document, in reading order."""
    return [
        (passage.start + part.start, passage.start + part.end)
        for part in statements.split(passage.text)
    ]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalnum())


def _squeezed(text: str) -> str:
    return _letters(text)


def _alike(one: Span, other: Span) -> bool:
    """Return whether two spans share most of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > _MISMATCH * min(one[1] - one[0], other[1] - other[0])


def _members(path: Path) -> dict[str, list[str]]:
    table: Any = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        raise DatasetInvalid(path, None, "không phải bảng bộ văn bản → tên tệp")
    return {str(name): [str(file) for file in files] for name, files in table.items()}


def _read(path: Path) -> Iterator[_Asked]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _Asked.model_validate_json(line)
            except ValidationError as error:
                raise DatasetInvalid(path, number, complaints.each(error)[0]) from error
