"""Fits how what was read is answered: how much is said, what is refused, how sure an answer is.

The readings are those of trees that saw none of the question's documents, and each answer is judged
as an evaluation judges it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from app.answering.answer import Citation, Draft, Status
from app.answering.answerers.extractive import ExtractiveAnswerer
from app.answering.citations import Documents, cite
from app.answering.claims import Kind
from app.answering.evidence import Evidence, Statement
from app.answering.selecting import Certainty, Fitted, Measure, odds
from app.answering.siding import Sides, features
from app.answering.weighing import Weighing
from app.rendering import markdown
from eval import answers
from eval.dataset import Question
from index.ports import ScoredPassage
from index.question.library import Library
from index.question.query import Query
from index.question.understanding import understand
from index.retrieval.readers.port import Reading
from ingest.document import Document

FALSE_REFUSALS = 0.05
"""Share of the answerable questions that may be refused; of those readers complain most."""
_PRECISION = 0.2
"""What a citation's precision counts beside a right answer: every statement more costs a reader."""
_TRIED = 250
"""Questions of a kind that every variant is tried on, spread over all."""
_BETTER = 0.004
_FEWEST = 3
"""Share of the questions, and how many, that another threshold must answer better: else what
stands is kept."""
_WEIGHED: Mapping[str, tuple[float, ...]] = {
    "named": (0.01, 0.1, 0.3),
    "strange": (0.0, 0.1, 0.2),
    "sure": (0.8, 0.95),
    "claimed": (0.4, 0.7),
    "stated": (0.7, 0.9),
    "likely": (0.05, 0.3),
    "alike": (0.1, 0.4),
    "stating": (0.01, 0.1),
    "further": (0.05, 0.2),
    "about": (0.25, 0.75),
    "doubted.answered": (0.4, 0.5, 0.55, 0.65, 0.7),
    "doubted.best": (0.2, 0.25, 0.3, 0.35, 0.5, 0.6),
    "saying.even": (0.4, 0.6),
    "saying.led": (0.6, 1.0),
    "saying.lead": (0.02, 0.1),
    "saying.adds": (0.05, 0.3),
    "saying.beside": (0.08, 0.3),
    "saying.rival": (0.1, 0.4),
    "nearness.clearly": (1.0, 1.6),
    "placing.title": (3.5, 7.0),
    "placing.within": (2.2, 4.5),
    "placing.heading": (1.0, 2.5),
    "placing.own": (1.0, 2.5),
    "placing.unit": (0.5, 2.0),
}
"""What is tried beside what stands, one of a group by group and name. The others are kept: what
ranks statements is fitted with the ranking (docs/decisions/0012), what decides where none are read
is not met here, and no question tells how certain a table's cell must be."""
_OF_KIND: Mapping[str, Kind] = {
    "alike": Kind.COMPARE,
    "stating": Kind.COMPARE,
    "further": Kind.COMPARE,
    "about": Kind.COMPARE,
    "doubted": Kind.FACT,
    "saying.even": Kind.YES_NO,
    "saying.beside": Kind.LOCATE,
    "placing": Kind.LOCATE,
}
"""The kind of question that one, or a group, is met in alone."""
_SIDE_DECAY = 30.0
_PROOF = 2
"""Quotes of the evidence that a side is learnt from."""
_CERTAINTY_DECAY = 1.0
_FIRST = re.compile(r"\w+")

START = Fitted(
    answered=0.5,
    measures={
        Kind.FACT: Measure(3, 1.0, 0.15, 490),
        Kind.YES_NO: Measure(2, 1.0, 0.25, 490),
        Kind.LOCATE: Measure(2, 1.0, 0.1, 490),
        Kind.TABLE: Measure(3, 1.0, 0.15, 490),
        Kind.COMPARE: Measure(6, 4.0, 0.1, 1_150, fewest=2),
        Kind.SUMMARY: Measure(14, 4.0, 0.1, 1_900, led=0.8),
        Kind.LIST: Measure(16, 2.0, 0.1, 2_300, led=0.8, whole=0.5),
    },
    certainty=Certainty(0.0, 1.0, 0.5),
    sides=Sides(0.0, {}),
)
"""What the search begins with; rooms are what a reader accepts of an answer (``eval.answers``)."""


class Remembered(Evidence):
    """Ranks the statements of one question once, however often it is answered."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._ranked: list[Statement] | None = None

    def rank(
        self,
        query: Query,
        passages: Sequence[ScoredPassage],
        similarities: Mapping[str, Sequence[float]],
    ) -> list[Statement]:
        """Return what was ranked at first: the same question is answered again."""
        if self._ranked is None:
            self._ranked = super().rank(query, passages, similarities)
        return self._ranked


@dataclass(frozen=True, slots=True)
class Replayed:
    """One question with what was found and read for it."""

    question: Question
    group: str
    """Questions of one group share documents."""
    query: Query
    library: Library
    documents: Mapping[str, Document]
    passages: tuple[ScoredPassage, ...]
    similarities: Mapping[str, Sequence[float]]
    reading: Reading
    evidence: Evidence | None = None

    @property
    def kind(self) -> Kind:
        """The kind of answer that the question was understood to want."""
        return Kind(self.query.kind.value)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer as it is judged."""

    status: Status
    answer: str
    citations: Sequence[Citation]
    right: bool


