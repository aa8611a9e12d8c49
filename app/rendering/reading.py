"""Reads the Markdown of answers that were kept before answers were kept as data."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from app.rendering.elements import Element, ElementKind, Elements, Run, Runs, merged

_ACTIVE = ("link", "image", "html_inline", "autolink", "entity", "backticks", "newline")
_BLOCKS = ("html_block", "reference", "code", "fence", "lheading", "hr")
_LISTS = frozenset({"bullet_list", "ordered_list"})
_MARKER = re.compile(r"\[(\d{1,3})\]")
_BREAK = re.compile(r"<br\s*/?>")


def read(text: str) -> Elements:
    """Return what the Markdown shows; HTML, links and images stay the text they are."""
    return tuple(_elements(SyntaxTreeNode(_parser().parse(text)).children))


@cache
def _parser() -> MarkdownIt:
    # Escaped signs must stay apart from the text around them: "\\[1\\]" is no marker.
    off = [*_ACTIVE, *_BLOCKS, "text_join"]
    return MarkdownIt("commonmark").enable("table").disable(off, ignoreInvalid=True)


def _elements(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Element]:
    for node in nodes:
        if node.type in _LISTS:
            yield from _items(node, 0)
        elif node.type == "table":
            rows = (row for part in node.children for row in part.children)
            cells = (tuple(_runs(cell, cell_of=True) for cell in row.children) for row in rows)
            yield Element(ElementKind.TABLE, rows=tuple(cells))
        elif node.type == "blockquote":
            for inner in node.children:
                yield Element(ElementKind.QUOTE, _runs(inner))
        else:
            kind = ElementKind.HEADING if node.type == "heading" else ElementKind.PARAGRAPH
            yield Element(kind, _runs(node))


def _items(node: SyntaxTreeNode, level: int) -> Iterator[Element]:
    for item in node.children:
        label = f"{item.info}." if node.type == "ordered_list" else ""
        said, first, rest = _opened(item)
        runs = (Run(said), *(() if first is None else _runs(first)))
        yield Element(ElementKind.ITEM, merged(runs), level, label)
        for below in rest:
            if below.type in _LISTS:
                yield from _items(below, level + 1)
            else:
                yield Element(ElementKind.PARAGRAPH, _runs(below))


def _opened(
    item: SyntaxTreeNode,
) -> tuple[str, SyntaxTreeNode | None, list[SyntaxTreeNode]]:
    """Return an item's number within its words, its first line, and what is below it.

    Of "- 1. Sở Nội vụ …" the quoted words begin with a number: no list begins there.
    """
    said = ""
    rest = list(item.children)
    while rest and rest[0].type in _LISTS:
        inner, *more = rest[0].children
        said += f"{inner.info}{inner.markup} "
        rest = [*inner.children, *rest[1:], *more]
    return said, rest[0] if rest else None, rest[1:]


def _runs(node: SyntaxTreeNode, *, cell_of: bool = False) -> Runs:
    """Return the styled words of a block."""
    tokens = (
        token
        for inline in node.walk()
        if inline.type == "inline" and inline.token is not None
        for token in inline.token.children or ()
    )
    return merged(_styled(tokens, breaks=cell_of))


def _styled(tokens: Iterator[Token], *, breaks: bool) -> Iterator[Run]:
    bold = False
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold = token.type == "strong_open"
        elif token.type in {"softbreak", "hardbreak"}:
            yield Run(" ", bold)
        elif token.type in {"em_open", "em_close"}:
            yield Run(token.markup, bold)
        elif token.type == "text":
            yield from _marked(_BREAK.sub("\n", token.content) if breaks else token.content, bold)
        else:
            yield Run(token.content, bold)


def _marked(text: str, bold: bool) -> Iterator[Run]:
    for at, piece in enumerate(_MARKER.split(text)):
        yield Run(piece, marker=True) if at % 2 else Run(piece, bold)
