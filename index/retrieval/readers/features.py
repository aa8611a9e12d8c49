"""What a reader sees of a statement: numbers from its text, its passage and the question.

Every number is a property of any text (similarity, shared words, kind of value, position), none
of a place, a body or a document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.question.library import Library
from index.question.phrases import names, pattern
from index.question.query import Asked, Query
from index.retrieval import statements
from index.retrieval.candidates import Candidate
from index.retrieval.readers.asking import QUESTION_NAMES, Asking
from index.retrieval.trees import Table
from index.retrieval.words import Term, count_syllables, held
from ingest.document import Passage
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import FIGURE
from ingest.vietnamese.words import syllables

_CLAUSE = re.compile(r"[,;:()]\s|\s[-–]\s")
_KEY = re.compile(r"\W*([^:\n]{2,80}):\s*\S")
_MEASURED = re.compile(r"[^:\n]{2,80}?(?P<unit>\((?:%|[^\W\d][^()\d]{0,24})\)): (?P<value>\d)")
"""A field whose figure has its unit before it: "Số hộ (hộ): 37"; the key is of its clause."""
_LABEL = re.compile(r"\s*(?:\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+)[.)/]\s|\s*Điều \d+", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-–+•*]\s")
_ROW = re.compile(r"[^;:]{1,60}: [^;]*;\s")
_VALUES = (Asked.PERCENT, Asked.MONEY, Asked.DATE, Asked.NUMBER, Asked.DOCUMENT, Asked.BODY)


@dataclass(frozen=True, slots=True)
class Read:
    """A candidate that is read: its rank, and what each of its statements is like."""

    candidate: Candidate
    score: float
    """By which it was ranked."""
    similarities: Sequence[tuple[float, float]]
    """Of each statement, in ``statements.split``'s order: to the question without and with the
    names of documents; empty where they are not known yet, and its own stand for them."""

    def known(self, count: int) -> Sequence[tuple[float, float]]:
        """Return the similarities of its ``count`` statements."""
        return self.similarities or [self.candidate.dense] * count


@dataclass(frozen=True, slots=True)
class Place:
    """A statement: its passage's place among those read, and its span in the passage's text."""

    read: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Features:
    """One row a statement."""

    places: tuple[Place, ...]
    rows: Table


def features(query: Query, library: Library, reads: Sequence[Read]) -> Features:
    """Return the statements of all passages in order, with their features (see ``NAMES``)."""
    asking = Asking(query, library)
    places: list[Place] = []
    rows: list[list[float]] = []
    for rank, read in enumerate(reads):
        parts = statements.split(read.candidate.passage.text)
        places += [Place(rank, part.start, part.end) for part in parts]
        rows += _of_passage(asking, read, rank, parts)
    own = np.array(rows, np.float32).reshape(len(rows), len(_OWN))
    return Features(tuple(places), np.hstack([own, _relative(own, places)]))


_PASSAGE = [
    "rank",
    "score",
    "dense",
    "dense_named",
    "lexical",
    "lexical_named",
    "named",
    "share",
    "mentioned",
    "called",
    "passage_words",
    "passage_pairs",
    "passage_named_words",
    "heading_words",
    "title_words",
    "context_words",
    "depth",
    "preamble",
    "recipients",
    "signature",
    "appendix",
    "characters",
    "statements",
]
_STATEMENT = [
    "similarity",
    "similarity_named",
    "own_words",
    "own_pairs",
    "told",
    "rare",
    "missing_elsewhere",
    "clause_words",
    "before_words",
    "after_words",
    "lead_words",
    "joint_words",
    "joint_context_words",
    "joint_named_words",
    "run",
    "unit",
    "bodies",
    "bodies_around",
    "proper_names",
    "figures_around",
    "before_similarity",
    "after_similarity",
    "position",
    "from_end",
    "length",
    "new_words",
    "asked_values",
    "value_clause_words",
    "holds_asked",
    "title_holds_asked",
    *(f"has_{kind}" for kind in _VALUES),
    "figures_shared",
    "ends_with_colon",
    "after_colon",
    "heading",
    "label",
    "bullet",
    "row",
    "bars",
    "key_words",
    "field",
    "capitals",
]
_OWN = [*QUESTION_NAMES, *_PASSAGE, *_STATEMENT]
_COMPARED = (
    "similarity",
    "similarity_named",
    "own_words",
    "own_pairs",
    "score",
    "dense",
    "passage_words",
    "clause_words",
    "value_clause_words",
)
NAMES = (
    *_OWN,
    *(f"{name}_behind" for name in _COMPARED),
    *(f"{name}_behind_in_passage" for name in _COMPARED[:4]),
    "similarity_rank",
    "words_rank",
)


def _of_passage(
    asking: Asking, read: Read, rank: int, parts: Sequence[statements.Statement]
) -> list[list[float]]:
    passage = read.candidate.passage
    texts = [passage.text[part.start : part.end] for part in parts]
    terms = [held(text) for text in texts]
    shared = _passage_row(asking, read, rank, len(parts))
    near = _Near.of(asking, passage)
    rows = []
    lead = frozenset[Term]()
    for at, text in enumerate(texts):
        around = _Around(
            before=terms[at - 1] if at else frozenset(),
            after=terms[at + 1] if at + 1 < len(terms) else frozenset(),
            lead=lead,
            near=near,
        )
        rows.append(
            [
                *asking.row,
                *shared,
                *_statement_row(asking, read, at, texts, terms, around),
            ]
        )
        if text.endswith(":"):
            lead = terms[at]
    return rows


@dataclass(frozen=True, slots=True)
class _Near:
    """What a passage is to each of its statements."""

    title: str
    """The heading it stands under, in small letters."""
    title_holds: float
    heading: Sequence[str]
    """The heading's syllables."""
    bodies: float
    """Share of the bodies that the question names which the passage or a heading names."""
    proper: float
    figures: float

    @classmethod
    def of(cls, asking: Asking, passage: Passage) -> "_Near":
        """Look through the passage once."""
        around = normalise(f"{passage.text} {passage.context}").lower()
        figures = asking.figures
        shared = figures.intersection(FIGURE.findall(around)) if figures else ()
        return cls(
            title=normalise(passage.section_title).lower(),
            title_holds=asking.holds(passage.section_title) if passage.section_title else 0.0,
            heading=syllables(passage.section_title),
            bodies=_held(asking.bodies, around),
            proper=_held(asking.proper, around),
            figures=len(shared) / len(figures) if figures else 0.5,
        )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a statement."""

    before: frozenset[Term]
    after: frozenset[Term]
    lead: frozenset[Term]
    """The last line before it that ends in a colon."""
    near: _Near


def _passage_row(asking: Asking, read: Read, rank: int, count: int) -> list[float]:
    candidate = read.candidate
    passage, document = candidate.passage, candidate.document
    body, context = held(passage.text), held(passage.context)
    first = passage.section_path[0] if passage.section_path else ""
    return [
        float(rank),
        read.score,
        *candidate.dense,
        *candidate.lexical,
        document.named,
        document.share,
        document.mentioned,
        document.called,
        asking.words.share([body, context]),
        asking.words.pair_share([body, context]),
        asking.named.share([body, context]),
        asking.words.share([held(heading) for heading in passage.headings]),
        asking.words.share([held(passage.section_title)]),
        asking.words.share([context]),
        float(len(passage.section_path)),
        float(first == "Mở đầu"),
        float(first == "Nơi nhận"),
        float(first == "Ký"),
        float(first.startswith("Phụ lục")),
        float(len(passage.text)),
        float(count),
    ]


def _statement_row(
    asking: Asking,
    read: Read,
    at: int,
    texts: Sequence[str],
    terms: Sequence[frozenset[Term]],
    around: _Around,
) -> list[float]:
    words, text, own = asking.words, texts[at], terms[at]
    passage = read.candidate.passage
    known = read.known(len(texts))
    similarities = [each[0] for each in known]
    said = words.share([own])
    whole = words.share([held(passage.text), held(passage.context)])
    return [
        *known[at],
        said,
        words.pair_share([own]),
        words.told(own),
        words.rare([own]),
        whole - said,
        max((words.share([held(clause)]) for clause in _CLAUSE.split(text)), default=0.0),
        words.share([around.before]),
        words.share([around.after]),
        words.share([around.lead]),
        words.share([own, around.lead, held(passage.section_title)]),
        words.share([own, around.lead, held(passage.context)]),
        asking.named.share([own, around.lead, held(passage.context)]),
        asking.run(own),
        *_named_row(asking, text, around.near),
        similarities[at - 1] if at else 0.0,
        similarities[at + 1] if at + 1 < len(texts) else 0.0,
        float(at),
        float(len(texts) - 1 - at),
        float(len(text)),
        float(count_syllables(own)) * (1 - words.told(own)),
        *_value_row(asking, text, around.near.title_holds),
        *_form_row(asking, read, at, texts, around.near.heading),
    ]


def _named_row(asking: Asking, text: str, near: _Near) -> list[float]:
    """Return how much of what the question names a statement holds, itself or around it."""
    said = normalise(text).lower()
    return [
        asking.counted(said),
        _held(asking.bodies, f"{said} {near.title}"),
        near.bodies,
        near.proper,
        near.figures,
    ]


def _held(names: Sequence[str], text: str) -> float:
    """Return the share of the names that stand in a text, a half where there is none."""
    return sum(name in text for name in names) / len(names) if names else 0.5


def _value_row(asking: Asking, text: str, title: float) -> list[float]:
    spans = asking.values(text)
    clauses = [_clause(text, *span) for span in spans]
    figures = frozenset(FIGURE.findall(text))
    shared = len(figures & asking.figures) / len(asking.figures) if asking.figures else 0.0
    return [
        float(len(spans)),
        max((asking.words.share([held(clause)]) for clause in clauses), default=0.0),
        asking.holds(text),
        title,
        *(float(bool(pattern("values", kind).search(text))) for kind in _VALUES),
        shared,
    ]


def _clause(text: str, start: int, end: int) -> str:
    """Return the clause that a value stands in."""
    key = _MEASURED.match(text)
    until = key.start("unit") if key and key.start("value") == start else start
    left = max((m.end() for m in _CLAUSE.finditer(text, 0, until)), default=0)
    right = _CLAUSE.search(text, end)
    return text[left : right.start() if right else len(text)]


def _form_row(
    asking: Asking, read: Read, at: int, texts: Sequence[str], title: Sequence[str]
) -> list[float]:
    text, passage = texts[at], read.candidate.passage
    key = _KEY.match(text)
    asked = asking.query.asked
    field = key and asked in names("fields") and pattern("fields", asked).search(key[1].lower())
    own = syllables(text[: len(passage.section_title) + 40]) if at == 0 and title else []
    heading = bool(title) and at == 0 and own[-len(title) :] == title
    return [
        float(text.endswith(":")),
        float(at > 0 and texts[at - 1].endswith(":")),
        float(heading),
        float(bool(_LABEL.match(text))),
        float(bool(_BULLET.match(text))),
        float(bool(_ROW.match(text))),
        float(text.count(" | ")),
        asking.words.share([held(key[1])]) if key else 0.0,
        float(bool(field)),
        sum(map(str.isupper, text)) / max(1, sum(map(str.isalpha, text))),
    ]


def _relative(own: Table, places: Sequence[Place]) -> Table:
    """Return how far each statement is behind the best of all, and of its passage; its ranks."""
    columns = [_OWN.index(name) for name in _COMPARED]
    chosen = own[:, columns]
    count = len(NAMES) - len(_OWN)
    if not len(own):
        return np.empty((0, count), np.float32)
    passage = np.array([place.read for place in places])
    best = np.array([chosen[passage == read, :4].max(axis=0) for read in range(passage[-1] + 1)])
    ranks = np.column_stack(
        [_ranks(own[:, _OWN.index(name)]) for name in ("similarity", "own_words")]
    )
    behind = chosen - chosen.max(axis=0)
    return np.hstack([behind, chosen[:, :4] - best[passage], ranks]).astype(np.float32)


def _ranks(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values), np.float32)
    ranks[order] = np.arange(len(values), dtype=np.float32)
    return ranks
