"""Answers and passages."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from app.answering.answer import Mode, Status
from app.answering.claims import Kind, Reason


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
    doubt: str | None = Field(
        None,
        description="Why the words may not be what the file says (a page read from its picture "
        "unsurely, something beside them that was not read), in Vietnamese; null: none known.",
    )


class NameOut(BaseModel):
    """Words of the question that name documents."""

    text: str = Field(description="The words.")
    start: int = Field(description="First character in `understood.question`.")
    end: int = Field(description="One past the last character.")
    document_ids: list[str] = Field(description="The documents they may mean.")


class NearOut(BaseModel):
    """A name that no document holds, and the nearest that some are called by."""

    typed: str = Field(description="The name as it was typed.")
    names: list[str] = Field(description="The nearest names, the nearest first.")


class OldPlaceOut(BaseModel):
    """A place whose documents bear the name of before, or of after, a merger."""

    said: str = Field(description="The place as the question names it.")
    other: str = Field(description="The name that documents bear.")
    since: str = Field(description="What ordered the merger.")


class MomentOut(BaseModel):
    """The time at which what is asked is to hold."""

    words: str = Field(description="Of the question, as “tại thời điểm 3/2025”.")
    day: date | None = Field(description="Its last day: nothing issued later; null: now.")
    left_out: list[str] = Field(
        description="Ids of documents left out because they were repealed or replaced by then."
    )


class UnderstoodOut(BaseModel):
    """What the question was taken to ask, with the words that led to it."""

    question: str = Field(description="The question as it was read, completed if it had to be.")
    kind: Kind = Field(description="The shape of answer it asks for.")
    asked: str = Field(description="The kind of value asked for, as date or percent; or anything.")
    documents: list[str] = Field(description="Ids of the documents it names; empty: none named.")
    names: list[NameOut] = Field(description="The words that name them.")
    header_fields: list[str] = Field(description="What it asks of a header, as signer, issued_on.")
    unknown_names: list[str] = Field(description="Proper names that no document holds.")
    every_document: bool = Field(description="Whether every document is asked, not the best few.")
    old_places: list[OldPlaceOut] = Field([], description="Places known by another name now.")
    typed: str | None = Field(
        None, description="As typed, where it was read as keystrokes or from English; else null."
    )
    language: str = Field("vi", description="What it was asked in: vi or en.")
    sections: list[list[str]] = Field(
        [], description="The parts of a document it names, by their labels, outermost first."
    )
    bodies: list[str] = Field([], description="The bodies it speaks of, in small letters.")
    parts: list[str] = Field([], description="The questions in it, where it is more than one.")
    form: str = Field("plain", description="How the answer is wanted: plain, short or table.")
    count: int | None = Field(None, description="How many things it says there are.")
    ordered: bool = Field(False, description="Whether it asks for an order.")
    suggestions: list[NearOut] = Field([], description="For names that no document holds.")
    moment: MomentOut | None = Field(None, description="When it is to hold; null: not said.")
    because: dict[str, str] = Field({}, description="What was decided, and the words it was by.")


class CoverageOut(BaseModel):
    """The documents asked, by what they gave."""

    stated: list[str] = Field(description="Ids of those that state it.")
    silent: list[str] = Field(
        description="Ids of those read where they would state it, and that do not."
    )
    not_found: list[str] = Field(description="Ids of those in which nothing was found.")


class ConflictOut(BaseModel):
    """Versions of one document of which no person has confirmed any; one of them is cited."""

    document_ids: list[str] = Field(description="The versions, the newest first.")
    differs: bool = Field(description="Whether one lacks the words that are cited from another.")


class ClaimOut(BaseModel):
    """One thing the answer says, and the citations that prove it."""

    text: str = Field(description="What is said, in plain words.")
    value: str | None = Field(description="The figure or name that answers; null if none is sure.")
    markers: list[int] = Field(description="The citations that prove it.")
    document_id: str | None = Field(description="The document; null where several prove it.")
    section_path: list[str] = Field(description="The document's own labels, outermost first.")
    role: str = Field(
        description="statement, located, header, item, line (of one of several documents), cell, "
        "worded (in a language model's words), lead (leads in what is below it), "
        "conclusion (drawn from the lines), or entry (a document held, without markers)."
    )


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
    corrected: int = Field(
        0, description="Of those kept, the ones that passed only when they were sent back."
    )
    abstained: bool = Field(False, description="It found no answer in what it was shown.")
    calls: int = Field(0, description="Requests it took.")
    prompt_tokens: int = Field(0, description="As its server counts them; 0 if it does not say.")
    completion_tokens: int = Field(0, description="The same of what it wrote.")
    cost: float = Field(0.0, description="By the prices set, in their unit.")


class AnswerOut(BaseModel):
    """An answer with its evidence."""

    id: str = Field(description="Identifies this answer.")
    question: str = Field(description="The question as asked.")
    status: Status = Field(description="Whether the documents answer the question.")
    mode: Mode = Field(description="Who worded the answer: extractive or generative.")
    kind: Kind = Field(description="The shape of the answer.")
    reason: Reason | None = Field(
        description="Why there is no answer: not_stated (what would state it was read), not_found, "
        "or unclear; null where there is one."
    )
    understood: UnderstoodOut = Field(description="What the question was taken to ask.")
    coverage: CoverageOut = Field(description="The documents asked, by what they gave.")
    claims: list[ClaimOut] = Field(description="The answer as data; `answer` is its rendering.")
    answer: str = Field(description="Markdown; each claim is followed by its marker, as [1].")
    confidence: float = Field(ge=0, le=1, description="How sure the answer is.")
    citations: list[CitationOut] = Field(description="One for each marker, in order.")
    passages: list[PassageOut] = Field(description="The best passages, best first.")
    choices: list[str] = Field(
        [], description="Ids of the documents of which one may be meant, where it is unclear."
    )
    conflicts: list[ConflictOut] = Field(
        [], description="Unconfirmed versions of what is cited; the answer tells of them too."
    )
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


Event = PassagesOut | TokenOut | AnswerOut
"""What a streamed answer comes in."""
