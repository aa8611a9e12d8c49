"""What is offered to a language model: the statements its answer may be made of."""

from collections.abc import Callable, Iterator, Sequence

from app.answering import claims
from app.answering.citations import Documents, quote
from app.answering.claims import Body, Quote
from app.answering.evidence import Statement
from app.answering.generative import instructions
from app.answering.generative.instructions import Exhibit
from index.question.query import Asked, Query
from ingest import naming
from ingest.document import RECIPIENTS, SIGNATURE

_OUTSIDE = frozenset({RECIPIENTS, SIGNATURE})
"""Sections that say nothing of the matter."""
_MOST = 6
_NEAR = 0.7
"""Least score, against the best, of a statement that the extractive answer does not cite."""
_CHARACTERS = 2_400


def offer(
    query: Query,
    extractive: Body,
    statements: Callable[[], Sequence[Statement]],
    documents: Documents,
    *,
    choosing: bool,
) -> list[Exhibit]:
    """Return what the extractive answer cites, then the next best of the same documents.

    Those only for a model that is ``choosing``: a base model takes one at random, and what it
    words is right for .69 of the questions where the extractive answer is for .84.
    """
    cited = claims.quotes(extractive)
    most = max(_MOST, len(cited))
    length = 0
    found: list[Exhibit] = []
    others = choosing and not _led(extractive)
    for each in (*cited, *(_others(query, cited, statements(), documents) if others else ())):
        if any(_overlap(each, exhibit.quote) for exhibit in found):
            continue
        length += len(each.text)
        if len(found) >= most or (found and length > _CHARACTERS):
            break
        name = naming.short_name(documents.document(each.document_id).header)
        found.append(Exhibit(each, name))
    return found


def _led(extractive: Body) -> bool:
    """Return whether an answer also says which section it lists, who is silent, or yes or no.

    Only what it cites itself proves that, so nothing else is offered.
    """
    match extractive:
        case claims.Listing():
            return True
        case claims.PerDocument():
            return extractive.compared
        case claims.Statements():
            return extractive.side is not None
        case _:
            return False


def _overlap(first: Quote, second: Quote) -> bool:
    same = first.document_id == second.document_id
    return same and first.start < second.end and second.start < first.end


def _others(
    query: Query, cited: Sequence[Quote], ranked: Sequence[Statement], documents: Documents
) -> Iterator[Quote]:
    held = {each.document_id for each in cited}
    best = ranked[0].score if ranked else 0.0
    for s in ranked:
        if s.document_id in held and _offered(s, query, best):
            document = documents.document(s.document_id)
            yield quote(document, s.start, s.end, min(1.0, max(0.0, s.score)))


def _offered(statement: Statement, query: Query, best: float) -> bool:
    """Return whether a statement could be the answer by itself, and is no order to a model.

    What a document says beside the point is no evidence: a model told to quote it must not find it.
    """
    return (
        statement.score >= _NEAR * best
        and not statement.introduces
        and (statement.holds_asked or query.asked is Asked.ANYTHING)
        and not _OUTSIDE.intersection(statement.passage.passage.section_path)
        and not instructions.commands(statement.text)
    )
