"""Conversations as Markdown."""

import re
from collections.abc import Iterable

from app.rendering.material import Exchange, cited, printable

_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~])")


def conversation(title: str, exchanges: Iterable[Exchange]) -> str:
    """Return the conversation; answers stand as they are, all other text is escaped."""
    parts = [f"# {_inert(title)}"]
    for exchange in exchanges:
        parts += [f"## {_inert(exchange.question)}", printable(exchange.answer).strip()]
        if exchange.sources:
            parts.append("Nguồn:")
            parts.append(
                "\n".join(
                    f"{source.marker}. {_inert(cited(source))}: “{_inert(source.quote)}”"
                    for source in exchange.sources
                )
            )
    return "\n\n".join(parts) + "\n"


def _inert(text: str) -> str:
    """Return one line that Markdown shows as it is."""
    return _ACTIVE.sub(r"\\\1", " ".join(printable(text).split()))
