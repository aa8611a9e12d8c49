"""All facts of a kind at once: the targets of a plan, the tasks of a body, the dates of each plan.

They were read when the documents came in, so nothing that is stated is left to a ranking.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.answering.answer import Draft, Status
from app.answering.answerers import (
    carrying,
    deadlines,
    digest,
    due,
    funding,
    itemising,
    recorded,
    standing,
    subjects,
    titled,
    worded,
)
from app.answering.citations import Documents, chain_at, quote, section_at
from app.answering.claims import (
    Claim,
    Listing,
    Reason,
    Refusal,
    Role,
    Row,
    Table,
)
from app.answering.fitting import fitted
from app.answering.spans import common_path
from app.answering.weighing import Certain, shipped
from app.answering.wording import say, spoken
from index.facts import FactQuery, FactRecord
from index.paging import every_fact
from index.ports import Facts, Selection
from index.question.query import AnswerKind, Form, Inquiry, Matter, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.facts.model import FactKind, Indicator, Task
from ingest.vietnamese import bodies, body_names

_MOST_FACTS = 2_000
"""Facts that are looked through."""
_SAID = 420
"""Characters of a line; a longer one is cut after a sentence."""
_ROWS = 40
_RELATIONS = frozenset({Matter.BASIS, Matter.DONE, Matter.STANDING})
_TABLES = frozenset({AnswerKind.TABLE, AnswerKind.LIST, AnswerKind.SUMMARY})


def answer(
    query: Query,
    facts: Facts,
    searched: Selection,
    asked: Sequence[str],
    documents: Documents,
    today: date | None = None,
    certain: Certain | None = None,
) -> Draft | None:
    """Return all facts that are asked for; None where another way of answering is to try.

    ``asked`` are the documents named, or all that may be asked; ``searched`` selects them;
    ``today`` is the day that "quá hạn" is told from, as the machine's clock has it where not given.
    """
    inquiry = query.inquiry
    if inquiry is None:
        return None
    day = today or date.today()
    draft = _drafted(query, inquiry, facts, searched, asked, documents, day)
    if draft is None:
        return None
    certain = certain or shipped().certain
    if draft.status is Status.NOT_FOUND:
        return draft.held(certain.untasked)
    shares = {
        Matter.SUMMARY: certain.digest,
        Matter.BASIS: certain.carrying,
        Matter.STANDING: certain.carrying,
    }
    return draft.held(shares.get(inquiry.matter, certain.facts))


def _drafted(
    query: Query,
    inquiry: Inquiry,
    facts: Facts,
    searched: Selection,
    asked: Sequence[str],
    documents: Documents,
    today: date,
) -> Draft | None:
    """Return the facts of the matter that is asked about, sure but for doubt in reading them."""
    if inquiry.matter in _RELATIONS:
        return _related(query, inquiry, facts, searched, asked, documents)
    if inquiry.number:
        cited = _held(facts, searched, FactKind.REFERENCE, None)
        asked = carrying.documents(inquiry, cited)
        if not asked:
            return None
        searched = replace(searched, document_ids=frozenset(asked))
    match inquiry.matter:
        case Matter.SUMMARY:
            return digest.answer(asked, facts, documents)
        case Matter.FUNDS:
            return funding.answer(asked, documents, compared=query.kind is AnswerKind.COMPARE)
        case Matter.SUBJECTS:
            return subjects.answer(asked, documents)
        case Matter.TARGETS:
            return _targets(query, facts, searched, asked, documents)
        case Matter.DEADLINES:
            found = _held(facts, searched, FactKind.DEADLINE, None)
            return deadlines.answer(query, inquiry, list(found), asked, documents)
        case Matter.DUE:
            return due.answer(inquiry, facts, searched, asked, documents, today)
        case Matter.TASKS:
            return _of_bodies(query, inquiry, facts, searched, asked, documents)
    return None


def _related(
    query: Query,
    inquiry: Inquiry,
    facts: Facts,
    searched: Selection,
    asked: Sequence[str],
    documents: Documents,
) -> Draft | None:
    """Return what documents do with one another."""
    if inquiry.matter is Matter.STANDING:
        changing = FactQuery(FactKind.REFERENCE, relations=standing.CHANGES)
        return standing.answer(query, inquiry, every_fact(facts, searched, changing), documents)
    cited = _held(facts, searched, FactKind.REFERENCE, None)
    if inquiry.matter is Matter.DONE:
        return carrying.done(inquiry, cited, documents)
    return carrying.answer(inquiry, cited, len(asked), documents)


def _held(
    facts: Facts, searched: Selection, kind: FactKind, body: str | None
) -> Iterator[FactRecord]:
    return every_fact(facts, searched, FactQuery(kind, body), _MOST_FACTS)


def _tasks(
    question: str,
    inquiry: Inquiry,
    found: list[FactRecord],
    asked: Sequence[str],
    documents: Documents,
) -> Draft | None:
    """Return what the body leads, else takes part in, document by document.

    That it is given nothing is told too; where it is only spoken of the passages answer.
    """
    body = inquiry.body
    if body is None and len(asked) != 1:
        return None
    led = [r for r in found if body is None or _given(r, body, leads=True)]
    if body is not None and not led:
        led = [r for r in found if _given(r, body, leads=False)]
    if body is not None and len(asked) == 1:
        document = documents.document(asked[0])
        if headed := _headed(document, body, led):
            return headed
    if led:
        return recorded.listed(led, documents, body, question)
    if body is None or len(asked) != 1 or found:
        return None
    if _speaks_of(documents.document(asked[0]), body):
        return None
    name = naming.name(documents.document(asked[0]).header)
    refusal = Refusal(Reason.NOT_STATED, "no_task", (name, body), tuple(asked))
    return Draft(refusal, 1.0, tuple(asked))


def _of_bodies(
    query: Query,
    inquiry: Inquiry,
    facts: Facts,
    searched: Selection,
    asked: Sequence[str],
    documents: Documents,
) -> Draft | None:
    """Return the tasks of the body asked of, beside those of another where one is.

    Of no body in particular those under the heading that the question says.
    """
    if inquiry.body is None and len(asked) == 1:
        headed = titled.whole(query, documents.document(asked[0]))
        if headed is not None:
            return Draft(headed, 1.0)

    def of(body: str | None) -> Draft | None:
        found = _held(facts, searched, FactKind.TASK, body)
        own = replace(inquiry, body=body)
        return _tasks(query.restored, own, list(found), asked, documents)

    own = of(inquiry.body)
    return own if inquiry.beside is None else _side_by_side(inquiry, own, of(inquiry.beside))


def _side_by_side(inquiry: Inquiry, *drafts: Draft | None) -> Draft | None:
    """Return a table with a row for each of the two bodies; None where one is given nothing."""
    rows = []
    for body, draft in zip((inquiry.body, inquiry.beside), drafts, strict=True):
        claims = draft.body.claims if draft else ()
        if not claims:
            return None
        said = tuple(
            replace(c, role=Role.CELL) for c in fitted(claims, recorded.READ // len(drafts))
        )
        rows.append(Row(said[0].document_id, body or "", (said,)))
    return Draft(Table((say("table.who"), say("table.matter")), tuple(rows)), 1.0)


def _headed(document: Document, body: str, led: list[FactRecord]) -> Draft | None:
    """Return what stands below a heading that is the body, with what it leads elsewhere.

    Of a body that leads nothing, what a line that speaks of it leads in.
    """
    own = next((s for s in document.walk() if s.label is not None and _is_body(s, body)), None)
    own = own if own or led else _leading_in(document, body)
    if own is None:
        return None
    spans = list(digest.statements(document, own))
    spans += [(r.fact.start, r.fact.end) for r in led if not own.start <= r.fact.start < own.end]
    spans = sorted(set(spans))
    every = itemising.timed([_said(document, span) for span in spans], document)
    claims = fitted(every, recorded.READ)
    if not claims:
        return None
    paths = [claim.section for claim in claims]
    name = naming.name(document.header)
    return Draft(Listing(tuple(claims), name, common_path(paths), len(claims), len(every)), 1.0)


def _leading_in(document: Document, body: str) -> Section | None:
    """Return the part whose first line speaks of the body and leads in what stands below it."""
    leading = (s for s in document.walk() if s.label and s.children and s.title.endswith(":"))
    return next((section for section in leading if _mentions(section.title, body)), None)


def _speaks_of(document: Document, body: str) -> bool:
    """Return whether a document speaks of a body before it tells who receives it.

    It does where it speaks of all of its level: "các xã, phường" of "UBND cấp xã".
    """
    ends = (s.start for s in document.sections if s.kind is SectionKind.RECIPIENTS)
    text = document.text[: next(ends, len(document.text))]
    level = body_names.levels(body)
    return _mentions(text, body) or bool(level and level <= body_names.levels(text))


def _mentions(text: str, body: str) -> bool:
    return any(body_names.same(named.name, body) for named in bodies.mentioned(text))


def _is_body(section: Section, body: str) -> bool:
    """Return whether a part is a body's: by its name alone, or "Trách nhiệm của …"."""
    owners = bodies.only_bodies(titled.charge(section.title))
    return any(body_names.same(named.name, body) for named in owners)


