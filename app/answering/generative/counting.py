"""Counts in words: "ba nghị định". Those of documents are counted in the quotes again."""

import re
from collections.abc import Sequence

from app.answering.generative import derived
from app.answering.generative.bindings import SYMBOL
from app.answering.generative.proof import Proof, words
from ingest.vietnamese import numbers
from ingest.vietnamese.kinds import KINDS
from ingest.vietnamese.ordinals import ordinals
from ingest.vietnamese.tables import alternatives
from ingest.vietnamese.text import normalise

_DOCUMENTS = alternatives(("văn bản", *(kind.name.lower() for kind in KINDS)))
_COUNTED = re.compile(
    rf"(?<!thứ )(?<!số )(?P<number>{numbers.WORDS})\s+(?P<noun>{_DOCUMENTS})(?!\w)", re.IGNORECASE
)


def miscounted(text: str, proof: Proof, counted: Sequence[int], question: str) -> bool:
    """Return whether a statement says of how many documents its quotes speak, and they do not.

    They do where it says so in their words, lists that many itself, or so many numbers of
    documents, or documents of that kind, stand there. ``counted``: what the answer itself shows.
    """
    said = proof.expanded(normalise(text))
    held = f" {' '.join(words(f'{proof.all} {question}'))} "
    for match in _COUNTED.finditer(said):
        number = int(numbers.value(match["number"]))
        if f" {' '.join(words(match.group()))} " in held:
            continue
        noun = match["noun"].lower()
        shown = (*counted, *derived.listed(said, match.start()), *_told(noun, proof))
        if number > 1 and number not in shown:
            return True
    return False


def _told(noun: str, proof: Proof) -> tuple[int, ...]:
    """Return how many documents of a kind stand in the quotes, by numbers and by mentions."""
    text = "\n".join(proof.quotes)
    symbols = {match.group() for match in SYMBOL.finditer(text)}
    numbered = {each for each in ordinals(text) if each.noun == noun}
    figures = [int(n) for n in re.findall(rf"(?<![\d.,/])(\d{{1,3}})\s+{noun}", proof.all.lower())]
    return (len(symbols), len(numbered), proof.quoted.lower().count(noun), *figures)
