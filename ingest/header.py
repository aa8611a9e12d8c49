"""The header by the forms of Decree 30/2020 (State) and Guidance 36-HD/VPTW (Party)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ingest import labels, places
from ingest.casing import Casing
from ingest.document import Header, Provenance, Reference, Stated
from ingest.errors import IngestError
from ingest.forms import is_shouted, kind_line
from ingest.parts import is_authority, is_name, is_office
from ingest.references import NUMBER, normalised, valid_date
from ingest.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its place in the normalised text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


_MOTTO = re.compile(
    r"\s*(?:cong hoa xa hoi(?: chu nghia)?(?: viet nam)?|(?:xa hoi )?chu nghia viet nam"
    r"|dang cong san viet nam"
    r"|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc)\s*"
)
"""Of folded text: the tone marks of these lines are often wrong."""
_NUMBER = re.compile(rf"\b[Ss][ốỐ]\s*:?\s*(?P<number>{NUMBER})")
_NUMBER_ALONE = re.compile(rf"(?P<number>{NUMBER})\Z")
_NUMBER_LINE = re.compile(r"\b(?:Số|SỐ)\s*:?\s*(?:\d|[-–/.…]|\Z)")
_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,\n]{1,40}?),\s*[Nn]gày\s*"
    r"(?P<d>\d{1,2})?[\s.…_/]*tháng\s*(?P<m>\d{1,2})?[\s.…_/]*năm\s*(?P<y>\d{4})?"
)
_PLACE_RANK = re.compile(
    r"(?:(?:[Tt]hành phố|TP\.?|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|TX\.?|[Xx]ã|[Pp]hường"
    r"|[Tt]hị trấn|[Đđ]ặc khu)\s+)+(?=[^\W\d_])"
)
_CONTINUES_NAME = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|CHÍNH PHỦ|NHÂN DÂN"
    r"|DÂN\b|VÀ|QUỐC HỘI)(?!\s+[UỦ][ỶYỦ])\b"
)
_KIND_IN_LINE = re.compile(
    r"(?:Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Thông báo|Báo cáo|Tờ trình|Hướng dẫn)\Z"
)
_ABOUT = re.compile(r"V/v\s*:?\s*|Về việc\s+")
_BODY = (
    r"(?:Ban Thường vụ|Ban Chấp hành|Thường trực|Ban cán sự [Đđ]ảng|Đảng đoàn|Tỉnh (?:ủy|uỷ)"
    r"|Thành (?:ủy|uỷ)|Huyện (?:ủy|uỷ)|Quận (?:ủy|uỷ)"
    r"|Thị (?:ủy|uỷ)|Đảng (?:ủy|uỷ|bộ)|Chi bộ|[ỦU]y ban|Uỷ ban|UBND|HĐND|Hội đồng|Chủ tịch"
    r"|Thủ tướng|Bộ trưởng|Bộ|Sở|Ban|Phòng|Cục|Chi cục|Vụ"
    r"|Tổng cục|Trường|Viện|Trung tâm|Văn phòng|Hội|Liên đoàn|Liên minh|Đoàn|Công an|Mặt trận"
    r"|Quốc hội|Chính phủ|Học viện|Thanh tra)"
)
_ISSUES = re.compile(
    rf"(?:^|[,;.”\"):]\s*|\n)(?P<issuer>{_BODY}(?:[ \t][^,;.:()“”\"\n]{{1,90}}?)?)\s+"
    r"(?:ban hành|xây dựng|đề ra|lập|triển khai|quyết định ban hành|yêu cầu)\s+(?:và triển khai "
    r"|thực hiện )?(?:[Kk]ế hoạch|[Cc]hương trình|[Hh]ướng dẫn|[Cc]hỉ thị|[Qq]uyết định"
    r"|[Qq]uy định|[Nn]ghị quyết|[Đđ]ề án)",
    re.MULTILINE,
)
_STANDING = re.compile(
    r"(?:Ban Thường vụ|Ban Chấp hành(?: Đảng bộ)?|Thường trực)\s+(?=(?:Tỉnh|Thành|Huyện|Quận|Thị"
    r"|Đảng) (?:ủy|uỷ))"
)
_PEOPLES = re.compile(r"(?:Ủy|Uỷ) ban nhân dân", re.IGNORECASE)
_INSTITUTIONS = (
    "Hội đồng nhân dân", "Ban Chấp hành", "Ban Thường vụ", "Đảng bộ", "Đảng ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ban Quản lý", "Ban Chỉ đạo", "Trung ương",
)  # fmt: skip
"""As written in running text, for headers whose body never names them."""
_TITLE_WORDS = (
    "Tổng Bí thư", "Bí thư", "Chủ tịch", "Thủ tướng", "Bộ trưởng", "Thứ trưởng", "Giám đốc",
    "Chủ nhiệm", "Chánh Văn phòng",
    "Văn phòng", "Trưởng ban", "Trưởng đoàn", "Trưởng phòng", "Cục trưởng", "Vụ trưởng",
    "Hiệu trưởng", "Viện trưởng",
    "Chánh án", "Chánh Thanh tra", "Chỉ huy trưởng", "Tư lệnh", "Chính ủy", "Ủy viên",
    "Thường trực", "Phó", "Quyền",
    "Ban Thường vụ", "Ban Chấp hành", "Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng đoàn",
    "Ban cán sự đảng", "Quốc hội",
    "Chính phủ", "Ban Chỉ đạo", "Tổng Cục trưởng", "Tổng Giám đốc", "Thống đốc",
    "Kiểm toán Nhà nước",
)  # fmt: skip


def read(
    head: Sequence[Piece],
    recipients: Sequence[Piece],
    signature: Sequence[Piece],
    text: str,
    references: Sequence[Reference],
) -> Header:
    """Return what the document says of itself; ``head`` is all before the first label."""
    casing = Casing(text)
    zone = _zone(head)
    number = _number(zone)
    issued_on, place = _dateline(zone)
    superior, issuer = _bodies(zone, casing)
    kind, subject = _kind(head, casing)
    header = Header(
        kind=kind,
        number=number,
        issuer=issuer or _stated_issuer(head),
        superior=superior,
        place=place,
        issued_on=issued_on,
        subject=_with_place(subject, place),
        recipients=tuple(_recipients(recipients)),
    )
    return _placed(_signed(header, signature), text, references)


def override(header: Header, given: Mapping[str, str]) -> Header:
    """Return the header with values stated from outside, by field name; empty ones are ignored.

    Raises IngestError for an unknown field or a date that is not year-month-day.
    """
    changes: dict[str, object] = {}
    for key, value in given.items():
        if key not in Header.__dataclass_fields__ or key == "recipients":
            raise IngestError(f"Không có trường “{key}” trong phần thông tin kèm theo văn bản.")
        if not value.strip():
            continue
        stated: Stated[str] | Stated[date]
        if key == "issued_on":
            stated = Stated(_given_date(value.strip()), None, None, Provenance.GIVEN)
        else:
            stated = Stated(value.strip(), None, None, Provenance.GIVEN)
        changes[key] = stated
    return replace(header, **changes)  # type: ignore[arg-type]


def given_in(header: Header) -> dict[str, Stated[Any]]:
    """Return the values stated from outside, by field name."""
    values = {name: getattr(header, name) for name in Header.__dataclass_fields__}
    return {
        name: stated
        for name, stated in values.items()
        if isinstance(stated, Stated) and stated.provenance is Provenance.GIVEN
    }


def _given_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise IngestError(f"Ngày “{value}” không đúng dạng năm-tháng-ngày.") from error


def _zone(head: Sequence[Piece]) -> list[Piece]:
    """Return the pieces above the line that names the kind; the first dozen without one."""
    for number, piece in enumerate(head[:40]):
        if kind_line(piece.text):
            return list(head[:number])
    return [piece for piece in head[:12] if len(piece.text) < 160]


def _number(zone: Sequence[Piece]) -> Stated[str] | None:
    for piece in zone:
        if match := _NUMBER.search(piece.text) or _NUMBER_ALONE.match(piece.text):
            start, end = match.span("number")
            return Stated(normalised(match["number"]), piece.start + start, piece.start + end)
    return None


def _dateline(zone: Sequence[Piece]) -> tuple[Stated[date] | None, Stated[str] | None]:
    for piece in zone:
        match = _DATE.search(piece.text)
        if match is None:
            continue
        issued = None
        if match["d"] and match["m"] and match["y"]:
            day = valid_date(match["d"], match["m"], match["y"])
            start = piece.start + piece.text.lower().index("ngày", match.end("place"))
            issued = Stated(day, start, piece.start + match.end()) if day else None
        start = match.start("place")
        if rank := _PLACE_RANK.match(match["place"]):
            start += rank.end()
        name = piece.text[start : match.end("place")]
        return issued, Stated(name, piece.start + start, piece.start + match.end("place"))
    return None, None


def _bodies(zone: Sequence[Piece], casing: Casing) -> tuple[Stated[str] | None, Stated[str] | None]:
    """Read the left column: the superior body, then the issuer."""
    names: list[tuple[int, int, str]] = []
    for piece in zone:
        for start, end in _name_spans(piece):
            text = piece.text[start:end]
            if names and _CONTINUES_NAME.match(text) and not places.named_place(names[-1][2]):
                first, stop, before = names.pop()
                first = first if piece.start + start <= stop + 1 else piece.start + start
                names.append((first, piece.start + end, f"{before} {text}"))
            else:
                names.append((piece.start + start, piece.start + end, text))
    if not names:
        return None, None
    start, end, text = names[-1]
    issuer = Stated(_body_name(casing.name(text)), start, end)
    if len(names) == 1:
        return None, issuer
    start, end, text = names[-2]
    superior = Stated(_body_name(casing.name(text)), start, end)
    if not places.named_place(issuer.value) and places.rank_of(issuer.value) is None:
        issuer = _with_superior_place(issuer, superior)
    return superior, issuer


def _with_superior_place(issuer: Stated[str], superior: Stated[str]) -> Stated[str]:
    place, rank = places.named_place(superior.value), places.rank_of(superior.value)
    if place is None or rank is None or place in issuer.value:
        return issuer
    return replace(issuer, value=f"{issuer.value} {rank} {place}")


def _name_spans(piece: Piece) -> list[tuple[int, int]]:
    """Return the parts in capitals that may name a body: no motto, number or date."""
    text = piece.text
    end = len(text)
    for pattern in (_NUMBER_LINE, _NUMBER_ALONE, _DATE):
        if match := pattern.search(text):
            end = min(end, match.start())
    spans = []
    position = 0
    for match in [*_MOTTO.finditer(fold(text), 0, end), None]:
        stop = match.start() if match else end
        part = text[position:stop]
        start = position + len(part) - len(part.lstrip(" *-–"))
        stop = position + len(part.rstrip(" *-–"))
        if stop - start > 4 and is_shouted(text[start:stop]):
            spans.append((start, stop))
        position = match.end() if match else end
    return spans


def _body_name(name: str) -> str:
    name = _PEOPLES.sub("UBND", name)
    for rank in places.RANKS:
        name = re.sub(rf"(?<=\s){rank}(?=\s(?![uUủỦ][yYỷỶ]\b))", rank, name, flags=re.IGNORECASE)
    for institution in _INSTITUTIONS:
        name = re.sub(rf"\b{institution}\b", institution, name, flags=re.IGNORECASE)
    return re.sub(
        r"\b(Huyện|Tỉnh|Thành|Quận|Thị|Đảng) [UuỦủ][YyỶỷỦủ]\b", lambda m: f"{m[1]} ủy", name
    )


def _kind(head: Sequence[Piece], casing: Casing) -> tuple[Stated[str] | None, Stated[str] | None]:
    for number, piece in enumerate(head[:40]):
        named = kind_line(piece.text)
        if named is None and len(piece.text) < 30 and _KIND_IN_LINE.match(piece.text):
            named = piece.text
        if named:
            kind = Stated(_sentence(named.lower()), piece.start, piece.start + len(named))
            return kind, _subject(head[number + 1 : number + 4], casing)
    for piece in head[:15]:
        if (match := _ABOUT.match(piece.text)) and len(piece.text) < 300:
            value = piece.text[match.end() :]
            return (
                Stated("Công văn", piece.start, piece.start + match.end(), Provenance.INFERRED),
                Stated(value, piece.start + match.end(), piece.end),
            )
    return None, None


def _subject(after: Sequence[Piece], casing: Casing) -> Stated[str] | None:
    if not after:
        return None
    piece = after[0]
    ended = piece.text.endswith((";", ":")) or len(piece.text) > 700
    if ended or labels.bullet(piece.text) or piece.text.startswith("Căn cứ"):
        return None
    value = casing.sentence(piece.text) if is_shouted(piece.text) else piece.text
    return Stated(_sentence(value.rstrip(".")), piece.start, piece.end)


def _with_place(subject: Stated[str] | None, place: Stated[str] | None) -> Stated[str] | None:
    """Give the subject the place's capitals, where no sentence of the text shows them."""
    if subject is None or place is None:
        return subject
    pattern = re.compile(rf"(?<!\w){re.escape(place.value)}(?!\w)", re.IGNORECASE)
    return replace(subject, value=pattern.sub(lambda _: place.value, subject.value))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stated_issuer(head: Sequence[Piece]) -> Stated[str] | None:
    """Read what the opening says: "…, Ban Thường vụ Huyện ủy ban hành Kế hoạch …"."""
    for piece in reversed(head):
        matches = list(_ISSUES.finditer(piece.text))
        if matches:
            start, end = matches[-1].span("issuer")
            value = _body_name(" ".join(matches[-1]["issuer"].split()))
            return Stated(value, piece.start + start, piece.start + end, Provenance.INFERRED)
    return None


