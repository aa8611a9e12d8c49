"""Feedback as gold-file lines, so that what readers report becomes what the evaluation asks."""

import json
import re
from collections.abc import Iterable, Iterator

from app.answering.claims import Kind
from app.conversing import stored
from app.conversing.conversations import Feedback
from app.conversing.reply import Reply
from app.rendering import plain

_FIGURE = re.compile(r"\d[\d.,/]*\d%?|\d+%?")


def lines(feedback: Iterable[Feedback]) -> Iterator[str]:
    """Yield one JSON line for each answer judged.

    An answer found right is a whole gold question: its own figures must come again, its citations
    are the evidence. One found wrong has type "review": a person still has to write what is right,
    with the reader's reason in ``note``.
    """
    for entry in feedback:
        reply = stored.load(entry.answer)
        yield json.dumps(_line(entry, reply), ensure_ascii=False)


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
