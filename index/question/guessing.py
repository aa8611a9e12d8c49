"""What decides where a question is guessed at: its marks, its language, its short forms."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import trained

FILE = "guessing.json"
"""In the folder of weights that come with the service: they are of the language, not of a site."""


@dataclass(frozen=True, slots=True)
class Guessing:
    """Weights and shares; measured by hand but where a program is named."""

    keep_typed: float
    """Log-odds in favour of a token as typed, once the asker has typed diacritics elsewhere."""
    marked: float
    """Share of the tokens with marks from which these odds count whole."""
    back_off: float
    """How much the variety of what follows a syllable counts for the next one's frequency alone
    (Witten-Bell smoothing counts it once; the documents' pairs are few and much alike)."""
    word: float
    """What a word of the dictionary counts; a sentence, like one of the documents, counts 1."""
    unseen: float
    """What a syllable counts that was never seen."""
    english: float
    """Share of the words from which a text is English."""
    dominant: float
    """Share of a phrase among all that have its initials, from which these stand for it."""
    part: float
    """A phrase that the same syllable follows or leads so often is only part of one."""
    synonym: float
    """What an administrative wording counts in a search, against the question's own words."""


@cache
def shipped() -> Guessing:
    """Return what ships."""
    told = json.loads((Path(trained.FOLDER) / FILE).read_text(encoding="utf-8"))
    return Guessing(**{name: float(value) for name, value in told.items()})
