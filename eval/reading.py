"""What is read of files, as a table: header fields, outline, letters accounted for.

``python -m eval.reading PATH…`` prints one Markdown row a file and the shares below them. Nothing
is compared: a person reads the rows against the files.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest import pipeline
from ingest.document import Document, SectionKind
from ingest.errors import IngestError

FIELDS = ("kind", "number", "issuer", "place", "issued_on", "subject", "signer")
_NUMBERED = {SectionKind.HEADING, SectionKind.ITEM}
_LOST = re.compile(r"Có (\d+) ký tự của tệp không có")
_UNORDERED = re.compile(r"Đánh số không liên tục|Danh mục bắt đầu từ")


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its header values, its outline, and how much of it the text holds."""

    source: str
    values: dict[str, str] = field(default_factory=dict)
    labelled: int = 0
    """Sections with a label of their own."""
    unordered: int = 0
    """Labels that follow no other: each is one that was read wrongly or is wrong in the file."""
    characters: int = 0
    lost: int = 0
    """Letters and digits of the file that its text lacks."""
    refusal: str = ""


def read(paths: Iterable[Path]) -> Iterator[Row]:
    """Yield a row for each file, in their order; a refused one with the reason."""
    for path in pipeline.files(paths):
        try:
            yield row(pipeline.parse(path.name, path.read_bytes()))
        except IngestError as error:
            yield Row(path.name, refusal=str(error))


def row(document: Document) -> Row:
    """Return what the table says of a document."""
    stated = {name: getattr(document.header, name) for name in FIELDS}
    lost = sum(int(found[1]) for warning in document.warnings if (found := _LOST.match(warning)))
    return Row(
        document.source,
        {name: str(value.value) for name, value in stated.items() if value is not None},
        sum(s.label is not None and s.kind in _NUMBERED for s in document.walk()),
        sum(bool(_UNORDERED.match(warning)) for warning in document.warnings),
        sum(map(str.isalnum, document.text)) + lost,
        lost,
    )


def table(rows: Iterable[Row]) -> str:
    """Return the rows as Markdown, with the share of files that state each field below them."""
    rows = list(rows)
    heads = ("file", *FIELDS, "labels", "out of order", "accounted")
    lines = [_line(heads), _line(["---"] * len(heads))]
    lines += [_line(_cells(row)) for row in rows]
    good = [row for row in rows if not row.refusal]
    if good:
        shares = [f"{sum(name in row.values for row in good) / len(good):.2f}" for name in FIELDS]
        sums = [str(sum(row.labelled for row in good)), str(sum(row.unordered for row in good))]
        accounted = 1 - sum(row.lost for row in good) / max(sum(r.characters for r in good), 1)
        lines.append(_line([f"{len(good)} of {len(rows)}", *shares, *sums, f"{accounted:.5f}"]))
    return "\n".join(lines)


def _cells(row: Row) -> list[str]:
    if row.refusal:
        return [row.source, row.refusal, *[""] * (len(FIELDS) + 2)]
    accounted = 1 - row.lost / max(row.characters, 1)
    values = [row.values.get(name, "–")[:60] for name in FIELDS]
    return [row.source, *values, str(row.labelled), str(row.unordered), f"{accounted:.5f}"]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(table(read(map(Path, sys.argv[1:]))) + "\n")
