"""Whose document it is: the bodies in the left column, or what the text says of its issuer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Header, Provenance, Reference, Stated
from ingest.reading import places
from ingest.reading.capitals import is_shouted
from ingest.reading.casing import Casing
from ingest.reading.kind_lines import begins_with_kind, kind_line
from ingest.reading.references import NUMBER
from ingest.reading.signing import Piece
from ingest.vietnamese import institutions, kinds, ranks
from ingest.vietnamese.dates import PLACED
from ingest.vietnamese.text import fold

MOTTO = re.compile(
    r"\s*(?:cong hoa xa hoi(?: chu nghia)?(?: viet nam)?|(?:xa hoi )?chu nghia viet nam"
    r"|dang cong san viet nam"
    r"|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc)\s*"
)
"""Of folded text: the tone marks of these lines are often wrong."""
NUMBER_ALONE = re.compile(rf"(?P<number>{NUMBER})\Z")
NUMBER_LINE = re.compile(r"\b(?:Số|SỐ)\s*:?\s*(?:\d|[-–/.…]|\Z)")
_CONTINUES_NAME = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|CHÍNH PHỦ|NHÂN DÂN"
    r"|DÂN\b|VÀ|QUỐC HỘI)(?!\s+[UỦ][ỶYỦ])\b"
)
_CONTINUES_BARE = re.compile(
    r"(?:TINH|THANH PHO|TP\.?|HUYEN|QUAN|THI XA|XA|PHUONG|THI TRAN|DAC KHU|NHAN DAN)(?!\s+UY)\b"
)
"""The same typed without diacritics."""
_AROUND = " *-–_|"
"""Rules and edges of columns beside a name."""
_MOTTO_PARTS = frozenset(("cong hoa", "xa hoi", "chu nghia"))
_SHORTEST = 4
"""A line of so few letters is a name only as the rest of one."""
_NO_NAME = re.compile(
    r"(?:hoa toc|thuong khan|khan|mat|toi mat|tuyet mat|du thao|ban sao|sao y|luu hanh noi bo"
    r"|cong bao|ban chinh|de bao cao)\b"
)
"""Of folded text: what is stamped above a letterhead."""
SET_UP_BY = re.compile(rf"\s*\btheo (?:cac )?(?:{kinds.CITED_FOLDED})\b")
"""Of folded text: by what a body was set up; its number is not the document's."""
_PAIR = 2
_JOINT_NUMBER = re.compile(
    r"(?:TTLT|NQLT|KHLT|KHLN|KHPH|CTPH|HDLN|HDLT|QCPH|QCLN)\b", re.IGNORECASE
)
_ISSUES = re.compile(
    rf"(?:^|[,;.”\"):]\s*|\n)(?P<issuer>{institutions.BODY}(?:[ \t][^,;.:()“”\"\n]{{1,90}}?)?)\s+"
    r"(?:ban hành|xây dựng|đề ra|lập|triển khai|quyết định ban hành|yêu cầu)\s+(?:và triển khai "
    r"|thực hiện )?(?:" + kinds.PROMULGATED_WITHIN + ")",
    re.MULTILINE,
)


def bodies(
    zone: Sequence[Piece], casing: Casing, number: Stated[str] | None = None
) -> tuple[Stated[str] | None, Stated[str] | None]:
    """Read the left column: the superior body, then the issuer; those who issue together as one."""
    names = _names(zone)
    if not _is_letterhead(zone):
        names = [name for name in names if institutions.begins_name(name[2])]
    if not names:
        return None, None
    together = _together([text for _, _, text in names], number)
    if together > 1:
        value = " - ".join(named(casing.name(text)) for _, _, text in names[-together:])
        end = max(end for _, end, _ in names[-together:])
        return None, Stated(value, names[-together][0], end)
    start, end, text = names[-1]
    issuer = Stated(named(casing.name(text)), start, end)
    if len(names) == 1:
        return None, issuer
    start, end, text = names[-2]
    superior = Stated(named(casing.name(text)), start, end)
    if not places.named_place(issuer.value) and places.rank_of(issuer.value) is None:
        issuer = _with_superior_place(issuer, superior)
    return superior, issuer


def _is_letterhead(zone: Sequence[Piece]) -> bool:
    """Tell whether the form's other lines stand there too: without, a title is no body."""
    return any(
        MOTTO.search(fold(piece.text))
        or NUMBER_LINE.search(piece.text)
        or PLACED.search(piece.text)
        for piece in zone
    )


def _names(zone: Sequence[Piece]) -> list[tuple[int, int, str]]:
    """Return the names of bodies above the number, a name broken over lines in one piece."""
    names: list[tuple[int, int, str]] = []
    motto = False
    for piece in zone:
        for start, end in _name_spans(piece):
            text = piece.text[start:end]
            if fold(text) in _MOTTO_PARTS or (motto and fold(text) == "viet nam"):
                continue
            if begins_with_kind(text):
                return names
            if names and _goes_on(text, names[-1][2]):
                first, stop, before = names.pop()
                first = first if piece.start + start <= stop + 1 else piece.start + start
                names.append((first, piece.start + end, f"{before} {text}"))
            elif len(text) > _SHORTEST:
                names.append((piece.start + start, piece.start + end, text))
        motto = fold(piece.text).rstrip().endswith(("chu nghia", "cong hoa xa hoi"))
    return names


