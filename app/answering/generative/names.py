"""Holds the names of bodies, people and places in a statement to its quotes."""

from collections.abc import Iterator, Sequence

import regex

from app.answering.generative.proof import Proof, words
from ingest.vietnamese import bodies, body_names, ordinals
from ingest.vietnamese.bodies import BodyKind
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import PIECE

_NAME = regex.compile(r"(?<!\w)\p{Lu}[\p{L}\d]*(?:\s+\p{Lu}[\p{L}\d]*)*")
_NAMED = regex.compile(r"\s\p{Lu}")
"""A body with a name of its own, and no kind of bodies."""
_OTHERS = {BodyKind.OFFICE, BodyKind.COMMON, BodyKind.COUNTED}
"""Kinds that are followed by the names of persons and places."""
_SHARED = regex.compile(r"\b[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|[Pp]hòng)\s*:")
"""Opens a list of bodies that tells only their fields."""
_INITIALS = 3
"""Least letters of a short form that no document defines."""
_OPENERS = ".:;!?\n"
_OPENING = frozenset(
    normalise(
        "riêng ngoài giao đối hiện nếu khi do vì tuy sau trước nhiều các mỗi mọi cả hai ba bốn năm "
        "ông bà đồng bản văn tỉnh huyện xã phường thị thành quận theo "
        "việc đồng thời trong trên dưới tại ở theo căn thực đến từ bên còn yêu đề nghị cho chỉ đây "
        "người gửi nộp báo lập mức ngày thay bãi hạn kỳ"
    ).split()
)
"""Words that open a sentence before a name: "Riêng Sở …", "Giao Phòng …"."""


def strange(text: str, proof: Proof) -> Iterator[str]:
    """Yield the names in a statement that stand nowhere in its proof, as one run of words.

    A single word that begins the statement or a sentence may be any word. A name may stand there
    in short form, and a short form for a name. Parts of documents are no names: "Chương II".
    """
    held = f" {' '.join(words(proof.all))} {' '.join(_shared(proof))} "
    text = ordinals.unplaced(text)
    for match in _NAME.finditer(text):
        run = words(match.group())
        before = text[: match.start()].rstrip(" “\"'(–-•+")
        opens = not before or before[-1] in _OPENERS
        if opens and (len(run) == 1 or run[0] in _OPENING | function_words()):
            run = run[1:]
        if not run or f" {' '.join(run)} " in held:
            continue
        if not _abbreviates(match.group(), held.split()) and not _abbreviated(run, proof):
            yield match.group()


def unknown(text: str, proof: Proof) -> Iterator[str]:
    """Yield the bodies of a statement that the proof names nowhere, as whole names.

    "Sở Nội vụ tỉnh Bầu Sen" is not known where only "Sở Nội vụ" and "Bầu Sen" are.
    """
    told = [
        body.name
        for body in bodies.mentioned(text)
        if body.kind not in _OTHERS and _NAMED.search(body.name)
    ]
    if not told:
        return
    keys = {body_names.key(name) for name in _bodies(normalise(proof.written))}
    held = {key for key in keys if " " in key}
    everything = f" {body_names.key(proof.all)} "
    for name in told:
        key = body_names.key(name)
        if f" {key} " not in everything and not any(key in its or its in key for its in held):
            yield name


def misranked(text: str, proof: Proof, question: str) -> bool:
    """Return whether a level of bodies is told that stands nowhere: "cấp xã" for "cấp tỉnh"."""
    told = body_names.levels(proof.expanded(text))
    return bool(told) and not told <= body_names.levels(f"{proof.all}\n{proof.expanded(question)}")


def _shared(proof: Proof) -> Iterator[str]:
    for quote in proof.quotes:
        text = normalise(quote)
        for match in _SHARED.finditer(text):
            yield from (" ".join(words(b.name)) for b in bodies.listed(text, match.start()))


def _bodies(text: str) -> Iterator[str]:
    """Yield the names of bodies in a text, in full also of a list: "các Bộ: Tài chính, Y tế"."""
    yield from (body.name for body in bodies.mentioned(text))
    for match in _SHARED.finditer(text):
        yield from (body.name for body in bodies.listed(text, match.start()))


def _abbreviates(name: str, held: Sequence[str]) -> bool:
    """Return whether a name ends in the initials of words that stand there behind its others."""
    *before, short = name.split()
    if not short.isupper() or len(short) < _INITIALS - 1:
        return False
    head = [word for word in words(" ".join(before)) if word not in _OPENING]
    initials = "".join(word[0] for word in fold(" ".join(held)).split())
    at = initials.find(fold(short))
    while at >= 0:
        if list(held[max(0, at - len(head)) : at]) == head:
            return True
        at = initials.find(fold(short), at + 1)
    return False


def _abbreviated(name: Sequence[str], proof: Proof) -> bool:
    """Return whether a name stands in short form: defined there, or the initials of its words.

    Words before it, as of "Vụ …", must stand before the short form, too.
    """
    said = f" {' '.join(name)} "
    written = PIECE.findall(proof.written)
    held = f" {' '.join(written)} "
    for short, long in proof.long_forms:
        if said in f" {' '.join(words(long))} " and f" {' '.join(PIECE.findall(short))} " in held:
            return True
    for at, word in enumerate(written):
        if not word.isupper() or not _INITIALS <= len(word) <= len(name):
            continue
        head = [each for each in name[: -len(word)] if each not in _OPENING]
        same = fold("".join(each[0] for each in name[-len(word) :])) == fold(word)
        if same and words(" ".join(written[max(0, at - len(head)) : at])) == head:
            return True
    return False
