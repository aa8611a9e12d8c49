"""Which kind of answer a question wants."""

import re
from collections.abc import Sequence

from index.question import sides
from index.question.names import NUMBER
from index.question.phrases import pattern, syllable_set
from index.question.query import AnswerKind

Decided = tuple[AnswerKind, str]
"""A kind, and the words that led to it."""

_MOST_OTHER_WORDS = 1
"""Words beside those of catalogues or of talk that such a question may have."""
_LAID_OUT = frozenset({AnswerKind.FACT, AnswerKind.LIST})
"""Kinds that a table may be asked for of, in whatever clause that is said."""
_OF = r"\b(?:của|ở|tại|bên|do) (?:(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) )?"


def of_question(
    plain: str, clause: str, parties: int, focus: str, proper: Sequence[str] = ()
) -> Decided:
    """Return the kind of answer.

    ``plain`` is the question as ``speech.plain`` gives it, ``clause`` what of it asks, ``parties``
    how many documents it names apart, ``focus`` what it says beside their names, ``proper`` names
    that name no document.
    """
    if words := _small_talk(plain):
        return AnswerKind.TALK, words
    if words := _about_the_catalogue(plain, focus, proper):
        return AnswerKind.CATALOGUE, words
    yes_no = "" if pattern("kind", "alike").search(clause) else _whether(clause)
    if not yes_no and (words := _said("locate", clause)):
        return AnswerKind.LOCATE, words
    if compares_documents(plain, parties):
        return AnswerKind.COMPARE, _said("compare", plain) or _said("which", plain)
    if yes_no:
        return AnswerKind.YES_NO, yes_no
    if words := _said("whole", focus):
        return AnswerKind.SUMMARY, words
    kind, words = of_part(clause)
    if kind is AnswerKind.FACT and (joined := sides.set_beside(clause)):
        return AnswerKind.COMPARE, joined
    table = pattern("form", "table").search(plain)
    return (AnswerKind.TABLE, table.group()) if table and kind in _LAID_OUT else (kind, words)


def of_part(clause: str) -> Decided:
    """Return the kind of answer that a clause by itself asks for."""
    if words := _said("summary", clause):
        return AnswerKind.SUMMARY, words
    if words := _said("within", clause):
        return AnswerKind.COMPARE, words
    if match := pattern("form", "table").search(clause):
        return AnswerKind.TABLE, match.group()
    if words := _said("list", clause):
        return AnswerKind.LIST, words
    return AnswerKind.FACT, _said("asking", clause)


def compares_documents(plain: str, parties: int) -> bool:
    """Return whether each of several documents is to be asked: those named, or all."""
    if parties >= 2:
        return True
    if pattern("kind", "which").search(plain):
        return parties == 0
    every = "exhaustive" if parties or pattern("kind", "exhaustive").search(plain) else "every"
    return bool(pattern("kind", "compare").search(plain) and pattern("kind", every).search(plain))


def _said(name: str, text: str) -> str:
    match = pattern("kind", name).search(text)
    return match.group().strip() if match else ""


def _whether(clause: str) -> str:
    """Return the words that make yes or no the answer, "" where it is not.

    "Không" in a condition, or after a word that asks, does not make it so: "không kết luận đồng ý
    hay không thì bị coi là sao", "cơ quan nào cho biết có được hay không". Nor does a question
    whether something is stated that was asked before.
    """
    main = pattern("kind", "condition").sub("", clause)
    if tag := pattern("kind", "tag").search(main):
        return tag.group()
    asked = pattern("kind", "stated").sub("", main)
    if asked != main and pattern("kind", "asking").search(asked):
        return ""
    side = pattern("kind", "yes_no").search(main)
    word = pattern("kind", "asking").search(main)
    return side.group() if side and (word is None or side.start() < word.start()) else ""


def _small_talk(plain: str) -> str:
    """Return the words of small talk: alone, polite ones of what asks nothing, or of this."""
    courtesy = _said("courtesy", plain)
    if courtesy and not pattern("kind", "asking").search(plain) and not _whether(plain):
        return courtesy
    return _alone("talk", plain) or _said("service", plain)


def _alone(name: str, text: str) -> str:
    """Return what the pattern says, where the text says hardly anything else."""
    said = _said(name, text)
    if not said:
        return ""
    rest = re.findall(r"\w+", pattern("kind", name).sub(" ", text))
    others = [word for word in rest if word not in syllable_set("asking") | syllable_set(name)]
    return said if len(others) <= _MOST_OTHER_WORDS else ""


def topic(plain: str) -> str:
    """Return what documents are to be about of which it is asked which are held, else ""."""
    found = pattern("catalogue", "topic").search(plain)
    if found is None or not pattern("catalogue", "several").search(plain):
        return ""
    known = syllable_set("header") | syllable_set("asking") | syllable_set("catalogue")
    if not known.issuperset(re.findall(r"[^\W\d]+", found["lead"])):
        return ""
    return found["topic"].strip()


def _about_the_catalogue(plain: str, focus: str, proper: Sequence[str]) -> str:
    """Return the words that ask what is held, where hardly anything else is said.

    Who issued it, its number and the places it may be of are no other words. What a document is
    based on stands in its own text.
    """
    said = _said("catalogue", plain) or _said("held", focus)
    if not said or pattern("catalogue", "based").search(plain):
        return ""
    rest = pattern("catalogue", "by").sub(" ", focus)
    for name in proper:
        rest = re.sub(rf"{_OF}{re.escape(name.lower())}\b", " ", rest)
    rest = NUMBER.sub(" ", rest)
    known = syllable_set("header") | syllable_set("asking") | syllable_set("catalogue")
    others = {word for word in re.findall(r"[^\W\d]+", rest) if word not in known}
    return said if len(others) <= _MOST_OTHER_WORDS else ""
