"""Which bodies a statement names, in what order, and what part each has: who acts, with, to, of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.answering.generative.laying import Laid
from app.answering.generative.proof import Proof, words
from app.answering.support import light
from ingest.vietnamese import bodies
from ingest.vietnamese.bodies import Body
from ingest.vietnamese.figures import function_words

NAMES = (
    "bodies",
    "bodies_unquoted",
    "bodies_turned",
    "body_skipped",
    "bodies_quoted",
    "asked_of_another_body",
    "bodies_asked",
    "parts_differ",
    "agents_differ",
)
"""The features, in the order of :func:`features`."""
_PARTS = {
    "với": "with", "cùng": "with", "gửi": "to", "về": "to", "cho": "to", "tới": "to", "đến": "to",
    "trình": "to", "cáo": "to", "của": "of", "thuộc": "of", "qua": "via", "tại": "at", "ở": "at",
}  # fmt: skip
"""Words before a body that tell its part; without one it acts."""
_AGENT = "agent"
_BEFORE = 2
_NEAR = 8
"""Words on each side of a body that tell what is said of it."""


def features(laid: Laid, proof: Proof, question: str) -> tuple[float, ...]:
    """Return the features of a statement, named by NAMES."""
    told = bodies.mentioned(laid.text)
    quoted = [(body, part) for part in laid.parts for body in bodies.mentioned(part)]
    if not told:
        return (0.0, 0.0, 0.0, 0.0, min(6.0, len(quoted)), 0.0, 0.0, 0.0, 0.0)
    places = [
        next((at for at, (other, _) in enumerate(quoted) if _one(body, other)), None)
        for body in told
    ]
    order = [place for place in places if place is not None]
    asked = f" {' '.join(words(proof.expanded(question)))} "
    return (
        float(len(told)),
        float(places.count(None)),
        float(sum(later < place for place, later in pairwise(order))),
        float(places[0] not in (None, 0)),
        min(6.0, len(quoted)),
        float(_asked_of_another(told, quoted, _content(asked.split()))),
        float(sum(_called(body) in asked for body in told)),
        *_parts_differ(laid.text, told, quoted),
    )


def _parts_differ(
    text: str, told: Sequence[Body], quoted: Sequence[tuple[Body, str]]
) -> Iterator[float]:
    """Yield how many bodies have another part than in the quotes, and how many act only here."""
    differ = agents = 0
    for body in told:
        held = {_part(part, other) for other, part in quoted if _one(body, other)}
        own = _part(text, body)
        if held and own not in held:
            differ += 1
            agents += own == _AGENT or held == {_AGENT}
    yield from (float(differ), float(agents))


def _part(text: str, body: Body) -> str:
    before = words(text[: body.start])[-_BEFORE:]
    return next((_PARTS[word] for word in reversed(before) if word in _PARTS), _AGENT)


def _asked_of_another(
    told: Sequence[Body], quoted: Sequence[tuple[Body, str]], asked: set[str]
) -> int:
    """Return by how many words of the question another body is nearer to it in the quotes."""
    around = [(body, len(asked & _around(part, body))) for body, part in quoted]
    most = 0
    for body in told:
        mine = [count for other, count in around if _one(body, other)]
        rivals = [count for other, count in around if not _one(body, other)]
        if mine and rivals:
            most = max(most, max(rivals) - max(mine))
    return most


def _around(text: str, body: Body) -> set[str]:
    return _content([*words(text[: body.start])[-_NEAR:], *words(text[body.end :])[:_NEAR]])


def _one(body: Body, other: Body) -> bool:
    name, its = _called(body), _called(other)
    return name in its or its in name


def _called(body: Body) -> str:
    return f" {' '.join(words(body.name))} "


def _content(found: Sequence[str]) -> set[str]:
    return {word for word in found if word not in function_words() and word not in light()}
