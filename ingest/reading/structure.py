"""Parsed lines into a Document: one normalised text, its header and its section tree."""

import hashlib
from collections.abc import Mapping, Sequence

from ingest.document import Document, Header, Provenance, Reference, Section, SectionKind
from ingest.lines import Parsed
from ingest.reading import (
    document_parts,
    doubts,
    header,
    letterhead,
    mergers,
    misread,
    outline,
    references,
    reflow,
    rows,
    titles,
)
from ingest.reading.document_parts import Part, PartKind
from ingest.reading.reflow import Block
from ingest.reading.signing import Piece

_SCANNED = "đọc bằng nhận dạng chữ"
"""How the parsers word the warning about a page they read from its picture."""


def build(
    source: str, sha256: str, parsed: Parsed, given: Mapping[str, str] | None = None
) -> Document:
    """Return the document of a parsed file; ``given`` header values win over what is read.

    Its id depends on name and content only. Raises IngestError for a ``given`` field unknown.
    """
    blocks = rows.written(reflow.blocks(parsed.lines))
    scanned = any(_SCANNED in warning for warning in parsed.warnings)
    mended = misread.mend(blocks) if scanned else []
    text, spans = _written(blocks)
    divided = document_parts.split(blocks)
    tree = outline.build(blocks, spans, divided)
    cited = references.find(text)
    head = header.read(
        _preamble(tree.sections, blocks, spans),
        _pieces(divided, PartKind.RECIPIENTS, blocks, spans),
        _pieces(divided, PartKind.SIGNATURE, blocks, spans),
        text,
        cited,
        scanned=scanned,
    )
    stated = header.override(head, given) if given else head
    starts = _page_starts(blocks, spans)
    doubted = _doubts(head, tree.sections, reflow.lost(parsed.lines, text))
    return Document(
        id=hashlib.sha256(f"{source}\0{sha256}".encode()).hexdigest()[:16],
        source=source,
        sha256=sha256,
        media_type=parsed.media_type,
        text=text,
        header=titles.titled(stated, blocks, spans, text, source),
        sections=tree.sections,
        references=_others(cited, _own_number(head)),
        abbreviations=references.abbreviations(text),
        page_starts=starts,
        warnings=(
            *parsed.warnings,
            *mended,
            *tree.warnings,
            *_joined(divided, blocks),
            *doubted,
        ),
        mergers=mergers.find(text),
        doubts=doubts.placed(parsed.marks, text, starts),
    )


def _own_number(head: Header) -> int | None:
    """Return where the document's header states its number; what it came out with is another's."""
    number = head.number
    return number.start if number and number.provenance is Provenance.READ else None


def _written(blocks: Sequence[Block]) -> tuple[str, list[tuple[int, int]]]:
    spans: list[tuple[int, int]] = []
    position = 0
    for block in blocks:
        spans.append((position, position + len(block.text)))
        position += len(block.text) + 1
    return "\n".join(block.text for block in blocks), spans


def _preamble(
    sections: Sequence[Section], blocks: Sequence[Block], spans: Sequence[tuple[int, int]]
) -> list[Piece]:
    if not sections or sections[0].kind is not SectionKind.PREAMBLE:
        return []
    end = sections[0].end
    return [
        Piece(block.text, start)
        for block, (start, stop) in zip(blocks, spans, strict=True)
        if stop <= end
    ]


def _pieces(
    divided: Sequence[Part],
    kind: PartKind,
    blocks: Sequence[Block],
    spans: Sequence[tuple[int, int]],
) -> list[Piece]:
    """Return the blocks of the first part of a kind."""
    for part in divided:
        if part.kind is kind:
            return [Piece(blocks[n].text, spans[n][0]) for n in range(part.start, part.end)]
    return []


def _others(cited: Sequence[Reference], own_number: int | None) -> tuple[Reference, ...]:
    """Return the references without the document's own number in its header."""
    return tuple(
        reference
        for reference in cited
        if own_number is None or not reference.start <= own_number < reference.end
    )


def _page_starts(blocks: Sequence[Block], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    starts: list[int] = []
    for block, (start, _) in zip(blocks, spans, strict=True):
        for offset, page in block.pages:
            starts.extend([start + offset] * (page - len(starts)))
    if starts:
        starts[0] = 0
    return tuple(starts)


def _joined(divided: Sequence[Part], blocks: Sequence[Block]) -> list[str]:
    """Say which other documents, each with a letterhead of its own, the file goes on with."""
    notes = []
    signed = False
    for part in divided:
        signed = signed or part.kind is PartKind.SIGNATURE
        if not signed or part.kind is not PartKind.BODY:
            continue
        lines = [block.text for block in blocks[part.start : part.end]]
        if number := letterhead.own_number(lines):
            notes.append(
                f"Tệp ghép nhiều văn bản: văn bản số {number} bắt đầu ở “{lines[0][:60]}”; "
                "thông tin chung là của văn bản đầu."
            )
    return notes


def _doubts(head: Header, sections: Sequence[Section], missing: str) -> list[str]:
    doubts = []
    if head.kind is None:
        doubts.append("Không tìm thấy tên loại văn bản.")
    if head.number is None:
        doubts.append("Không tìm thấy số, ký hiệu văn bản.")
    if head.issuer is None:
        doubts.append("Không tìm thấy cơ quan ban hành.")
    if not any(section.label for section in sections if section.kind is not SectionKind.PREAMBLE):
        doubts.append("Không nhận ra mục nào trong văn bản.")
    if missing:
        doubts.append(f"Có {len(missing)} ký tự của tệp không có trong văn bản đã chuẩn hóa.")
    return doubts
