"""One name for each body of a document, however it writes it: "UBND", "Uỷ ban nhân dân"."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.document import Document
from ingest.facts.model import Deadline, Fact, Task
from ingest.vietnamese import body_names, lexicon
from ingest.vietnamese.text import normalise

_COUNT = re.compile(r"\A(?:các|những|đồng\s+chí|toàn\s+thể)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def one_names(document: Document, found: Iterable[Fact]) -> dict[str, str]:
    """Return name as written → the one name of the body, for all bodies of the facts.

    Short forms are written out, those that the document defines first; of names that are the
    same but for count and short forms the most frequent stands for all, then the longest.
    """
    written = [name for fact in found for name in _bodies(fact)]
    defined = {each.short: each.long for each in document.abbreviations if " " in each.long}
    full = {name: _written_out(name, defined) for name in dict.fromkeys(written)}
    often = Counter(full[name] for name in written)
    best: dict[str, str] = {}
    for name in sorted(often, key=lambda each: (-often[each], -len(each), each)):
        best.setdefault(body_names.key(name), name)
    return {name: best[body_names.key(long)] for name, long in full.items()}


def _bodies(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Task):
        return (*fact.lead, *fact.support)
    return (*fact.who, *fact.to) if isinstance(fact, Deadline) else ()


def _written_out(name: str, defined: Mapping[str, str]) -> str:
    """Return a name uncounted, with its short forms written out and a capital first."""
    known = lexicon.abbreviations()
    plain = _COUNT.sub("", normalise(name))
    words = _WORD.sub(
        lambda match: (
            defined.get(match.group()) or _capital(known.get(match.group(), match.group()))
        ),
        plain,
    )
    return words[:1].upper() + words[1:]


def _capital(words: str) -> str:
    return words if words.isupper() or " " not in words else words[:1].upper() + words[1:]
