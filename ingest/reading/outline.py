"""Blocks and their parts into the section tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import PREAMBLE, RECIPIENTS, SIGNATURE, Section, SectionKind
from ingest.reading.body import Body
from ingest.reading.document_parts import Part, PartKind
from ingest.reading.nodes import Node, shortened
from ingest.reading.reflow import Block
from ingest.vietnamese import labels


@dataclass(frozen=True, slots=True)
class Outline:
    """The section tree and what is doubtful in it."""

    sections: tuple[Section, ...]
    warnings: tuple[str, ...]


def build(
    blocks: Sequence[Block], spans: Sequence[tuple[int, int]], parts: Sequence[Part]
) -> Outline:
    """Return the sections of the blocks, whose spans in the normalised text are given.

    ``parts`` divide the blocks into preamble, bodies, recipients, signatures and appendices.
    """
    sections: list[Section] = []
    warnings: list[str] = []
    for part in parts:
        if part.kind in {PartKind.RECIPIENTS, PartKind.SIGNATURE}:
            nodes = [_special(part, blocks)]
        elif part.kind is PartKind.NOTES:
            nodes = [
                Node(None, SectionKind.CLOSING, part.start, title="Chú thích", last=part.end - 1)
            ]
        else:
            wrapped = part.label is not None or part.title != ""
            body = Body(blocks, part.body if wrapped else part.start, part.end, part.title)
            nodes = body.nodes(closing=part.label is None)
            warnings.extend(body.warnings)
            if part.start > 0 and nodes and nodes[0].name == PREAMBLE:
                nodes[0].name, nodes[0].title, nodes[0].kind = None, "", SectionKind.CLOSING
            if wrapped:
                nodes = [_wrapper(part, nodes, _named(sections))]
        sections.extend(_section(node, (), spans) for node in nodes)
    return Outline(tuple(sections), tuple(dict.fromkeys(warnings)))


def _special(part: Part, blocks: Sequence[Block]) -> Node:
    names = {
        PartKind.RECIPIENTS: (RECIPIENTS, SectionKind.RECIPIENTS),
        PartKind.SIGNATURE: (SIGNATURE, SectionKind.SIGNATURE),
    }
    name, kind = names[part.kind]
    node = Node(None, kind, part.start, name=name, title=name, last=part.end - 1)
    if part.kind is PartKind.RECIPIENTS:
        for position in range(part.start, part.end):
            if mark := labels.bullet(blocks[position].text):
                title = shortened(blocks[position].text[mark[1] :])
                node.children.append(
                    Node(None, SectionKind.BULLET, position, title=title, last=position)
                )
    return node


def _wrapper(part: Part, nodes: list[Node], taken: set[str | None]) -> Node:
    """Put an appendix or an inner document around the sections of its own body.

    An inner document gives its sections no prefix, unless the outer one has the same labels.
    """
    node = Node(None, SectionKind.HEADING, part.start, name=part.label, title=part.title)
    node.last = part.end - 1
    for child in nodes:
        if child.kind is SectionKind.CLOSING and child is nodes[0]:
            node.children.extend(child.children)
        else:
            node.children.append(child)
    if node.name is None and taken & {child.name for child in node.children if child.name}:
        node.name = part.kind_name
    return node


def _named(sections: Sequence[Section]) -> set[str | None]:
    return {section.label for section in sections}


def _section(node: Node, prefix: tuple[str, ...], spans: Sequence[tuple[int, int]]) -> Section:
    path = (*prefix, node.name) if node.name else prefix
    return Section(
        label=node.name,
        title=node.title,
        path=path,
        kind=node.kind,
        start=spans[node.first][0],
        end=spans[node.last][1],
        children=tuple(_section(child, path, spans) for child in node.children),
        level=node.level,
    )
