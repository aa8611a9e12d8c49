"""Who worded an answer: what became of a language model's sentences, and what was shown of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from pydantic import BaseModel, ConfigDict

from app.answering import support
from app.answering.answer import Mode, Status
from app.answering.claims import Role
from app.answering.generative import checks
from app.answering.generative.proof import Proof
from app.answering.wording import day, section_name
from app.wire.answers import AnswerOut, CitationOut
from eval import metrics

_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")
_ESCAPE = re.compile(r"\\(?=[\\`*_\[\]<>#|~])")
_LEAD = re.compile(r"^[^\[]*:\s*$", re.MULTILINE)
_VALUE = re.compile(r"(?<!\\)\*\*([^*]+)\*\* – ")
"""A value put first; it stands in the sentence after it as well."""
_BOLD_NAME = re.compile(r"^\s*-\s+\*\*.+?\*\*: ", re.MULTILINE)
_SIDE = re.compile(r"^\s*(?:Có|Không)(?:,|\s)")
"""What a yes/no answer begins with; the side is the service's, not a sentence of the model."""
_SILENT = re.compile(r"^\s*-\s+\*\*.+?\*\*: (?:không nêu|chưa tìm thấy)\.$", re.MULTILINE)
"""What is said of a document that does not say it; nothing to cite."""

_OWN_WORDS = frozenset({Role.WORDED, Role.LEAD, Role.LOCATED})


class Outcome(StrEnum):
    """What became of one answer; the order is that of the table."""

    KEPT = "kept"
    """All that the model wrote stands."""
    REPAIRED = "repaired"
    """Some of it was put right: another statement cited, the document's own words instead, or a
    sentence left out."""
    REPLACED = "replaced"
    """Nothing of it stood; the extractive answer was given instead."""
    FAILED = "failed"
    """The model gave nothing usable in time; the extractive answer was given instead."""
    FIXED = "fixed"
    """The model was not asked: the wording is fixed, or the measurement prefers the extractive."""
    REFUSED = "refused"
    """The documents do not say it; the model was not asked."""


NAMES = {
    Outcome.KEPT: "giữ nguyên",
    Outcome.REPAIRED: "sửa",
    Outcome.REPLACED: "thay bằng trích nguyên văn",
    Outcome.FAILED: "mô hình lỗi",
    Outcome.FIXED: "không hỏi mô hình",
    Outcome.REFUSED: "từ chối",
}
"""Outcomes as the tables call them."""
SENTENCES = ("kept", "repaired", "replaced", "cut")
"""Fields of Generated that count sentences."""
NAMES_OF_SENTENCES = {
    "kept": "giữ",
    "repaired": "trong đó sửa số trích dẫn",
    "replaced": "thay bằng nguyên văn",
    "cut": "bỏ",
}


class Generated(BaseModel):
    """What a language model did for one answer."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    model: str | None = None
    """None where it was not asked."""
    reason: str | None = None
    """The answer's ``mode_reason``."""
    kept: int = 0
    """Sentences of the model that their quotes prove, those put right included."""
    repaired: int = 0
    """Of those, the ones whose quote the model had named wrongly."""
    replaced: int = 0
    """Sentences put into the document's own words."""
    cut: int = 0
    """Sentences left out."""
    tokens: int = 0
    """As many pieces as the server sent; llama.cpp and others send one a token."""
    seconds: float = 0.0
    """From the request to the last check, reading the prompt included."""


def of(reply: AnswerOut) -> Generated:
    """Return what a model did for an answer."""
    made = reply.generation
    if made is None:
        return Generated(outcome=_outcome(reply), reason=reply.mode_reason)
    return Generated(
        outcome=_outcome(reply),
        model=made.model,
        reason=reply.mode_reason,
        kept=made.kept,
        repaired=made.repaired,
        replaced=made.replaced,
        cut=made.cut,
        tokens=made.pieces,
        seconds=(reply.timings_ms.model_extra or {}).get("generate", 0.0) / 1e3,
    )


def _outcome(reply: AnswerOut) -> Outcome:
    if reply.status is Status.NOT_FOUND:
        return Outcome.REFUSED
    if reply.generation is None:
        return Outcome.FIXED
    if reply.mode is Mode.EXTRACTIVE:
        failed = (reply.mode_reason or "").startswith("model_")
        return Outcome.FAILED if failed else Outcome.REPLACED
    made = reply.generation
    return Outcome.REPAIRED if made.repaired or made.replaced or made.cut else Outcome.KEPT


