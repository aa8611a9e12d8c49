"""What decides beside probabilities: fitted, or kept as it was, by ``hoidap train``.

Weighing
├── Certain          how sure an answer is whose form makes it so
├── EvidenceWeights  the linear score of a statement
├── Chance           from that score to a probability, where no reader read
├── Nearness         which of several values a question is about
├── Saying           what is said of what was read
├── Doubted          when a fact is answered all the same
├── Matter           whether a question that names no document is of what was read at all
├── Placing          which section is the place that was asked for
└── Unread           what is said where no reader read
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from index import trained

FILE = "answering.json"
"""The file in the folder of trained weights."""

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Certain:
    """Confidence of what is answered by its form; what is read with doubt is less sure by that."""

    header: float
    """What a form states in the place made for it."""
    blank: float
    """That this place is left blank."""
    article: float
    """What stands under the label that is asked for."""
    facts: float
    """A fact that was read without doubt."""
    carrying: float
    """A citation that was read without doubt."""
    digest: float
    """What is chosen is stated, what is left out may matter too."""
    untasked: float
    """That a body is given no task."""


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """Weights of the linear score of a statement, from a cross-validation on questions."""

    passage: float
    statement: float
    sentence: float
    similarity: float
    headings: float
    support: float
    asked: float
    own: float
    """The words of the question in the value's own clause."""
    contradicts: float


@dataclass(frozen=True, slots=True)
class Chance:
    """A logistic regression: how probable it is that a statement answers, where no reader read.

    docs/decisions/0012 has its data.
    """

    base: float
    score: float
    margin: float
    support: float
    missing: float
    similarity: float
    holds: float
    contradicts: float
    counted: float
    """Added where what is asked is counted; the next two count there alone."""
    own: float
    counts_otherwise: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a word of the question counts for a value in the same statement."""

    fade: float
    """For each word that stands between them."""
    other_clause: float
    """For each clause boundary between them."""
    behind: float
    """Where it follows the value: what is counted stands before its figure."""
    claimed: float
    """Where another value stands nearer to it."""
    synonym: float
    """Where it is a word of an administrative wording, against one of the question's own."""
    clearly: float
    """A value is put first where its clause holds so many times more than the next one's."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of what a reader read."""

    even: float
    """Probability from which a statement says yes."""
    led: float
    """What a heading introduces is this probable against it, where no list is asked for."""
    lead: float
    """Probability of a lead-in from which its items are looked at."""
    adds: float
    """What a statement is worth beside the share of the question's words that it adds."""
    beside: float
    """A statement is said beside the heading of the place from this probability."""
    colon: float
    """Share of the question's words from which a line that ends with a colon answers it."""
    rival: float
    """Another document's statement that holds more of the question is said instead of the best one
    where it is at least so many times as probable."""
    told: float
    """The same of a statement that tells a time where one is asked for and the best tells none."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """When a fact is answered although a reader doubts that all it read answers.

    Who asks in other words than the document's is doubted too much (docs/decisions/0034).
    """

    answered: float
    """From this probability of being answered at all."""
    best: float
    """From this probability of the best statement that holds a value as asked for, whatever the
    other is."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A logistic regression: how probable it is that a question is of what was read for it."""

    base: float
    best: float
    """For the log odds of the best statement."""
    support: float
    """For the share of the question's words, by rarity, that its passage holds."""
    words: float
    """For the logarithm of how many words tell what is asked about."""
    least: float
    """Below this probability nothing was found."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Weights of a section that may be the place, from a regression over pairs of sections.

    But for the title's, which that gave 2.4 and was raised by hand on the same training questions:
    a heading that says it word for word is the place.
    """

    own: float
    """The best statement that stands in no section below."""
    heading: float
    """That its own heading was read."""
    within: float
    """All that was read in it."""
    title: float
    unit: float
    """What it is called, "Điều", "Chương", where that is asked for."""
    called: float
    """A heading is the body's from this share of the words the question calls it by."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What is said where no reader read: by scores alone."""

    confidence: float
    """Least confidence of the best statement."""
    rival: float
    """Another document answers too when its best statement reaches this share of the best score."""
    title_coverage: float
    """Items are those of the section that a statement stands in from this coverage of its title."""
    title_said: float
    """A section is asked for when the question says this share of its title's words."""
    title_alone: float
    """One of several sections is meant from this coverage of its title, if no other comes near."""
    as_good: float
    """A lead-in is taken for the answer from this share of the best score."""
    alike: float
    """What it adds to a statement's score to say the same as another document's."""
    parallel: float
    """From this likeness two statements say the same of two documents."""
    enough: float
    """Least confidence of a statement that no other document's is parallel to."""
    together: float
    """The same for the surest of parallel statements, which speaks for all of them."""
    valued: float
    """The same for a statement that holds a value of the kind asked for."""
    covered: float
    """A statement not parallel to the best one holds at least this share of the words that one
    does."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Shares and probabilities from which something is said, each 0 to 1; weights in groups."""

    named: float
    """The documents that a question names answer alone where their best statement is this
    probable, against the best of all: plans that carry out one decision repeat its sentences, and
    only the name tells them apart."""
    strange: float
    """A passage that holds less than this share of the question's words answers another one."""
    sure: float
    """Probability of an answer from which a name that no document holds is no obstacle."""
    alike: float
    """What it adds to a statement of a comparison to say the same as another document's."""
    stating: float
    """Least probability of a statement that says what its document does."""
    further: float
    """Least probability of a second statement of a document."""
    about: float
    """The same, against that of the first."""
    cell: float
    """Least certainty of an answer that fills the cell of a table of topics."""
    claimed: float
    """Share of a question's words, by rarity, with which a passage surely speaks of its matter: a
    figure that is claimed is then held against what it states, whatever else was read."""
    stated: float
    """Share of a question's words beside its document's name, by rarity, from which a statement
    that holds them and a value of the kind asked surely answers: no refusal is due."""
    likely: float
    """Least probability of such a statement, where the question names no part of the document."""
    suggested: float
    """Least certainty of the answer to a question that is offered."""
    version: float
    """Share of their syllables (Dice) from which two versions of a document say the same."""
    certain: Certain
    evidence: EvidenceWeights
    chance: Chance
    nearness: Nearness
    saying: Saying
    doubted: Doubted
    matter: Matter
    placing: Placing
    unread: Unread

    @classmethod
    def of(cls, told: Mapping[str, object]) -> "Weighing":
        """Return what is told; what a folder of an older version does not tell is as shipped.

        Raises TypeError or ValueError where it tells anything else.
        """
        return _made(cls, _merged(_told(Path(trained.FOLDER)), told))


@cache
def shipped() -> Weighing:
    """Return what ships."""
    return Weighing.of({})


@cache
def _told(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / FILE).read_text(encoding="utf-8"))["weighing"]
    return told


def _merged(base: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """Return what is told, and of the base what is not, group by group."""
    if not isinstance(told, Mapping):
        raise TypeError("weighing is no table")
    merged = dict(base)
    for name, value in told.items():
        within = base.get(name)
        if isinstance(within, Mapping):
            merged[name] = _merged(within, value)  # type: ignore[arg-type]
        else:
            merged[name] = value
    return merged


def _made(kind: type[Group], told: Mapping[str, Any]) -> Group:
    """Return numbers and groups of numbers as their dataclass. Raises TypeError, ValueError."""
    groups = {field.name: field.type for field in fields(kind) if is_dataclass(field.type)}  # type: ignore[arg-type]
    return kind(
        **{
            name: _made(groups[name], value) if name in groups else float(value)  # type: ignore[arg-type]
            for name, value in told.items()
        }
    )
