"""From claims to what is shown: says who says it and where, and puts the markers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile

from app.answering import claims
from app.answering.claims import (
    Body,
    Claim,
    Conclusion,
    Digest,
    Entry,
    Holdings,
    Listing,
    Note,
    Parts,
    PerDocument,
    Point,
    Quote,
    Refusal,
    Role,
    Silent,
    Statements,
    Table,
    Talk,
    Verdict,
    Worded,
)
from app.answering.wording import section_name, sentence_case, template
from app.rendering.elements import Element, ElementKind, Elements, Run, Runs, merged
from index.question.query import HeaderField
from ingest.vietnamese import bodies
from ingest.vietnamese.bodies import BodyKind

Markers = Mapping[Quote, int]
"""The number of each quote."""

_PIECE = re.compile(r"(\*\*|\{\w+\})")
_NOUNS = {BodyKind.COMMON, BodyKind.COUNTED}
"""Bodies that are called by no name of their own: "Cơ quan", "Các bộ"."""


def markers(body: Body) -> dict[Quote, int]:
    """Return the number of each quote of a body, from 1."""
    return {quote: number for number, quote in enumerate(claims.quotes(body), 1)}


def elements(body: Body, numbered: Markers | None = None) -> Elements:
    """Return what is shown of a body; ``numbered`` where its markers run through more than it."""
    return tuple(_elements(body, markers(body) if numbered is None else numbered))


def cell(held: Sequence[Claim], numbered: Markers) -> Elements:
    """Return what a cell of a table shows by itself: one claim as a line, several as items."""
    if not held:
        return (_paragraph(_filled("claim.empty_cell")),)
    return _bulleted(held, [_filled("claim.bullet", **_said(c, numbered)) for c in held])


def compared(held: Sequence[Claim], numbered: Markers) -> Elements:
    """Return what a cell of a comparison shows: as ``cell``, but what answers stands first."""
    said = [
        _filled("claim.value_bullet" if c.value else "claim.bullet", **_said(c, numbered))
        for c in held
    ]
    return _bulleted(held, said) if held else cell(held, numbered)


def _bulleted(held: Sequence[Claim], said: Iterable[Runs]) -> Elements:
    kind = ElementKind.PARAGRAPH if len(held) == 1 else ElementKind.ITEM
    return tuple(Element(kind, runs) for runs in said)


def sentence(claim: Claim) -> str:
    """Return a claim as words by themselves, without markers: of a header with what it states."""
    if claim.role is Role.HEADER:
        return _words(_claim(claim, {}))
    return claim.text


def conclusion(drawn: Conclusion) -> str:
    """Return a conclusion as words by themselves, without markers."""
    return _words(_conclusion(drawn, {}))


def _words(runs: Runs) -> str:
    text = "".join(run.text for run in runs if not run.marker)
    return re.sub(r"\s+(?=[.;]|$)", "", text)


def _elements(body: Body, numbered: Markers) -> Iterator[Element]:
    match body:
        case Statements():
            yield _paragraph(_statements(body, numbered))
        case Listing():
            yield _paragraph(_lead(body))
            yield from (_item(_claim(claim, numbered)) for claim in body.claims)
        case PerDocument():
            yield from _per_document(body, numbered)
        case Table():
            yield _table(body, numbered)
        case Digest():
            yield _paragraph(_filled("digest.lead", document=body.document))
            yield from (_item(_point(point, numbered)) for point in body.points)
        case Worded():
            yield from _worded(body, numbered)
        case Holdings():
            yield from _holdings(body)
        case Talk():
            yield from _talk(body)
        case Note():
            yield _paragraph((Run(body.text),))
        case Parts():
            yield from chain.from_iterable(_elements(part, numbered) for part in body.parts)
        case Refusal():
            yield _paragraph(_refusal(body))
            yield from (_paragraph((Run(note.text),)) for note in body.notes)


def _statements(body: Statements, numbered: Markers) -> Runs:
    return _sided([_claim(c, numbered, before) for before, c in _after(body.claims)], body.side)


def _worded(body: Worded, numbered: Markers) -> Iterator[Element]:
    if body.head:
        yield _paragraph(_sided([_claim(c, numbered) for c in body.head], body.side))
    yield from (_item(_claim(claim, numbered)) for claim in body.items)
    if body.table is not None and body.table.rows:
        yield _table(body.table, numbered)
    yield from (_item(_filled("claim.silent", name=line.document)) for line in body.silent)


def _sided(said: list[Runs], side: bool | None) -> Runs:
    """Return claims as one paragraph, after "Có" or "Không" where it was asked whether."""
    if side is not None and said:
        first, *rest = said[0]
        if not first.bold and not _named(first.text):
            first = Run(first.text[:1].lower() + first.text[1:])
        said[0] = (Run(_side(side)), first, *rest)
    return merged(run for at, runs in enumerate(said) for run in (*_space(at), *runs))


def _named(text: str) -> bool:
    """Return whether a text begins with a body's name, which keeps its capital: "Ủy ban …"."""
    opening = (body for body in bodies.mentioned(text) if body.start == 0)
    return text[:2].isupper() or any(body.kind not in _NOUNS for body in opening)


