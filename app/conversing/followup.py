"""Completes a question that leans on the ones before it: "còn Sơn Khê?", "ai chủ trì việc đó?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answering import values
from index.ports import Scope
from index.question.library import Library
from index.question.phrases import pattern
from index.question.query import AnswerKind, Asked
from index.question.understanding import understand
from ingest.vietnamese import ranks
from ingest.vietnamese.text import fold, normalise

_FORMS = {"short": "trả lời ngắn gọn", "table": "lập thành bảng", "list": "liệt kê"}
"""The form asked for → how a question asks for it."""
_IN_FORM = re.compile(rf", (?:{'|'.join(_FORMS.values())})(?=\W*$)")
_LEAD = pattern("followup", "lead")
_AND_WHAT_OF = pattern("followup", "and_what_of")
_SO_WHAT = pattern("followup", "so_what")
_AIMED = pattern("followup", "aimed")
_TIME = pattern("followup", "time")
_THAT_MATTER = pattern("followup", "that_matter")
_THAT_DOCUMENT = pattern("followup", "that_document")
_THAT_PLACE = pattern("followup", "that_place")
_ASKING = pattern("followup", "asking")
_QUESTION_WORD = pattern("followup", "question_word")
_COMPARING = pattern("followup", "comparing")
_RANK_BEFORE = re.compile(rf"(?i:\b(?:{ranks.WORDS})\s+)$")
_RANK = re.compile(rf"^(?i:{ranks.WORDS})(?!\w)")
_SHORT = 7
"""A question of at most so many syllables that names no document goes on about the same one."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier question of the conversation, as it was understood, and what it was about."""

    question: str
    named: str = ""
    """How to name the one document the answer cites; empty where it cites several or none."""


def complete(question: str, past: Sequence[Past], library: Library, scope: Scope) -> str:
    """Return the question with what it takes from the last one; unchanged where it stands alone."""
    asked = " ".join(normalise(question).split())
    if not past or not asked:
        return question
    if asked.lower() == fold(asked):
        asked = _restored(asked, library, scope)
    asked = _LEAD.sub("", asked) or asked
    last = past[-1]
    if again := pattern("form", "again").search(asked.lower()):
        return _in_form(again.lastgroup or "", last)
    about = _AND_WHAT_OF.match(asked) or _SO_WHAT.match(asked)
    if about:
        return _and_what_of(about["about"], last, library, scope)
    if _only_names(asked, library, scope):
        return _and_what_of(asked.rstrip(" ?."), last, library, scope)
    completed = asked
    if _THAT_MATTER.search(completed):
        completed = _THAT_MATTER.sub(lambda _: f"“{_topic(last, library, scope)}”", completed, 1)
    return _in_same_document(completed, asked, last, library, scope) or question


def _in_form(form: str, last: Past) -> str:
    """Ask the last question again, for an answer of another form."""
    before = _IN_FORM.sub("", " ".join(normalise(last.question).split()))
    return f"{before.rstrip(' ?.')}, {_FORMS[form]}?"


def _restored(asked: str, library: Library, scope: Scope) -> str:
    """Return a question typed without diacritics with them; "con Sơn Khê" is "còn Sơn Khê"."""
    restored = understand(asked, library, scope).restored
    rest = _LEAD.sub("", restored).removeprefix("con ")
    return f"còn {rest}" if _only_names(rest, library, scope) else restored


def _only_names(asked: str, library: Library, scope: Scope) -> bool:
    """Return whether a question is nothing but the name of a document."""
    mentions = library.mentions(asked, scope)
    return len(mentions) == 1 and not (asked[: mentions[0].start] + asked[mentions[0].end :]).strip(
        " ?.,"
    )


def _and_what_of(about: str, last: Past, library: Library, scope: Scope) -> str:
    """Ask the last question of another document, body or time, or another matter of the same."""
    about = re.sub(r"^(?i:của)\s+", "", about)
    before = " ".join(normalise(last.question).split())
    mentions = library.mentions(before, scope)
    if library.mentions(about, scope) or _is_name(about) or _RANK.fullmatch(about):
        if mentions:
            opening = before[: mentions[0].start]
            if _RANK.match(about):  # "huyện Hòa Giang" → "xã Sơn Khê"
                opening = _RANK_BEFORE.sub("", opening)
            return opening + about + before[mentions[-1].end :]
        return f"{about}: {before}"
    if replaced := _other(about, before):
        return replaced
    if len(mentions) > 1:
        names = [before[mention.start : mention.end] for mention in mentions]
        return f"So sánh {about} của {', '.join(names[:-1])} và {names[-1]}?"
    place = _place(last, library, scope)
    asking = _ASKING.search(_AIMED.sub("", before))
    tail = f" {asking.group().rstrip(' ?.')}" if asking else ""
    return f"{about}{f' của {place}' if place else ''}{tail}?"


def _is_name(about: str) -> bool:
    """Return whether all its words, but a rank, begin with a capital: a place, known or not."""
    words = _RANK.sub("", about, 1).split()
    return len(words) > 1 and all(word.isalpha() and word[0].isupper() for word in words)


def _other(about: str, before: str) -> str | None:
    """Return the last question with another body or time in it, None where it has none."""
    if _TIME.fullmatch(about):
        replaced = _TIME.sub(lambda _: about, before, 1)
        return replaced if replaced != before else None
    titled = " ".join(word[:1].upper() + word[1:] for word in about.split())
    bodies = values.find(Asked.BODY, before)
    if (0, len(titled)) in values.find(Asked.BODY, titled) and len(bodies) == 1:
        start, end = bodies[0]
        return before[:start] + about + before[end:]
    return None


def _in_same_document(
    completed: str, asked: str, last: Past, library: Library, scope: Scope
) -> str | None:
    """Say which document is meant, where the question points at it or is too short not to."""
    query = understand(asked, library, scope)
    changed = completed if completed != asked else None
    if query.documents or query.unknown_names or query.kind is AnswerKind.TALK:
        return changed
    place = _place(last, library, scope)
    if not place or query.across or _COMPARING.match(asked):
        return changed
    if _THAT_DOCUMENT.search(completed):
        return _THAT_DOCUMENT.sub(lambda match: f"{match['kind']} của {place}", completed, 1)
    if _THAT_PLACE.search(completed):
        return _THAT_PLACE.sub(lambda _: place, completed, 1)
    if not query.exhaustive and (changed or len(asked.split()) <= _SHORT):
        return f"{completed.rstrip(' ?.')} ({place})?"
    return changed


def _topic(last: Past, library: Library, scope: Scope) -> str:
    """Return what the last question was about, without its document and its question word."""
    focus = understand(last.question, library, scope).focus
    focus = _AIMED.sub("", focus)
    topic = _ASKING.sub("", focus).strip(" ,?.")
    if len(topic.split()) < 2:
        topic = " ".join(_QUESTION_WORD.sub("", focus).split()).strip(" ,?.")
    return topic


def _place(last: Past, library: Library, scope: Scope) -> str:
    """Return the words by which the last question named its document, else the one cited."""
    before = " ".join(normalise(last.question).split())
    mentions = library.mentions(before, scope)
    if len(mentions) == 1:
        return before[mentions[0].start : mentions[0].end]
    return last.named if not mentions else ""
