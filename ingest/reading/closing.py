"""Paragraphs at the end of a plan that speak for the whole, not for the last item."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.document import SectionKind
from ingest.reading.capitals import is_shouted
from ingest.reading.nodes import Node
from ingest.reading.reflow import Block
from ingest.vietnamese import kinds, labels
from ingest.vietnamese.labels import Style

_WHOLE = re.compile(
    r"(?:Trên đây là|Căn cứ (?:vào )?(?:\S+ ){0,3}?(?:nội dung"
    rf"|{kinds.PROMULGATED_WITHIN})"
    r"|Trên cơ sở (?:\S+ ){0,2}kế hoạch|(?:Trong )?[Qq]uá trình (?:\S+ ){0,8}?(?:thực hiện"
    r"|triển khai)"
    r"|Nếu có (?:khó khăn|vướng mắc|vấn đề)|Định kỳ|Hằng năm|Yêu cầu|Đề nghị|Nhận được|Giao "
    rf"|(?:{kinds.PROMULGATED}) này"
    r"|(?:Các )?(?:[Tt]hủ trưởng|đồng chí|cơ quan|đơn vị"
    r"|địa phương)[^.]{0,200}(?:chịu trách nhiệm|nghiêm túc|căn cứ)"
    r"|[^.;:]{3,80} (?:yêu cầu|đề nghị|giao|xin thông báo|thông báo để) )"
)
_REPORT_BACK = re.compile(
    r"(?:khó khăn|vướng mắc|phát sinh)[^.]{0,120}(?:báo cáo|phản ánh|đề nghị)|báo cáo kết quả"
    r"|để (?:tổng hợp|báo cáo)"
)
_THIS = re.compile(
    rf"(?:{kinds.PROMULGATED}) (?:này|trên)|nêu trên"
    r"|của Kế hoạch"
)
_FINAL_MARK = re.compile(r"\./\.?\"?\Z")


def add_closing(blocks: Sequence[Block], top: list[Node], end: int) -> None:
    """Move paragraphs that speak for the whole out of the last item into a node of their own.

    ``top`` are the top-level nodes of the run of blocks that ends at ``end``.
    """
    if not top or top[-1].label is None:
        return
    outer = top[-1]
    last = _last_labelled(outer)
    start = _closing_start(blocks, outer, last, end)
    if start is None:
        return
    outer.last = min(outer.last, end - 1)
    closing = Node(None, SectionKind.CLOSING, start, last=end - 1)
    article = top[-1].label.style is Style.ARTICLE
    flat = last is outer and (last.kind is not SectionKind.HEADING or article)
    for child in outer.children:
        _trim(child, start - 1)
    if flat:
        outer.last = start - 1
        top.append(closing)
    else:
        outer.children.append(closing)


def _trim(node: Node, keep: int) -> None:
    node.last = min(node.last, keep)
    for child in node.children:
        _trim(child, keep)


def _last_labelled(node: Node) -> Node:
    while True:
        deeper = [child for child in node.children if child.label is not None]
        if not deeper:
            return node
        node = deeper[-1]


def _closing_start(blocks: Sequence[Block], top: Node, last: Node, end: int) -> int | None:
    """Return the position of the first paragraph after the last item that speaks for all.

    Weighed are its wording, the final mark "./.", and whether items of this section have
    paragraphs of their own; None where the last item keeps its text.
    """
    start = _first_trailing(blocks, last.first + 1, end)
    siblings_continue = _siblings_continue(blocks, top)
    after_bullets = start > last.first + 1 and labels.bullet(blocks[start - 1].text) is not None
    for position in range(start, end):
        text = blocks[position].text
        score = (
            2 * bool(_WHOLE.match(text))
            + bool(_THIS.search(text))
            + bool(_REPORT_BACK.search(text))
        )
        score += bool(_FINAL_MARK.search(text)) + after_bullets
        score += -1 if siblings_continue else 1
        if _first_under_heading(last, position):
            score -= 3
        if score >= 2:
            return position
    return None


def _first_trailing(blocks: Sequence[Block], first: int, end: int) -> int:
    """Return where the run of plain paragraphs that ends the body begins."""
    position = end
    while position > first:
        block = blocks[position - 1]
        if block.cells is not None or block.bold or block.heading:
            break
        if labels.bullet(block.text) or is_shouted(block.text):
            break
        position -= 1
    return position


def _first_under_heading(last: Node, position: int) -> bool:
    """Return whether the paragraph stands right under a heading, and so is its text."""
    return last.kind is SectionKind.HEADING and position == last.first + 1


def _siblings_continue(blocks: Sequence[Block], top: Node) -> bool:
    """Whether items before the last one have plain paragraphs after their own line."""
    siblings = [
        child for child in top.children if child.kind in {SectionKind.ITEM, SectionKind.HEADING}
    ]
    for item, following in pairwise(siblings):
        lead = 2 if item.kind is SectionKind.HEADING else 1
        run = range(item.first + lead, following.first)
        if any(
            blocks[position].cells is None and not labels.bullet(blocks[position].text)
            for position in run
        ):
            return True
    return False
