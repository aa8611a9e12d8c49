"""What goes over the wire, in and out; also the shape of the command line's ``--json``."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from app.answering.answer import Mode, Status

MAX_QUESTION = 2000
"""Characters of a question, by the contract."""
MAX_TOP_K = 50

Question = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=MAX_QUESTION, pattern=r"\S")
]
TopK = Annotated[int, Field(strict=True, ge=1, le=MAX_TOP_K)]
DocumentId = Annotated[str, StringConstraints(strict=True, max_length=200)]
DocumentIds = Annotated[list[DocumentId], Field(max_length=10_000)]
FilterText = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=300)]
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
    number: FilterText | None = Field(
        default=None, description='Number and symbol, as "171-KH/HU".'
    )
    issued_from: date | None = Field(default=None, description="Earliest day of issue, inclusive.")
    issued_to: date | None = Field(default=None, description="Latest day of issue, inclusive.")

    @field_validator("issuer", "place", "kind", "number")
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
    stream: bool = Field(
        default=False, strict=True, description="Reply as server-sent events instead of one object."
    )


class SearchRequest(Request):
    """A search for passages."""

    query: Question = Field(description="What to look for.")
    top_k: TopK = Field(default=8, description="How many passages to return.")
    document_ids: DocumentIds | None = Field(
        default=None,
        description="Search only these documents; null: all. Unknown ids select nothing.",
    )
    filters: FiltersIn | None = Field(default=None, description="Search only documents that match.")


class ScoresOut(BaseModel):
    """How a passage scored; null where that side did not return it. Higher is better."""

    dense: float | None = Field(description="Cosine similarity of question and passage.")
    lexical: float | None = Field(description="BM25 score.")
    fused: float = Field(description="The score that passages are ranked by.")


class PassageOut(BaseModel):
    """A passage; ``text`` is exactly the document's text from ``start`` to ``end``."""

    passage_id: str = Field(description="Identifies the passage.")
    document_id: str = Field(description="The document that holds it.")
    source: str = Field(description="File name as ingested.")
    section_path: list[str] = Field(description="The document's own labels, outermost first.")
    section_title: str = Field(description="Title of the section; empty where it has none.")
    page: int | None = Field(description="Page from 1, or null where the format has no pages.")
    text: str = Field(description="The passage, verbatim.")
    start: int = Field(description="First character in the document's text.")
    end: int = Field(description="One past the last character.")
    scores: ScoresOut = Field(description="How it scored.")


class CitationOut(BaseModel):
    """Evidence; ``quote`` is exactly the document's text from ``start`` to ``end``."""

    marker: int = Field(description="The number in the answer, as in [1].")
    document_id: str = Field(description="The document cited.")
    source: str = Field(description="File name as ingested.")
    title: str = Field(description="Title of the document.")
    number: str | None = Field(description="Number and symbol of the document.")
    issuer: str | None = Field(description="The body that issued it.")
    issued_on: date | None = Field(description="Day of issue.")
    section_path: list[str] = Field(description="The document's own labels, outermost first.")
    section_title: str = Field(description="Title of the section; empty where it has none.")
    page: int | None = Field(description="Page from 1, or null where the format has no pages.")
    quote: str = Field(description="The words cited, verbatim.")
    start: int = Field(description="First character in the document's text.")
    end: int = Field(description="One past the last character.")
    score: float = Field(ge=0, le=1, description="How well the quote fits the question.")


class TimingsOut(BaseModel):
    """Where the time went, in milliseconds."""

    model_config = ConfigDict(extra="allow")

    embed: float = Field(default=0.0, description="Embedding the question.")
    retrieve: float = Field(default=0.0, description="Finding and ranking passages.")
    answer: float = Field(default=0.0, description="Choosing evidence and wording.")
    total: float = Field(default=0.0, description="All together.")


