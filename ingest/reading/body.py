"""The sections of one run of text: which label is whose sibling, which its child.

The nesting of styles is learned from the document itself: a style met for the first time opens
below the deepest open section; a style that is open goes on only in sequence. A line that looks
labelled but is out of every sequence is text.
"""

import re
from collections.abc import Sequence

from ingest.document import PREAMBLE, SectionKind
from ingest.reading.capitals import is_shouted
from ingest.reading.captions import caption
from ingest.reading.closing import add_closing
from ingest.reading.label_sequences import LabelSequences
from ingest.reading.nodes import MAX_TITLE, Node, shortened
from ingest.reading.reflow import Block
from ingest.vietnamese import clauses, labels
from ingest.vietnamese.labels import KEYWORD_STYLES, Label, Style

_MAX_HEADING = 250
_STOPS = ".;,"
"""Signs in which a heading does not end."""


class Body:
    """One run of text from its first label on; a stack machine over its blocks."""

    def __init__(self, blocks: Sequence[Block], start: int, end: int, title: str = "") -> None:
        self._title = title
        self._blocks = blocks
        self._start = start
        self._end = end
        self._root = Node(None, SectionKind.PREAMBLE, start, last=end - 1)
        self._stack: list[Node] = []
        self._bullets: list[Node] = []
        self._below: set[tuple[Style, Style]] = set()
        self._labels = LabelSequences(blocks, start, end)
        self.warnings: list[str] = []

    def nodes(self, *, closing: bool) -> list[Node]:
        """Return the top-level nodes; text before the first is a PREAMBLE node."""
        position = self._start
        while position < self._end:
            position += self._take(position)
        self._close(0, self._end)
        every = self._root.children
        labelled = next((n for n, node in enumerate(every) if node.label), len(every))
        first = every[labelled].first if labelled < len(every) else self._end
        top = every[labelled:]
        if first > self._start:
            lead = Node(None, SectionKind.PREAMBLE, self._start, name=PREAMBLE, title=PREAMBLE)
            lead.last = first - 1
            lead.children = every[:labelled]
            top = [lead, *top]
        if closing:
            add_closing(self._blocks, top, self._end)
        return top

    def _take(self, position: int) -> int:
        """Place the block; return how many blocks were used."""
        block = self._blocks[position]
        if block.cells is not None:
            return self._take_table(position)
        if label := self._choose(position):
            return self._open(label, position)
        if mark := labels.bullet(block.text):
            self._open_bullet(mark, position)
        elif self._is_bare_heading(position):
            self._open_bare_heading(position)
        elif self._bullets and not self._goes_on(position):
            self._close_bullets(0, position)
        return 1

    # -- labels ---------------------------------------------------------------------------

    def _choose(self, position: int) -> Label | None:
        """Return the reading of the block's label that fits what is open, or None for text."""
        found = self._labels.readings(position)
        if not found:
            return None
        for depth in range(len(self._stack) - 1, -1, -1):
            for label in found:
                if self._follows(label, depth, position):
                    return label
        for label in found:
            if labels.opens_list(label) and self._may_open(label, position):
                return label
        return next((label for label in found if self._tolerable(label, position)), None)

    def _follows(self, label: Label, depth: int, position: int) -> bool:
        """Return whether a label goes on with the list of an open section."""
        node = self._stack[depth]
        if node.label is None:
            return False
        if labels.follows(label, node.label):
            return True
        if labels.is_inserted(label, node.label):
            ended = self._blocks[node.first].text.rstrip().endswith((";", "."))
            return ended and not self._labels.goes_on(label, position)
        above = self._stack[depth - 1].label if depth else None
        inside = above is not None and above.style is label.style
        return labels.resumes(label, node.label) and not inside

    def _may_open(self, label: Label, position: int) -> bool:
        if label.style in KEYWORD_STYLES:
            return True
        if self._depth_of(label.style) is not None and label.style is not Style.DECIMAL:
            opened = [node.label for node in self._stack if node.label]
            return self._labels.restarts(label, position, opened)
        if label.style is Style.DECIMAL:
            return label.value == 1 or self._depth_of(label.style) is not None
        if label.style in {Style.UPPER, Style.LETTER_DOT}:
            return self._labels.goes_on(label, position)
        return True

    def _tolerable(self, label: Label, position: int) -> bool:
        """Return whether a label is one though labels before it are missing."""
        block = self._blocks[position]
        if label.style in KEYWORD_STYLES:
            return True
        depth = self._depth_of(label.style)
        open_label = self._stack[depth].label if depth is not None else None
        if open_label and open_label.numbers == label.numbers and is_shouted(block.text):
            return self._looks_heading(block, label)
        if open_label and open_label.numbers[:-1] == label.numbers[:-1]:
            skipped = open_label.value + 1 < label.value <= open_label.value + 3
            return skipped and (
                self._labels.goes_on(label, position) or self._looks_heading(block, label)
            )
        if label.style is Style.DECIMAL:
            return self._parent_number(label) is not None
        marked = block.heading > 0 or block.bold or is_shouted(block.text)
        return label.value <= 30 and marked and self._labels.goes_on(label, position)

    def _depth_of(self, style: Style) -> int | None:
        for depth in range(len(self._stack) - 1, -1, -1):
            label = self._stack[depth].label
            if label and label.style is style:
                return depth
        return None

    def _parent_number(self, label: Label) -> int | None:
        """Return the depth of "1" or "1.1" for "1.1" or "1.1.1"."""
        for depth in range(len(self._stack) - 1, -1, -1):
            above = self._stack[depth].label
            if above and above.numbers == label.numbers[:-1]:
                return depth
        return None

    def _open(self, label: Label, position: int) -> int:
        depth = self._place(label, position)
        self._close(depth, position)
        above = self._stack[-1].label if self._stack else None
        if above:
            self._below.add((above.style, label.style))
        self._warn(label)
        node = Node(label, SectionKind.ITEM, position, name=label.text)
        used = self._name(node, label, position)
        self._parent().children.append(node)
        self._stack.append(node)
        return used

    def _place(self, label: Label, position: int) -> int:
        """Return how many open sections stay open above the new one."""
        for depth in range(len(self._stack) - 1, -1, -1):
            if self._follows(label, depth, position):
                return depth
        if label.style is Style.DECIMAL:
            parent = self._parent_number(label)
            if parent is not None:
                return parent + 1
        depth_of = self._depth_of(label.style)
        if depth_of is not None and self._same_list(label, depth_of):
            return depth_of
        if label.style in KEYWORD_STYLES:
            below = self._begins_part(label.style, position)
            return len(self._stack) if below else self._keyword_depth(label.style)
        return self._learned_depth(label.style)

    def _same_list(self, label: Label, depth: int) -> bool:
        open_label = self._stack[depth].label
        if open_label is None:
            return False
        if len(label.numbers) != len(open_label.numbers):
            return False
        return label.style in KEYWORD_STYLES or label.value > 1 or depth == len(self._stack) - 1

    def _keyword_depth(self, style: Style) -> int:
        rank = KEYWORD_STYLES.index(style)
        above = set(KEYWORD_STYLES[:rank])
        if (Style.ROMAN, style) in self._below:
            above.add(Style.ROMAN)
        for depth, node in enumerate(self._stack):
            if node.label is None or node.label.style not in above:
                return depth
        return len(self._stack)

    def _begins_part(self, style: Style, position: int) -> bool:
        """Return whether articles stand below Roman parts: "I- QUY ĐỊNH CHUNG", "Điều 1", "II-"."""
        part = self._stack[-1] if self._stack else None
        if style is not Style.ARTICLE or part is None or part.label is None or part.children:
            return False
        titled = part.label.style is Style.ROMAN and is_shouted(part.title)
        return titled and self._labels.goes_on(part.label, position)

    def _learned_depth(self, style: Style) -> int:
        """Below the deepest open section whose style is not known to lie below this one."""
        depth = len(self._stack)
        while depth > 0:
            above = next((n.label for n in reversed(self._stack[:depth]) if n.label), None)
            if above is None or not self._lies_below(above.style, style):
                break
            depth -= 1
        return depth

    def _lies_below(self, style: Style, other: Style) -> bool:
        seen: set[Style] = set()
        frontier = {other}
        while frontier:
            seen |= frontier
            frontier = {low for high, low in self._below if high in frontier} - seen
        return style in seen and style is not other

    def _warn(self, label: Label) -> None:
        siblings = (child.label for child in reversed(self._parent().children) if child.label)
        before = next((other for other in siblings if other.style is label.style), None)
        if before and before.numbers[:-1] == label.numbers[:-1]:
            if not labels.follows(label, before):
                self.warnings.append(
                    f"Đánh số không liên tục: sau “{before.text}” là “{label.text}”."
                )
        elif label.value > 1 and label.style not in KEYWORD_STYLES:
            self.warnings.append(f"Danh mục bắt đầu từ “{label.text}”, thiếu mục phía trước.")

    def _name(self, node: Node, label: Label, position: int) -> int:
        """Give the node its kind and title; a title may stand on the next line."""
        block = self._blocks[position]
        rest = block.text[label.end :].strip()
        if rest:
            heading = self._looks_heading(block, label)
            node.kind = SectionKind.HEADING if heading else SectionKind.ITEM
            node.title = rest.rstrip(":").rstrip() if heading else shortened(rest)
            return 1
        node.kind = SectionKind.HEADING
        following = position + 1
        titles: list[str] = []
        while following < self._end and len(titles) < 3 and self._is_title(following):
            if titles and not is_shouted(self._blocks[following].text):
                break
            titles.append(self._blocks[following].text)
            following += 1
        node.title = " ".join(titles)
        return 1 + len(titles)

    def _is_title(self, position: int) -> bool:
        block = self._blocks[position]
        if block.cells is not None or labels.readings(block.text) or labels.bullet(block.text):
            return False
        return len(block.text) <= _MAX_HEADING and (
            is_shouted(block.text) or block.bold or not clauses.ends(block.text, _STOPS)
        )

    def _looks_heading(self, block: Block, label: Label) -> bool:
        if len(block.text) > _MAX_HEADING or label.end >= len(block.text):
            return False
        if block.text.endswith(":") and len(block.text) > MAX_TITLE:
            return False
        return not clauses.ends(block.text, _STOPS)

    # -- what has no label ------------------------------------------------------------------

    def _is_bare_heading(self, position: int) -> bool:
        block = self._blocks[position]
        text = block.text
        if not self._stack or len(text) > 160 or clauses.ends(text, _STOPS) or text.endswith(":"):
            return False
        if text[:1] in '(“"*' or not any(character.isalpha() for character in text):
            return False
        return bool(block.heading or block.bold or (is_shouted(text) and len(text.split()) > 1))

    def _open_bare_heading(self, position: int) -> None:
        depth = len(self._stack)
        while depth and self._stack[depth - 1].kind is not SectionKind.HEADING:
            depth -= 1
        if depth and self._stack[depth - 1].label is None:
            depth -= 1
        self._close(depth, position)
        node = Node(None, SectionKind.HEADING, position, title=self._blocks[position].text)
        self._parent().children.append(node)
        self._stack.append(node)

    def _open_bullet(self, mark: tuple[str, int], position: int) -> None:
        symbol, start = mark
        marks = [bullet.mark for bullet in self._bullets]
        self._close_bullets(marks.index(symbol) if symbol in marks else len(marks), position)
        node = Node(None, SectionKind.BULLET, position, mark=symbol, level=len(self._bullets))
        node.title = shortened(self._blocks[position].text[start:])
        parent = self._bullets[-1] if self._bullets else self._parent()
        parent.children.append(node)
        self._bullets.append(node)

    def _goes_on(self, position: int) -> bool:
        """Return whether a paragraph belongs to the bullet before it.

        It does where that one holds what is under it, and where it begins in a small letter: its
        line was broken.
        """
        return self._absorbs(self._bullets[-1]) or self._blocks[position].text[:1].islower()

    def _absorbs(self, bullet: Node) -> bool:
        """Return whether it holds the paragraphs under it: it announces ("…:") or is a title."""
        text = self._blocks[bullet.first].text
        return text.endswith(":") or not re.search(r"[.;,!?…][\"”’»)\]]*\Z", text)

    def _take_table(self, position: int) -> int:
        table = self._blocks[position].table
        end = position
        while (
            end < self._end
            and self._blocks[end].cells is not None
            and self._blocks[end].table == table
        ):
            end += 1
        self._close_bullets(0, position)
        section = self._stack[-1].title if self._stack else self._title
        name = caption(self._blocks[self._start : position][-2:], section)
        node = Node(None, SectionKind.TABLE, position, title=name, last=end - 1)
        number = 0
        for row in range(position, end):
            if self._blocks[row].head:
                continue
            number += 1
            title = f"{name}, dòng {number}"
            node.children.append(Node(None, SectionKind.ROW, row, title=title, last=row))
        self._parent().children.append(node)
        return end - position

    def _parent(self) -> Node:
        return self._stack[-1] if self._stack else self._root

    def _close(self, depth: int, position: int) -> None:
        self._close_bullets(0, position)
        while len(self._stack) > depth:
            self._stack.pop().last = position - 1

    def _close_bullets(self, depth: int, position: int) -> None:
        while len(self._bullets) > depth:
            self._bullets.pop().last = position - 1
