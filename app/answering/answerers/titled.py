"""What stands under the heading that a question says: "có những nhóm giải pháp chủ yếu nào"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answering.answer import Draft, Status
from app.answering.answerers import article, digest
from app.answering.citations import Documents
from app.answering.claims import Body, Listing, Role
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Term
from index.question.phrases import syllable_set
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.LIST, AnswerKind.SUMMARY, AnswerKind.TABLE})
_CHARGE = re.compile(r"\A(?:trách nhiệm|nhiệm vụ)(?: thực hiện| thi hành)? của\s+", re.IGNORECASE)
_SHORT = 60
"""Characters of a title below it that tells what a section is about; a longer one is an item."""
_READ = 3
"""Statements, the most probable first, of which one stands in the section."""
_OUTLINE = 4
"""Headings that say what stands below them; fewer only part it: "Mục tiêu chung", "cụ thể"."""
_FEWEST = 2
"""Words of a title that can tell it, and parts below it that can be told apart."""


def answer(
    query: Query, ranked: Sequence[Statement], terms: Terms, document: Document
) -> Body | None:
    """Return what stands below the heading that the question says, whole or by its headings.

    Or below the label that it says. Only where what was read stands there too; None where no
    heading, or more than one, is said.
    """
    if query.kind not in _KINDS:
        return None
    read = [each.start for each in ranked[:_READ] if each.document_id == document.id]
    if charged := _charged(query, document):
        return _shown(document, charged, query)
    said = _labelled(query, document) if query.sections else _said(query, terms, document)
    if len(said) != 1 or not any(said[0].start <= start < said[0].end for start in read):
        return None
    body = _shown(document, said[0], query)
    bare = isinstance(body, Listing) and body.counted and body.total < _OUTLINE
    return None if bare else body


def charge(title: str) -> str:
    """Return whose a part is by its title: "Sở A" of "Trách nhiệm của Sở A"."""
    return _CHARGE.sub("", title, count=1)


def _charged(query: Query, document: Document) -> Section | None:
    """Return the one part that lays down the duties of the kind of body that is asked for them.

    "Trách nhiệm của cơ sở giáo dục" of "nhà trường phải làm gì", as the title calls it or in
    another word for it.
    """
    named = () if query.bodies or not query.asks_tasks else bodies.mentioned(query.focus)
    if not named or query.sections or query.documents != (document.id,):
        return None
    asked = {body_names.key(each) for each in (*(one.name for one in named), *query.boosts)}
    found = [
        section
        for section in document.walk()
        if section.label is not None
        and _CHARGE.match(section.title)
        and body_names.key(charge(section.title)) in asked
    ]
    return found[0] if len(found) == 1 else None


def _labelled(query: Query, document: Document) -> list[Section]:
    """Return the one section that bears the one label that the question says."""
    found = article.nearest(document, query.sections[0])
    return found if len(found) == len(query.sections) == 1 else []


def unread(query: Query, terms: Terms, documents: Documents) -> Draft | None:
    """Return what stands below the heading that the question says, whatever was read.

    In the one document it names; in several that it compares, below the label that it says. What
    asks for a value, or whether, is not answered by a part as a whole.
    """
    if query.across and query.sections and query.documents:
        draft = article.answer(query, query.documents, documents, terms.weighing.certain)
        return draft if draft.status is Status.ANSWERED else None
    valued = query.kind is AnswerKind.FACT and query.asked is not Asked.ANYTHING
    if len(query.documents) != 1 or query.sections or valued:
        return None
    if query.kind not in _KINDS | {AnswerKind.FACT}:
        return None
    document = documents.document(query.documents[0])
    said = _said(query, terms, document)
    return Draft(_shown(document, said[0], query), 0.0) if len(said) == 1 else None


def whole(query: Query, document: Document) -> Body | None:
    """Return what stands below the heading that the question says whole; None where none is.

    "Các nhiệm vụ trọng tâm" are those under "III. Nhiệm vụ trọng tâm", not all that are told.
    """
    said = set(syllables(query.restored))
    called = [
        section
        for section in document.walk()
        if section.label is not None
        and len(_below(section)) >= _FEWEST
        and len(title := set(syllables(section.title))) > _FEWEST
        and title <= said
    ]
    section = max(called, key=lambda each: len(each.title), default=None)
    return _shown(document, section, query) if section else None


def _shown(document: Document, section: Section, query: Query) -> Body:
    """Return what a section says, without a lead-in as an item of a list.

    Of a long one its headings; in a summary, or where few of them tell who does what, with what
    each says.
    """
    body = article.shown(document, section)
    if not isinstance(body, Listing):
        return body
    of_whom = body.total < _OUTLINE and (query.asks_body or query.asks_actor)
    if body.counted and (of_whom or query.kind is AnswerKind.SUMMARY):
        told = digest.told(document, section)
        items = tuple(replace(each, role=Role.ITEM) for each in told.claims)
        body = replace(body, claims=items, shown=len(items), total=told.total, counted=False)
    claims = tuple(each for each in body.claims if not each.quotes[-1].text.endswith(":"))
    left = len(body.claims) - len(claims)
    return replace(
        body,
        claims=claims,
        document=naming.cited(document.header),
        shown=body.shown - left,
        total=body.total - left,
    )


def _said(query: Query, terms: Terms, document: Document) -> list[Section]:
    """Return the sections whose title the question says, and that say what the question asks.

    Those that are equally said; of one inside another that says as much the inner one.
    """
    words = terms.beside(naming.called(document.header))
    asking = set(syllables(query.clause)) - syllable_set("listing")
    words = {word: weight for word, weight in words.items() if word in asking}
    least = terms.weighing.saying.colon
    fitting = [
        (said + asked, _Said(section, frozenset(title & terms.said), len(title - terms.said)))
        for above, section in _walk(document.sections, ())
        if section.label is not None and len(_below(section)) >= _FEWEST
        if len(title := set(syllables(section.title)) - syllable_set("asking")) >= _FEWEST
        if (said := terms.said_share(title)) >= terms.weighing.unread.title_said
        if (asked := _asked(words, section, above, whole=title <= terms.said)) >= least
    ]
    most = max(((share, len(each.words)) for share, each in fitting), default=None)
    alike = {(x.words, x.others) for share, x in fitting if (share, len(x.words)) == most}
    best = [_inner(x, fitting).section for _, x in fitting if (x.words, x.others) in alike]
    found = {each.start: each for each in best}.values()
    return [each for each in found if not any(_holds(each, other) for other in best)]


@dataclass(frozen=True, slots=True)
class _Said:
    """A section, with the words of its title that the question says, and how many it does not."""

    section: Section
    words: frozenset[str]
    others: int

    def tells(self, outer: "_Said") -> bool:
        """Return whether this stands inside another and its title says as much of the question."""
        as_much = self.others <= outer.others or outer.words < self.words
        return _holds(outer.section, self.section) and outer.words <= self.words and as_much


def _inner(said: _Said, fitting: Sequence[tuple[float, _Said]]) -> _Said:
    """Return the section inside another that says as much as that; the other where none does."""
    inner = [(share, each) for share, each in fitting if each.tells(said)]
    return _inner(max(inner, key=lambda pair: pair[0])[1], fitting) if inner else said


def _holds(outer: Section, inner: Section) -> bool:
    return outer is not inner and outer.start <= inner.start and inner.end <= outer.end


def _asked(
    words: Mapping[Term, float], section: Section, above: Sequence[str], *, whole: bool
) -> float:
    """Return the share of ``words`` that the titles of a section, above and below it hold.

    Where what the document is called says them all, a title that the question says whole does.
    """
    if not words:
        return float(whole)
    below = (child.title for child in _below(section) if len(child.title) <= _SHORT)
    return Terms.share(words, section.title, *above, *below)


def _walk(
    sections: Iterable[Section], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Section]]:
    """Yield the sections, each with the titles above it."""
    for section in sections:
        yield above, section
        yield from _walk(section.children, (*above, section.title))


def _below(section: Section) -> list[Section]:
    return [child for child in section.children if child.kind is not SectionKind.CLOSING]
