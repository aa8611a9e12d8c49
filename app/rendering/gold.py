"""Feedback as gold-file lines, so that what readers report becomes what the evaluation asks."""

import json
import re
from collections.abc import Iterable, Iterator

from app.api.schemas import AnswerOut
from app.conversing.conversations import Feedback
from app.rendering.blocks import plain

_FIGURE = re.compile(r"\d[\d.,/]*\d%?|\d+%?")
_MARKER = re.compile(r"\s*\[\d{1,3}\]")


def lines(feedback: Iterable[Feedback]) -> Iterator[str]:
    """Yield one JSON line for each answer judged.

    An answer found right is a whole gold question: its own figures must come again, its citations
    are the evidence. One found wrong has type "review": a person still has to write what is right,
    with the reader's reason in ``note``.
    """
    for entry in feedback:
        reply = AnswerOut.model_validate_json(entry.answer)
        yield json.dumps(_line(entry, reply), ensure_ascii=False)


def _line(entry: Feedback, reply: AnswerOut) -> dict[str, object]:
    text = _MARKER.sub("", plain(reply.answer)).strip()
    answered = bool(reply.citations)
    return {
        "id": f"F-{entry.answer_id[:12]}",
        "question": reply.question,
        "type": "feedback" if entry.verdict == "right" else "review",
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
