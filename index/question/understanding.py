"""Understands a question, once: what is typed → ``Query``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from index.ports import EVERYTHING, Scope
from index.question import (
    asking,
    english,
    guessing,
    holdings,
    inquiry,
    keystrokes,
    kinds,
    limits,
    parties,
    places,
    sections,
    sides,
    speech,
    wishes,
)
from index.question.expansion import expand
from index.question.library import Library
from index.question.names import Mention
from index.question.phrases import pattern, syllable_set
from index.question.query import AnswerKind, Form, Language, Query, Suggestion
from ingest.vietnamese import bodies
from ingest.vietnamese.dates import periods
from ingest.vietnamese.lexicon import synonyms
from ingest.vietnamese.text import aligned, fold, normalise
from ingest.vietnamese.words import syllables

_FEW = 8
"""Documents whose subjects may be said with their names."""
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


@dataclass(frozen=True, slots=True)
class _Typed:
    """A question as it is read, and how it came."""

    text: str
    typed: str = ""
    method: keystrokes.Method | None = None
    language: Language = Language.VIETNAMESE


_FUNDS = "kinh phí"
"""What documents call the money that a plan takes."""


def understand(question: str, library: Library, scope: Scope = EVERYTHING) -> Query:
    """Return what the question asks, by what the library's documents are called.

    Typed diacritics are respected: a token with a mark only matches the same marks; one without
    matches any. Documents outside ``scope`` are not recognised.
    """
    came = _respelt(_read(" ".join(normalise(question).split()), library), library, scope)
    text = came.text
    mentions = library.mentions(text, scope)
    merged = library.merged(text, scope)
    renamed = list(places.renamed(text, mentions, lambda name: library.placed(name, scope), merged))
    mentions = tuple(sorted((*mentions, *(m for m, _ in renamed)), key=lambda m: m.start))
    telling = tuple(parties.of_another(text, mentions, library.about))
    named = parties.combine(text, telling)
    pieces = _pieces(text, mentions, library)
    restored = "".join(pieces)
    focus = _focus(pieces)
    plain = speech.plain(restored)
    clause = speech.asking_clause(plain)
    proper = library.proper_names(text, mentions)
    kind, said = kinds.of_question(plain, clause, len(named), focus, proper)
    if (topic := kinds.topic(plain)) and library.titled(topic, scope):
        kind, said = AnswerKind.CATALOGUE, topic
    across = kind is AnswerKind.COMPARE and kinds.compares_documents(plain, len(named))
    boosts = _boosts(restored, typed_marks=not speech.unmarked(text))
    unknown = library.unknown_names(text, mentions)
    query = Query(
        text=text,
        restored=restored,
        focus=focus,
        kind=kind,
        asked=asking.value_asked(plain, kind, across=across)[0],
        typed=came.typed,
        method=came.method,
        language=came.language,
        content=frozenset(syllables(focus)) - syllable_set("asking"),
        matter=frozenset(syllables(focus)) - syllable_set("header"),
        clause=clause,
        documents=tuple(dict.fromkeys(d for party in named for d in party.document_ids)),
        mentions=parties.telling(telling, named),
        parties=named,
        across=across,
        exhaustive=bool(pattern("kind", "exhaustive").search(plain)),
        proper_names=proper,
        unknown_names=unknown,
        old_places=tuple(place for _, place in renamed),
        suggestions=tuple(_suggestions(unknown, library, scope)),
        boosts=boosts,
    )
    query, because = _with_what_is_asked(query, plain)
    query, further = _with_limits(query)
    return _with_what_is_held(replace(query, because={"kind": said, **because, **further}), library)


def _with_what_is_held(query: Query, library: Library) -> Query:
    """Add what of the documents held, of their facts or of the service itself is asked for."""
    named = query.documents if len(query.documents) <= _FEW else ()
    subject = frozenset[str]().union(*map(library.about, named))
    issuers = [issuer for d in named if (issuer := library.issuer(d))]
    query = replace(query, inquiry=inquiry.inquiry(query, subject, issuers))
    match query.kind:
        case AnswerKind.CATALOGUE:
            return replace(query, holdings=holdings.criteria(query))
        case AnswerKind.TALK:
            return replace(query, topic=wishes.topic(query.restored))
        case _:
            return query


def _read(text: str, library: Library) -> _Typed:
    """Return a question with its keystrokes converted and its English in Vietnamese."""
    speller = library.speller
    if foreign := english.read(text, speller.is_syllable):
        return _Typed(foreign.vietnamese or text, text, language=Language.ENGLISH)
    if converted := keystrokes.convert(text, speller.weight):
        return _Typed(normalise(converted.text), text, converted.method)
    written = keystrokes.short_forms(text, speller.weight)
    written = english.write_out(written, speller.is_syllable)
    written = _with_funds(written)
    return _Typed(written, text if written != text else "")


def _respelt(came: _Typed, library: Library, scope: Scope) -> _Typed:
    """Return a question with the names that it misspells as documents have them."""
    text = came.text
    if not library.unknown_names(text, ()):  # what names documents leaves of these fewer still
        return came
    for name in library.unknown_names(text, library.mentions(text, scope)):
        if meant := library.meant(name, scope):
            text = text.replace(name, meant)
    return came if text == came.text else replace(came, text=text, typed=came.typed or came.text)


def _with_funds(text: str) -> str:
    """Return the text with what a plan takes as documents call it; what else is money stays."""
    text = pattern("wording", "funds").sub(_FUNDS, text)
    if pattern("wording", "money").search(text):
        return text
    text = pattern("wording", "total").sub(f"tổng {_FUNDS}", text)
    return pattern("wording", "spent").sub(f"cần {_FUNDS}", text, count=1)


def _with_what_is_asked(query: Query, plain: str) -> tuple[Query, dict[str, str]]:
    """Add what of the documents is asked for, and in which form."""
    across = query.across
    asked, asked_by = asking.value_asked(plain, query.kind, across=across)
    fields, fields_by = asking.header_fields(plain)
    form, form_by = wishes.form(plain)
    count, count_by = wishes.count(plain)
    ordered = wishes.ordered(query.restored)
    found = sections.references(query.restored)
    reads = bool(found) and query.kind is not AnswerKind.LOCATE
    lookup = pattern("section", "lookup").search(plain) if reads else None
    words = {
        "asked": asked_by,
        "header_fields": fields_by,
        "form": form_by,
        "count": count_by,
        "ordered": ordered,
        "sections": ", ".join(reference.words for reference in found),
        "reads_section": lookup.group() if lookup else "",
    }
    return replace(
        query,
        asked=asked,
        header_fields=fields,
        parts=(parts := asking.parts(query.clause)),
        several=len(parts) > 1 or asking.times(query.clause) > 1,
        sides=sides.sides(query.asking) if query.kind is AnswerKind.COMPARE and not across else (),
        form=Form.TABLE if query.kind is AnswerKind.TABLE else form,
        count=count,
        ordered=bool(ordered),
        sections=found,
        reads_section=lookup is not None,
    ), {name: said for name, said in words.items() if said}


def _with_limits(query: Query) -> tuple[Query, dict[str, str]]:
    """Add what bounds the answer, and what the question presumes."""
    query, matched = _with_matches(query)
    question = query.asking
    assertion = limits.without_tail(question)
    agreement, agreed_by = limits.agreement(query.restored)
    extreme, extreme_by = limits.extreme(query.restored)
    limit, limit_by = limits.limit(query.restored)
    negated, strict = limits.negated(question), limits.strict(question)
    words = {
        "agreement": agreed_by,
        "extreme": extreme_by,
        "limit": limit_by,
        "negated": negated,
        "strict": strict,
        **matched,
    }
    unit = pattern("units", "asked").search(question)
    spoken_of = periods(query.restored)
    moment = limits.moment(query.restored, spoken_of)
    if moment:
        words["moment"] = moment.words
    return replace(
        query,
        moment=moment,
        bodies=tuple(_bodies(query.text)),
        document_kinds=tuple(m.group() for m in _DOCUMENT.finditer(question)),
        unit=unit[1] if unit else None,
        assists="phối hợp" in query.restored,
        level=asking.level(query.focus),
        periods=spoken_of,
        figures=limits.figures(question),
        presumed=limits.presumed(assertion, query.restored),
        assertion=assertion,
        negated=bool(negated),
        strict=bool(strict),
        agreement=agreement,
        extreme=extreme,
        limit=limit,
        contrasts=limits.contrasting((question, *query.boosts)),
        undone=limits.undone(query.clause),
    ), {name: said for name, said in words.items() if said}


def _with_matches(query: Query) -> tuple[Query, dict[str, str]]:
    """Add what one pattern decides, with the words that it found."""
    found = {
        name: pattern(*where).search(query.restored) or pattern(*where).search(query.clause)
        for name, where in _MATCHED.items()
    }
    tasks_of, listed = found["tasks_of"], found["listed"]
    return replace(
        query,
        tasks_of=tasks_of["body"] if tasks_of else None,
        listed=listed["kind"] if listed else None,
        asks_body=found["asks_body"] is not None,
        asks_actor=found["asks_actor"] is not None,
        asks_day=found["asks_day"] is not None,
        asks_name=found["asks_name"] is not None,
        asks_symbol=found["asks_symbol"] is not None,
        asks_tasks=found["asks_tasks"] is not None,
        asks_outline=found["asks_outline"] is not None,
        asks_agreement=found["asks_agreement"] is not None,
        whether=found["whether"] is not None,
    ), {name: match.group() for name, match in found.items() if match}


_MATCHED: Mapping[str, tuple[str, str]] = {
    "tasks_of": ("locate", "tasks_of"),
    "asks_body": ("asked", "body"),
    "asks_actor": ("actor", "asked"),
    "asks_day": ("day", "asked"),
    "asks_name": ("named", "asked"),
    "asks_symbol": ("symbol", "asked"),
    "asks_tasks": ("list", "tasks"),
    "asks_outline": ("section", "outline"),
    "listed": ("list", "named"),
    "whether": ("conclusion", "whether"),
    "asks_agreement": ("conclusion", "agree"),
}
"""Fields of a query that one pattern decides, and the pattern."""


def _bodies(text: str) -> Iterator[str]:
    """Yield the bodies that are written as names, in lower case; "Sở A và Sở B" is two."""
    for match in pattern("values", "body").finditer(text):
        name = ""
        for piece in _ended(match.group().rstrip(), text[match.start() :]).lower().split(" và "):
            if name and pattern("headed", "body").search(piece):
                yield name
                name = piece
            else:
                name = f"{name} và {piece}" if name else piece
        yield name


def _ended(name: str, text: str) -> str:
    """Return a name without a word behind it that only goes on: "UBND tỉnh A yêu"."""
    end = next((each.end for each in bodies.mentioned(aligned(text)) if not each.start), len(name))
    return name[:end] if name[end:].strip().islower() and " " not in name[end:].strip() else name


def _suggestions(unknown: tuple[str, ...], library: Library, scope: Scope) -> Iterator[Suggestion]:
    for name in unknown:
        if near := library.suggestions(name, scope):
            yield Suggestion(name, near)


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
    restored = _with_set_phrases(typed, library.speller.restore(typed))
    restored = _with_bodies(typed, restored)
    ends = list(accumulate(map(len, pieces)))
    return [restored[start:end] for start, end in pairwise([0, *ends])]


_SET_PHRASES = (
    (re.compile(r"\bmuc(?= (?:[ivxl]+\b|\d+\.\d)(?! ?(?:%|trieu|ty|dong|nghin)))"), "mục"),
    (re.compile(r"\bky(?= (?:ngay|thang|quy|nam)\b)"), "ký"),
    (re.compile(r"^ban(?= (?:la ai|lam duoc|giup duoc|co the)\b)"), "bạn"),
)
"""What a syllable typed without its marks is by what follows it, whatever documents hold more."""


def _with_set_phrases(typed: str, restored: str) -> str:
    """Read "muc iv", typed so, as "mục iv", and the like."""
    for phrase, word in _SET_PHRASES:
        for match in phrase.finditer(typed):
            restored = f"{restored[: match.start()]}{word}{restored[match.end() :]}"
    return restored


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
    weight = guessing.shipped().synonym
    return {
        form: weight
        for plain, forms in synonyms().items()
        if f" {spelt(plain)} " in text
        for form in forms
    }
