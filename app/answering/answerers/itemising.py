"""How what is said one a line is put together: its order, its heading, what a bare field is of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.answering.answerers import roles
from app.answering.answerers.offering import Offer
from app.answering.answerers.spreading import says
from app.answering.citations import Documents, chain_at, quote
from app.answering.claims import Claim
from app.answering.evidence import Statement
from app.answering.spans import trimmed
from app.answering.terms import Terms
from index.question import sides
from index.question.phrases import pattern
from index.question.query import Query
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import forms, labels
from ingest.vietnamese.forms import enumerates
from ingest.vietnamese.text import normalise

_HEADED = frozenset({SectionKind.HEADING, SectionKind.ITEM})
_TOGETHER = 300
"""Characters between two items that stand together."""
_TITLE = 90
"""Characters of a heading that is said of all items."""
_READ = 8
"""Statements, the most probable first, of which one may tell it."""
_FEWEST = 3
"""Items of a list that is known to be whole."""
_BRACKETS = re.compile(r"\((?:[^(),;]+[,;]){2,}[^(),;]+\)\s*[:.;]?\s*$")
_LABEL = 8
"""Characters of a label and what follows it."""


def heading(
    document: Document, spans: Sequence[tuple[str, int, int]], path: tuple[str, ...]
) -> str:
    """Return the title of the section so labelled that holds what is said; none where it is long.

    Nor where the title is said itself.
    """
    held = [each for each in chain_at(document, spans[0][1]) if each.path == path]
    if not path or not held or held[0].kind not in _HEADED:
        return ""
    said = any(start <= held[0].start < end for _, start, end in spans)
    shown = " ".join(held[0].title.split()).rstrip(" :.;")
    return "" if said or len(shown) > _TITLE else shown


def of_one_list(chosen: Sequence[Offer], document: Document) -> Sequence[Offer]:
    """Return the items of the most probable list of which all are said.

    What is said beside a whole list is of its neighbours; where the most probable offer stands in
    none, all offers.
    """
    said = {offer.span[1]: offer for offer in chosen}
    around = [a for at in said for a, b in pairwise(chain_at(document, at)) if b.start == at]
    whole = []
    for section in around:
        items = [c.start for c in section.children if c.kind is not SectionKind.CLOSING]
        if len(items) >= _FEWEST and said.keys() >= set(items):
            whole.append((sum(said[at].probability for at in items), section.start, section.end))
    best = max(chosen, key=lambda offer: offer.probability).span[1]
    if not any(start <= best < end for _, start, end in whole):
        return chosen
    _, start, end = max(whole)
    return [each for each in chosen if start <= each.span[1] < end]


def runs(chosen: Sequence[Offer]) -> list[list[Offer]]:
    """Return the offers in runs of what stands together, the most probable run first."""
    runs: list[list[Offer]] = []
    for each in sorted(chosen, key=lambda offer: offer.span):
        before = runs[-1][-1].span if runs else None
        if before and before[0] == each.span[0] and each.span[1] - before[2] <= _TOGETHER:
            runs[-1].append(each)
        else:
            runs.append([each])
    return sorted(runs, key=lambda run: -max(each.probability for each in run))


def in_brackets(query: Query, ranked: Sequence[Statement], terms: Terms) -> Statement | None:
    """Return the statement that tells in brackets what the thing asked about consists of.

    "Các cơ quan quản lý bến (Sở A, Ban B, Chi cục C):" leads in what they do, and says who they
    are.
    """
    if query.listed:
        return _enumerating(query.listed, ranked[:_READ], terms)
    if not pattern("list", "consists").search(query.clause):
        return None
    for each in ranked[:_READ]:
        found = _BRACKETS.search(each.text)
        if found and terms.coverage(each.text[: found.start()]) >= terms.weighing.saying.colon:
            return each
    return None


def _enumerating(kind: str, read: Sequence[Statement], terms: Terms) -> Statement | None:
    """Return what names several of a kind and says no less of the question than the best does."""
    least = terms.coverage(read[0].text) if read else 0.0
    named = (each for each in read if enumerates(kind, each.text))
    return next((each for each in named if terms.coverage(each.text) >= least), None)


def titled(claims: Sequence[Claim], query: Query, document: Document) -> list[Claim]:
    """Return the claims, in place of a line "Cơ quan chủ trì: Sở A" the item that it stands below.

    Where the question speaks of that body, and not who acts is asked: the line tells its part, if
    the question does not. Each item is said once. Of a comparison each side is named, see
    ``_sided``.
    """
    said: dict[tuple[int, int], Claim] = {}
    for claim in claims:
        told = claim if query.asks_actor else _of_field(claim, query, document)
        said.setdefault((told.quotes[0].start, told.quotes[0].end), told)
    return list(_sided(list(said.values()), query.sides, document))


def _sided(claims: Sequence[Claim], named: Sequence[str], document: Document) -> Iterator[Claim]:
    """Yield the claims, one that does not say of which side it speaks below the title that does.

    What stands below one title has it once, and none that is said itself.
    """
    said = {claim.quotes[0].start for claim in claims}
    for claim in claims:
        told = claim.quotes[0]
        above = [s for s in reversed(chain_at(document, told.start)) if s.start < told.start]
        of_side = (s for s in above if sides.told_of(named, s.title) is not None)
        section = None if sides.told_of(named, told.text) is not None else next(of_side, None)
        if section is None or section.start in said or len(section.title) > _TITLE:
            yield claim
        else:
            said.add(section.start)
            shown = _titled(claim, document, section, claim.sentences)
            yield replace(shown, quotes=shown.quotes[::-1])  # what answers is cited first


def headed(claim: Claim, document: Document) -> Claim:
    """Return a claim that says when, "Thời hạn: …", after the item that it stands below."""
    told = claim.quotes[0]
    if not _says_when(told.text):
        return claim
    above = _above(claim, document)
    return claim if above is None else _titled(claim, document, above, claim.sentences)


def timed(claims: Sequence[Claim], document: Document) -> list[Claim]:
    """Return the claims, each with the line right below it that says when; that is none by itself.

    "- Lập danh sách." above "Thời hạn: trước ngày 5/3" is due by then.
    """
    found: list[Claim] = []
    told: set[int] = set()
    for claim in claims:
        own = claim.quotes[0]
        if own.start in told:
            continue
        if below := _when_below(document, own.end):
            told.add(below[0])
            line = quote(document, *below, own.score)
            said = (*claim.sentences, " ".join(line.text.split()))
            claim = replace(claim, sentences=said, quotes=(*claim.quotes, line))
        found.append(claim)
    return found


def _when_below(document: Document, end: int) -> tuple[int, int] | None:
    """Return the next line, where what ends here ends its own and that one says when."""
    line_end = document.text.find("\n", end)
    if line_end < 0 or document.text[end:line_end].strip(" .;"):
        return None
    stop = document.text.find("\n", line_end + 1)
    span = trimmed(document, line_end + 1, len(document.text) if stop < 0 else stop)
    return span if _says_when(document.text[slice(*span)]) else None


def _says_when(line: str) -> bool:
    key = forms.key(line[labels.after(line) :])
    return key is not None and bool(pattern("fields", "date").search(normalise(key).lower()))


def _of_field(claim: Claim, query: Query, document: Document) -> Claim:
    """Return a claim that is a line of the body asked about, or a bare title, as item and part."""
    told = claim.quotes[0]
    part = roles.part(document.text[told.start : told.end], query.bodies, query.restored)
    if part is None:
        return roles.beside(claim, query.bodies, query.restored, document)
    above = _above(claim, document)
    return claim if above is None else _titled(claim, document, above, part)


def _above(claim: Claim, document: Document) -> Section | None:
    """Return the item below which a claim's line stands."""
    start = claim.quotes[0].start
    above = [s for s in chain_at(document, start) if s.start < start - _LABEL]
    return above[-1] if above and above[-1].kind in _ITEMS else None


