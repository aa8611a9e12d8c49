"""What a document does with those that it cites: carries out, rests on, replaces, amends."""

import re
from collections.abc import Callable, Iterator

from ingest.document import Document, Reference
from ingest.facts.model import Citation, Relation
from ingest.vietnamese.tokens import UPPER

_REACH = 240
"""Characters before a citation in which the words stand that say what is done with it."""
_THIS = (
    r"(?:(?:văn\s+bản|quyết\s+định|nghị\s+quyết|nghị\s+định|thông\s+tư|kế\s+hoạch|quy\s+định"
    r"|quy\s+chế|chỉ\s+thị|luật|chương\s+trình|đề\s+án)\s+này)"
)
_LINE = r"(?:\A|\n)\s*(?:(?:Điều|Khoản|Mục)\s+\d+\w*\s*[.:]?|\d{1,2}[.)]|[a-zđ][.)]|[-+•])?\s*"
_FORMS: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(form, re.IGNORECASE))
    for relation, form in (
        (Relation.BASED_ON, rf"{_LINE}(?:căn\s+cứ|chiếu\s+theo)\b[^\n]*\Z"),
        (Relation.REPLACES, rf"(?:{_THIS}|hiệu\s+lực)\b[^;\n]*\bthay\s+thế\b[^;\n]*\Z"),
        (Relation.REPLACES, rf"{_LINE}thay\s+thế\s+(?!cụm|từ\b|một\s+số|khoản|điểm|điều)[^;\n]*\Z"),
        (
            Relation.REPEALS,
            rf"(?:{_LINE}|{_THIS}\b[^;\n]*\b|hiệu\s+lực[^;\n]*\b)(?:bãi|h[ủu][ỷy])\s+bỏ\b[^;\n]*\Z",
        ),
        (
            Relation.AMENDS,
            rf"(?:{_LINE}|{_THIS}\b[^;\n]*\b)(?:sửa\s+đổi|bổ\s+sung|thay\s+thế\s+(?:cụm|từ|một\s+số|khoản"
            rf"|điểm|điều))[^;\n]*\Z",
        ),
        (
            Relation.IMPLEMENTS,
            r"\b(?:thực\s+hiện|triển\s+khai|thi\s+hành|quán\s+triệt|cụ\s+thể\s+hóa|hưởng\s+ứng)\b"
            r"[^.;\n]{0,60}\Z",
        ),
        (Relation.BASED_ON, r"\b(?:căn\s+cứ|theo|trên\s+cơ\s+sở)\b[^.;\n]{0,40}\Z"),
    )
)
_CEASES = (
    r"(?:(?!\bcó\s+hiệu\s+lực\b)[^.;\n]){{0,{reach}}}"
    r"\b(?:hết\s+hiệu\s+lực|(?:bị|được)\s+(?P<how>bãi\s+bỏ|thay\s+thế))\b(?!\s+(?:bởi|bằng))"
)
_CEASES_NEAR = re.compile(_CEASES.format(reach=160), re.IGNORECASE)
_CEASES_LAST = re.compile(_CEASES.format(reach=600), re.IGNORECASE)
"""What ceases at the end of its sentence, which it opens."""
_OPENS = re.compile(rf"{_LINE}\Z", re.IGNORECASE)
_AND = re.compile(rf"(?:[\s,;]|\bvà\b|\bcác\b|[{UPPER}]\w*(?:\s\w+){{0,3}}\s+số\b|\bsố\b)*\Z")


def read(document: Document, path_at: Callable[[int], tuple[str, ...]]) -> Iterator[Citation]:
    """Yield the cited documents in order, each with what this one does with it."""
    text = document.text
    before: tuple[int, Relation] = (0, Relation.CITES)
    for reference in document.references:
        relation = _relation(text, reference, before)
        before = (reference.end, relation)
        yield Citation(
            start=reference.start,
            end=reference.end,
            path=path_at(reference.start),
            relation=relation,
            cited=reference.kind,
            number=reference.number,
            issued_on=reference.issued_on,
            issuer=reference.issuer,
        )


def _relation(text: str, reference: Reference, before: tuple[int, Relation]) -> Relation:
    """Return what is done with a reference; one of a list shares what the one before it has."""
    line = text.rfind("\n", 0, reference.start) + 1
    said = text[max(line, reference.start - _REACH) : reference.start]
    if line >= reference.start - _REACH:
        said = "\n" + said
    for relation, form in _FORMS:
        if form.search(said):
            return relation
    ceases = _CEASES_LAST if _OPENS.search(said) else _CEASES_NEAR
    if ceased := ceases.match(text, reference.end):
        replaced = (ceased["how"] or "").lower().startswith("thay")
        return Relation.REPLACES if replaced else Relation.REPEALS
    end, relation = before
    if line <= end <= reference.start and _AND.match(text[end : reference.start]):
        return relation
    return Relation.CITES
