"""The words that a statement puts in and leaves out, scored by what such words did elsewhere.

How often a word that is strange to the quotes, only asked, moved, of the names, leapt over, or left
out before or behind stood so in true statements and in false ones is counted when the score is
fitted; of a word that was hardly met only the number counts.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from app.answering.generative.laying import Laid
from app.answering.generative.proof import Proof, words

WAYS = ("strange", "asked", "moved", "of_names", "leapt", "before", "behind")
"""How a word may be put in or left out."""
NAMES = tuple(f"{way}_words_{what}" for way in WAYS for what in ("sum", "least", "most", "unknown"))
"""The features, in the order of :func:`features`."""

Table = Mapping[str, Mapping[str, float]]
"""Way → word → logarithm of how many more true than false statements edit it so."""
Edited = Mapping[str, frozenset[str]]
"""Way → the words edited so."""


def edited(laid: Laid, proof: Proof, question: str) -> Edited:
    """Return the words that a statement puts in and leaves out."""
    held = {word.text for word in laid.held}
    named = {*words(proof.expanded(proof.names))}
    asked = {*words(proof.expanded(question))}
    found: dict[str, set[str]] = {way: set() for way in WAYS}
    for at, word in enumerate(laid.own):
        if at not in laid.covered:
            ways = (("moved", held), ("of_names", named), ("asked", asked))
            found[next((way for way, of in ways if word.text in of), "strange")].add(word.text)
    for run, later in pairwise(laid.runs):
        end = run.held + run.length
        if laid.held[run.held].part == laid.held[later.held].part and later.held >= end:
            found["leapt"].update(word.text for word in laid.held[end : later.held])
    if laid.runs:
        first, last = laid.runs[0], laid.runs[-1]
        begins, ends = laid.held[first.held], laid.held[last.held]
        behind = laid.held[last.held + last.length :]
        found["before"].update(w.text for w in laid.held[: first.held] if w.part == begins.part)
        found["behind"].update(w.text for w in behind if w.part == ends.part)
    return {way: frozenset(w for w in each if w.isalpha()) for way, each in found.items()}


def features(edits: Edited, table: Table) -> tuple[float, ...]:
    """Return the features of a statement's edits, named by NAMES."""
    return tuple(number for way in WAYS for number in _scored(edits[way], table[way]))


def _scored(edits: Iterable[str], known: Mapping[str, float]) -> tuple[float, ...]:
    ordered = sorted(edits)
    scores = [known[word] for word in ordered if word in known]
    unknown = float(len(ordered) - len(scores))
    return (sum(scores), min(0.0, *scores, 0.0), max(0.0, *scores, 0.0), unknown)