def _recipients(pieces: Sequence[Piece]) -> list[Stated[str]]:
    found = []
    for piece in pieces:
        text = piece.text
        mark = labels.bullet(text)
        start = mark[1] if mark else 0
        if not mark and re.match(r"[Nn]ơi nhận\s*:?", text):
            start = re.match(r"[Nn]ơi nhận\s*:?\s*", text).end()  # type: ignore[union-attr]
        value = text[start:].rstrip(" ;,.")
        if value:
            found.append(Stated(value, piece.start + start, piece.start + start + len(value)))
    return found


def _signed(header: Header, signature: Sequence[Piece]) -> Header:
    authority = office = signer = None
    for piece in signature:
        text = piece.text
        if is_authority(text) and authority is None:
            cut = _office_start(text)
            body = text[:cut].rstrip(" ,") if cut else text
            authority = Stated(_office_case(body), piece.start, piece.start + len(body))
            if cut:
                office = Stated(_office_case(text[cut:]), piece.start + cut, piece.end)
        elif is_office(text):
            office = Stated(_office_case(text), piece.start, piece.end)
        elif is_name(text) and not (is_shouted(text) and authority is None and office is None):
            signer = Stated(_person(text), piece.start, piece.end)
            break
    return replace(header, signing_authority=authority, signer_title=office, signer=signer)


