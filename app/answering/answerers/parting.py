"""Questions of which the header answers a part: "có hiệu lực từ ngày nào và ai ký?"."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.answering.answer import Draft
from app.answering.answerers import header
from app.answering.citations import Documents
from app.answering.claims import Body, Refusal, joined
from index.question.query import Asked, HeaderField, Part, Query

_OWN = frozenset(
    {
        HeaderField.SIGNER,
        HeaderField.SIGNER_TITLE,
        HeaderField.ISSUED_ON,
        HeaderField.NUMBER,
        HeaderField.SUBJECT,
    }
)
"""What a document says of itself in its header alone; recipients and bases its text tells too."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A question in two: what headers state, and what has to be read."""

    stated: tuple[Body, ...]
    """What headers state of it, in the order asked."""
    rest: Query | None
    """What is left of the question; None where nothing is."""

    def with_read(self, draft: Draft) -> Draft:
        """Return the draft of the rest with what headers state before it."""
        return replace(draft, body=joined([*self.stated, draft.body]))


def parted(query: Query, understand: Callable[[str], Query], documents: Documents) -> Parted | None:
    """Return a question of several parts in two; None where no header answers a part.

    Where a part asks for a document, the others may ask about that one, which is only cited.
    """
    if header.of_another(query):
        return None
    if not query.documents or any(part.asked is Asked.DOCUMENT for part in query.parts):
        return None
    stated: list[Body] = []
    rest: list[Part] = []
    for part in query.parts:
        if body := _stated(part, query.documents, understand, documents):
            stated.append(body)
        else:
            rest.append(part)
    if not stated:
        return None
    if not rest:
        return Parted(tuple(stated), None)
    left = replace(query, parts=tuple(rest) if len(rest) > 1 else (), header_fields=())
    if len(rest) == 1 and not query.across:
        left = replace(left, several=False, asked=rest[0].asked)
    return Parted(tuple(stated), left)


def _stated(
    part: Part,
    meant: tuple[str, ...],
    understand: Callable[[str], Query],
    documents: Documents,
) -> Body | None:
    """Return what headers state of a part; ``meant`` are the documents where it names none.

    Only of these: the question names all that its asker may see.
    """
    fields = tuple(field for field in part.header_fields if field in _OWN)
    if not fields:
        return None
    asked = understand(part.text)
    named = tuple(key for key in asked.documents if key in meant) or meant
    asked = replace(asked, documents=named, header_fields=fields)
    if not header.applies(asked, map(documents.document, named)):
        return None
    body = header.answer(asked, named, documents).body
    return None if isinstance(body, Refusal) else body
