"""Facts: what documents promise, as data."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

MAX_FACTS = 200
"""Facts of one page."""


class FactsFormat(StrEnum):
    """What facts come in."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


class Stated(BaseModel):
    """A fact; ``quote`` is exactly the document's text from ``start`` to ``end``."""

    id: str = Field(description="Identifies the fact; the same as long as its words are.")
    document_id: str = Field(description="The document that states it.")
    source: str = Field(description="File name as ingested.")
    document_title: str = Field(description="What to call the document.")
    document_number: str | None = Field(description="Number and symbol of the document.")
    section_path: list[str] = Field(description="The document's own labels, outermost first.")
    quote: str = Field(description="The words that state it, verbatim.")
    start: int = Field(description="First character in the document's text.")
    end: int = Field(description="One past the last character.")
    page: int | None = Field(description="Page from 1, or null where the format has no pages.")
    confidence: float = Field(
        ge=0, le=1, description="How sure the reading is; below 1 where it is doubtful."
    )


class Due(BaseModel):
    """When something is due, as days."""

    due_days: list[str] = Field(
        description='The last day of each date or period: "2025-11-30", every year "11-30", '
        'every month "30"; empty where the text names none.'
    )


class IndicatorOut(Stated, Due):
    """A target: a figure to be reached."""

    kind: Literal["indicator"] = Field(description="The kind of fact.")
    subject: str = Field(description="What is measured.")
    value: str = Field(description="The figure, digits as written.")
    bound: Literal[">=", ">", "=", "<", "<="] | None = Field(
        description="How what is meant stands to the figure; null where it is about."
    )
    unit: str | None = Field(description="The unit.")
    by: str | None = Field(description="The year or period by which it is to be reached.")
    whom: str | None = Field(description="For whom or where it holds.")
    series: dict[str, str] = Field(
        description="Year and value, from a table with a column a year; `value` is the last."
    )


class TaskOut(Stated, Due):
    """A duty given to named bodies."""

    kind: Literal["task"] = Field(description="The kind of fact.")
    lead: list[str] = Field(description="The bodies that act, as the document writes them.")
    support: list[str] = Field(description="The bodies that take part.")
    what: str = Field(description="The duty, in the document's words.")
    due: str | None = Field(description="By when, as the document says.")
    product: str | None = Field(description="The outcome that the document names.")
    money: str | None = Field(description="Where the money comes from.")


class DeadlineOut(Stated, Due):
    """A time by which something is to be reported or finished."""

    kind: Literal["deadline"] = Field(description="The kind of fact.")
    what: str = Field(description="What is due.")
    who: list[str] = Field(description="The bodies it is due from.")
    to: list[str] = Field(description="The bodies it is due to.")
    due: str = Field(description="By when, as the document says.")
    recurring: bool = Field(description="Whether it comes round.")


class CitationFactOut(Stated):
    """Another document, and what this one does with it."""

    kind: Literal["reference"] = Field(description="The kind of fact.")
    relation: str = Field(
        description="thực hiện, căn cứ, thay thế, sửa đổi, bãi bỏ, or dẫn chiếu (only cited)."
    )
    cited_kind: str | None = Field(description="Kind of the cited document, as written.")
    number: str = Field(description="Its number and symbol.")
    issued_on: date | None = Field(description="Its day of issue, where stated.")
    issuer: str | None = Field(description="Its issuer, where stated.")


class DefinitionOut(Stated):
    """A short form or term that the document defines for itself."""

    kind: Literal["definition"] = Field(description="The kind of fact.")
    term: str = Field(description="The short form or term.")
    meaning: str = Field(description="What it stands for.")


FactOut = Annotated[
    IndicatorOut | TaskOut | DeadlineOut | CitationFactOut | DefinitionOut,
    Field(discriminator="kind"),
]
"""A fact of any kind."""


class FactsOut(BaseModel):
    """One page of facts."""

    facts: list[FactOut] = Field(
        description="Those of the newest document first, each document's in reading order."
    )
    next_cursor: str | None = Field(
        description="Pass as cursor for the next page; null at the end."
    )


class LinkOut(BaseModel):
    """One document that cites another; ``quote`` is where it says so."""

    depth: int = Field(description="Steps from the document asked for, from 1.")
    relation: str = Field(
        description="What the citing document does with the cited one: thực hiện, căn cứ, thay "
        "thế, sửa đổi, bãi bỏ, or dẫn chiếu (only cited)."
    )
    document_id: str = Field(description="The citing document.")
    document_title: str = Field(description="What to call it.")
    document_number: str | None = Field(description="Its number and symbol.")
    document_issued_on: date | None = Field(description="Its day of issue.")
    section_path: list[str] = Field(description="Labels of the section that cites it.")
    quote: str = Field(description="The words that cite it, verbatim.")
    start: int = Field(description="First character in the citing document's text.")
    end: int = Field(description="One past the last character.")
    page: int | None = Field(description="Page from 1, or null.")
    confidence: float = Field(ge=0, le=1, description="How sure the reading is.")
    kind: str | None = Field(description="Kind of the cited document.")
    number: str = Field(description="Number and symbol of the cited document.")
    issued_on: date | None = Field(description="Its day of issue, where stated.")
    issuer: str | None = Field(description="Its issuer, where stated.")
    cited_id: str | None = Field(
        description="The cited document where it is loaded: number, and date or issuer, agree."
    )
    cited_title: str | None = Field(description="What to call it; null where it is not loaded.")


class ReferencesOut(BaseModel):
    """What carries out, amends and replaces what."""

    references: list[LinkOut] = Field(
        description="The nearest first; of one document the strongest relation first."
    )
    complete: bool = Field(description="Whether these are all.")
