"""Questions to each of the documents that carry one out: "các kế hoạch thực hiện Kết luận 12"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.question import asking
from index.question.phrases import pattern
from index.question.query import AnswerKind, Inquiry, Matter, Query
from ingest.vietnamese.kinds import CITED
from ingest.vietnamese.text import fold

_CITED = re.compile(
    rf"(?P<kind>(?i:{CITED}))(?: số)? ?(?P<number>\d{{1,5}}(?:[-/][\w/-]+)?)(?:\s+(?i:của)\s+"
    r"(?:[^\W\d_]+\s*){1,3}?(?=\s(?:đặt|nêu|quy|giao|yêu|có|là|thì)\b))?"
)
_ASKED = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.COMPARE, AnswerKind.TABLE})
MOST = 8
"""Documents that are asked at once."""


@dataclass(frozen=True, slots=True)
class Each:
    """What is asked of each of the documents that carry one out."""

    inquiry: Inquiry
    """Which they are."""
    question: str
    """What is asked of them, without what tells which they are."""


def each(query: Query) -> Each | None:
    """Return what is asked of each; None where a document is named, or a part of one is asked."""
    if query.documents or query.inquiry or query.kind not in _ASKED:
        return None
    led = pattern("carried", "each").search(query.restored)
    cited = _CITED.match(query.restored, led.end()) if led else None
    if led is None or cited is None:
        return None
    rest = f"{query.restored[: led.start()]}{query.restored[cited.end() :]}".strip(" ,?")
    if not rest:
        return None
    kind = " ".join(fold(cited["kind"]).lower().split())
    told = Inquiry(Matter.BASIS, led.group().strip(), kind=kind, number=cited["number"])
    return Each(told, rest)


def of_each(query: Query, asked: Query, documents: Sequence[str]) -> Query:
    """Return ``query`` as the question ``asked``, understood by itself, of all these documents."""
    wanted, _ = asking.value_asked(asked.restored, AnswerKind.COMPARE, across=True)
    return replace(
        asked,
        text=query.text,
        typed=query.typed,
        kind=AnswerKind.COMPARE,
        asked=wanted,
        documents=tuple(documents),
        across=True,
        because={**asked.because, **query.because},
    )
