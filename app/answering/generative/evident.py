"""Statements that need no judge: they say what stands in their quotes and above as it stands.

They are a run of words of a quote, such a run under the heading it stands under, where a quote
stands, or who signed. What else a statement says is app/answering/generative/entailment.py's to
judge; its figures, names and denials are held to the quotes all the same (checks.py).
"""

import re
from collections.abc import Iterator, Sequence

from app.answering.generative.proof import Proof, spelled, words
from app.answering.wording import section_name
from ingest.document import SIGNATURE
from ingest.vietnamese import bodies, clauses, ordinals, titles
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.ordinals import Ordinal
from ingest.vietnamese.text import normalise

_DOCUMENT = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,2}) số (\S+)(?: ngày \S+)?(?: của ([^;]+?))? ;")
_DATED = r"(?: ngày \d+(?:/\d+/\d+| tháng \d+ năm \d+))?"
_SIGNED = re.compile(r"[^\W_]+|[,:()]")
_BEFORE_FIGURE = re.compile(r"\s*:\s*(?=\d)")
"""A sign that may be left out: "được giữ lại: 60%"."""
_LABEL = re.compile(
    r"\s*(?:[-+–•]\s*)?(?:((?:Điều|Chương|Mục|Phần|Phụ lục|Mẫu số)\s+[\dIVXLC]+)(?!\w)[.:]?\s*"
    r"|[(\[]?(\d+(?:\.\d+)*|[IVXLC]+|[A-Za-zĐđ])[.)\]]+\s*)"
)
"""Opens a line with the number of a section."""
_NAMED = ("phụ lục", "phần", "chương", "điều")
"""Sections whose lines begin with what they are called, outermost first."""
_DEPTHS = (*_NAMED, "mục", "tiểu mục", "khoản", "điểm", "tiết", "ý")
"""Nouns of sections; what stands later is part of what stands before."""
_EXCEPTS = frozenset(["không", "chưa", "trừ", "ngoài", "ngoại", "chẳng", "cấm"])
_EXCEPTED = 4
"""Words behind one of these that are excepted."""
_LEAST = 3
"""Least words that matter of a run under a heading."""
_PLACING = frozenset(
    words("nội dung việc này được nằm nêu ghi rõ nói quy định thể hiện ở tại trong thuộc của về là")
)
"""Words around what is told to stand somewhere: "… được quy định tại …"."""
_IS = "là"
"""Joins what stands under a heading to it."""
_SIGNING = frozenset(words("người ký ban hành chức vụ chức danh ông bà do"))


def holds(said: str, proof: Proof, question: str = "") -> bool:
    """Return whether a statement says what stands there, as it stands there."""
    told = _undocumented(said, proof)
    return (
        verbatim(said, proof)
        or _headed(said, proof)
        or _placed(told, proof)
        or _signs(told, proof, question)
    )


def this(said: str, proof: Proof) -> str:
    """Return a statement with the document's own name as its quotes have it: "Quyết định này".

    A sentence that begins with the document's kind alone speaks of it, too. Of quotes of several
    documents each has its own, and none is taken for another.
    """
    named = _documents(proof)
    if len(named) != 1:
        return said
    kind, number, issuer = next(iter(named))
    here = f"{kind} này"
    if here.lower() not in proof.quoted.lower():
        here = kind
        if not re.search(rf"(?m)^\s*(?:\d+\.\s*)?{kind} [^\W\d_A-ZĐ]", proof.quoted):
            return said
    by = f"(?: của {re.escape(issuer)})?" if issuer else ""
    return re.sub(rf"{kind} (?:số )?{re.escape(number)}{_DATED}{by}", here, said, count=1)


def row(cells: Sequence[str], proof: Proof) -> bool:
    """Return whether a row tells in a quote's own words of the document that its name names."""
    name, *rest = [cell for cell in cells if cell.strip()] or [""]
    named = _documents(proof)
    held = _spaced(name) in _spaced(proof.names) and _spaced(name) not in _spaced(proof.quoted)
    return held and len(named) == 1 and bool(rest) and all(verbatim(c, proof) for c in rest)


def verbatim(said: str, proof: Proof) -> bool:
    """Return whether a statement is a run of words of one sentence of its quotes, not excepted.

    Signs count: across a comma that it leaves out it joins what the sentence keeps apart.
    """
    own = _signed(spelled(proof.expanded(normalise(said))))
    for quote in proof.quotes:
        text = spelled(proof.expanded(normalise(quote)))
        for part in clauses.cut(text, clauses.STRONG + "\n"):
            before, found, _ = _signed(part).partition(own)
            if found and not _EXCEPTS.intersection(before.split()[-_EXCEPTED:]):
                return True
    return False


def _signed(text: str) -> str:
    told = _BEFORE_FIGURE.sub(" ", text.lower())
    return f" {' '.join(_SIGNED.findall(told)).strip(' ,:()')} "


def _undocumented(said: str, proof: Proof) -> str:
    """Return a statement without the names of its quotes' documents."""
    for kind, number, issuer in _documents(proof):
        by = rf"(?:,? của {re.escape(issuer)})?" if issuer else ""
        said = re.sub(rf"{kind} (?:số )?{re.escape(number)}{_DATED}{by}", " ", said, flags=re.I)
    return said