def replay(each: Replayed, fitted: Fitted) -> Judged:
    """Answer one question again and judge it."""
    documents = Documents(each.documents.__getitem__)
    named = [key for key in each.query.documents if key in each.documents]
    held = dict.fromkeys(scored.passage.document_id for scored in each.passages)
    asked = named or (sorted(held) if each.query.across else list(held))
    answerer = ExtractiveAnswerer(each.library, fitted=fitted, evidence=each.evidence)
    draft: Draft = answerer.answer(
        each.query, each.passages, each.similarities, asked, documents, each.reading
    )
    cited = cite(draft.body, documents)
    told = Judged(draft.status, markdown.answer(draft.body), cited, right=False)
    return replace(told, right=not list(answers.faults(each.question, told)))


def fit(
    replayed: Sequence[Replayed], start: Fitted = START, whether: Sequence[Question] = ()
) -> tuple[Fitted, dict[str, float]]:
    """Return what is fitted, and its scores on the questions it was fitted to.

    ``whether`` are further questions that are answered by yes or no; only sides learn from them.
    """
    sides = fit_sides(replayed, whether, start.sides)
    fitted = replace(start, answered=_least(replayed), sides=sides)
    fitted = replace(fitted, measures={**fitted.measures, **dict(_measures(replayed, fitted))})
    fitted = replace(fitted, weighing=_weighing(replayed, fitted))
    judged = [replay(each, fitted) for each in replayed]
    fitted = replace(fitted, certainty=_certainty(replayed, judged, fitted.sides))
    return fitted, _scores(replayed, judged)


def _least(replayed: Sequence[Replayed]) -> float:
    """Return the threshold below which the allowed share of answerable questions lies."""
    answered = [each.reading.answered for each in replayed if each.question.answerable]
    return round(float(np.quantile(answered, FALSE_REFUSALS)), 3) if answered else 0.0


