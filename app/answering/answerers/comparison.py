"""Comparisons: for each document the statement that answers, the same one in each if there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise

from app.answering.answer import Draft
from app.answering.answerers import conclusion
from app.answering.answerers.likeness import Pairs, clauses, likeness, pairs
from app.answering.answerers.quoting import Quoting
from app.answering.citations import Documents
from app.answering.claims import Body, Claim, PerDocument, Role, Silent
from app.answering.evidence import Statement
from app.answering.weighing import Weighing, shipped
from index.question.query import Asked, Query
from ingest import naming
from ingest.document import Document
from ingest.vietnamese.words import syllables

LONGEST = 1_150
"""Characters of a comparison that a reader still accepts."""
LINE = 12
"""Characters that bullet, emphasis and marker add to a line."""
_CANDIDATES = 6
"""Statements of each document, from the best, that may be its answer."""
_STOPS = (".", ";", "…")
"""How sentences end, whole or cut, and titles do not."""


@dataclass(frozen=True, slots=True)
class _Choice:
    statement: Statement
    likeness: float
    """To the statement that speaks for all, 0 to 1."""


def answer(
    query: Query,
    ranked: Sequence[Statement],
    asked: Sequence[str],
    quoting: Quoting,
    documents: Documents,
    weighing: Weighing | None = None,
) -> Draft | None:
    """Return a line for each document asked, in their order; None where no document says it.

    ``weighing`` weighs what was read; without it the one that ships does.
    """
    weighing = weighing or shipped()
    found = _stating(query, _chosen(ranked, asked, weighing), weighing)
    if not found:
        return None
    called = names(asked, documents)
    room = LONGEST - sum(len(name) + LINE for name in called.values())
    lines: list[Claim | Silent] = []
    for document_id in asked:
        name = called[document_id]
        if statement := found.get(document_id):
            told = [statement, *_further(statement, ranked, weighing)]
            longest = room // (len(found) * len(told))
            claims = (quoting.claim(each, Role.LINE, name, longest) for each in told)
            # Two statements of one line are quoted alike, by the whole line.
            lines += {claim.quotes[0].start: claim for claim in claims}.values()
        else:
            lines.append(Silent(document_id, name))
    lines = _of_parties(query, lines)
    stated = [line for line in lines if isinstance(line, Claim)]
    drawn = conclusion.draw(query, stated) if len(stated) == len(lines) else None
    confidence = min(statement.confidence for statement in found.values())
    return Draft(PerDocument(tuple(lines), compared=True, conclusion=drawn), confidence)


def _of_parties(query: Query, lines: Sequence[Claim | Silent]) -> list[Claim | Silent]:
    """Return the lines without the silent documents of a party one of whose documents says it.

    A place with three plans says it where one of them does.
    """
    stated = {line.document_id for line in lines if isinstance(line, Claim)}
    told = {
        document_id
        for party in query.parties
        if not stated.isdisjoint(party.document_ids)
        for document_id in party.document_ids
    }
    return [line for line in lines if isinstance(line, Claim) or line.document_id not in told]


def repeated(body: Body, parties: int, weighing: Weighing, documents: Documents) -> bool:
    """Return whether as many documents as there are parties say one matter in the same words.

    What the title of a document says is no matter of it.
    """
    if not isinstance(body, PerDocument):
        return False
    first = {claim.document_id: claim.quotes[0].text for claim in reversed(body.claims)}
    titled = frozenset[tuple[str, str]]().union(*(_titled(documents.document(d)) for d in first))
    said = [clauses(text, titled) for text in first.values()]
    least = weighing.unread.parallel
    alike = all(likeness(a, b) >= least for a, b in combinations(said, 2))
    return len(first) >= parties and alike


def _titled(document: Document) -> Pairs:
    """Return the pairs of neighbouring syllables of what a document is called and about."""
    header = document.header
    told = (header.title, header.subject)
    return frozenset(pair for each in told if each for pair in pairs(each.value))


def alike(
    stated: Sequence[Claim], ranked: Sequence[Statement], weighing: Weighing
) -> Statement | None:
    """Return the likeliest statement that gives its value in the words in which another gives one.

    Plans that carry out one decision repeat its sentences: it is the same matter, however little
    else tells so.
    """
    told = [clauses(claim.quotes[0].text) for claim in stated if claim.value]
    least = weighing.unread.parallel
    for each in ranked[:_CANDIDATES]:
        own = clauses(each.text)
        if each.values and any(likeness(given, own) >= least for given in told):
            return each
    return None


def matched(
    query: Query, ranked: Sequence[Sequence[Statement]], weighing: Weighing
) -> list[Statement | None]:
    """Return of each party what says the matter as another's does, the likeliest such statements.

    None for one that has none such, or none that speaks of the question as much. ``ranked`` is what
    a reader read of each, the likeliest first.
    """
    near = [
        [s for s in own if s.says and not s.aside and s.confidence >= weighing.stating]
        for own in ranked
    ]
    least = weighing.unread.parallel
    words = {id(s): clauses(s.text) for own in near for s in own[:_CANDIDATES]}

    def alike(one: Statement, other: Statement) -> bool:
        covered = sorted((one.coverage, other.coverage))
        if covered[0] < weighing.unread.covered * covered[1]:
            return False
        repeats = likeness(words[id(one)], words[id(other)]) >= least
        return repeats or titled_alike(query, one, other, least)

    best: list[Statement | None] = [None for _ in ranked]
    for at, own in enumerate(near):
        for pivot in own[:_CANDIDATES]:
            found = [
                pivot if at == k else next((s for s in o[:_CANDIDATES] if alike(pivot, s)), None)
                for k, o in enumerate(near)
            ]
            if sum(map(bool, found)) > 1 and _sure(found) > _sure(best):
                best = found
    return best


def _sure(found: Sequence[Statement | None]) -> float:
    return sum(each.confidence for each in found if each)


def titled_alike(query: Query, one: Statement, other: Statement, least: float) -> bool:
    """Return whether two statements stand below titles worded alike, in words of the question.

    All those that the first title has: the name of a place in it tells that this one is meant. They
    are alike as a whole: one of the bodies that a title names heads no such matter.
    """
    first, second = (Pairs().union(*clauses(_title(each))) for each in (one, other))
    asked = frozenset(pairwise(syllables(query.focus)))
    alike = len(first & second) >= least * max(len(first), len(second))
    return alike and bool(asked & first) and asked & first <= second


def _title(statement: Statement) -> str:
    """Return the nearest title above a statement; sentences of an item are none."""
    above = reversed(statement.passage.passage.headings)
    titles = (each for each in above if not each.endswith(_STOPS))
    return next((each for each in titles if each not in statement.text), "")


def _chosen(
    ranked: Sequence[Statement], documents: Sequence[str], weighing: Weighing
) -> dict[str, _Choice]:
    """Return each document's statement, the best that are alike before the best alone.

    Plans that carry out one decision repeat its sentences: what one document says in the words of
    another is the same matter.
    """
    said = [s for s in ranked if s.probability is None or s.says] or ranked
    near = {d: [s for s in said if s.document_id == d][:_CANDIDATES] for d in documents}
    near = {d: statements for d, statements in near.items() if statements}
    worth = partial(_worth, weighing=weighing)
    words = {s: clauses(s.text) for statements in near.values() for s in statements}

    def against(pivot: Statement) -> dict[str, _Choice]:
        chosen = {}
        for document_id, statements in near.items():
            own = [pivot] if pivot.document_id == document_id else statements
            choices = [_Choice(s, likeness(words[pivot], words[s])) for s in own]
            chosen[document_id] = max(choices, key=worth)
        return chosen

    sets = [against(pivot) for pivot in words]
    return max(sets, key=lambda chosen: sum(map(worth, chosen.values())), default={})


def _further(said: Statement, ranked: Sequence[Statement], weighing: Weighing) -> list[Statement]:
    """Return what the document may say besides, by a reader: about as probable, and elsewhere."""
    if said.probability is None:
        return []
    own = (
        each
        for each in ranked
        if each.document_id == said.document_id
        and each.sentence != said.sentence
        and each.says
        and not each.aside
        and each.confidence >= max(weighing.further, weighing.about * said.probability)
    )
    return list(own)[:1]


def _worth(choice: _Choice, weighing: Weighing) -> float:
    statement = choice.statement
    if statement.probability is not None:
        return statement.probability + weighing.alike * choice.likeness
    return statement.score + weighing.unread.alike * choice.likeness


def _stating(
    query: Query, chosen: Mapping[str, _Choice], weighing: Weighing
) -> dict[str, Statement]:
    """Return the statements that do say what is asked."""
    w = weighing.unread
    alike = {d: choice.statement for d, choice in chosen.items() if choice.likeness >= w.parallel}
    surest = max((s.confidence for s in alike.values()), default=0.0) if len(alike) > 1 else 0.0
    covered = max((c.statement.coverage for c in chosen.values()), default=0.0)
    unit = _unit(query, [choice.statement for choice in chosen.values()])
    found = {}
    for document_id, choice in chosen.items():
        statement = choice.statement
        if statement.probability is not None:
            if statement.probability >= weighing.stating and not statement.contradicts:
                found[document_id] = statement
            continue
        if document_id in alike and surest >= w.together:
            stands = True
        else:
            least = w.valued if statement.values else w.enough
            about = statement.coverage >= w.covered * covered
            stands = about and statement.confidence >= least
        counted = unit is None or _counts(statement, unit)
        if stands and counted and not statement.contradicts:
            found[document_id] = statement
    return found


def _unit(query: Query, statements: Sequence[Statement]) -> str | None:
    """Return what is to be counted ("mấy năm"), where a document counts it."""
    unit = query.unit if query.asked is Asked.NUMBER else None
    return unit if unit and any(_counts(statement, unit) for statement in statements) else None


def _counts(statement: Statement, unit: str) -> bool:
    return any(
        unit in syllables(statement.text[value.start : value.end]) for value in statement.values
    )


def names(asked: Sequence[str], documents: Documents) -> dict[str, str]:
    """Return what tells the documents apart: in short, in full where that is the same."""
    headers = {d: documents.document(d).header for d in asked}
    short = {d: naming.short_name(header) for d, header in headers.items()}
    return {
        d: name if list(short.values()).count(name) == 1 else naming.name(headers[d])
        for d, name in short.items()
    }