class GenerationOut(BaseModel):
    """How a language model took part."""

    model: str = Field(description="The model's name.")
    prompt: str = Field(description="Hash of the prompts it was given.")
    kept: int = Field(description="Sentences of its own that their quotes proved.")
    repaired: int = Field(0, description="Of those, the ones whose quote it had named wrongly.")
    replaced: int = Field(description="Sentences put into the document's own words instead.")
    cut: int = Field(description="Sentences left out, because nothing proved them.")
    pieces: int = Field(description="Pieces of text it sent, about one a token.")


class AnswerOut(BaseModel):
    """An answer with its evidence."""

    id: str = Field(description="Identifies this answer.")
    question: str = Field(description="The question as asked.")
    status: Status = Field(description="Whether the documents answer the question.")
    mode: Mode = Field(description="Who worded the answer: extractive or generative.")
    answer: str = Field(description="Markdown; each claim is followed by its marker, as [1].")
    confidence: float = Field(ge=0, le=1, description="How sure the answer is.")
    citations: list[CitationOut] = Field(description="One for each marker, in order.")
    passages: list[PassageOut] = Field(description="The best passages, best first.")
    searched: list[str] | None = Field(
        None, description="Ids of the documents looked into; null for all in scope."
    )
    timings_ms: TimingsOut = Field(description="Where the time went.")
    understood_as: str | None = Field(
        None, description="The question with what it took from its conversation; null if nothing."
    )
    generation: GenerationOut | None = Field(
        None, description="Set where a language model was asked, even if its words were not used."
    )
    mode_reason: str | None = Field(
        None,
        description=(
            "Why the answer is extractive although generative was asked for, or tried: no_model, "
            "fixed_wording, not_found, unsupported, unproved, or model_… with the model's failure."
        ),
    )


class PassagesOut(BaseModel):
    """Passages found, best first."""

    passages: list[PassageOut] = Field(description="At most top_k passages, best first.")


class TokenOut(BaseModel):
    """A piece of the answer's text; all pieces in order are the whole answer."""

    text: str = Field(description="The next characters.")


class DocumentOut(BaseModel):
    """A document as the list shows it."""

    id: str = Field(description="Identifies the document.")
    source: str = Field(description="File name as ingested.")
    title: str = Field(description="What to call it.")
    kind: str | None = Field(description='Kind of document, as "Kế hoạch".')
    number: str | None = Field(description="Number and symbol.")
    issuer: str | None = Field(description="The body that issued it.")
    place: str | None = Field(description="Locality of the issuer.")
    issued_on: date | None = Field(description="Day of issue.")
    signer: str | None = Field(description="Who signed it.")
    sections: int = Field(description="How many sections it has.")
    passages: int = Field(description="How many passages it has.")
    ingested_at: datetime = Field(description="When it was taken in (UTC).")
    sha256: str = Field(description="Of the file's bytes.")
    pages: int | None = Field(description="How many pages, or null where the format has none.")
    media_type: str = Field(description="What the file is.")
    warning_count: int = Field(
        validation_alias=AliasChoices("warning_count", "warnings"),
        description="How many doubts were noted while reading it.",
    )
    same_as: str | None = Field(
        default=None,
        description="The document, the same in another file, that answers for this one; or null.",
    )
    superseded_by: str | None = Field(
        default=None, description="The next version of this numbered document, or null."
    )


class DocumentsOut(BaseModel):
    """One page of the list of documents."""

    documents: list[DocumentOut] = Field(description="The documents, in the list's order.")
    next_cursor: str | None = Field(
        description="Pass as cursor for the next page; null at the end."
    )


class OutlineNode(BaseModel):
    """A section and those below it."""

    label: str | None = Field(description="As the document writes it; null for a bullet or a row.")
    title: str = Field(description="The heading, or an item's first words.")
    path: list[str] = Field(description="Labels from the outermost.")
    kind: str = Field(description="heading, item, bullet, table, row, …")
    start: int = Field(description="First character in the document's text.")
    end: int = Field(description="One past the last character.")
    page: int | None = Field(description="Page from 1, or null.")
    children: "list[OutlineNode]" = Field(description="Sections below, in reading order.")


