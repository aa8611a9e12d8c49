"""Whose document it is: the bodies in the left column, or what the text says of its issuer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Header, Provenance, Reference, Stated
from ingest.reading import places
from ingest.reading.casing import Casing
from ingest.reading.forms import is_shouted
from ingest.reading.references import NUMBER
from ingest.reading.signing import Piece
from ingest.vietnamese import kinds, ranks
from ingest.vietnamese.text import fold

MOTTO = re.compile(
    r"\s*(?:cong hoa xa hoi(?: chu nghia)?(?: viet nam)?|(?:xa hoi )?chu nghia viet nam"
    r"|dang cong san viet nam"
    r"|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc)\s*"
)
"""Of folded text: the tone marks of these lines are often wrong."""
NUMBER_ALONE = re.compile(rf"(?P<number>{NUMBER})\Z")
NUMBER_LINE = re.compile(r"\b(?:Số|SỐ)\s*:?\s*(?:\d|[-–/.…]|\Z)")
DATE = re.compile(
    r"(?P<place>[^\W\d_][^,\n]{1,40}?),\s*[Nn]gày\s*"
    r"(?P<d>\d{1,2})?[\s.…_/]*tháng\s*(?P<m>\d{1,2})?[\s.…_/]*năm\s*(?P<y>\d{4})?"
)
_CONTINUES_NAME = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|CHÍNH PHỦ|NHÂN DÂN"
    r"|DÂN\b|VÀ|QUỐC HỘI)(?!\s+[UỦ][ỶYỦ])\b"
)
_CONTINUES_BARE = re.compile(
    r"(?:TINH|THANH PHO|TP\.?|HUYEN|QUAN|THI XA|XA|PHUONG|THI TRAN|DAC KHU|NHAN DAN)(?!\s+UY)\b"
)
"""The same typed without diacritics."""
_BODY = (
    r"(?:Ban Thường vụ|Ban Chấp hành|Thường trực|Ban cán sự [Đđ]ảng|Đảng đoàn"
    rf"|{ranks.COMMITTEE}|Đảng bộ|Chi bộ|[ỦU]y ban|Uỷ ban|UBND|HĐND|Hội đồng|Chủ tịch"
    r"|Thủ tướng|Bộ trưởng|Bộ|Sở|Ban|Phòng|Cục|Chi cục|Vụ"
    r"|Tổng cục|Trường|Viện|Trung tâm|Văn phòng|Hội|Liên đoàn|Liên minh|Đoàn|Công an|Mặt trận"
    r"|Quốc hội|Chính phủ|Học viện|Thanh tra)"
)
_ISSUES = re.compile(
    rf"(?:^|[,;.”\"):]\s*|\n)(?P<issuer>{_BODY}(?:[ \t][^,;.:()“”\"\n]{{1,90}}?)?)\s+"
    r"(?:ban hành|xây dựng|đề ra|lập|triển khai|quyết định ban hành|yêu cầu)\s+(?:và triển khai "
    r"|thực hiện )?(?:" + kinds.PROMULGATED_WITHIN + ")",
    re.MULTILINE,
)
_STANDING = re.compile(
    rf"(?:Ban Thường vụ|Ban Chấp hành(?: Đảng bộ)?|Thường trực)\s+(?={ranks.COMMITTEE})"
)
_COMMITTEE = re.compile(rf"{ranks.COMMITTEE}\b")
_PEOPLES = re.compile(r"(?:Ủy|Uỷ|Uy) ban nhân dân", re.IGNORECASE)
_INSTITUTIONS = (
    "Hội đồng nhân dân", "Ban Chấp hành", "Ban Thường vụ", "Đảng bộ", "Đảng ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Kiểm tra", "Ban Quản lý", "Ban Chỉ đạo",
    "Trung ương",
)  # fmt: skip
"""As written in running text, for headers whose body never names them."""


def bodies(zone: Sequence[Piece], casing: Casing) -> tuple[Stated[str] | None, Stated[str] | None]:
    """Read the left column: the superior body, then the issuer."""
    names: list[tuple[int, int, str]] = []
    for piece in zone:
        for start, end in _name_spans(piece):
            text = piece.text[start:end]
            if names and _continues_name(text) and not places.named_place(names[-1][2]):
                first, stop, before = names.pop()
                first = first if piece.start + start <= stop + 1 else piece.start + start
                names.append((first, piece.start + end, f"{before} {text}"))
            else:
                names.append((piece.start + start, piece.start + end, text))
    if not names:
        return None, None
    start, end, text = names[-1]
    issuer = Stated(named(casing.name(text)), start, end)
    if len(names) == 1:
        return None, issuer
    start, end, text = names[-2]
    superior = Stated(named(casing.name(text)), start, end)
    if not places.named_place(issuer.value) and places.rank_of(issuer.value) is None:
        issuer = _with_superior_place(issuer, superior)
    return superior, issuer


def _continues_name(text: str) -> bool:
    pattern = _CONTINUES_BARE if text.isascii() else _CONTINUES_NAME
    return bool(pattern.match(text))


def _with_superior_place(issuer: Stated[str], superior: Stated[str]) -> Stated[str]:
    place, rank = places.named_place(superior.value), places.rank_of(superior.value)
    if place is None or rank is None or place in issuer.value:
        return issuer
    if _COMMITTEE.match(superior.value):
        return replace(issuer, value=f"{issuer.value} {superior.value}")
    return replace(issuer, value=f"{issuer.value} {rank} {place}")


def _name_spans(piece: Piece) -> list[tuple[int, int]]:
    """Return the parts in capitals that may name a body: no motto, number or date."""
    text = piece.text
    end = len(text)
    for pattern in (NUMBER_LINE, NUMBER_ALONE, DATE):
        if match := pattern.search(text):
            end = min(end, match.start())
    spans = []
    position = 0
    for match in [*MOTTO.finditer(fold(text), 0, end), None]:
        stop = match.start() if match else end
        part = text[position:stop]
        start = position + len(part) - len(part.lstrip(" *-–"))
        stop = position + len(part.rstrip(" *-–"))
        if stop - start > 4 and is_shouted(text[start:stop]):
            spans.append((start, stop))
        position = match.end() if match else end
    return spans


def named(name: str) -> str:
    """Return the name of a body with its institution and rank as running text writes them."""
    name = _PEOPLES.sub("UBND", name)
    for rank in ranks.RANKS:
        name = re.sub(rf"(?<=\s){rank}(?=\s(?![uUủỦ][yYỷỶ]\b))", rank, name, flags=re.IGNORECASE)
    for institution in _INSTITUTIONS:
        name = re.sub(rf"\b{institution}\b", institution, name, flags=re.IGNORECASE)
    return re.sub(
        r"\b(Huyện|Tỉnh|Thành|Quận|Thị|Đảng) [UuỦủ][YyỶỷỦủ]\b", lambda m: f"{m[1]} ủy", name
    )


def stated(head: Sequence[Piece]) -> Stated[str] | None:
    """Read what the opening says: "…, Ban Thường vụ Huyện ủy ban hành Kế hoạch …"."""
    for piece in reversed(head):
        matches = list(_ISSUES.finditer(piece.text))
        if matches:
            start, end = matches[-1].span("issuer")
            value = named(" ".join(matches[-1]["issuer"].split()))
            return Stated(value, piece.start + start, piece.start + end, Provenance.INFERRED)
    return None


def central(header: Header, text: str) -> Header:
    """Give an office of a central body the full name that the text calls it by."""
    issuer, superior = header.issuer, header.superior
    if issuer is None or superior is None or "Trung ương" not in superior.value:
        return header
    called = re.findall(rf"\b{re.escape(issuer.value)} Trung ương(?: Đảng)?\b", text)
    if not called or issuer.start is None:
        return header
    name = max(sorted(set(called)), key=called.count)
    return replace(header, issuer=replace(issuer, value=name, provenance=Provenance.INFERRED))


def placed(header: Header, text: str, references: Sequence[Reference]) -> Header:
    """Complete place and issuer from one another, and from what the body says of its place."""
    issuer, place = header.issuer, header.place
    if issuer is None:
        return header
    if place is None and (name := places.named_place(issuer.value)):
        place = _place_in(issuer, name, text)
    rank = places.rank_of(issuer.value)
    if place is None and rank and (found := places.infer(text, rank, references)):
        place = Stated(found[0], found[1], found[2], Provenance.INFERRED)
    if place is not None and rank and not places.named_place(issuer.value):
        issuer = _completed(issuer, place)
    return replace(header, issuer=issuer, place=place)


def _place_in(issuer: Stated[str], name: str, text: str) -> Stated[str] | None:
    if issuer.start is None or issuer.end is None:
        return None
    at = text.lower().find(name.lower(), issuer.start, issuer.end)
    return Stated(name, at, at + len(name), issuer.provenance) if at >= 0 else None


def _completed(issuer: Stated[str], place: Stated[str]) -> Stated[str]:
    """Name the body with its place: "Ban Thường vụ Thành ủy" is "Thành ủy X"."""
    bare = _STANDING.sub("", issuer.value).replace("uỷ", "ủy")
    if not re.search(rf"(?:ủy|{'|'.join(ranks.RANKS)})\Z", bare, re.IGNORECASE):
        return issuer
    return replace(issuer, value=f"{bare} {place.value}", provenance=Provenance.INFERRED)