def _documents(proof: Proof) -> set[tuple[str, ...]]:
    """Return kind, number and issuer of the documents of the quotes, as far as they have them."""
    return {match.groups("") for match in map(_DOCUMENT.match, proof.names.split("\n")) if match}


def _headings(proof: Proof) -> list[str]:
    """Return the lines of names that tell no document, outermost first."""
    lines = [line.strip() for line in proof.expanded(proof.names).split("\n")]
    return [line for line in lines if line and " ; " not in line]


def _headed(said: str, proof: Proof) -> bool:
    """Return whether a heading's words are told with a run that stands under it.

    No other body may be named in between. Of several quotes it is not known whose a heading is.
    """
    if len(proof.quotes) != 1:
        return False
    own = _signed(spelled(proof.expanded(normalise(said)))).split()
    lines = spelled(proof.expanded(normalise(proof.quotes[0]))).split("\n")
    above = _headings(proof)
    for line in lines:
        for part in clauses.cut(_unlabelled(line), clauses.STRONG):
            at = _under(own, _signed(part))
            if at and _heads(own[:at], above):
                return True
        above = [*above, line]
    return False


def _under(own: Sequence[str], part: str) -> int:
    """Return where the run begins that a statement ends in, 0 where it is no run of a part.

    What stands before the run there must be told before it.
    """
    for at in range(1, len(own) - _LEAST + 1):
        before, found, _ = part.partition(f" {' '.join(own[at:])} ")
        if found and {*before.split()} <= {*own[:at]}:
            told = [word for word in own[at:] if word not in function_words()]
            return at if len(told) >= _LEAST else 0
    return 0


def _heads(opening: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether the last title above that names a body, or any after it, is told.

    The opening words are the title, or what it begins or ends with.
    """
    told = [word for word in opening if word.isalnum()]
    told = told[:-1] if told[-1:] == [_IS] else told
    size = len(told)
    if size < _LEAST:
        return False
    for line in reversed(above):
        title = words(_unlabelled(line))
        if _LABEL.match(line) and told in (title[:size], title[-size:]):
            return True
        if bodies.mentioned(line):
            return False
    return False


def _placed(told: str, proof: Proof) -> bool:
    """Return whether it is told where a quote stands: its heading, or the quote, by its number.

    What it is about is told in the heading's words from their beginning, or not at all.
    """
    text = proof.expanded(normalise(told))
    sections = [each for each in ordinals.ordinals(text) if each.section]
    if not sections or not all(_around(each, proof) for each in sections):
        return False
    above, quoted = _headings(proof), proof.quoted.split("\n")
    for line in above:
        if _LABEL.match(line):
            text = text.replace(line, " ").replace(f"({_unlabelled(line)})", " ")
    about = words(ordinals.unplaced(text))
    innermost = {_numbered(each) for each in sections if _depth(each) == max(map(_depth, sections))}
    if all(word in _PLACING for word in about):
        return innermost <= {_label(line) for line in quoted}
    lines = [line for line in (*quoted, *above) if innermost == {_label(line)}]
    named = {*words(proof.expanded(proof.names))}
    return any(
        _titled(core, words(_unlabelled(line)), named) for core in _cores(about) for line in lines
    )


def _around(section: Ordinal, proof: Proof) -> bool:
    """Return whether a section that is called by its noun is so where the quotes stand."""
    return section.noun not in _NAMED or f" {_numbered(section)} " in _spaced(proof.names)


def _numbered(section: Ordinal) -> str:
    """Return a section's number as its line begins: with its noun, or without."""
    return f"{section.noun} {section.number}" if section.noun in _NAMED else section.number


def _depth(section: Ordinal) -> int:
    return _DEPTHS.index(section.noun) if section.noun in _DEPTHS else 0


def _titled(core: Sequence[str], title: Sequence[str], named: set[str]) -> bool:
    """Return whether words are the beginning of a title, or all of it and whose it is."""
    if len(core) <= len(title):
        return list(core) == list(title[: len(core)])
    begins = bool(title) and list(core[: len(title)]) == list(title)
    return begins and named >= {*core[len(title) :]}


def _cores(about: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield words without ever more of those around them that only place them."""
    starts = [at for at in range(len(about)) if _PLACING.issuperset(about[:at])]
    ends = [at for at in range(1, len(about) + 1) if _PLACING.issuperset(about[at:])]
    yield from (about[a:b] for a in starts for b in ends if a < b)


def _signs(told: str, proof: Proof, question: str) -> bool:
    """Return whether it is told who signed, with the office right before the name."""
    if len(proof.quotes) != 1 or section_name((SIGNATURE,)) not in _headings(proof):
        return False
    text = normalise(told)
    known = {*words(proof.all), *words(proof.expanded(question))} | _SIGNING | function_words()
    if not known.issuperset(words(proof.expanded(text))):
        return False
    for line in proof.quotes[0].split("\n"):
        offices = titles.offices(line.strip(), proof.quotes[0]) if line.strip() in text else ()
        ranks = {(o.removeprefix("phó "), o.startswith("phó ")) for o in offices}
        said = {(o, deputy) for o, found in titles.ranks(text).items() for deputy in found}
        if ranks and said <= ranks:
            return True
    return False


def _label(line: str) -> str:
    match = _LABEL.match(line)
    return ordinals.plain(" ".join((match[1] or match[2]).split())) if match else ""


def _unlabelled(line: str) -> str:
    match = _LABEL.match(line)
    return line[match.end() :] if match else line


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "
