"""Answers and conversations as Markdown."""

import re
from collections.abc import Iterable

from app.answering.claims import Body
from app.rendering.elements import Element, ElementKind, Runs
from app.rendering.material import Exchange, cited, printable
from app.rendering.phrasing import elements

_ACTIVE = re.compile(r"([\\`*\[\]<>#|~]|(?<![^\W_])_|_(?![^\W_]))")
"""An underscore within a word is one."""


def answer(body: Body) -> str:
    """Return a body with its markers; what documents say in it shows as it is."""
    return write(elements(body))


def write(shown: Iterable[Element]) -> str:
    """Return elements as Markdown: items on lines of their own, all else apart by a blank line."""
    text = ""
    before: Element | None = None
    for element in shown:
        if before is not None:
            together = before.kind is element.kind is ElementKind.ITEM
            text += "\n" if together else "\n\n"
        text += _element(element)
        before = element
    return text


def escape(text: str) -> str:
    """Return text that Markdown shows as it is.

    A document may hold "[2]", "**", links or HTML; none of them may act in an answer.
    """
    return _ACTIVE.sub(r"\\\1", text)


def conversation(title: str, exchanges: Iterable[Exchange]) -> str:
    """Return the conversation; answers stand as they are, all other text is escaped."""
    parts = [f"# {_inert(title)}"]
    for exchange in exchanges:
        parts += [f"## {_inert(exchange.question)}", printable(write(exchange.answer)).strip()]
        if exchange.sources:
            parts.append("Nguồn:")
            parts.append(
                "\n".join(
                    f"{source.marker}. {_inert(cited(source))}: “{_inert(source.quote)}”"
                    for source in exchange.sources
                )
            )
    return "\n\n".join(parts) + "\n"


def _element(element: Element) -> str:
    match element.kind:
        case ElementKind.ITEM:
            return f"{'  ' * element.level}{element.label or '-'} {_runs(element.runs)}"
        case ElementKind.HEADING:
            return f"### {_runs(element.runs)}"
        case ElementKind.QUOTE:
            return f"> {_runs(element.runs)}"
        case ElementKind.TABLE:
            head, *rows = ([_cell(cell) for cell in row] for row in element.rows)
            return "\n".join(map(_row, [head, ["---"] * len(head), *rows]))
        case ElementKind.PARAGRAPH:
            return _runs(element.runs)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(runs: Runs) -> str:
    return _runs(runs).replace("\n", "<br>")


def _runs(runs: Runs) -> str:
    return "".join(
        f"[{run.text}]"
        if run.marker
        else f"**{escape(run.text)}**"
        if run.bold
        else escape(run.text)
        for run in runs
    )


def _inert(text: str) -> str:
    """Return one line that Markdown shows as it is."""
    return escape(" ".join(printable(text).split()))
