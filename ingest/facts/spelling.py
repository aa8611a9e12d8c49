"""Facts are read of a text in one spelling ("hòa", "Ủy"); here they get back the document's own."""

from dataclasses import fields, replace

from ingest.facts.model import Fact


def restored(fact: Fact, plain: str, written: str) -> Fact:
    """Return the fact with its words as ``written``, which ``plain`` spells in one way.

    Both texts are equally long. Words are looked for in the quote first, then from the beginning.
    """
    changed: dict[str, object] = {}
    for each in fields(fact):
        value = getattr(fact, each.name)
        if isinstance(value, str) and each.name != "relation":
            changed[each.name] = _as_written(value, fact, plain, written)
        elif isinstance(value, tuple) and each.name != "path":
            changed[each.name] = tuple(
                _as_written(item, fact, plain, written) if isinstance(item, str) else item
                for item in value
            )
    return replace(fact, **changed)  # type: ignore[arg-type]


def _as_written(words: str, fact: Fact, plain: str, written: str) -> str:
    if not words or words.isascii():
        return words
    at = plain.find(words, fact.start, fact.end)
    at = plain.find(words) if at < 0 else at
    return words if at < 0 else written[at : at + len(words)]