def _space(at: int) -> Runs:
    return (Run(" "),) if at else ()


def _side(side: bool | None) -> str:
    if side is None:
        return ""
    return template("claim.yes" if side else "claim.no")


def _lead(body: Listing) -> Runs:
    if body.field is HeaderField.RECIPIENTS:
        return _filled("header.recipients_lead", document=body.document)
    section = section_name(body.section) if body.section else template("claim.list_apart")
    where = _headed(section, body.heading)
    if body.shown < body.total:
        counted = {"shown": str(body.shown), "all": str(body.total)}
        where = template("claim.list_part").format(section=where, **counted)
    elif body.counted:
        where = template("claim.list_whole").format(section=where, all=str(body.total))
    return _filled("claim.list_lead", document=body.document, section=where)


def _point(point: Point, numbered: Markers) -> Runs:
    """Return what a digest tells of one thing, its statements after one another."""
    found: list[Run] = []
    for at, claim in enumerate(point.claims):
        found += [Run("; ")] if at else []
        found += (Run(claim.text), Run(" "), *_marks(claim.quotes, numbered))
    return _filled(f"digest.{point.wording}", said=merged(found))


def _holdings(body: Holdings) -> Iterator[Element]:
    count = len(body.document_ids)
    asked = {"asked": body.asked, "Asked": sentence_case(body.asked), "count": str(count)}
    yield _paragraph(_filled(f"catalogue.{body.wording}", **asked))
    yield from (_item(_entry(entry)) for entry in body.entries)
    if rest := count - len(body.entries):
        yield _paragraph(_filled("catalogue.more", count=str(rest)))
    if body.undated:
        yield _paragraph(_filled("catalogue.undated", count=str(body.undated)))


def _entry(entry: Entry) -> Runs:
    if not entry.subject:
        return (Run(entry.name),)
    return _filled("catalogue.entry", name=entry.name, subject=entry.subject)


def _talk(body: Talk) -> Iterator[Element]:
    yield _paragraph(_filled(f"talk.{body.topic}"))
    if body.examples:
        yield _paragraph(_filled("talk.examples"))
        yield from (_item((Run(example),)) for example in body.examples)


def _per_document(body: PerDocument, numbered: Markers) -> Iterator[Element]:
    if body.conclusion:
        yield _paragraph(_conclusion(body.conclusion, numbered))
    yield _paragraph(_filled("claim.compare_lead" if body.compared else "claim.several_lead"))
    for line in body.lines:
        if isinstance(line, Silent):
            yield _item(_filled("claim.silent", name=line.document))
        else:
            yield _item(_claim(line, numbered))
    if body.asked:
        counted = {"stated": str(len(body.claims)), "asked": str(body.asked)}
        yield _paragraph(_filled("claim.stated_of", **counted))


def _conclusion(drawn: Conclusion, numbered: Markers) -> Runs:
    first = drawn.claims[0]
    side = _side(drawn.side)
    match drawn.verdict:
        case Verdict.EXTREME:
            names = ", ".join(claim.document for claim in drawn.claims)
            runs = _filled(
                "claim.extreme",
                name=names,
                word=drawn.word,
                value=_inside(first.value),
                markers=_marks(_quotes(drawn.claims), numbered),
            )
        case Verdict.AGREE:
            runs = _filled(
                "claim.agree",
                side=side,
                value=_inside(first.value),
                markers=_marks(_quotes(drawn.claims), numbered),
            )
        case Verdict.DISAGREE:
            runs = _filled("claim.disagree", side=side, values=_each(drawn.claims, numbered))
    head, *rest = runs
    return (head if head.bold else Run(sentence_case(head.text)), *rest)


def _each(compared: Sequence[Claim], numbered: Markers) -> Runs:
    found: list[Run] = []
    for at, claim in enumerate(compared):
        found += [Run("; ")] if at else []
        found += _filled(
            "claim.disagree_value",
            name=claim.document,
            value=_inside(claim.value),
            marker=_marks(claim.quotes, numbered),
        )
    return tuple(found)


