"""How the words of a statement lie in its quotes: in what order, how far apart, over what.

A statement is laid over its quotes in runs of equal words, each the longest that there is. Where
its runs follow the order of one sentence of a quote it shortens that sentence; where they stand in
another order, in several sentences, or leap over a denial or a condition, it may say another thing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from app.answering.generative.laying import Laid, Run, Word, pieces
from app.answering.generative.proof import Proof, words
from app.answering.support import light
from ingest.vietnamese import bodies
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import normalise
from ingest.vietnamese.values import Value, agree, comparable, values

NAMES = (
    "runs",
    "longest",
    "laid",
    "strange",
    "strange_share",
    "asked_only",
    "turned",
    "turned_plainly",
    "hops",
    "hops_plainly",
    "parts",
    "leapt",
    "leapt_most",
    "leapt_denial",
    "leapt_condition",
    "leapt_duty",
    "leapt_name",
    "put_in",
    "put_in_denial",
    "put_in_operator",
    "headless",
    "headless_name",
    "headless_condition",
    "tail",
    "tail_condition",
    "length",
    "content_pairs",
    "near_pairs",
    "reversed_pairs",
    "figure_near",
    "figure_rival",
    "agent_after",
    "agent_other",
    "agent_nearer",
    "figure_seat",
    "body_seat",
)
"""The features, in the order of :func:`features`."""
_MOST = 12.0
_DENIALS = frozenset(words("không chưa chẳng cấm trừ miễn ngoài ngoại"))
_CONDITIONS = frozenset(words("nếu khi trường hợp đối riêng trừ"))
_DUTIES = frozenset(words("phải khuyến khích phối hợp chủ trì đề nghị xem xét dự kiến"))
_OPERATORS = frozenset(words("chỉ mọi tất toàn đã sẽ phải được thể khi sau trước từ đến trên dưới"))
_SEAT = 4
"""Words on each side of a figure or a body that are right beside it."""
_NEAR = 6
"""Words within which two stand near one another."""
_AROUND = 7
"""Words on each side of a figure that tell what it is of."""
_TURNS = re.compile(r"(?<!\w)(?:là|do|bởi|được|bị|của|gồm|có|thuộc|cho|giao)(?!\w)")
"""Says that what stands behind is what a quote has before: "hạn là …", "việc ấy do … làm"."""
_SIGNS = re.compile(r"[,;:.()–]")


def features(laid: Laid, proof: Proof, question: str) -> tuple[float, ...]:
    """Return the features of a statement, named by NAMES."""
    text, own, parts, held, runs = laid.text, laid.own, laid.parts, laid.held, laid.runs
    content = [at for at, word in enumerate(own) if word.matters]
    covered = laid.covered
    named = {*words(proof.expanded(proof.names))}
    asked = {*words(proof.expanded(question))}
    away = [at for at in content if at not in covered and own[at].text not in named]
    unasked = [at for at in away if own[at].text not in asked]
    count = max(1, len(content))
    longest = max((_weight(run, own) for run in runs), default=0)
    return (
        len(runs) / count,
        longest / count,
        sum(at in covered for at in content) / count,
        min(_MOST, len(unasked)),
        len(unasked) / count,
        (len(away) - len(unasked)) / count,
        *_junctions(runs, own, held, text),
        *_edges(runs, held),
        min(40.0, len(content)),
        *_paired([own[at] for at in content], held, proof),
        *_figures(text, parts),
        *_agents(runs, own, held, text, parts),
        *seats(text, parts),
    )


def strange(said: str, proof: Proof, question: str) -> tuple[str, ...]:
    """Return what a statement says that stands neither in its proof nor in the question."""
    text = proof.expanded(normalise(said))
    known = {*words(proof.all), *words(proof.expanded(question))}
    own = pieces(text, 0)
    at = [n for n, word in enumerate(own) if word.matters and word.text not in known]
    found: list[str] = []
    for before, here in pairwise((-2, *at)):
        if here == before + 1:
            found[-1] = f"{found[-1]} {own[here].text}"
        else:
            found.append(own[here].text)
    return tuple(found)


def _weight(run: Run, own: Sequence[Word]) -> int:
    return sum(word.matters for word in own[run.said : run.said + run.length])


def _junctions(
    runs: Sequence[Run], own: Sequence[Word], held: Sequence[Word], text: str
) -> Iterator[float]:
    """Yield what lies between the runs, in the order of NAMES from "turned" to "put_in"."""
    turned = plainly = hops = hops_plainly = 0
    leaps: list[list[Word]] = []
    for run, later in pairwise(runs):
        end = run.held + run.length
        first, last = own[run.said + run.length - 1].end, own[later.said].start
        between = text[first:last].lower()
        if held[run.held].part != held[later.held].part:
            hops += 1
            hops_plainly += _SIGNS.search(between) is None
        elif later.held < end:
            turned += 1
            plainly += not (_TURNS.search(between) or _SIGNS.search(between))
        else:
            leaps.append(list(held[end : later.held]))
    sizes = [sum(word.matters for word in leap) for leap in leaps]
    leapt = {word.text for leap in leaps for word in leap}
    yield from (turned, plainly, hops, hops_plainly)
    yield float(len({held[run.held].part for run in runs}))
    yield min(40.0, sum(sizes))
    yield min(40.0, max(sizes, default=0))
    yield from (float(bool(leapt & some)) for some in (_DENIALS, _CONDITIONS, _DUTIES))
    yield float(any(word.named for leap in leaps for word in leap))
    covered = {at for run in runs for at in range(run.said, run.said + run.length)}
    put_in = [word for at, word in enumerate(own) if at not in covered]
    yield min(_MOST, sum(word.matters for word in put_in))
    yield float(sum(word.text in _DENIALS for word in put_in))
    yield float(sum(word.text in _OPERATORS for word in put_in))


def _edges(runs: Sequence[Run], held: Sequence[Word]) -> tuple[float, float, float, float, float]:
    """Return what of the first run's sentence stands before it, and of the last's behind."""
    if not runs:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    first, last = runs[0], runs[-1]
    end = last.held + last.length
    before = [w for w in held[: first.held] if w.part == held[first.held].part]
    behind = [w for w in held[end:] if w.part == held[last.held].part]
    return (
        min(40.0, sum(word.matters for word in before)),
        float(any(word.named for word in before)),
        float(any(word.text in _CONDITIONS | _DENIALS for word in before)),
        min(40.0, sum(word.matters for word in behind)),
        float(any(word.text in _CONDITIONS | _DENIALS for word in behind)),
    )


def _paired(
    content: Sequence[Word], held: Sequence[Word], proof: Proof
) -> tuple[float, float, float]:
    """Return how many neighbours among the words that matter are so in a quote.

    That is the share of those side by side there, of those near one another in the same order, and
    of those near one another only in the other order.
    """
    lines = [[w for w in held if w.part == part] for part in {w.part for w in held}]
    lines += [pieces(line, 0) for line in proof.expanded(proof.names).split("\n")]
    beside: set[tuple[str, str]] = set()
    near: set[tuple[str, str]] = set()
    for line in lines:
        kept = [word.text for word in line if word.matters]
        beside |= set(pairwise(kept))
        near |= {(one, other) for at, one in enumerate(kept) for other in kept[at : at + _NEAR]}
    pairs = list(pairwise(word.text for word in content))
    count = max(1, len(pairs))
    return (
        sum(pair in beside for pair in pairs) / count,
        sum(pair in near for pair in pairs) / count,
        sum((b, a) in near and (a, b) not in near for a, b in pairs) / count,
    )


def _figures(text: str, parts: Sequence[str]) -> tuple[float, float]:
    """Return the least share of the words around a figure that stand around it in a quote.

    And by how much more of them stand around another value of its measure.
    """
    least, worst = 1.0, 0.0
    quoted = [(value, _around(value, part)) for part in parts for value in values(part)]
    for value in values(text):
        own = _around(value, text)
        if not own:
            continue
        mine = [len(own & near) / len(own) for held, near in quoted if agree(value, held)]
        others = [
            len(own & near) / len(own)
            for held, near in quoted
            if comparable(value, held) and not agree(value, held)
        ]
        if mine:
            least = min(least, max(mine))
            worst = max(worst, max(others, default=0.0) - max(mine))
    return least, worst


def _around(value: Value, text: str) -> set[str]:
    before = words(text[: value.start])[-_AROUND:]
    behind = words(text[value.end :])[:_AROUND]
    known = function_words() | light()
    return {word for word in (*before, *behind) if word not in known}


def _agents(
    runs: Sequence[Run],
    own: Sequence[Word],
    held: Sequence[Word],
    text: str,
    parts: Sequence[str],
) -> tuple[float, float, float]:
    """Return of how many runs the body before is another than in the quote.

    There it stands only behind the run, or others stand before it, or another stands nearer.
    """
    told = bodies.mentioned(text)
    used = {held[run.held].part for run in runs} if told else ()
    quoted = {part: bodies.mentioned(parts[part - 1]) for part in used}
    after = other = nearer = 0
    for run in runs if told else ():
        start, end = own[run.said].start, own[run.said + run.length - 1].end
        acting = [body for body in told if body.end <= start]
        if not acting or any(b.start < end and start < b.end for b in told):
            continue
        at, there = held[run.held].start, quoted[held[run.held].part]
        before = [_called(body.name) for body in there if body.end <= at]
        behind = [_called(body.name) for body in there if body.start >= at]
        name = _called(acting[-1].name)
        if any(_same(name, each) for each in before):
            nearer += not _same(name, before[-1])
        elif any(_same(name, each) for each in behind):
            after += 1
        else:
            other += bool(before)
    return float(after), float(other), float(nearer)


def seats(text: str, parts: Sequence[str]) -> tuple[float, float]:
    """Return how far a figure, and a body, stands where a quote has another one of its kind.

    That is by how many more of the words right beside it stand right beside the other.
    """
    said = [(value, _beside(text, value.start, value.end)) for value in values(text)]
    figures = [(v, _beside(p, v.start, v.end)) for p in parts for v in values(p)] if said else []
    figure = 0
    for value, sides in said:
        mine = [_met(sides, other) for held, other in figures if agree(value, held)]
        rivals = [
            _met(sides, other)
            for held, other in figures
            if comparable(value, held) and not agree(value, held)
        ]
        if mine:
            figure = max(figure, max(rivals, default=0) - max(mine))
    told = [(_called(b.name), _beside(text, b.start, b.end)) for b in bodies.mentioned(text)]
    named = [
        (_called(b.name), _beside(part, b.start, b.end))
        for part in parts
        for b in (bodies.mentioned(part) if told else ())
    ]
    body = 0
    for name, sides in told:
        mine = [_met(sides, other) for held, other in named if _same(name, held)]
        rivals = [_met(sides, other) for held, other in named if not _same(name, held)]
        if mine:
            body = max(body, max(rivals, default=0) - max(mine))
    return float(figure), float(body)


def _beside(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the words before a span, the nearest first, and those behind it."""
    return words(text[:start])[: -_SEAT - 1 : -1], words(text[end:])[:_SEAT]


def _met(own: tuple[list[str], list[str]], other: tuple[list[str], list[str]]) -> int:
    """Return how many words beside two spans are the same, one by one from the spans."""
    return sum(
        len(list(takewhile(lambda pair: pair[0] == pair[1], zip(mine, its, strict=False))))
        for mine, its in zip(own, other, strict=True)
    )


def _called(name: str) -> str:
    return f" {' '.join(words(name))} "


def _same(one: str, other: str) -> bool:
    return one in other or other in one