def _office_start(text: str) -> int:
    """Where the signer's office begins in "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ"; 0 without one."""
    for match in re.finditer(
        r"\s(?=(?:PHÓ\s|BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG BAN))", text
    ):
        rest = text[match.end() :]
        before = re.sub(
            r"\A\S*[./]\S*\s*|\A(?:KT|TM|TL|TUQ)\.?\s*", "", text[: match.start()]
        ).strip()
        if is_office(rest) and before:
            return match.end()
    return 0


def _office_case(text: str) -> str:
    prefix = re.match(r"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)[./]?\s*", text)
    head = text[: prefix.end()] if prefix else ""
    value = text[len(head) :].lower()
    for title in sorted(_TITLE_WORDS, key=len):
        value = re.sub(rf"\b{title}\b", title, value, flags=re.IGNORECASE)
    value = re.sub(r"\bPhó (Chủ|Bí|Giám|Thủ|Trưởng|Chánh|Hiệu|Viện|Cục|Vụ|Tổng)", r"Phó \1", value)
    return head + _sentence(value)


def _person(text: str) -> str:
    return text.title() if text.isupper() else text


def _placed(header: Header, text: str, references: Sequence[Reference]) -> Header:
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
    if not re.search(rf"(?:ủy|{'|'.join(places.RANKS)})\Z", bare, re.IGNORECASE):
        return issuer
    return replace(issuer, value=f"{bare} {place.value}", provenance=Provenance.INFERRED)
