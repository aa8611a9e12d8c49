"""Training steps: questions of one set, each with right and wrong passages and statements."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.fit.data import Span, statement_spans
from eval.fit.negatives import Pairs
from ingest.document import Passage


@dataclass(frozen=True, slots=True)
class Step:
    """Texts of one training step; ``passages`` and ``statements`` begin with the right ones.

    Row i of a table says which candidates question i must not be told apart from: they hold its
    evidence too. Its own right candidate, at place i, is not among them.
    """

    questions: list[str]
    passages: list[str]
    statements: list[str]
    also_passages: list[list[bool]]
    also_statements: list[list[bool]]


def steps(sets: Sequence[Sequence[Pairs]], size: int, chance: random.Random) -> Iterator[Step]:
    """Yield steps without end: each pass takes every question once, a step those of one set."""
    while True:
        groups = []
        for pairs in sets:
            shuffled = chance.sample(list(pairs), len(pairs))
            groups += [shuffled[at : at + size] for at in range(0, len(shuffled), size)]
        chance.shuffle(groups)
        yield from (_step(group, chance) for group in groups if 2 * len(group) >= size)


def _step(group: Sequence[Pairs], chance: random.Random) -> Step:
    right = [chance.choice(pairs.right) for pairs in group]
    wrong = [_wrong(pairs, chance) for pairs in group]
    stated = [_stated(pairs, passage, chance) for pairs, passage in zip(group, right, strict=True)]
    beside = [
        _beside(pairs, chance.choice((passage, other)), chance)
        for pairs, passage, other in zip(group, right, wrong, strict=True)
    ]
    candidates = [*right, *wrong]
    sayings = [*stated, *beside]
    return Step(
        questions=[_asked(pairs, chance) for pairs in group],
        passages=[f"{passage.context}\n{passage.text}" for passage in candidates],
        statements=[text for _, _, text in sayings],
        also_passages=[
            [at != own and pairs.example.held_by(passage) for at, passage in enumerate(candidates)]
            for own, pairs in enumerate(group)
        ],
        also_statements=[
            [
                at != own and pairs.example.stated_by(document_id, span)
                for at, (document_id, span, _) in enumerate(sayings)
            ]
            for own, pairs in enumerate(group)
        ],
    )


def _asked(pairs: Pairs, chance: random.Random) -> str:
    """Return the question with or without the words that name documents: both are searched for."""
    query = pairs.example.query
    return chance.choice((query.focus or query.restored, query.restored))


def _wrong(pairs: Pairs, chance: random.Random) -> Passage:
    near = pairs.near and (chance.random() < 0.6 or not pairs.sisters)
    return chance.choice(pairs.near if near else pairs.sisters or pairs.near or pairs.right)


def _stated(pairs: Pairs, passage: Passage, chance: random.Random) -> tuple[str, Span, str]:
    within = [
        (text, span)
        for text, span in pairs.statements
        if passage.start <= span[0] and span[1] <= passage.end
    ]
    if not within:  # evidence shorter than half a statement, or torn
        return passage.document_id, (passage.start, passage.end), passage.text
    text, span = chance.choice(within)
    return passage.document_id, span, text


def _beside(pairs: Pairs, passage: Passage, chance: random.Random) -> tuple[str, Span, str]:
    """Return a statement of the passage that is no evidence, or its headings."""
    others = [
        span
        for span in statement_spans(passage)
        if not pairs.example.stated_by(passage.document_id, span)
    ]
    if not others:
        return passage.document_id, (passage.start, passage.start), passage.context
    start, end = chance.choice(others)
    return (
        passage.document_id,
        (start, end),
        passage.text[start - passage.start : end - passage.start],
    )
