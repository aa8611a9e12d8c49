"""Documents, and files on their way in."""

from datetime import date, datetime
from typing import Literal

from pydantic import AliasChoices, BaseModel, Field

from app.facts.standing import Status
from ingest.recognition import Language, Recognise


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
        default=None,
        description="The document that holds in this one's stead, as a person confirmed; or null.",
    )
    later_version: str | None = Field(
        default=None,
        description="What calls itself a later version; unconfirmed, so both answer. Or null.",
    )
    status: Status = Field(
        default=Status.IN_FORCE,
        description="By the loaded documents: in_force (none changes it), amended, replaced, "
        "repealed, or disputed (one says so, but a person has to look). It answers all the same, "
        "unless a person confirmed what supersedes it.",
    )
    tags: list[str] = Field(default=[], description="What persons keep it together with others by.")


class TaggedOut(BaseModel):
    """What became of tags that were put on and taken off."""

    changed: list[str] = Field(description="The documents that did not bear them so before.")


class DocumentsOut(BaseModel):
    """One page of the list of documents."""

    documents: list[DocumentOut] = Field(description="The documents, in the list's order.")
    next_cursor: str | None = Field(
        description="Pass as cursor for the next page; null at the end."
    )
    total: int | None = Field(
        None, description="How many there are on all pages; told with the first page alone."
    )


class CountedOut(BaseModel):
    """A value that documents state, and how many do."""

    value: str = Field(description="The value, as most documents write it; a year as YYYY.")
    documents: int = Field(description="How many documents state it.")


class TallyOut(BaseModel):
    """How many documents there are, and of what; at most 200 values each."""

    total: int = Field(description="Documents in all.")
    kinds: list[CountedOut] = Field(description="Kinds, the most frequent first.")
    places: list[CountedOut] = Field(description="Places, the most frequent first.")
    issuers: list[CountedOut] = Field(description="Issuers, the most frequent first.")
    years: list[CountedOut] = Field(description="Years of issue, the latest first.")
    tags: list[CountedOut] = Field(description="Tags, the most frequent first.")


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
    provenance: Literal["read", "inferred", "given", "corrected"] = Field(
        description="read in its place, inferred from the body, given from outside, or corrected."
    )


class CorrectionOut(BaseModel):
    """A header field that a person put right, or took back."""

    field: str = Field(description="title, kind, number, issuer, place, issued_on, subject, …")
    read: str | None = Field(description="What was read when it was corrected.")
    value: str | None = Field(
        description="What holds instead; empty: the document states nothing; null: taken back."
    )
    at: datetime = Field(description="When (UTC).")


class SupersessionOut(BaseModel):
    """A person's word that one document holds in another's stead."""

    newer: str = Field(description="The document that answers.")
    older: str = Field(description="The document that it answers for.")
    by: str = Field(description="Who confirmed it; empty: whoever ran the command line.")
    at: datetime = Field(description="When (UTC).")


class StatusChangeOut(BaseModel):
    """A document that says it changes another, or is a later version of it."""

    status: Status = Field(description="What the other is by it: repealed, replaced or amended.")
    document_id: str = Field(description="The document that changes the other.")
    document_title: str = Field(description="What to call it.")
    document_number: str | None = Field(description="Its number and symbol.")
    document_issued_on: date | None = Field(description="Its day of issue.")
    quote: str | None = Field(description="Its words, verbatim; null for a later version.")
    start: int | None = Field(description="First character in its text; null without a quote.")
    end: int | None = Field(description="One past the last character; null without a quote.")
    page: int | None = Field(description="Page from 1, or null.")
    doubt: str | None = Field(
        description="Why a person has to look, in Vietnamese; null where nothing speaks against it."
    )


class DoubtOut(BaseModel):
    """A place of which a warning tells: a whole page, or a line."""

    warning: str = Field(description="One of `warnings`.")
    start: int = Field(description="First character in the document's text.")
    end: int = Field(description="One past the last character.")
    page: int | None = Field(description="Page from 1, or null.")
    unread: bool = Field(description="Something there was not read, or not surely.")


class WishOut(BaseModel):
    """How a page, or every page, is read, as a person wanted it."""

    page: int | None = Field(description="From 1; null: every page without a wish of its own.")
    ocr: Recognise = Field(description="auto, always or never.")
    language: Language = Field(description="Of the letters.")
    deskew: bool = Field(description="Whether the picture is levelled and turned first.")


class DocumentDetail(DocumentOut):
    """A document and what was understood of it."""

    subject: str | None = Field(description="What it is about, as its header says.")
    signer_title: str | None = Field(description="The signer's office.")
    recipients: list[str] = Field(description="Whom it is sent to.")
    header: list[HeaderValueOut] = Field(
        description="Every header value with its place in the text."
    )
    corrections: list[CorrectionOut] = Field(
        description="What persons put right, the oldest first; the last of a field holds."
    )
    supersessions: list[SupersessionOut] = Field(
        description="What persons confirmed of it, as the newer or the older document."
    )
    status_note: str = Field(description="The same in Vietnamese, for a person.")
    status_because: list[StatusChangeOut] = Field(description="The documents that say so.")
    outline: list[OutlineNode] = Field(description="The tree of sections.")
    references: list[ReferenceOut] = Field(description="Documents it cites.")
    abbreviations: list[AbbreviationOut] = Field(description="Short forms it defines.")
    warnings: list[str] = Field(description="What is doubtful, in Vietnamese.")
    doubts: list[DoubtOut] = Field(description="Where it stands, as far as it is known.")
    reading: list[WishOut] = Field(description="How pages are read otherwise than usual.")


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
    created_at: datetime = Field(description="When it was sent (UTC).")
    owner: str = Field(description="Who sent it; empty where nobody is asked who they are.")


class JobsOut(BaseModel):
    """Uploads, the newest first."""

    jobs: list[JobOut] = Field(description="The uploads.")


class RereadOut(BaseModel):
    """What became of a document that was read again."""

    document_id: str = Field(description="The document.")
    state: Literal["replaced", "unchanged", "rejected"] = Field(
        description="replaced: it reads otherwise now; rejected: it stays as it was, see reason."
    )
    reason: str | None = Field(description="Why it could not be read, in Vietnamese.")
    code: str | None = Field(description="The same for a program.")
