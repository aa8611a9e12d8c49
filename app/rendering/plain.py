"""Answers as plain text, for terminals, sheets and gold lines."""

from collections.abc import Iterable

from app.rendering.elements import Element, ElementKind, Runs


def write(shown: Iterable[Element], *, markers: bool = True) -> str:
    """Return elements a line each, markers as "[1]" or left out."""
    return "\n".join(_element(element, markers) for element in shown)


def _element(element: Element, markers: bool) -> str:
    if element.kind is ElementKind.TABLE:
        rows = (" | ".join(_runs(cell, markers) for cell in row) for row in element.rows)
        return "\n".join(rows)
    lead = ""
    if element.kind is ElementKind.ITEM:
        lead = "  " * element.level + (element.label or "-") + " "
    return lead + _runs(element.runs, markers)


def _runs(runs: Runs, markers: bool) -> str:
    text = ""
    for run in runs:
        if not run.marker:
            text += run.text
        elif markers:
            text += f"[{run.text}]"
        else:
            text = text.rstrip(" ")
    return text.strip() if not markers else text
