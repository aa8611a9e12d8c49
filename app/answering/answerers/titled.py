"""What stands under the heading that a question says: "có những nhóm giải pháp chủ yếu nào"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.answering.answer import Draft, Status
from app.answering.answerers import article
from app.answering.citations import Documents
from app.answering.claims import Body, Listing
from app.answering.evidence import Statement
from app.answering.terms import Terms
from app.answering.values import Term
from index.question.phrases import syllable_set
from index.question.query import AnswerKind, Asked, Query
from ingest import naming
from ingest.document import Document, Section, SectionKind
from ingest.vietnamese.words import syllables

_KINDS = frozenset({AnswerKind.LIST, AnswerKind.SUMMARY, AnswerKind.TABLE})
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
    section = _labelled(query, document) if query.sections else _said(terms, document)
    if section is None:
        return None
    read = [each.start for each in ranked[:_READ] if each.document_id == document.id]
    held = any(section.start <= start < section.end for start in read)
    body = _shown(document, section) if held else None
    bare = isinstance(body, Listing) and body.counted and body.total < _OUTLINE
    return None if bare else body


def _labelled(query: Query, document: Document) -> Section | None:
    """Return the one section that bears the one label that the question says."""
    found = article.nearest(document, query.sections[0])
    return found[0] if len(found) == len(query.sections) == 1 else None


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
    section = _said(terms, document)
    return Draft(_shown(document, section), 0.0) if section else None


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
    return _shown(document, section) if section else None


def _shown(document: Document, section: Section) -> Body:
    """Return what a section says, without a lead-in as an item of a list."""
    body = article.shown(document, section)
    if not isinstance(body, Listing):
        return body
    claims = tuple(each for each in body.claims if not each.quotes[0].text.endswith(":"))
    left = len(body.claims) - len(claims)
    return replace(
        body,
        claims=claims,
        document=naming.cited(document.header),
        shown=body.shown - left,
        total=body.total - left,
    )


def _said(terms: Terms, document: Document) -> Section | None:
    """Return the section whose title the question says, and that says what the question asks.

    With the titles above it, and those right below: "Bằng khen" below "Số lượng đề nghị" tells how
    many. What the document is called need not stand there.
    """
    words = terms.beside(naming.called(document.header))
    fitting = [
        (said + asked, section)
        for above, section in _walk(document.sections, ())
        if section.label is not None and len(_below(section)) >= _FEWEST
        if len(title := set(syllables(section.title)) - syllable_set("asking")) >= _FEWEST
        if (said := terms.said_share(title)) >= terms.weighing.unread.title_said
        if (asked := _asked(words, section, above)) >= terms.weighing.saying.colon
    ]
    most = max((share for share, _ in fitting), default=0.0)
    best = [section for share, section in fitting if share == most]
    return best[0] if len(best) == 1 else None


def _asked(words: Mapping[Term, float], section: Section, above: Sequence[str]) -> float:
    """Return the share of ``words`` that the titles of a section, above and below it hold."""
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
