"""What a question asks: which documents, what kind of answer, which words to look for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, pairwise

from index.ports import EVERYTHING, Scope
from index.question.expansion import expand
from index.question.library import Library
from index.question.names import Mention
from index.question.phrases import names, pattern
from ingest.vietnamese.lexicon import synonyms
from ingest.vietnamese.text import fold, normalise


class AnswerKind(StrEnum):
    """The shape of the answer."""

    FACT = "fact"
    LIST = "list"
    LOCATE = "locate"
    COMPARE = "compare"
    YES_NO = "yes_no"


class Asked(StrEnum):
    """What a fact must hold to answer the question."""

    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    NAME = "name"
    DOCUMENT = "document"
    ANYTHING = "anything"


class HeaderField(StrEnum):
    """A fact that stands in the header or the signature block."""

    SIGNER = "signer"
    SIGNER_TITLE = "signer_title"
    ISSUED_ON = "issued_on"
    NUMBER = "number"
    ISSUER = "issuer"
    RECIPIENTS = "recipients"
    SUBJECT = "subject"
    """What the document is about."""
    BASIS = "basis"
    """The document it carries out."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    text: str
    """As asked, NFC, white space collapsed."""
    restored: str
    """In lower case, one tone-mark style, diacritics restored where none were typed."""
    focus: str
    """``restored`` without the words that only name documents."""
    kind: AnswerKind
    asked: Asked
    header_fields: tuple[HeaderField, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents the question names, in the order named; empty: none in particular."""
    mentions: tuple[Mention, ...] = ()
    proper_names: tuple[str, ...] = ()
    """Proper names that name no document."""
    unknown_names: tuple[str, ...] = ()
    """Proper names that no document holds."""
    boosts: Mapping[str, float] = field(default_factory=dict)
    """Extra words to look for, with weights below 1."""
    exhaustive: bool = False
    """Every document is to be asked ("những kế hoạch nào …"), not only the best few."""


_SYNONYM_WEIGHT = 0.5
_NUMBERED = 40
"""Characters before "số nào" within which the document is named whose number is asked for."""
_DOCUMENT = pattern("kinds", "document")
_POLITE = pattern("noise", "polite")
_LEAD, _BODY, _PLACE = (pattern("naming", name).pattern for name in ("lead", "body", "place"))
_NAMING_BEFORE = re.compile(
    rf"(?:(?:^|(?:\b(?:{_LEAD})\s+)+)(?:(?:{_BODY})\s+)*)?(?:\b(?:{_PLACE})(?:\s+|\.\s*))?$",
    re.IGNORECASE,
)
_NAMING_AFTER = re.compile(rf"^\s+(?:{pattern('naming', 'after').pattern})\b", re.IGNORECASE)


def understand(question: str, library: Library, scope: Scope = EVERYTHING) -> Query:
    """Return what the question asks, by what the library's documents are called.

    Typed diacritics are respected: a token with a mark only matches the same marks; one without
    matches any. Documents outside ``scope`` are not recognised.
    """
    text = " ".join(normalise(question).split())
    mentions = library.mentions(text, scope)
    pieces = _pieces(text, mentions, library)
    restored = "".join(pieces)
    plain = _POLITE.sub(" ", restored)
    named = _narrowed([mention.document_ids for mention in mentions])
    documents = tuple(dict.fromkeys(d for ids in named for d in ids))
    kind = _kind(plain, len(named))
    focus = _focus(pieces)
    return Query(
        text=text,
        restored=restored,
        focus=focus,
        kind=kind,
        asked=_asked(plain, kind),
        header_fields=_header_fields(plain),
        documents=documents,
        mentions=mentions,
        proper_names=library.proper_names(text, mentions),
        unknown_names=library.unknown_names(text, mentions),
        boosts=_boosts(restored, typed_marks=fold(text) != text.lower()),
        exhaustive=bool(pattern("kind", "exhaustive").search(plain)),
    )


def _narrowed(named: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Drop a mention another one makes precise: a signer tells which plan of his place."""
    sets = list(dict.fromkeys(named))
    return [ids for ids in sets if not any(set(other) < set(ids) for other in sets)]


def _kind(plain: str, named: int) -> AnswerKind:
    yes_no = _asks_whether(plain)
    if pattern("kind", "locate").search(plain) and not yes_no:
        return AnswerKind.LOCATE
    if named >= 2 or _asks_of_all(plain, named):
        return AnswerKind.COMPARE
    if yes_no:
        return AnswerKind.YES_NO
    if pattern("kind", "list").search(plain):
        return AnswerKind.LIST
    return AnswerKind.FACT


def _asks_of_all(plain: str, named: int) -> bool:
    """Return whether every document is to be asked: "những kế hoạch nào có nói …"."""
    if pattern("kind", "which").search(plain):
        return named == 0
    return bool(
        pattern("kind", "compare").search(plain) and pattern("kind", "exhaustive").search(plain)
    )


def _asks_whether(plain: str) -> bool:
    """Return whether yes or no answers the question.

    "Không" in a condition, or after a word that asks, does not make it so: "không kết luận đồng ý
    hay không thì bị coi là sao", "cơ quan nào cho biết có được hay không".
    """
    main = pattern("kind", "condition").sub("", plain)
    if pattern("kind", "tag").search(main):
        return True
    side = pattern("kind", "yes_no").search(main)
    word = pattern("kind", "asking").search(main)
    return side is not None and (word is None or side.start() < word.start())


def _asked(plain: str, kind: AnswerKind) -> Asked:
    if kind not in {AnswerKind.FACT, AnswerKind.COMPARE}:
        return Asked.ANYTHING  # "mấy" in "mục mấy" or "mấy ngành nào" asks for no figure
    if kind is AnswerKind.COMPARE:  # "nơi nào cao hơn" asks for a figure of each, not for a place
        return _first("compared", plain)
    return _first("asked", plain)


def _first(group: str, plain: str) -> Asked:
    found = (name for name in names(group) if pattern(group, name).search(plain))
    return Asked(next(found, Asked.ANYTHING))


def _header_fields(plain: str) -> tuple[HeaderField, ...]:
    return tuple(HeaderField(n) for n in names("header") if pattern("header", n).search(plain))


def _pieces(text: str, mentions: tuple[Mention, ...], library: Library) -> list[str]:
    """Return the text in lower case, written out and with diacritics, cut around its mentions.

    Every second piece names documents; abbreviations there are names and stay.
    """
    bounds = [0, *(at for m in mentions for at in (m.start, m.end)), len(text)]
    pieces = [text[start:end].lower() for start, end in pairwise(bounds)]
    pieces[::2] = [
        expand(text[start:end], library.long_form) for start, end in list(pairwise(bounds))[::2]
    ]
    typed = "".join(pieces)
    restored = _with_bodies(typed, library.speller.restore(typed))
    ends = list(accumulate(map(len, pieces)))
    return [restored[start:end] for start, end in pairwise([0, *ends])]


def _with_bodies(typed: str, restored: str) -> str:
    """Read "so nao", typed so, as "sở nào" where no document has been spoken of just before."""

    def read(match: re.Match[str]) -> str:
        before = restored[max(0, match.start() - _NUMBERED) : match.start()]
        marked = not typed.startswith("so nao", match.start())
        return match.group() if marked or _DOCUMENT.search(before) else "sở nào"

    return re.sub(r"\bsố nào\b", read, restored)


def _focus(pieces: list[str]) -> str:
    """Cut the words that only say which document is meant."""
    *led, last = pieces[::2]
    kept = [_NAMING_BEFORE.sub("", piece) for piece in led] + [last]
    kept[1:] = [_NAMING_AFTER.sub("", piece) for piece in kept[1:]]
    return " ".join(_POLITE.sub(" ", " ".join(kept)).split())


def _boosts(restored: str, *, typed_marks: bool) -> dict[str, float]:
    """Return administrative wordings of the everyday words in the question."""
    words = re.sub(r"[^\w/%-]+", " ", f" {restored} ")
    spelt = str if typed_marks else fold
    text = spelt(words)
    return {
        form: _SYNONYM_WEIGHT
        for plain, forms in synonyms().items()
        if f" {spelt(plain)} " in text
        for form in forms
    }