def _said(document: Document, span: tuple[int, int]) -> Claim:
    return Claim(
        role=Role.ITEM,
        document_id=document.id,
        document=naming.name(document.header),
        section=section_at(document, span[0])[0],
        sentences=spoken(document.text[span[0] : span[1]]),
        quotes=(quote(document, *span, 1.0),),
    )


def _given(record: FactRecord, body: str, *, leads: bool) -> bool:
    fact = record.fact
    return isinstance(fact, Task) and _names(fact.lead if leads else fact.support, body)


def _names(told: Iterable[str], body: str) -> bool:
    """Whether a body is among those told, or who heads it: "Giám đốc Sở Y tế"."""
    key = f" {body_names.key(body)} "
    return any(
        body_names.same(each, body) or f" {body_names.key(each)} ".endswith(key) for each in told
    )


def _targets(
    query: Query, facts: Facts, searched: Selection, asked: Sequence[str], documents: Documents
) -> Draft | None:
    if query.across and query.documents:
        return digest.goals(asked, facts, documents)
    found = list(_held(facts, searched, FactKind.INDICATOR, None))
    if not found:
        return None
    several = len({record.document_id for record in found}) > 1
    if query.kind not in _TABLES and not several:
        return None
    if query.form is not Form.TABLE and not several:
        return recorded.listed(found, documents)
    heads = ("table.target", "table.value", "table.due", *(("table.document",) if several else ()))
    shown = found[:_ROWS]
    rows = tuple(_row(record, documents, several=several) for record in shown)
    return recorded.draft(Table(tuple(map(say, heads)), rows), shown)


