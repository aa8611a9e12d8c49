"""Judges how questions are understood; nothing is retrieved or answered.

Their kind is held against the type a person gave them, the documents that are taken to be named
against those that hold the evidence.
``python -m eval.understanding QUESTIONS CORPUS…`` prints the tables.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from rich.console import Console
from rich.table import Table

from index.question.library import Library
from index.question.names import MentionKind
from index.question.query import AnswerKind, Query
from index.question.understanding import understand
from ingest import pipeline
from ingest.document import Document
from ingest.errors import IngestError

RIGHT: Mapping[str, frozenset[AnswerKind]] = {
    "fact": frozenset({AnswerKind.FACT}),
    "table": frozenset({AnswerKind.FACT, AnswerKind.TABLE}),
    "list": frozenset({AnswerKind.LIST}),
    "yes_no": frozenset({AnswerKind.YES_NO}),
    "locate": frozenset({AnswerKind.LOCATE}),
    "compare": frozenset({AnswerKind.COMPARE}),
    "summary": frozenset({AnswerKind.SUMMARY}),
    "catalogue": frozenset({AnswerKind.CATALOGUE}),
    "talk": frozenset({AnswerKind.TALK}),
}
"""Types of questions, and the kinds that are right for them; a table's row is asked like a fact."""


class _Evidence(BaseModel):
    doc: str


class Labelled(BaseModel):
    """A question with its type and the documents that hold its evidence."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str
    type: str
    style: str = "plain"
    batch: str | None = None
    evidence: list[_Evidence] = Field(default_factory=list)


@dataclass(slots=True)
class Judgement:
    """Counts over all questions."""

    kinds: Counter[tuple[str, AnswerKind]] = field(default_factory=Counter)
    styles: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """By style, whether the kind is right."""
    named: Counter[tuple[MentionKind, bool]] = field(default_factory=Counter)
    """By what a document was named, whether the evidence stands in one that it may mean."""

    def add(self, question: Labelled, query: Query, sources: Mapping[str, str]) -> None:
        """Count one question; ``sources`` are the documents' file names by id."""
        self.kinds[question.type, query.kind] += 1
        if question.type in RIGHT:
            self.styles[question.style, query.kind in RIGHT[question.type]] += 1
        for mention in query.mentions if question.evidence else ():
            held = any(
                sources[document_id].startswith(evidence.doc)
                for document_id in mention.document_ids
                for evidence in question.evidence
            )
            self.named[mention.kind, held] += 1

    @property
    def right(self) -> float:
        """Share of the questions whose kind is right, of those whose type tells; 0 to 1."""
        told = [(type_, kind, n) for (type_, kind), n in self.kinds.items() if type_ in RIGHT]
        total = sum(n for *_, n in told)
        return sum(n for type_, kind, n in told if kind in RIGHT[type_]) / total if total else 0.0


def judge(questions: Iterable[Labelled], library: Library, sources: Mapping[str, str]) -> Judgement:
    """Return how the questions are understood by the library's names."""
    judgement = Judgement()
    for question in questions:
        judgement.add(question, understand(question.question, library), sources)
    return judgement


def read_questions(path: Path) -> list[Labelled]:
    """Read JSON lines. Raises pydantic.ValidationError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Labelled.model_validate_json(line) for line in lines if line.strip()]


def read_documents(corpus: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents of files and folders; what cannot be read is left out."""
    for path in pipeline.files(corpus):
        try:
            yield pipeline.parse(path.name, path.read_bytes())
        except IngestError:
            continue


def _by_batch(
    questions: Sequence[Labelled], documents: Sequence[Document], batches: Mapping[str, list[str]]
) -> Iterator[tuple[list[Labelled], list[Document]]]:
    """Yield the questions with the documents that are loaded with them."""
    if not batches:
        yield list(questions), list(documents)
    for name, sources in batches.items():
        own = [question for question in questions if question.batch == name]
        yield own, [document for document in documents if document.source in sources]


def confusion(judgement: Judgement) -> Table:
    """Return types by kinds."""
    table = Table(title=f"Loại câu hỏi theo cách hiểu (đúng {judgement.right:.3f})")
    table.add_column("")
    used = [kind for kind in AnswerKind if any(k is kind for _, k in judgement.kinds)]
    for kind in used:
        table.add_column(kind.value, justify="right")
    for type_ in dict.fromkeys([*RIGHT, *(t for t, _ in judgement.kinds)]):
        counts = [judgement.kinds[type_, kind] for kind in used]
        if any(counts):
            table.add_row(type_, *map(str, counts))
    return table


def shares(title: str, counts: Mapping[tuple[Any, bool], int]) -> Table:
    """Return the share that is right by what was counted."""
    table = Table(title=title)
    for heading in ("", "đúng", "tất cả"):
        table.add_column(heading, justify="right")
    for name in dict.fromkeys(name for name, _ in counts):
        right, wrong = counts.get((name, True), 0), counts.get((name, False), 0)
        table.add_row(str(name), f"{right / (right + wrong):.3f}", str(right + wrong))
    return table


def main(
    questions: Annotated[Path, typer.Argument(exists=True, help="Tệp câu hỏi (JSONL).")],
    corpus: Annotated[list[Path], typer.Argument(exists=True, help="Tệp và thư mục văn bản.")],
    batches: Annotated[
        Path | None, typer.Option(exists=True, help="Văn bản nạp cùng nhau (JSON): tên → tệp.")
    ] = None,
) -> None:
    """Chấm cách hiểu câu hỏi, không tìm và không trả lời."""
    asked = read_questions(questions)
    documents = list(read_documents(corpus))
    loaded = TypeAdapter(dict[str, list[str]])
    grouped = loaded.validate_json(batches.read_bytes()) if batches else {}
    total = Judgement()
    for own, held in _by_batch(asked, documents, grouped):
        found = judge(own, Library(held), {document.id: document.source for document in held})
        total.kinds += found.kinds
        total.styles += found.styles
        total.named += found.named
    console = Console()
    console.print(confusion(total))
    console.print(shares("Loại, theo cách viết", total.styles))
    console.print(shares("Văn bản được gọi tên", total.named))


if __name__ == "__main__":
    typer.run(main)