def _titled(claim: Claim, document: Document, item: Section, more: tuple[str, ...]) -> Claim:
    """Return a claim that says the first line of an item, and ``more``; proved by both lines."""
    start, end = _opening(document, item)
    told = claim.quotes[0]
    title = quote(document, start, end, told.score)
    shown = " ".join(document.text[start + labels.after(title.text) : end].split())
    return replace(claim, sentences=(shown, *more), quotes=(title, told))


_ITEMS = _HEADED | {SectionKind.BULLET}


def _opening(document: Document, section: Section) -> tuple[int, int]:
    """Return the span of a section's first line."""
    stop = document.text.find("\n", section.start, section.end)
    return section.start, section.end if stop < 0 else stop


def without_leads(chosen: Sequence[Offer], documents: Documents) -> list[Offer]:
    """Leave out headings and lead-ins of which something below is said: they name its section.

    At least two offers stay.
    """
    said = [each for each in chosen if says(each) or not _leads(each, chosen, documents)]
    return said if len(said) > 1 else list(chosen)


def _leads(offer: Offer, chosen: Sequence[Offer], documents: Documents) -> bool:
    document_id, start, end = offer.span
    sections = chain_at(documents.document(document_id), start)
    last = sections[-1].end if sections else end
    return any(other.span[0] == document_id and end <= other.span[1] < last for other in chosen)
