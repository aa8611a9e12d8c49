"""Feedback as gold-file lines, so that what readers report becomes what the evaluation asks."""

import json
import re
from collections.abc import Iterable, Iterator

from app.answering.claims import Kind
from app.conversing import stored, withholding
from app.conversing.conversations import Feedback
from app.conversing.reply import Reply
from app.conversing.reviews import Review, Reviewed
from app.rendering import plain
from index.ports import EVERYTHING, Scope

_FIGURE = re.compile(r"\d[\d.,/]*\d%?|\d+%?")


def lines(feedback: Iterable[Feedback], scope: Scope = EVERYTHING) -> Iterator[str]:
    """Yield one JSON line for each answer judged, as far as it may be seen.

    An answer found right is a whole gold question: its own figures must come again, its citations
    are the evidence. One found wrong has type "review": a person still has to write what is right,
    with the reader's reason in ``note``.
    """
    for entry in feedback:
        reply = withholding.seen(stored.load(entry.answer), scope)
        yield json.dumps(_line(entry, reply), ensure_ascii=False)


def reviewed_lines(reviewed: Iterable[Reviewed]) -> Iterator[str]:
    """Yield the same, with what an administrator found right in place of a wrong answer."""
    for each in reviewed:
        entry = each.feedback
        line = _line(entry, stored.load(entry.answer))
        if each.review is not None:
            line |= _right(each.review)
        yield json.dumps(line, ensure_ascii=False)


def _right(review: Review) -> dict[str, object]:
    figures = [[figure] for figure in dict.fromkeys(_FIGURE.findall(review.answer))]
    return {
        "type": "feedback",
        "answer": review.answer,
        "must_include": [list(forms) for forms in review.must_include] or figures,
        "evidence": [
            {
                "doc": evidence.source,
                "section": " > ".join(evidence.section_path),
                "quote": evidence.quote,
            }
            for evidence in review.evidence
        ],
        "answerable": review.answerable,
    }


def _line(entry: Feedback, reply: Reply) -> dict[str, object]:
    text = plain.write(reply.shown, markers=False)
    unquoted = reply.kind in {Kind.CATALOGUE, Kind.TALK}
    answered = unquoted or bool(reply.citations)
    right = reply.kind.value if unquoted else "feedback"
    return {
        "id": f"F-{entry.answer_id[:12]}",
        "question": reply.question,
        "type": right if entry.verdict == "right" else "review",
        "answer": text,
        "must_include": [[figure] for figure in dict.fromkeys(_FIGURE.findall(text))],
        "evidence": [
            {
                "doc": citation.source,
                "section": " > ".join(citation.section_path),
                "quote": citation.quote,
            }
            for citation in reply.citations
        ],
        "answerable": answered,
        "verdict": entry.verdict,
        "note": entry.reason,
        "given_at": entry.given_at.isoformat(),
    }