def _row(record: FactRecord, documents: Documents, *, several: bool) -> Row:
    fact = record.fact
    assert isinstance(fact, Indicator)  # noqa: S101 - the query asks for these alone
    document = documents.document(record.document_id)
    value = " ".join(filter(None, (worded.sign(fact.bound), worded.measured(fact))))
    cells = [
        (recorded.claim(record, document, Role.CELL, text=value),),
        _by(record, fact, document),
    ]
    if several:
        name = naming.short_name(document.header)
        cells.append((recorded.claim(record, document, Role.CELL, text=name),))
    return Row(record.document_id, fact.subject, tuple(cells))


def _by(record: FactRecord, fact: Indicator, document: Document) -> tuple[Claim, ...]:
    """Return by when, proved by the quote itself or by the heading above that says it."""
    if fact.by is None:
        return ()
    claim = recorded.claim(record, document, Role.CELL, text=fact.by)
    if fact.by in record.quote:
        return (claim,)
    for section in reversed(chain_at(document, fact.start)):
        line = document.text[section.start : section.end].split("\n", 1)[0].rstrip()
        if fact.by in line and len(line) <= _SAID:
            headed = quote(document, section.start, section.start + len(line), 1.0)
            return (replace(claim, quotes=(headed,)),)
    return ()