def _goes_on(text: str, before: str) -> bool:
    """Tell whether a line in capitals is the rest of the name above it."""
    if institutions.BRANCH.match(fold(text)) and institutions.HAS_BRANCHES.match(fold(before)):
        return True
    if places.named_place(before):
        return False
    return _continues_name(text) or not institutions.HEAD_WORDS.match(fold(text))


def _together(names: Sequence[str], number: Stated[str] | None) -> int:
    """Return how many of the last names issue a document together: two bodies of one rank or more.

    Ministries do, others where the document's number says so.
    """
    if len(names) < _PAIR:
        return 1
    begun = [institutions.PEER.match(fold(name)) for name in names]
    peers = [match.group() if match else None for match in begun]
    marked = number is not None and bool(_JOINT_NUMBER.search(number.value))
    if not (peers[-2:] == ["bo", "bo"] or (marked and all(peers[-2:]))):
        return 1
    count = _PAIR
    while count < len(names) and peers[-count - 1] == peers[-count]:
        count += 1
    return count


def names_office(folded: str) -> bool:
    """Tell whether a folded line in capitals names who issues the document, or their office."""
    return institutions.OFFICE.match(folded) is not None


def in_capitals(piece: Piece, casing: Casing) -> Stated[str] | None:
    """Return the body that a line in capitals names, without the office of who heads it."""
    office = institutions.HEAD_OF.match(fold(piece.text))
    start = office.end() if office else 0
    text = piece.text[start:].strip(" :,")
    if not is_shouted(piece.text) or not names_office(fold(piece.text)) or kind_line(text):
        return None
    value = named(casing.name(text))
    return Stated(value, piece.start + start, piece.start + start + len(text), Provenance.INFERRED)


def is_central(header: Header) -> bool:
    """Tell whether the issuer is a body of the whole country."""
    if header.issuer is None or places.named_place(header.issuer.value):
        return False
    above = header.superior.value if header.superior is not None else ""
    if places.named_place(above):
        return False
    names = (header.issuer.value, above)
    return any(institutions.CENTRAL.match(fold(name)) for name in names if name)


def _continues_name(text: str) -> bool:
    pattern = _CONTINUES_BARE if text.isascii() else _CONTINUES_NAME
    return bool(pattern.match(text))


def _with_superior_place(issuer: Stated[str], superior: Stated[str]) -> Stated[str]:
    place, rank = places.named_place(superior.value), places.rank_of(superior.value)
    if place is None or rank is None or place in issuer.value:
        return issuer
    if institutions.COMMITTEE.match(superior.value):
        return replace(issuer, value=f"{issuer.value} {superior.value}")
    return replace(issuer, value=f"{issuer.value} {rank} {place}")


def _name_spans(piece: Piece) -> list[tuple[int, int]]:
    """Return the parts in capitals that may name a body: no motto, number or date."""
    text = piece.text
    end = len(text)
    for pattern in (NUMBER_LINE, NUMBER_ALONE, PLACED):
        if match := pattern.search(text):
            end = min(end, match.start())
    if match := SET_UP_BY.search(fold(text)):
        end = min(end, match.start())
    spans = []
    position = 0
    for match in [*MOTTO.finditer(fold(text), 0, end), None]:
        stop = match.start() if match else end
        part = text[position:stop]
        start = position + len(part) - len(part.lstrip(_AROUND))
        stop = position + len(part.rstrip(_AROUND))
        stamped = _NO_NAME.match(fold(text[start:stop]))
        if stop - start > 2 and is_shouted(text[start:stop]) and not stamped:
            spans.append((start, stop))
        position = match.end() if match else end
    return spans


def named(name: str) -> str:
    """Return the name of a body with its institution and rank as running text writes them."""
    name = institutions.PEOPLES.sub("UBND", name)
    for rank in ranks.RANKS:
        name = re.sub(rf"(?<=\s){rank}(?=\s(?![uUủỦ][yYỷỶ]\b))", rank, name, flags=re.IGNORECASE)
    for institution in institutions.INSTITUTIONS:
        name = re.sub(rf"\b{institution}\b", institution, name, flags=re.IGNORECASE)
    name = re.sub(
        r"\b(Huyện|Tỉnh|Thành|Quận|Thị|Đảng) [UuỦủ][YyỶỷỦủ]\b", lambda m: f"{m[1]} ủy", name
    )
    return institutions.cased(name)


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
    if place is not None and is_central(header):
        return replace(header, place=None)
    name = places.named_place(issuer.value)
    if name and (place is None or fold(place.value) != fold(name)):
        place = _place_in(issuer, name, text) or place  # a seat is not what the body is of
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
    bare = institutions.STANDING.sub("", issuer.value).replace("uỷ", "ủy")
    if not re.search(rf"(?:ủy|{'|'.join(ranks.RANKS)})\Z", bare, re.IGNORECASE):
        return issuer
    return replace(issuer, value=f"{bare} {place.value}", provenance=Provenance.INFERRED)
