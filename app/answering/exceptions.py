"""What a statement leaves out: "mọi hộ, trừ hộ ở đô thị" says no of a household in a town."""

import re
from dataclasses import replace

from app.answering.citations import Documents, quote, section_at
from app.answering.claims import Claim
from app.answering.wording import spoken
from index.question.phrases import pattern, syllable_set
from index.question.query import Query
from ingest.document import Document, Section
from ingest.vietnamese import labels
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_TELLING = 2
"""Words of the question that an exception holds, and what it is taken from does not."""
_STOPS = ".;:\n"
_WHOLE = 600
"""Characters of a part that is said beside what it is an exception to."""
_ELSEWHERE = re.compile(
    r"\btrừ\b[^.;\n]{0,40}?\btại\s+(?:điểm\s+(?P<point>[a-zđ])\s+)?"
    r"khoản\s+(?P<clause>\d+|này)(?:\s+điều\s+(?P<article>\d+|này))?",
    re.IGNORECASE,
)
"""An exception that another part of the document states."""


def side(query: Query, statement: str) -> bool | None:
    """Return what a statement says of a question about what it leaves out; None about the rest.

    What it affirms of all does not hold of that, what it denies may. A general reserve, "trừ
    trường hợp pháp luật quy định khác", leaves out nothing that can be asked about.
    """
    text = normalise(statement).lower()
    asked = set(syllables(query.restored)) - syllable_set("asking")
    for found in pattern("polarity", "excepted").finditer(text):
        main = text[max(text.rfind(stop, 0, found.start()) for stop in _STOPS) + 1 : found.start()]
        telling = asked & set(syllables(found["what"])) - set(syllables(main))
        if len(telling) < _TELLING or pattern("polarity", "reserve").search(found["what"]):
            continue
        denied = bool(pattern("polarity", "denied").search(main))
        turned = query.negated or bool(pattern("polarity", "leaves_out").search(query.restored))
        return denied is not turned
    return None


def beside(claims: tuple[Claim, ...], documents: Documents) -> tuple[Claim, ...]:
    """Return the claims with the part that states what the first leaves out, if it only names it.

    "Không quá 90 giờ, trừ trường hợp quy định tại điểm b khoản này" is told with "điểm b".
    """
    if not claims or not claims[0].quotes:
        return claims
    first = claims[0].quotes[0]
    document = documents.document(first.document_id)
    part = _elsewhere(document, first.start, first.end)
    if part is None or part.end - part.start > _WHOLE:
        return claims
    if any(part.start < q.end and q.start < part.end for claim in claims for q in claim.quotes):
        return claims
    end = part.start + len(document.text[part.start : part.end].rstrip())
    text = document.text[part.start : end]
    told = replace(
        claims[0],
        section=section_at(document, part.start)[0],
        sentences=spoken(text[labels.after(text) :]),
        quotes=(quote(document, part.start, end, first.score),),
        value="",
        value_quotes=(),
        heading="",
    )
    return (claims[0], told, *claims[1:])


def _elsewhere(document: Document, start: int, end: int) -> Section | None:
    """Return the part of the document that states an exception named in a span of it."""
    found = _ELSEWHERE.search(document.text, start, end)
    path = section_at(document, start)[0]
    at = next((at for at, label in enumerate(path) if label.startswith("Điều")), None)
    if found is None or at is None:
        return None
    article = found["article"] or "này"
    outer = path[: at + 1] if article.lower() == "này" else (*path[:at], f"Điều {article}")
    clause = path[at + 1 : at + 2] if found["clause"].lower() == "này" else (found["clause"],)
    wanted = (*outer, *clause, *([found["point"].lower()] if found["point"] else []))
    return next((s for s in document.walk() if s.label and s.path == wanted), None)
