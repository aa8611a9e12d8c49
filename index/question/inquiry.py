"""What of the facts that documents state a question asks for as a whole: targets, tasks, deadlines.

A question that asks for something in particular ("chỉ tiêu về nước sạch") is none: what it asks
about is looked for in the words of the documents.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from index.question import dues
from index.question.names import NUMBERED
from index.question.phrases import pattern, syllable_set
from index.question.query import AnswerKind, Asked, HeaderField, Inquiry, Matter, Query
from ingest.vietnamese import bodies, body_names
from ingest.vietnamese.kinds import CITED
from ingest.vietnamese.text import fold
from ingest.vietnamese.words import syllables

_TIMED = frozenset({AnswerKind.FACT, AnswerKind.LIST, AnswerKind.TABLE, AnswerKind.COMPARE})
_KINDS = _TIMED | {AnswerKind.SUMMARY}
_REPORTED = frozenset({HeaderField.RECIPIENTS})
"""To whom a report goes is asked for as to whom a document goes is."""
_TOLD = frozenset({HeaderField.SUBJECT})
"""What a document is about a summary tells too."""
_WORD = re.compile(r"[^\W_]+")
_NO_VALUE = frozenset({Asked.ANYTHING, Asked.DOCUMENT})
"""What is asked for where the names of documents alone stand before "thế nào"."""
_AND = re.compile(r"\s*[:,;]\s*|\s+và\s+")
"""What stands between the things that are to be in a summary."""
_TOLD_OF = (
    *(("digest", name) for name in ("purpose", "targets", "work", "funds")),
    ("inquiry", Matter.DEADLINES),
)
"""Things that are told of a document: of several that are named a summary tells all."""
_NAMING = re.compile(r"\b(?:yêu cầu|điều lệ)\b")
"""What a document does or is, as one word: its syllables alone tell what is asked about."""
_OF_ONE = frozenset({Matter.TASKS, Matter.DEADLINES, Matter.TARGETS})
_PARTICULAR = (Matter.TARGETS, Matter.TASKS, Matter.DEADLINES, Matter.FUNDS)
_PAIR = 2
_TELLING = 3
"""Words that tell what one document is about, and no other of those asked."""
_JOINED = re.compile(r"\s*(?:,|và|với|còn|hay|so với|khác gì(?: với)?)\s+(?:của\s+)?")
"""What stands between two bodies that are asked of equally."""
_MOST_OTHER_WORDS = 1
_ABOUT = re.compile(r" về ")
_WITHIN = re.compile(r" (?:về|trong) ")
"""What follows tells what a document is about, or what of it is asked for."""
_CITED = re.compile(rf"\b(?P<kind>(?i:{CITED}))(?: số)? ?(?P<number>\d{{1,5}}(?:[-/][\w/-]+)?)\b")
_AFTER_NAME = re.compile(r"\s+(?:ở|tại|của)\s*$")
"""What is left of where a body is when the name of a document is taken out."""


def inquiry(
    query: Query, subject: frozenset[str] = frozenset(), issuers: Collection[str] = ()
) -> Inquiry | None:
    """Return what is asked for as a whole; None where something in particular is.

    ``subject``: the folded syllables of what the documents named are about: "tóm tắt kế hoạch
    của X về …", "sở … có việc gì trong …" ask for nothing in particular where they follow. A
    summary of what one of the ``issuers`` issued is none of what it does, nor is an issuer asked of
    whose name only tells the document.
    """
    if standing := _standing(query):
        return standing
    if query.kind not in _KINDS or query.sections:
        return None
    if related := _done(query) or _basis(query):
        return related
    told = _REPORTED | _TOLD if query.kind is AnswerKind.SUMMARY else _REPORTED
    if not told.issuperset(query.header_fields):
        return None
    named, own = _asked_of(query, issuers, subject)
    carried = _carried_out(query)
    focus = query.focus.replace(carried.group().lower(), " ") if carried else query.focus
    focus = _without_subjects(focus, subject)
    if falling := _due(query, own, next(iter(named), None), len(named)):
        return falling
    others = {word for word in _others(focus) if fold(word) not in own}
    if not named and (funds := _funds(query, others, subject)):
        return funds
    listed = named and pattern("kind", "list").search(query.clause)
    if listed or bool(named) is (query.kind is not AnswerKind.SUMMARY):
        sign = _WITHIN if named else _ABOUT
        asked, about = _parted(focus, sign)
        beyond = {word for word in _others(about) if fold(word) not in subject}
        reworded = _rewords(query, _parted(query.focus, sign)[1], beyond, subject)
        others = _others(asked) if reworded else {*_others(asked), *beyond}
        others = {word for word in others if fold(word) not in own}
    if query.kind is AnswerKind.SUMMARY and not named:
        several = set(map(fold, syllable_set("funds"))) if _of_several(focus) else set[str]()
        others = set() if (subject | several).issuperset(map(fold, others)) else others
    which = pattern("due", "documents").search(query.focus)
    compared = bool(named) and query.kind is AnswerKind.COMPARE and not which
    if len(others) > _MOST_OTHER_WORDS:
        return None
    if tasks := _set_against(query, named):
        return tasks
    if len(named) > 1 or compared:
        return None
    return _of_a_kind(query, next(iter(named), None), carried)


def _rewords(query: Query, about: str, beyond: set[str], subject: frozenset[str]) -> bool:
    """Return whether a summary is asked for of a numbered document by its subject in other words.

    The subject holds most of them. A document that is named otherwise is told by these words.
    """
    numbered = any(mention.kind in NUMBERED for mention in query.mentions)
    if query.kind is not AnswerKind.SUMMARY or not numbered:
        return False
    held = subject.intersection(map(fold, set(syllables(about)) - syllable_set("asking")))
    return 2 * len(beyond) < len(held)


def _asked_of(
    query: Query, issuers: Collection[str], subject: frozenset[str]
) -> tuple[list[str], set[str]]:
    """Return the bodies that are asked of, and the words of all bodies that are named.

    Whom a document that is to be summed up is about is not asked of, unless for what to do. The
    committees of communes are asked of where communes in general are: "xã phường phải làm gì".
    """
    unnamed = _without_names(query)
    found = [body.name for body in bodies.mentioned(unnamed) if body.kind in bodies.NAMED]
    tasks = pattern("inquiry", Matter.TASKS).search(query.focus)
    communes = pattern("inquiry", "communes").search(query.focus)
    if communes and tasks and not found:
        return ["UBND cấp xã"], set(map(fold, syllables(communes.group())))
    named = [_AFTER_NAME.sub("", name.split(" được ")[0]) for name in found]
    own = {
        word
        for name in named
        for word in (*body_names.key(name).split(), *fold(name).lower().split())
    }
    summed_up = query.kind is AnswerKind.SUMMARY
    if summed_up and not tasks:
        named = [name for name in named if not subject.issuperset(fold(name).lower().split())]
    if summed_up or not tasks:
        named = [
            name
            for name in named
            if (not summed_up and name.lower() in query.focus)
            or not any(body_names.same(name, issuer) for issuer in issuers)
        ]
    return named, own


def summed_up(query: Query, subjects: Mapping[str, frozenset[str]]) -> Query:
    """Return a question for a summary with the one document that it calls by what it is about.

    ``subjects``: the folded syllables of what documents are about, by id. "Tóm tắt kế hoạch triển
    khai Luật …" names no document, and may mean only one of them. A question that names a
    document, or asks of several equally, stays as it is.
    """
    if query.kind is not AnswerKind.SUMMARY or query.documents or query.inquiry:
        return query
    words = {fold(word) for word in _others(query.focus)}
    meant = [key for key, subject in subjects.items() if words and words <= subject]
    if len(meant) != 1 or bodies.mentioned(query.text):
        return query
    asked = Inquiry(Matter.SUMMARY, query.because["kind"])
    return replace(query, documents=(meant[0],), inquiry=asked)


def of_subject(query: Query, subjects: Mapping[str, frozenset[str]]) -> Query:
    """Return a question for all facts of a kind with the one document told by what it is about.

    ``subjects`` as of ``summed_up``. "Sở A chủ trì việc gì trong kế hoạch thi hành Luật …" names no
    document. A question that names one, or asks for anything else, stays as it is.
    """
    if query.documents or query.inquiry or query.kind not in _TIMED or query.sections:
        return query
    told = {key: _telling(query.focus, subject) for key, subject in subjects.items()}
    most = max(told.values(), default=0)
    meant = [key for key, count in told.items() if count == most]
    if most < _TELLING or len(meant) != 1:
        return query
    named = replace(query, documents=(meant[0],))
    found = inquiry(named, subjects[meant[0]])
    whole = found is not None and found.matter in _OF_ONE
    if found is None or not whole or (found.matter is Matter.TASKS and found.body is None):
        return query
    return replace(named, inquiry=found)


def _telling(focus: str, subject: frozenset[str]) -> int:
    """Return how many words after the kind of a document tell, without a gap, what it is about."""
    most = 0
    for kind in pattern("kinds", "document").finditer(focus):
        words = [fold(word.group()) for word in _WORD.finditer(focus, kind.end())]
        most = max(most, sum(1 for _ in takewhile(subject.__contains__, words)))
    return most


def _of_a_kind(query: Query, body: str | None, carried: re.Match[str] | None) -> Inquiry | None:
    """Return the kind of facts that is asked for, else that all is to be summed up."""
    every = (Matter.DEADLINES, Matter.TARGETS, Matter.TASKS)
    if body is None and query.kind is AnswerKind.SUMMARY and _of_several(query.focus):
        return Inquiry(Matter.SUMMARY, query.because["kind"])
    for matter in every if body is None else (Matter.TASKS,):
        if match := pattern("inquiry", matter).search(query.focus):
            which = body and pattern("due", "documents").search(query.focus)
            if matter is Matter.TASKS and query.asked is not Asked.ANYTHING and not which:
                return None
            reports = bool(pattern("inquiry", "reports").search(query.focus))
            if query.header_fields and not reports:
                return None
            return Inquiry(
                matter,
                match.group(),
                body,
                kind=_folded(carried["kind"]) if carried else "",
                number=carried["number"] if carried else "",
                reports=reports,
            )
    if query.kind is AnswerKind.SUMMARY and body is None:
        return Inquiry(Matter.SUMMARY, query.because["kind"])
    if body is None and _goals(query):
        return Inquiry(Matter.TARGETS, query.because["kind"])
    if body is None and _nothing_in_particular(query):
        return Inquiry(Matter.SUBJECTS, query.because["kind"])
    return None


def _of_several(focus: str) -> bool:
    """Return whether two of the things that are told of a document are named, one by one."""
    found = {
        next((told for told in _TOLD_OF if pattern(*told).search(piece)), None)
        for piece in _AND.split(focus)
    }
    return len(found - {None}) >= _PAIR


def _goals(query: Query) -> bool:
    """Return whether the goals of several documents are compared as a whole."""
    if query.kind is not AnswerKind.COMPARE or not query.across or len(query.documents) < _PAIR:
        return False
    return query.asked in _NO_VALUE and bool(pattern("digest", "targets").search(query.focus))


def _nothing_in_particular(query: Query) -> bool:
    """Return whether several documents are compared, and nothing is said of what."""
    if not query.across or query.header_fields or query.asked not in _NO_VALUE:
        return False
    if any(pattern("inquiry", matter).search(query.focus) for matter in _PARTICULAR):
        return False
    if any(pattern("digest", name).search(query.focus) for name in ("purpose", "targets")):
        return False
    compared = pattern("kind", "compare").search(query.restored)
    return bool(compared) and query.kind is AnswerKind.COMPARE and len(query.documents) > 1


def _set_against(query: Query, named: Sequence[str]) -> Inquiry | None:
    """Return that the tasks of two bodies in one document are set against one another."""
    asked = pattern("inquiry", Matter.TASKS).search(query.focus)
    if asked is None or len(named) != _PAIR or len(query.documents) != 1:
        return None
    if query.kind not in {AnswerKind.COMPARE, AnswerKind.LIST, AnswerKind.TABLE}:
        return None
    said = query.text.lower()
    between = said.partition(named[0].lower())[2].partition(named[1].lower())[0]
    if not _JOINED.fullmatch(between):
        return None
    return Inquiry(Matter.TASKS, asked.group(), named[0], named[1])


def _done(query: Query) -> Inquiry | None:
    """Return what the one document named does with others: "X thay thế văn bản nào"."""
    asked = pattern("inquiry", Matter.DONE).search(query.restored)
    if asked is None or len(query.documents) != 1 or query.parts:
        return None
    if query.kind is AnswerKind.LIST:
        return None  # what a lead-in and its items name is said by them
    if not any(mention.end <= asked.start() for mention in query.mentions):
        return None
    return Inquiry(Matter.DONE, asked["did"])


def _funds(query: Query, others: set[str], subject: frozenset[str]) -> Inquiry | None:
    """Return that it is asked where the money comes from, and for what the document lays down."""
    asked = pattern("inquiry", Matter.FUNDS).search(query.focus)
    if asked is None or query.asked in {Asked.MONEY, Asked.PERCENT, Asked.NUMBER, Asked.DATE}:
        return None
    left = {word for word in others - syllable_set("funds") if fold(word) not in subject}
    return Inquiry(Matter.FUNDS, asked.group()) if len(left) <= _MOST_OTHER_WORDS else None


def _without_subjects(focus: str, subject: frozenset[str]) -> str:
    """Return a question without what tells, right after its kind, what a document is about."""
    parts = []
    at = 0
    for kind in pattern("kinds", "document").finditer(focus):
        parts.append(focus[at : kind.end()])
        at = max(at, kind.end())
        for word in _WORD.finditer(focus, at):
            if focus[at : word.start()].strip() or fold(word.group()) not in subject:
                break
            at = word.end()
    return "".join([*parts, focus[at:]])


def _due(query: Query, own: set[str], body: str | None, bodies_named: int) -> Inquiry | None:
    """Return what is asked for by its time alone: "tháng 6 có những mốc nào"; None for none."""
    text = query.focus
    if query.kind not in _TIMED or bodies_named > 1 or pattern("due", "single").search(text):
        return None
    due, things = dues.read(text), pattern("due", "things").search(text)
    each = bool(pattern("due", "documents").search(text))
    if due is None or not pattern("due", "asked").search(text):
        return None
    if body is not None and query.kind is AnswerKind.COMPARE and not each:
        return None  # bodies are set against one another
    said = {word for word in _others(text.replace(due.words, " ")) if fold(word) not in own}
    if things is None or len(said - syllable_set("due")) > _MOST_OTHER_WORDS:
        return None
    return Inquiry(
        Matter.DUE,
        things.group(),
        body,
        reports=bool(pattern("inquiry", "reports").search(text)),
        due=due,
        each=each,
    )


def _parted(focus: str, sign: re.Pattern[str]) -> tuple[str, str]:
    """Return what is asked, and what follows that may tell what the document is about."""
    found = sign.search(f" {focus}")
    return (focus[: found.start()], focus[found.end() - 1 :]) if found else (focus, "")


def _without_names(query: Query) -> str:
    """Return the question without the names of documents, in the letters it was typed in.

    Without polite words, too: "để tôi báo cáo lãnh đạo" asks of no leader.
    """
    text = query.text
    for polite in pattern("noise", "polite").finditer(text.lower()):
        text = f"{text[: polite.start()]}{' ' * len(polite.group())}{text[polite.end() :]}"
    ends = [0, *(at for m in query.mentions for at in (m.start, m.end)), len(text)]
    return " ".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))


def _others(said: str) -> set[str]:
    """Return the words that tell something in particular."""
    said = _NAMING.sub(" ", pattern("kinds", "document").sub(" ", said))
    words = set(syllables(said)) - syllable_set("asking") - syllable_set("inquiry")
    return {word for word in words if word.isalpha()}


def _basis(query: Query) -> Inquiry | None:
    """Return the document of which it is asked which others carry it out."""
    text = query.restored
    asked = pattern("inquiry", Matter.BASIS).search(text)
    cited = _CITED.search(text, asked.end()) if asked else None
    if asked is None or cited is None:
        return None
    if len(_others(f"{text[: asked.start()]} {text[cited.end() :]}")) > _MOST_OTHER_WORDS:
        return None
    kind = _folded(cited["kind"])
    return Inquiry(Matter.BASIS, asked.group(), kind=kind, number=cited["number"])


def _standing(query: Query) -> Inquiry | None:
    """Return the document of which it is asked whether it still holds, and nothing else is."""
    text = query.restored
    cited = _CITED.search(text)
    asked = pattern("standing", "asked").search(text, cited.end()) if cited else None
    if cited is None or asked is None or query.sections or _others(text[: cited.start()]):
        return None
    between = text[cited.end() : asked.start()]
    if not pattern("standing", "between").fullmatch(between) or _CITED.search(between):
        return None
    rest = pattern("standing", "asked").sub(" ", text[asked.end() :])
    if len(_others(rest)) > _MOST_OTHER_WORDS:
        return None
    kind = _folded(cited["kind"])
    return Inquiry(Matter.STANDING, asked.group(), kind=kind, number=cited["number"])


def _carried_out(query: Query) -> re.Match[str] | None:
    """Return the document that those asked are said to carry out: "thực hiện Kết luận 91".

    None where it is itself asked by its number: "theo kế hoạch 4 sở A phải làm gì".
    """
    text = query.restored
    numbered = any(mention.kind in NUMBERED for mention in query.mentions)
    for led in pattern("catalogue", "basis").finditer(text):
        if cited := _CITED.match(text, led.end() + 1):
            others = pattern("kinds", "document").search(text, 0, led.start())
            return None if numbered and not others else cited
    return None


def _folded(kind: str) -> str:
    return " ".join(fold(kind).lower().split())