def _inside(value: str) -> str:
    """Return a value as it stands within a sentence."""
    return value[:1].lower() + value[1:]


def _quotes(held: Iterable[Claim]) -> tuple[Quote, ...]:
    return tuple(quote for claim in held for quote in claim.quotes)


def _after(claims: Sequence[Claim]) -> Iterator[tuple[Claim | None, Claim]]:
    return zip((None, *claims), claims, strict=False)


def _claim(claim: Claim, numbered: Markers, before: Claim | None = None) -> Runs:
    """Return a claim with what its role says around it, as far as the one before did not."""
    return _filled(_template(claim, before), **_said(claim, numbered))


def _template(claim: Claim, before: Claim | None) -> str:
    if before is not None and claim.role is Role.STATEMENT:
        if (before.document_id, before.section) == (claim.document_id, claim.section):
            return "claim.further"
        if before.document_id == claim.document_id:
            return "claim.further_in"
    match claim.role:
        case Role.STATEMENT:
            return "claim.value" if claim.value else "claim.statement"
        case Role.LINE:
            return "claim.line_value" if claim.value else "claim.line"
        case Role.LOCATED:
            return "claim.locate"
        case Role.HEADER:
            return f"header.{claim.field}"
        case Role.LEAD:
            return "claim.lead"
        case Role.ITEM | Role.CELL | Role.WORDED:
            return "claim.bullet"


def _said(claim: Claim, numbered: Markers) -> dict[str, str | Runs]:
    """Return what the templates of claims may name."""
    marker = _marks(claim.quotes, numbered)
    quote: list[Run] = []
    for at, words in enumerate(claim.sentences):
        quote += (*((Run(" "), *marker, Run(" ")) if at else ()), Run(words))
    whose = _marks(claim.value_quotes, numbered)
    return {
        "name": claim.document,
        "document": claim.document,
        "section": _place(claim),
        "value": claim.value,
        "whose": (Run(" "), *whose) if whose else (),
        "quote": tuple(quote),
        "marker": marker,
    }


def _place(claim: Claim) -> str:
    """Return the section, with its heading where that is part of what is said.

    Where the place is the answer, the chapter of an article too.
    """
    section = section_name(claim.section)
    if claim.role is Role.LOCATED and "Điều" in section:
        parts = takewhile(lambda label: not label.startswith("Điều"), claim.section)
        section = ", ".join([section, *reversed(list(parts))])
    return _headed(section, claim.heading)


def _headed(section: str, heading: str) -> str:
    if not heading:
        return section
    return template("claim.headed").format(section=section, heading=heading)


def _marks(held: Iterable[Quote], numbered: Markers) -> Runs:
    """Return the markers of quotes, a space between; of those without a number nothing."""
    numbers = [numbered[quote] for quote in dict.fromkeys(held) if quote in numbered]
    return tuple(
        run
        for at, number in enumerate(numbers)
        for run in (*_space(at), Run(str(number), marker=True))
    )


def _table(body: Table, numbered: Markers) -> Element:
    head = tuple((Run(column, bold=True),) for column in body.columns)
    rows = [
        ((Run(row.name),), *(_within(cell(held, numbered)) for held in row.cells))
        for row in body.rows
    ]
    return Element(ElementKind.TABLE, rows=(head, *rows))


def _within(shown: Elements) -> Runs:
    """Return a cell's elements as the lines of one cell."""
    dash = [Run("– ")] if len(shown) > 1 else []
    return merged(
        run
        for at, element in enumerate(shown)
        for run in (*([Run("\n")] if at else []), *dash, *element.runs)
    )


def _refusal(body: Refusal) -> Runs:
    said = "; ".join(body.names)
    first, *others = body.names or ("",)
    words = {"document": said, "names": said, "name": first, "near": "; ".join(others)}
    return _filled(f"not_found.{body.wording}", **words)


def _filled(template_name: str, /, **values: str | Runs) -> Runs:
    """Fill a template with words and runs; what stands between ``**`` is bold."""
    found: list[Run] = []
    bold = False
    for piece in _PIECE.split(template(template_name)):
        if piece == "**":
            bold = not bold
        elif piece.startswith("{"):
            value = values[piece[1:-1]]
            runs = (Run(value),) if isinstance(value, str) else value
            found += [run if run.marker else Run(run.text, bold or run.bold) for run in runs]
        else:
            found.append(Run(piece, bold))
    return merged(found)


def _paragraph(runs: Runs) -> Element:
    return Element(ElementKind.PARAGRAPH, runs)


def _item(runs: Runs) -> Element:
    return Element(ElementKind.ITEM, runs)
