"""Fits ranker and reader to questions, fold by fold, and writes them with their scores."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.dataset import Question
from eval.fit import answers, provenance, ranking, reader, scoring
from eval.fit.data import DocumentSet
from eval.fit.found import Found, StatementVectors, find
from eval.fit.ranking import Ranked
from eval.fit.reader import Sample
from index.ports import Embedder, ScoredPassage, Scores
from index.retrieval.fitted import Joining, join
from index.retrieval.ranking import FILE as RANKING
from index.retrieval.readers.port import Reading, ReadStatement
from index.retrieval.readers.trees import ANSWERED, STATEMENTS
from index.retrieval.trees import Judged

Tell = Callable[[str], None]
_WEIGHTS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""What is tried for what the reader adds to the ranker's order."""
_CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Fold:
    """Sets that are judged together by what learnt nothing of them."""

    sets: tuple[DocumentSet, ...]
    embedder: Embedder


def train(
    folds: Sequence[Fold],
    out: Path,
    joining: Joining,
    tell: Tell,
    *,
    reading: bool,
    gold: Mapping[str, Question] | None = None,
    whether: Sequence[Question] = (),
) -> dict[str, Any]:
    """Fit the ranker and, with ``reading``, the reader; write them below ``out``.

    With ``gold``, the questions by id, also how what was read is answered; ``whether`` are further
    ones that only tell yes from no. Returns what is to be
    recorded; all scores are of questions on documents not learnt from.
    """
    found, said = _found(folds, tell)
    ranked = [[ranking.rows(each) for each in fold] for fold in found]
    judged = ranking.judged(ranked)
    told: dict[str, Any] = {
        "dense": ranking.recall(_flat(ranked), [ranking.dense(each) for each in _flat(ranked)]),
        "ranking": ranking.recall(_flat(ranked), _flat(judged)),
    }
    ranking.grow(_flat(ranked)).save(out / RANKING)
    tell(f"ranking {provenance.rounded(told['ranking'])}")
    if reading:
        samples = [
            [reader.sample(each.found, scores, of, joining.depth) for each, scores in _pairs(r, j)]
            for r, j, of in zip(ranked, judged, said, strict=True)
        ]
        told |= _train_reader(samples, out, joining, tell, folds, gold, whether)
    return {part: provenance.rounded(scores) for part, scores in told.items()}


def _train_reader(
    samples: Sequence[Sequence[Sample]],
    out: Path,
    joining: Joining,
    tell: Tell,
    folds: Sequence[Fold],
    gold: Mapping[str, Question] | None,
    whether: Sequence[Question],
) -> dict[str, Any]:
    chances = reader.judged(samples)
    every, judged = _flat(samples), _flat(chances)
    answered = np.concatenate(reader.answered(samples, chances))
    told = {
        "statements": scoring.reading(every, judged),
        "answered": scoring.answering(every, answered),
    }
    for part, scores in told.items():
        tell(f"{part} {provenance.rounded(scores)}")
    reader.grow_statements(every).save(out / STATEMENTS)
    reader.grow_answered(every, judged).save(out / ANSWERED)
    recalls = {weight: joined(every, judged, weight) for weight in _WEIGHTS}
    best = max(recalls, key=lambda weight: sum(recalls[weight].values()))
    replace(joining, reader=best).save(out)
    tell(f"joined {provenance.rounded(recalls[best])} by {best}")
    told["joined"] = recalls[best]
    if gold:
        sets = (each for fold in folds for each in fold.sets)
        told["answers"] = _train_answers(every, judged, answered, sets, gold, whether, out)
        tell(f"answers {provenance.rounded(told['answers'])}")
    return told


def _train_answers(
    samples: Sequence[Sample],
    chances: Sequence[Judged],
    answered: Judged,
    sets: Iterable[DocumentSet],
    gold: Mapping[str, Question],
    whether: Sequence[Question],
    out: Path,
) -> dict[str, float]:
    held = {example.id: each for each in sets for example in each.examples}
    replayed = [
        answers.Replayed(
            gold[each.found.example.id],
            held[each.found.example.id].name,
            each.found.example.query,
            each.found.library,
            {document.id: document for document in held[each.found.example.id].documents},
            tuple(ScoredPassage(read.candidate.passage, Scores(read.score)) for read in each.reads),
            {read.candidate.passage.id: [a for a, _ in read.similarities] for read in each.reads},
            replace(_reading(each, judged), answered=float(whole)),
            answers.Remembered(each.found.library),
        )
        for each, judged, whole in zip(samples, chances, answered, strict=True)
        if each.found.example.id in gold
    ]
    fitted, scores = answers.fit(replayed, whether=whether)
    fitted.save(out)
    return scores


def joined(samples: Sequence[Sample], chances: Sequence[Judged], weight: float) -> dict[str, float]:
    """Return the recall of the order that ranker and reader make together."""
    shares = []
    for each, judged in zip(samples, chances, strict=True):
        if each.found.example.evidence:
            order = join(each.reads, _reading(each, judged), weight)
            passages = [read.candidate.passage for read, _ in order]
            shares.append([ranking.share(each.found, passages[:cut]) for cut in _CUTS])
    means = np.mean(shares, axis=0)
    return {f"recall@{cut}": float(mean) for cut, mean in zip(_CUTS, means, strict=True)}


def _reading(each: Sample, chances: Judged) -> Reading:
    """Return what the reader would say of a sample, without the whole."""
    statements = []
    for place, chance in zip(each.features.places, chances, strict=True):
        passage = each.reads[place.read].candidate.passage
        span = passage.start + place.start, passage.start + place.end
        statements.append(ReadStatement(passage.id, passage.document_id, *span, float(chance)))
    return Reading(tuple(sorted(statements, key=lambda s: -s.probability)), 0.0)


def _found(folds: Sequence[Fold], tell: Tell) -> tuple[list[list[Found]], list[StatementVectors]]:
    found = []
    for fold in folds:
        found.append([each for held in fold.sets for each in find(held, fold.embedder)])
        tell(f"{len(found[-1])} questions searched for")
    return found, [StatementVectors(fold.embedder) for fold in folds]


def _pairs(ranked: Sequence[Ranked], judged: Sequence[Judged]) -> list[tuple[Ranked, Judged]]:
    return list(zip(ranked, judged, strict=True))


def _flat(folds: Sequence[Sequence[Any]]) -> list[Any]:
    return [each for fold in folds for each in fold]
