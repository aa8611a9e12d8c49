"""What a reader knows of a question: its words in both forms, and what it names, counts, asks."""

import re
from itertools import pairwise

from index.question.library import Library
from index.question.phrases import names, pattern
from index.question.query import Query
from index.retrieval.candidates import ASKED, KINDS
from index.retrieval.words import QuestionWords, Term
from ingest.vietnamese.figures import told_in
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.words import syllables

_COUNTED = r"\d[\d.,]*(?:\s\([^()\d]+\))?(?:\s+\w+){{0,2}}?\s*{unit}\b|\({unit}\b[^()\d]*\):\s*\d"
"""A figure with its unit after it, or in the key before it: "37 hộ", "Số hộ (hộ): 37"."""
QUESTION_NAMES = (
    *(f"kind_{kind}" for kind in KINDS),
    *(f"asked_{asked}" for asked in ASKED),
    "words",
    "documents",
    "mentions",
    "header_fields",
    "exhaustive",
    "unknown_names",
    "figures",
)
"""Features of the question itself, the same for all its statements."""


class Asking:
    """A question with its words, in both forms."""

    def __init__(self, query: Query, library: Library) -> None:
        focus = query.focus or query.restored
        self.query = query
        self.words = QuestionWords(query, library, focus)
        self.named = QuestionWords(query, library, query.restored)
        self.figures = frozenset(FIGURE.findall(focus))
        self._pairs = list(pairwise(syllables(focus)))
        spoken_of = dict.fromkeys((*query.bodies, *filter(None, (query.tasks_of,))))
        self.bodies = [normalise(body).lower() for body in spoken_of]
        self.proper = [normalise(name).lower() for name in query.proper_names]
        units = told_in(normalise(query.unit).lower()) if query.unit else ()
        told = f"(?:{'|'.join(map(re.escape, sorted(units)))})"
        self._unit = re.compile(_COUNTED.format(unit=told)) if units else None
        self.row = [
            *(float(query.kind is kind) for kind in KINDS),
            *(float(query.asked is asked) for asked in ASKED),
            float(len(self.words.single)),
            float(len(query.documents)),
            float(len(query.mentions)),
            float(len(query.header_fields)),
            float(query.exhaustive),
            float(len(query.unknown_names)),
            float(len(self.figures)),
        ]

    def counted(self, text: str) -> float:
        """Return whether a text counts what the question counts; a half where it counts nothing."""
        return 0.5 if self._unit is None else float(bool(self._unit.search(text)))

    def run(self, terms: frozenset[Term]) -> float:
        """Return the most pairs of neighbouring syllables in a row that a text holds too."""
        longest = current = 0
        for pair in self._pairs:
            current = current + 1 if pair in terms else 0
            longest = max(longest, current)
        return float(longest)

    def values(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of values of the kind asked for that the question does not say."""
        asked = self.query.asked
        if asked not in names("values"):
            return []
        spans = [match.span() for match in pattern("values", asked).finditer(text)]
        return [
            span
            for span in spans
            if not (figures := FIGURE.findall(text[slice(*span)]))
            or not self.figures.issuperset(figures)
        ]

    def holds(self, text: str) -> float:
        """Return whether a text holds the kind of thing asked for."""
        asked = self.query.asked
        if asked in names("holds_cased"):
            return float(bool(pattern("holds_cased", asked).search(normalise(text))))
        if asked in names("holds"):
            return float(bool(pattern("holds", asked).search(normalise(text).lower())))
        return 0.5
