"""What is asked of the service."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from app.answering.answer import Mode
from index import tags
from ingest.recognition import Language, Recognise, Wish
from ingest.vietnamese.text import clean

MAX_QUESTION = 2000
"""Characters of a question, by the contract."""
MAX_TOP_K = 50
MAX_PAGES = 3_000

Question = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=MAX_QUESTION, pattern=r"\S")
]
TopK = Annotated[int, Field(strict=True, ge=1, le=MAX_TOP_K)]
DocumentId = Annotated[str, StringConstraints(strict=True, max_length=200)]
DocumentIds = Annotated[list[DocumentId], Field(max_length=10_000)]
FilterText = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=300)]
HeaderText = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=1000)]
Tag = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=tags.LONGEST, pattern=r"\w")
]
PageNumber = Annotated[int, Field(strict=True, ge=1, le=100_000)]
ConversationId = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100)]


class Request(BaseModel):
    """A request's body: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class FiltersIn(Request):
    """Narrows a question to some documents; an absent, null or blank field narrows nothing."""

    issuer: FilterText | None = Field(default=None, description="Part of the issuing body's name.")
    place: FilterText | None = Field(
        default=None, description="Locality of the issuer, without its rank."
    )
    kind: FilterText | None = Field(default=None, description='Kind of document, as "Kế hoạch".')
    number: FilterText | None = Field(default=None, description='Number and symbol, as "45-KH/HU".')
    tag: FilterText | None = Field(default=None, description="A tag the documents bear.")
    issued_from: date | None = Field(default=None, description="Earliest day of issue, inclusive.")
    issued_to: date | None = Field(default=None, description="Latest day of issue, inclusive.")

    @field_validator("issuer", "place", "kind", "number", "tag")
    @classmethod
    def _blank_is_none(cls, value: str | None) -> str | None:
        return value or None


class AskRequest(Request):
    """A question about the documents."""

    question: Question = Field(description="The question, in Vietnamese.")
    top_k: TopK = Field(default=8, description="How many passages to return.")
    document_ids: DocumentIds | None = Field(
        default=None,
        description="Search only these documents; null: all. Unknown ids select nothing.",
    )
    filters: FiltersIn | None = Field(default=None, description="Search only documents that match.")
    mode: Mode = Field(default=Mode.AUTO, description="Who words the answer.")
    conversation_id: ConversationId | None = Field(
        default=None, description="Joins a follow-up question to what was asked before."
    )
    alone: bool = Field(
        default=False,
        strict=True,
        description="Whether it is complete as it stands: it joins the conversation, but takes "
        "nothing from what was asked before.",
    )
    stream: bool = Field(
        default=False, strict=True, description="Reply as server-sent events instead of one object."
    )


class CorrectionsRequest(Request):
    """Header fields to put right, and tags.

    Absent: as it is; null: what was read holds again; "": the document does not state it.
    """

    title: HeaderText | None = Field(default=None, description="What to call it in lists.")
    kind: HeaderText | None = Field(default=None, description='Kind of document, as "Kế hoạch".')
    number: HeaderText | None = Field(default=None, description='Number, as "45-KH/HU".')
    issuer: HeaderText | None = Field(default=None, description="The body that issued it.")
    place: HeaderText | None = Field(default=None, description="Its locality, without rank.")
    issued_on: date | Literal[""] | None = Field(default=None, description="Day of issue.")
    subject: HeaderText | None = Field(default=None, description="What it is about.")
    signer: HeaderText | None = Field(default=None, description="Who signed it.")
    tags: list[Tag] | None = Field(
        default=None, max_length=tags.MOST, description="All its tags from now on; null: none."
    )

    def changes(self) -> dict[str, str | None]:
        """Return the header fields sent; values in one line, a date as year-month-day."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"tags"}}
        return {
            name: None if value is None else " ".join(clean(str(value)).split())
            for name, value in sent.items()
        }


class TagsRequest(Request):
    """Tags to put on documents and to take off them."""

    document_ids: Annotated[list[DocumentId], Field(min_length=1, max_length=10_000)] = Field(
        description="The documents."
    )
    add: list[Tag] = Field(default=[], max_length=tags.MOST, description="Tags to put on.")
    remove: list[Tag] = Field(default=[], max_length=tags.MOST, description="Tags to take off.")


class RereadRequest(Request):
    """How a document is read again; without one, as it was."""

    pages: list[PageNumber] | None = Field(
        default=None, max_length=MAX_PAGES, description="Pages from 1; null: all."
    )
    ocr: Recognise = Field(
        default=Recognise.AUTO,
        description="Read pages from their pictures: auto (those without sound text), always, or "
        "never.",
    )
    language: Language = Field(default=Language.VIETNAMESE, description="Of the letters.")
    deskew: bool = Field(default=True, strict=True, description="Level and turn the picture first.")

    def wishes(self) -> list[Wish]:
        """Return what is wished of each page, or of every page."""
        pages = [None] if self.pages is None else sorted(set(self.pages))
        return [Wish(page, self.ocr, self.language, self.deskew) for page in pages]


class SupersedesRequest(Request):
    """Which document the one of the path supersedes."""

    document_id: DocumentId = Field(description="The older document.")
    undo: bool = Field(default=False, description="Take the word back instead.")


class SearchRequest(Request):
    """A search for passages."""

    query: Question = Field(description="What to look for.")
    top_k: TopK = Field(default=8, description="How many passages to return.")
    document_ids: DocumentIds | None = Field(
        default=None,
        description="Search only these documents; null: all. Unknown ids select nothing.",
    )
    filters: FiltersIn | None = Field(default=None, description="Search only documents that match.")
