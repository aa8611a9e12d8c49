"""Which of what was read may answer at all, and whether a question says enough to be answered."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from app.answering import speaking, values
from app.answering.answer import Draft
from app.answering.answerers import comparison
from app.answering.citations import Documents
from app.answering.claims import Reason, Refusal
from app.answering.evidence import Statement
from app.answering.selecting import odds
from app.answering.weighing import Matter, Weighing
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import SIGNATURE, Passage
from ingest.vietnamese.text import normalise

_VAGUE = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.TABLE})
"""Kinds that are asked of one document."""
_FEW_WORDS = 4
"""Syllables that tell what is asked about, with which hardly anything is."""
_SEVERAL_DOCUMENTS = 3
"""So many that speak of it, and none of them can be told to be meant."""
_PAIR = 2
"""So many that hold nearly every word of it."""
_NAMED = 8
"""Documents that are offered to choose from."""


def to_matter(
    query: Query, ranked: Sequence[Statement], share: float, least: float
) -> list[Statement]:
    """Return the statements that may say what is asked; none where others answer far better.

    A day is not told by those of documents that are only cited: what is left must be ``least``
    probable.

    A share is not told by what holds none. A signature answers only who signed, or who holds an
    office. That a thing is undone is told where that is spoken of: "vì sao bãi bỏ …" is not
    answered by what lays the thing down, nor, of a document that is named, by what another undoes;
    since when, by what tells a time.
    """
    kept = [each for each in ranked if _may_say(query, each.passage.passage)]
    if _asks_share(query) or (query.undone is not None and query.asked is Asked.DATE):
        kept = [each for each in kept if each.values]
    if query.undone is None and pattern("relating", "force").search(query.clause):
        kept = [each for each in kept if not _ends_force(each)]
    if query.asks_day and query.kind is AnswerKind.FACT and not query.document_kinds:
        days = [each for each in kept if not _cites_alone(each)]
        if days[:1] != kept[:1]:
            kept = days if days and days[0].confidence >= least else []
    if not kept or kept[0] is ranked[0]:
        return kept
    worse = kept[0].confidence < share * ranked[0].confidence
    return [] if worse or query.asks_name else kept


def _asks_share(query: Query) -> bool:
    """Return whether a share is asked for, and nothing beside it."""
    if query.kind is not AnswerKind.FACT or query.asked is not Asked.PERCENT or query.several:
        return False
    return bool(pattern("relating", "share").search(query.clause))


def of_own_force(query: Query, ranked: list[Statement]) -> list[Statement]:
    """Return the statements with the one first that tells when the document named holds.

    "Quyết định này có hiệu lực từ ngày ký", and not since when a law does that it carries out.
    """
    asked = pattern("relating", "force").search(query.clause)
    if not asked or query.asked is not Asked.DATE or len(query.documents) != 1:
        return ranked
    if query.document_kinds or query.undone is not None:
        return ranked
    own = pattern("relating", "own_force")
    told = (e for e in ranked if e.document_id == query.documents[0])
    first = next((e for e in told if own.search(normalise(e.text).lower())), None)
    if first is None:
        return ranked
    rest = [each for each in ranked if each is not first] if query.several else []
    return [replace(first, probability=ranked[0].probability), *rest]


def _may_say(query: Query, passage: Passage) -> bool:
    if SIGNATURE in passage.section_path and not _asks_signer(query):
        return False
    if query.undone is None or query.kind in {AnswerKind.YES_NO, AnswerKind.LOCATE}:
        return True
    if query.documents and passage.document_id not in query.documents:
        return False
    return bool(query.undone.search(normalise(f"{passage.context} {passage.text}").lower()))


def _ends_force(statement: Statement) -> bool:
    """Return whether a statement tells alone that something no longer holds."""
    said = normalise(statement.text).lower()
    ended = pattern("undone", "repealed").search(said)
    return bool(ended and not pattern("relating", "holds").search(said))


def _cites_alone(statement: Statement) -> bool:
    """Return whether all days that a statement holds are those of documents that it cites."""
    if statement.values or pattern("relating", "undated").search(normalise(statement.text).lower()):
        return False
    days = values.find(Asked.DATE, statement.text)
    cited = values.find(Asked.DOCUMENT, statement.text)
    return bool(days) and all(any(a <= day < b for a, b in cited) for day, _ in days)


def _asks_signer(query: Query) -> bool:
    if pattern("signing", "said").search(query.restored):
        return True
    return bool(query.documents) and (query.asked is Asked.PERSON or query.asks_name)


def elsewhere(query: Query, best: Statement, matter: Matter, *, sure: bool) -> bool:
    """Return whether a question that names no document is of another matter than was read for it.

    What readers learn from are questions about documents: of the weather they do not know that no
    document tells it. Where they are ``sure``, a passage that holds all words of it is of it.
    """
    if query.documents or (sure and not best.missing):
        return False
    logit = (
        matter.base
        + matter.best * odds(best.confidence)
        + matter.support * best.support
        + matter.words * math.log(max(1, len(query.content)))
    )
    return 1 / (1 + math.exp(-logit)) < matter.least


def which(query: Query, ranked: Sequence[Statement], documents: Documents) -> Draft | None:
    """Return that one of several documents may be meant, where hardly anything is said of which.

    "Thời hạn thế nào?" may be asked of each that speaks of it.
    """
    if query.documents or query.kind not in _VAGUE or len(query.content) > _FEW_WORDS:
        return None
    if _particular(query) or query.header_fields:
        return None
    return _choice([e for e in ranked if not e.missing], _SEVERAL_DOCUMENTS, documents)


def speaking_of(
    query: Query, ranked: Sequence[Statement], share: float, documents: Documents
) -> Draft | None:
    """Return that one of several documents may be meant that hold this share of the words.

    None where the question names one.
    """
    if query.documents:
        return None
    return _choice([each for each in ranked if each.support >= share], _PAIR, documents)


def _choice(ranked: Sequence[Statement], fewest: int, documents: Documents) -> Draft | None:
    speaking = dict.fromkeys(each.document_id for each in ranked)
    if len(speaking) < fewest:
        return None
    some = tuple(list(speaking)[:_NAMED])
    called = comparison.names(some, documents)
    return Draft(Refusal(Reason.UNCLEAR, "which_of", tuple(called.values()), some), 0.0)


def rivals(query: Query, ranked: Sequence[Statement], weighing: Weighing) -> list[Statement]:
    """Return a statement of each other document that may be meant as well as the best one's.

    Where the question names none: a probable one that holds no fewer of its words, itself and with
    its passage, and a value where the best one does. Or one that holds about as many below a title
    that is worded alike: charters say the same matter each in its own words.
    """
    if query.documents or query.across or not ranked:
        return []
    best, *others = ranked
    unread, open_to_all = weighing.unread, not _particular(query)
    found: dict[str, Statement] = {}
    for each in others:
        as_much = each.coverage >= best.coverage and each.missing <= best.missing
        meant = as_much and each.confidence >= weighing.stating
        if not meant and open_to_all and each.coverage >= unread.covered * best.coverage:
            meant = comparison.titled_alike(query, best, each, unread.parallel)
        if each.says and meant and bool(each.values) >= bool(best.values):
            found.setdefault(each.document_id, each)
    found.pop(best.document_id, None)
    return list(found.values())[: _NAMED - 1]


def holding_names(
    query: Query, chosen: Sequence[Statement], documents: Documents
) -> Sequence[Statement]:
    """Return the statements whose documents are about what the question names, else speak of it.

    Resolutions of one kind say the same of each place. All of them where none tells it.
    """
    names = [normalise(name).lower() for name in query.proper_names]
    found = [documents.document(each.document_id) for each in chosen]
    about = [normalise(naming.title(each)).lower() for each in found]
    for told in (about, [normalise(each.text).lower() for each in found]):
        held = [all(name in text for name in names) for text in told]
        if any(held):
            return [each for each, holds in zip(chosen, held, strict=True) if holds]
    return chosen


def _particular(query: Query) -> bool:
    """Return whether a question says a name or figure, which may be one document's alone."""
    return bool(query.proper_names or query.bodies or query.figures)


