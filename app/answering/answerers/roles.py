"""What part a body has in a task, by the line below it: "Cơ quan chủ trì: Sở A, Sở B"."""

from collections.abc import Sequence
from dataclasses import replace

from app.answering.citations import chain_at, quote
from app.answering.claims import Claim
from app.answering.spans import trimmed
from index.question.phrases import pattern
from ingest.document import Document
from ingest.vietnamese import bodies, body_names, forms, labels
from ingest.vietnamese.text import aligned, normalise
from ingest.vietnamese.words import syllables

_LONGEST = 160
"""Characters of what a body's part is; of more only the body is said."""
_WHOSE = frozenset({"cơ", "quan", "đơn", "vị"})
"""Words of the key of a line that do not tell a body's part."""
_LABEL = 8
"""Characters of a label and what follows it."""


def part(line: str, asked: Sequence[str], question: str) -> tuple[str, ...] | None:
    """Return what a line says of a body asked about, of no other.

    Nothing where the question says that itself; None where the line is of no such body.
    """
    key = forms.key(line[labels.after(line) :])
    if key is None or not pattern("fields", "body").search(normalise(key).lower()):
        return None
    rest = line[line.index(key) + len(key) :].lstrip(": ").rstrip(" .;\n")
    for clause in rest.split(";"):
        named = bodies.mentioned(aligned(clause))
        own = [one for one in named for each in asked if body_names.same(one.name, each)]
        if own:
            told = clause if len(clause) <= _LONGEST else clause[own[0].start : own[0].end]
            words = set(syllables(normalise(key).lower())) - _WHOSE
            said = words.issubset(syllables(question))
            return () if said else (f"{key}: {' '.join(told.split())}",)
    return None


def beside(claim: Claim, asked: Sequence[str], question: str, document: Document) -> Claim:
    """Return a claim that only says the title of a task with the part of a body asked about."""
    told = claim.quotes[0]
    section = next(iter(chain_at(document, told.start)[-1:]), None)
    if section is None or len(claim.quotes) > 1 or told.start > section.start + _LABEL:
        return claim
    for child in section.children:
        first, *_ = document.text[child.start : child.end].split("\n", 1)
        said = part(first, asked, question) if told.end <= child.start else None
        if said:
            line = quote(document, *trimmed(document, child.start, child.start + len(first)), 1.0)
            return replace(claim, sentences=(*claim.sentences, *said), quotes=(*claim.quotes, line))
    return claim