class ReferenceOut(BaseModel):
    """Another document that this one cites."""

    kind: str | None = Field(description="Kind of the cited document.")
    number: str = Field(description="Its number and symbol.")
    issued_on: date | None = Field(description="Its day of issue, where stated.")
    issuer: str | None = Field(description="Its issuer, where stated.")
    start: int = Field(description="First character of the reference in the text.")
    end: int = Field(description="One past the last character.")


class AbbreviationOut(BaseModel):
    """A short form that the document defines for itself."""

    short: str = Field(description="The short form.")
    long: str = Field(description="What it stands for.")
    start: int = Field(description="First character of the definition in the text.")
    end: int = Field(description="One past the last character.")


class HeaderValueOut(BaseModel):
    """A header value, where the text states it, and how it was found."""

    field: str = Field(description="kind, number, issuer, place, issued_on, subject, signer, …")
    value: str = Field(description="The value; dates as YYYY-MM-DD.")
    start: int | None = Field(
        description="First character in the text; null when given from outside."
    )
    end: int | None = Field(
        description="One past the last character; null when given from outside."
    )
    provenance: Literal["read", "inferred", "given"] = Field(
        description="read in its place, inferred from the body, or given from outside."
    )


class DocumentDetail(DocumentOut):
    """A document and what was understood of it."""

    subject: str | None = Field(description="What it is about, as its header says.")
    signer_title: str | None = Field(description="The signer's office.")
    recipients: list[str] = Field(description="Whom it is sent to.")
    header: list[HeaderValueOut] = Field(
        description="Every header value with its place in the text."
    )
    outline: list[OutlineNode] = Field(description="The tree of sections.")
    references: list[ReferenceOut] = Field(description="Documents it cites.")
    abbreviations: list[AbbreviationOut] = Field(description="Short forms it defines.")
    warnings: list[str] = Field(description="What is doubtful, in Vietnamese.")


class TextOut(BaseModel):
    """The normalised text that all offsets speak of."""

    text: str = Field(description="The whole text; offsets count Unicode code points.")


class JobCreated(BaseModel):
    """An upload was accepted and waits to be worked on."""

    job_id: str = Field(description="Ask for its progress at /v1/jobs/{job_id}.")


class JobFileOut(BaseModel):
    """One file of an upload."""

    source: str = Field(description="File name.")
    state: Literal[
        "queued", "running", "added", "replaced", "unchanged", "rejected", "failed", "cancelled"
    ] = Field(
        description=(
            "queued: waits; running: in hand; added; replaced: its values given anew, or its file "
            "changed; unchanged: was here; rejected: see reason; failed: the service broke off; "
            "cancelled: before it began."
        )
    )
    document_id: str | None = Field(description="The document it became, or already was.")
    reason: str | None = Field(description="Why it was not taken in, in Vietnamese.")
    code: str | None = Field(description="The same for a program.")


class JobOut(BaseModel):
    """An upload and its progress."""

    job_id: str = Field(description="Identifies the job.")
    state: Literal["queued", "running", "done", "failed", "cancelled"] = Field(
        description=(
            "failed: the job itself broke off; refused files alone do not fail a job. "
            "cancelled: some files were cancelled before they began."
        )
    )
    done: int = Field(description="Files finished.")
    total: int = Field(description="Files in all.")
    files: list[JobFileOut] = Field(description="Each file, in the order sent.")


class HealthOut(BaseModel):
    """The service's state."""

    status: Literal["ok", "ready"] = Field(
        description="ok: the process runs; ready: it can answer."
    )


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Which field, as filters.issued_from.")
    detail: str = Field(description="What is wrong, in Vietnamese.")


class Problem(BaseModel):
    """An error, by RFC 9457."""

    type: str = Field(description="URI of the kind of error.")
    title: str = Field(description="The kind of error, in Vietnamese.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened, in Vietnamese, for a person.")
    code: str = Field(description="The kind of error, for a program.")
    errors: list[FieldError] | None = Field(
        default=None, description="Fields that are wrong (422)."
    )
    request_id: str | None = Field(default=None, description="Quote this to the operator (500).")