def clearest_first(chosen: Sequence[Statement], clearly: float) -> list[Statement]:
    """Return the statements, before the best one those that hold clearly more of the question."""
    best = chosen[0]
    more = [each for each in chosen if each.coverage > clearly * best.coverage]
    return [*more, *(each for each in chosen if each not in more)]


def fullest(chosen: Sequence[Statement], share: float) -> Statement:
    """Return the statement that holds most of the question, with its passage; the first of equals.

    Which of several documents is meant is told by words rather than by how sure a reader is, among
    those that are at least ``share`` times as probable as the first.
    """
    probable = [each for each in chosen if each.confidence >= share * chosen[0].confidence]
    return max(probable, key=lambda each: (each.coverage, -each.missing))


def of_their_text(
    ranked: Sequence[Statement], document_ids: Collection[str], share: float
) -> list[Statement]:
    """Return what documents say outside header and signature; none where it answers far worse."""
    own = [each for each in ranked if each.document_id in document_ids and not each.aside]
    return own if own and own[0].confidence >= share * ranked[0].confidence else []


def of_named(
    query: Query, ranked: list[Statement], share: float, documents: Documents
) -> list[Statement]:
    """Return the statements of the documents named alone, where these answer about as probably.

    A name may be of a document that only cites what answers, or of a place that others speak of
    too; then these stay, and what holds for the whole country. What another place says of itself
    is no answer about this one, nor from when another document holds.
    """
    own = [each for each in ranked if each.document_id in query.documents]
    if own and own[0].confidence >= share * ranked[0].confidence:
        return own
    if query.documents and pattern("relating", "force").search(query.clause):
        return own
    places = speaking.places(query, documents)
    if not places:
        return ranked
    return [each for each in ranked if _speaks(each, query, places, documents)]


def _speaks(
    statement: Statement, query: Query, places: frozenset[str], documents: Documents
) -> bool:
    passage = statement.passage.passage
    text = f"{passage.context} {passage.text}"
    return speaking.speaks_for(statement.document_id, text, query, places, documents)