def outcomes(found: Sequence[Generated]) -> dict[Outcome, int]:
    """Return how many answers came out each way, those that none did included."""
    counted = Counter(generated.outcome for generated in found)
    return {outcome: counted[outcome] for outcome in Outcome}


def lines(found: Sequence[Generated | None], unsupported: int) -> Iterator[str]:
    """Yield what a language model did in a run, in words; nothing where none was asked.

    ``unsupported`` is how many unproved sentences the answers show.
    """
    asked = [generated for generated in found if generated is not None and generated.model]
    if not asked:
        return
    ways = outcomes(asked)
    counted = ", ".join(f"{NAMES[way]} {count}" for way, count in ways.items() if count)
    tokens = speed(asked)
    yield (
        f"Mô hình {asked[0].model} được hỏi {len(asked)} câu: {counted}"
        + (f"; {tokens:.1f} token/giây" if tokens else "")
    )
    sentences = {name: sum(getattr(g, name) for g in asked) for name in SENTENCES}
    parts = ", ".join(f"{NAMES_OF_SENTENCES[name]} {count}" for name, count in sentences.items())
    yield f"Câu do mô hình viết: {parts}; không có căn cứ mà vẫn hiện: {unsupported}"


def speed(found: Sequence[Generated]) -> float | None:
    """Return tokens a second over all answers a model was asked for; None where it never was."""
    seconds = sum(generated.seconds for generated in found)
    return sum(generated.tokens for generated in found) / seconds if seconds else None


def unsupported(reply: AnswerOut) -> tuple[str, ...]:
    """Return the sentences of a model's answer that the quote at their marker does not prove.

    By the rule of app.answering.support, over the answer as shown. Extractive answers are put
    together by the service: their quotes are held to the document instead (``verbatim``).
    """
    if reply.mode is Mode.EXTRACTIVE or reply.status is Status.NOT_FOUND:
        return ()
    if any(claim.role in _OWN_WORDS for claim in reply.claims):
        return tuple(_strange(reply))
    cited = {citation.marker: citation for citation in reply.citations}
    return tuple(
        _plain(said)
        for said, marker in _sentences(reply.answer)
        if marker not in cited or not _proved(said, cited[marker])
    )


def _strange(reply: AnswerOut) -> Iterator[str]:
    """Yield the statements in a model's own words whose wording its citations do not hold up."""
    cited = {citation.marker: citation for citation in reply.citations}
    count = sum(claim.role == Role.ITEM for claim in reply.claims)
    for claim in reply.claims:
        held = [cited[marker] for marker in claim.markers]
        names = " ; ".join(f"{_names(c)} {c.section_title}" for c in held)
        proof = Proof(tuple(c.quote for c in held), names)
        if checks.faults(claim.text, proof, (count, len(held)))[0] is not None:
            yield claim.text


def _proved(said: str, citation: CitationOut) -> bool:
    """Whether the quote proves the sentence, once the words that name its place are taken off."""
    quote = metrics.squeeze(citation.quote).lower()
    values = [metrics.squeeze(_plain(value)).lower() for value in _VALUE.findall(said)]
    sentence = _plain(_VALUE.sub("", said))
    _, named, rest = sentence.partition(f"{section_name(citation.section_path)}:")
    if named and sentence[:4].lower() == "theo":
        sentence = rest
    fault = support.compare(sentence, citation.quote, _names(citation))
    return fault is None and all(value in quote for value in values)


def _sentences(answer: str) -> Iterator[tuple[str, int]]:
    """Yield what stands before each marker; an end without one gets the marker 0.

    Sentences of one quote, one after the other, are one: the first may lead the others in.
    """
    text = _SIDE.sub("", _BOLD_NAME.sub("", _SILENT.sub("", _LEAD.sub("", answer))))
    begin = 0
    pieces: list[tuple[int, str]] = []
    for match in _MARKER.finditer(text):
        if _plain(said := text[begin : match.start()]):
            pieces.append((int(match.group(1)), said))
        begin = match.end()
    for marker, together in groupby(pieces, key=itemgetter(0)):
        yield "\n".join(said for _, said in together), marker
    for line in text[begin:].splitlines():
        if _plain(line):
            yield line, 0


def _plain(text: str) -> str:
    return _ESCAPE.sub("", metrics.plain(text)).strip(" .;-")


def _names(citation: CitationOut) -> str:
    named = [citation.title, citation.number, citation.issuer, section_name(citation.section_path)]
    issued = day(citation.issued_on) if citation.issued_on else None
    return " ".join(name for name in [*named, issued] if name)