def _measures(replayed: Sequence[Replayed], fitted: Fitted) -> Iterator[tuple[Kind, Measure]]:
    """Yield the best measure of each kind, of questions that are answered."""
    for kind, first in fitted.measures.items():
        own = [
            each
            for each in replayed
            if each.kind is kind
            and each.question.answerable
            and each.reading.answered >= fitted.answered
        ]
        own = own[:: max(1, len(own) // _TRIED)]
        if own:
            tried = list(_variants(first))
            worth = [_worth(own, fitted, kind, measure) for measure in tried]
            yield kind, tried[int(np.argmax(worth))]


def _variants(measure: Measure) -> Iterator[Measure]:
    """Yield what is tried; below ``least`` stands noise, or a sentence planted in a document."""
    led = (0.0, 0.8, 1.0) if measure.led else (0.0,)
    whole = (0.5, 0.75, 2.0) if measure.whole <= 1 else (measure.whole,)
    for share, reach, least, most in product(
        led, (0.5, 1.0, 2.0, 4.0, 8.0), (0.1, 0.15, 0.25), whole
    ):
        yield replace(measure, led=share, reach=reach, least=least, whole=most)


def _worth(own: Sequence[Replayed], fitted: Fitted, kind: Kind, measure: Measure) -> float:
    trial = replace(fitted, measures={**fitted.measures, kind: measure})
    told = [(each, replay(each, trial)) for each in own]
    right = np.mean([judged.right for _, judged in told])
    precise = [
        np.mean([answers.speaks_of_any(citation, each.question) for citation in judged.citations])
        for each, judged in told
        if judged.citations
    ]
    return float(right + _PRECISION * (np.mean(precise) if precise else 0.0))


def _weighing(replayed: Sequence[Replayed], fitted: Fitted) -> Weighing:
    """Return what decides, one after the other: another value only where that is clearly better."""
    for name, values in _WEIGHED.items():
        met = _OF_KIND.get(name, _OF_KIND.get(name.partition(".")[0]))
        own = [each for each in replayed if met is None or each.kind is met]
        own = own[:: max(1, len(own) // (2 * _TRIED))]
        if not own:
            continue
        trials = [_weighed(fitted, name, value) for value in values]
        worth = [_share_right(own, trial) for trial in trials]
        best = int(np.argmax(worth))
        if worth[best] >= _share_right(own, fitted) + max(_BETTER, _FEWEST / len(own)):
            fitted = trials[best]
    return fitted.weighing


def _weighed(fitted: Fitted, name: str, value: float) -> Fitted:
    told = asdict(fitted.weighing)
    group, _, within = name.rpartition(".")
    (told[group] if group else told)[within] = value
    return replace(fitted, weighing=Weighing.of(told))


def _share_right(own: Sequence[Replayed], fitted: Fitted) -> float:
    return float(np.mean([replay(each, fitted).right for each in own]))


def fit_sides(
    replayed: Iterable[Replayed],
    whether: Iterable[Question] = (),
    before: Sides = START.sides,
) -> Sides:
    """Return the weights that tell yes from no, by the evidence and by what is read for it.

    ``before`` was learnt from other questions: what it says counts as one feature does.
    """
    rows, sides = [], []
    nowhere = Library([])
    asked = [(each.question, each.query, _best(each)) for each in replayed]
    asked += [(each, understand(each.question, nowhere), ()) for each in whether]
    for question, query, best in asked:
        side = _FIRST.search(question.answer.lower())
        if question.type != "yes_no" or not side or side[0] not in {"có", "không"}:
            continue
        evidence = " ".join(each.quote for each in question.evidence[:_PROOF])
        rows += [features(query.restored, said, query.bodies) for said in (evidence, *best)]
        sides += [side[0] == "có"] * (1 + len(best))
    if len(set(sides)) < 2:
        return Sides(0.0, {})
    names = sorted(rows[0])
    table = np.array([[before.logit(row), *(row[name] for name in names)] for row in rows])
    base, (kept, *weights) = _logistic(table, np.array(sides), _SIDE_DECAY)
    told = {
        name: round(weight + kept * before.weights.get(name, 0.0), 4)
        for name, weight in zip(names, weights, strict=True)
    }
    return Sides(round(base + kept * before.base, 4), told)


def _best(each: Replayed) -> tuple[str, ...]:
    """Return the most probable statement, none where nothing was read."""
    return tuple(
        each.documents[best.document_id].text[best.start : best.end]
        for best in each.reading.statements[:1]
    )


def _certainty(replayed: Sequence[Replayed], judged: Sequence[Judged], sides: Sides) -> Certainty:
    """Return the weights that tell right answers from wrong ones."""
    kinds = sorted({each.kind for each in replayed})
    given = [
        (each, told)
        for each, told in zip(replayed, judged, strict=True)
        if told.status is Status.ANSWERED and each.reading.statements
    ]
    right = np.array([told.right for _, told in given])
    if len(set(right.tolist())) < 2:
        return START.certainty
    table = np.array(
        [
            [
                odds(each.reading.answered),
                odds(each.reading.statements[0].probability),
                _side(each, told, sides),
                *(float(each.kind is kind) for kind in kinds),
            ]
            for each, told in given
        ]
    )
    base, (answered, best, side, *rest) = _logistic(table, right, _CERTAINTY_DECAY)
    of_kind = {kind.value: w for kind, w in zip(kinds, rest, strict=True)}
    return Certainty(base, answered, best, of_kind, side)


def _side(each: Replayed, told: Judged, sides: Sides) -> float:
    """Return the log odds of the side that an answer takes by its first quote; 0 of no side."""
    said = _FIRST.search(told.answer.lower())
    if each.kind is not Kind.YES_NO or not told.citations or not said:
        return 0.0
    yes = sides.yes(each.query.restored, told.citations[0].quote, each.query.bodies)
    return {"có": odds(yes), "không": odds(1 - yes)}.get(said[0], 0.0)


def _logistic(
    table: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_], decay: float
) -> tuple[float, list[float]]:
    """Return base and weights of a regularised logistic regression, columns scaled alike."""
    from sklearn.linear_model import LogisticRegression

    spread = table.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=1 / decay, max_iter=1_000).fit(table / spread, truth)
    weights = model.coef_[0] / spread
    return round(float(model.intercept_[0]), 4), [round(float(each), 4) for each in weights]


def _scores(replayed: Sequence[Replayed], judged: Sequence[Judged]) -> dict[str, float]:
    pairs = list(zip(replayed, judged, strict=True))
    refused = [told.status is Status.NOT_FOUND for _, told in pairs]
    answerable = [each.question.answerable for each, _ in pairs]
    scores = {"correct": float(np.mean([told.right for _, told in pairs]))}
    for name, wanted in (("false_refusals", True), ("refused", False)):
        held = [r for r, a in zip(refused, answerable, strict=True) if a is wanted]
        if held:
            scores[name] = float(np.mean(held))
    for kind in dict.fromkeys(each.question.type for each, _ in pairs):
        own = [told.right for each, told in pairs if each.question.type == kind]
        scores[f"correct_{kind}"] = float(np.mean(own))
    return scores
