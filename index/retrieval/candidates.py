"""What retrieval knows of a passage before it is ranked: the sides' scores and its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.question.query import AnswerKind, Asked, Query
from index.retrieval.words import QuestionWords, held
from ingest.document import Passage

KINDS = (
    AnswerKind.FACT,
    AnswerKind.LIST,
    AnswerKind.TABLE,
    AnswerKind.YES_NO,
    AnswerKind.LOCATE,
    AnswerKind.COMPARE,
    AnswerKind.SUMMARY,
)
ASKED = (
    Asked.DATE,
    Asked.PERCENT,
    Asked.MONEY,
    Asked.NUMBER,
    Asked.PERSON,
    Asked.BODY,
    Asked.PLACE,
    Asked.NAME,
    Asked.DOCUMENT,
    Asked.ANYTHING,
)
"""What trained models know of; listed here, so that a further one does not make them strange."""


@dataclass(frozen=True, slots=True)
class DocumentPrior:
    """How much the question speaks of a document; all 0 where it names none. Each 0 to 1."""

    named: float
    """It is among the documents that the question names."""
    share: float
    """The same, divided among all that it names."""
    mentioned: float
    """Share of the question's mentions of documents that fit it."""
    called: float
    """Share of the question's words, by rarity, that stand in its name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found by either side.

    Scores come in pairs: for the question without the words that name documents, and with them.
    """

    passage: Passage
    dense: tuple[float, float]
    """Cosine similarities."""
    lexical: tuple[float, float]
    """BM25; 0 where that search did not return the passage."""
    document: DocumentPrior


def priors(
    query: Query, words: QuestionWords, passages: Sequence[Passage]
) -> Mapping[str, DocumentPrior]:
    """Return by document id what the question says of the documents of these passages.

    ``words`` are those of the question with the names of documents.
    """
    names = {passage.document_id: passage.context.split(" › ")[0] for passage in passages}
    named = frozenset(query.documents)
    mentioned = [frozenset(mention.document_ids) for mention in query.mentions]
    return {
        document_id: DocumentPrior(
            named=float(document_id in named),
            share=1 / len(query.documents) if document_id in named else 0.0,
            mentioned=sum(document_id in each for each in mentioned) / max(1, len(mentioned)),
            called=words.share([held(name)]),
        )
        for document_id, name in names.items()
    }
