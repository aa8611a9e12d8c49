"""The header by the forms of Decree 30/2020 (State) and Guidance 36-HD/VPTW (Party)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from ingest.document import Header, Provenance, Reference, Stated
from ingest.errors import IngestError
from ingest.reading import issuers, letterhead
from ingest.reading.capitals import is_shouted, sentence
from ingest.reading.casing import Casing
from ingest.reading.kind_lines import kind_and_subject, kind_line, kind_of_body
from ingest.reading.references import NUMBER, normalised, valid_date
from ingest.reading.signing import Piece, signed
from ingest.vietnamese import kinds, labels, ranks
from ingest.vietnamese.body_names import written_out
from ingest.vietnamese.dates import PLACED, Grain, periods
from ingest.vietnamese.forms import ENCLOSED
from ingest.vietnamese.text import fold

_NUMBER = re.compile(rf"\b[Ss][ốỐ]\s*:?\s*(?P<number>{NUMBER})")
_NUMBER_JOINED = re.compile(
    r"[Ss][ốỐ]\s*:?\s*(?P<number>(?P<digits>\d{1,4})\s?(?P<symbol>"
    rf"(?:{kinds.SYMBOLS})\s?(?P<mark>[-–/])\s?[A-ZĐ][\w-]*))"
)
"""A number that a scan was read of without the mark after its digits."""
_NUMBER_BESIDE = re.compile(r"\b[Ss][ốỐ]\s*:?\s*[\d.…_]*\s*[-–/]\s*[A-ZĐ]\S*\s+(?=\S)")
"""A number, its figures left blank or not, before the place and date on one line."""
_BASIS = re.compile(r"(?:[-–+*]\s*)?(?:can cu|xet de nghi|theo de nghi|thuc hien)\b(?!\Z)")
"""Of folded text: what is cited from here on are other documents."""
_HEADER_LINE = re.compile(r"(?:[Hh]ạnh phúc|VIỆT NAM|[Nn]ăm\s*(?:\d{4})?)\W*\Z")
"""What stands before the number where both columns are on one line."""
_PLACE_RANK = re.compile(
    rf"(?:(?:(?i:{ranks.WORDS})|(?:{'|'.join(ranks.SHORT)})\.?)\s+)+(?=[^\W\d_])"
)
_SUBJECT_LINES = 5
_LONGEST_SUBJECT = 300
_FULL, _REST = 60, 90
"""Characters from which a line was broken for want of room, and those of the rest of a subject."""
_OPENS = re.compile(
    r"(?:kinh gui|noi nhan|so\b|ngay\b|dieu\b|hom nay|theo\b|qua\b|tai\b|trong\b|de\b)"
)
"""Of folded text: what stands below a subject and is no more of it."""
_SHORTEST_SUBJECT = 3
_KIND_IN_LINE = re.compile(rf"(?:{kinds.SYMBOLIC})\Z")
_RECIPIENTS = re.compile(r"(?:Nơi|nơi|NƠI)\s+(?:nhận|NHẬN)\s*:?\s*")
_ABOUT = re.compile(r"V/v\s*:?\s*|Về việc\s+")
_ABOUT_BARE = re.compile(r"Về\s+(?=\S)")
_TO = re.compile(r"Kính gửi\b")
_LETTER_LINES = 15
_HEADS = (
    r"(?:chu tich|bo truong|(?:tong )?giam doc|thong doc|truong ban|(?:tong )?cuc truong|chanh an"
    r"|vien truong|hieu truong|chu nhiem|tong thanh tra)"
)
"""Of folded text: who heads a body, before its name."""
_ASKS_NAME = re.compile(
    r"(?:,|\b(?:cua|voi|giua|do|va|tai|cho|cac|theo|thuoc|boi|den|ve|o|cap|truc thuoc))\Z"
)
"""Of folded text: what a name belongs to that follows."""
_ADOPTED = re.compile(
    rf"\b(?:Hiến pháp|{kinds.CITED}) này (?:đã )?được [^.;]{{5,200}}?"
    r"thông qua\s+(?P<day>ngày[^.;]{8,40})"
)
"""How an assembly's act says when it was adopted."""


def read(
    head: Sequence[Piece],
    recipients: Sequence[Piece],
    signature: Sequence[Piece],
    text: str,
    references: Sequence[Reference],
    *,
    scanned: bool = False,
) -> Header:
    """Return what the document says of itself; ``head`` is all before the first label."""
    casing = Casing(text, misread=scanned)
    head = head[letterhead.start([piece.text for piece in head]) :]
    zone = _zone(head)
    number = _number(zone)
    issued_on, place = _dateline(zone)
    superior, issuer = issuers.bodies(zone, casing, number)
    kind, subject = _kind(head, casing)
    subject = subject or _issued_as(kind, head)
    header = Header(
        kind=kind,
        number=number,
        issuer=issuer or issuers.stated(head) or _above_bases(head, casing),
        superior=superior,
        place=place,
        issued_on=issued_on,
        subject=_with_place(_without_authority(subject, issuer), place),
        recipients=tuple(_recipients(recipients)),
    )
    header = _promulgated(signed(header, signature, casing), zone, head[len(zone) :], references)
    header = replace(header, issued_on=header.issued_on or _adopted(zone, text))
    return issuers.placed(issuers.central(header, text), text, references)


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
    """Return the pieces above the line that names the kind; without one, those above the bases."""
    for number, piece in enumerate(head[:40]):
        if kind_line(piece.text) or kind_of_body(piece.text):
            return list(head[:number])
        if _BASIS.match(fold(piece.text)):
            return list(head[:number])
    return [piece for piece in head[:12] if len(piece.text) < 160]


def _above_bases(head: Sequence[Piece], casing: Casing) -> Stated[str] | None:
    """Return who is named in capitals right above the bases, where the letterhead is missing."""
    for piece, below in pairwise(head):
        if _BASIS.match(fold(below.text)):
            return issuers.in_capitals(piece, casing)
    return None


def _number(zone: Sequence[Piece]) -> Stated[str] | None:
    before = ""
    for piece in zone:
        open_end = before if not re.search(r"\d", before) else ""
        set_up = issuers.SET_UP_BY.search(fold(f"{open_end} {piece.text}"))
        before = piece.text
        if set_up is not None:
            continue
        if match := _NUMBER.search(piece.text) or issuers.NUMBER_ALONE.match(piece.text):
            if not _opens_line(piece.text[: match.start()]):
                continue
            start, end = match.span("number")
            return Stated(normalised(match["number"]), piece.start + start, piece.start + end)
        if match := _NUMBER_JOINED.match(piece.text):
            start, end = match.span("number")
            # State and Party write "12/KH-UBND" and "12-KH/HU": the marks are never twice the same.
            lost = "-" if match["mark"] == "/" else "/"
            number = f"{match['digits']}{lost}{match['symbol']}"
            value = normalised(number)
            return Stated(value, piece.start + start, piece.start + end, Provenance.INFERRED)
    return None


def _opens_line(before: str) -> bool:
    """Tell the document's own number from one that its subject or a sentence cites."""
    before = before.strip()
    if _ABOUT.match(before):
        return False
    return len(before.split()) <= 2 or is_shouted(before) or bool(_HEADER_LINE.search(before))


def _dateline(zone: Sequence[Piece]) -> tuple[Stated[date] | None, Stated[str] | None]:
    for piece in zone:
        beside = [found.end() for found in issuers.MOTTO.finditer(fold(piece.text))]
        beside += [found.end() for found in _NUMBER_BESIDE.finditer(piece.text)]
        match = PLACED.search(piece.text, max(beside, default=0))
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


def _kind(head: Sequence[Piece], casing: Casing) -> tuple[Stated[str] | None, Stated[str] | None]:
    for number, piece in enumerate(head[:40]):
        if named := kind_of_body(piece.text):
            kind = Stated(sentence(named.lower()), piece.start, piece.start + len(named))
            return kind, _subject(
                _below_name(head[number + 1 : number + 5 + _SUBJECT_LINES]), casing
            )
        named = kind_line(piece.text)
        if named is None and len(piece.text) < 30 and _KIND_IN_LINE.match(piece.text):
            named = piece.text
        if named:
            kind = Stated(sentence(named.lower()), piece.start, piece.start + len(named))
            return kind, _subject(head[number + 1 : number + 1 + _SUBJECT_LINES], casing)
    return _letter(head) or _in_one_line(head, casing) or (None, None)


def _letter(head: Sequence[Piece]) -> tuple[Stated[str], Stated[str]] | None:
    """Return kind and subject of an official letter, which names no kind: "V/v …"."""
    addressed = any(_TO.match(piece.text) for piece in head[:_LETTER_LINES])
    for number, piece in enumerate(head[:_LETTER_LINES]):
        match = _ABOUT.match(piece.text) or (_ABOUT_BARE.match(piece.text) if addressed else None)
        if match and len(piece.text) < _LONGEST_SUBJECT:
            start = piece.start + match.end()
            value, end = piece.text[match.end() :], piece.end
            for below in head[number + 1 : number + _SUBJECT_LINES]:
                if not below.text[:1].islower() or value.endswith((".", ";", ":")):
                    break
                value, end = f"{value} {below.text}", below.end
            kind = Stated("Công văn", piece.start, start, Provenance.INFERRED)
            return kind, Stated(value, start, end)
    return None


def _in_one_line(
    head: Sequence[Piece], casing: Casing
) -> tuple[Stated[str], Stated[str] | None] | None:
    """Return kind and subject where one line in capitals, below the date, holds both."""
    dated = next((n for n, p in enumerate(head[:40]) if PLACED.search(p.text)), None)
    if dated is None:
        return None
    for number, piece in enumerate(head[dated + 1 : dated + 5], dated + 1):
        if found := kind_and_subject(piece.text):
            named, end = found
            kind = Stated(sentence(named.lower()), piece.start, piece.start + len(named))
            start = end + len(piece.text[end:]) - len(piece.text[end:].lstrip(" :.-–"))
            rest = Piece(piece.text[start:], piece.start + start)
            return kind, _subject([rest, *head[number + 1 : number + _SUBJECT_LINES]], casing)
    return None


def _below_name(after: Sequence[Piece]) -> Sequence[Piece]:
    """Return what follows the rest of the issuer's name, in capitals like its beginning."""
    for number, piece in enumerate(after):
        if not is_shouted(piece.text):
            return after[number:]
    return ()


def _subject(after: Sequence[Piece], casing: Casing) -> Stated[str] | None:
    if not after:
        return None
    piece = after[0]
    ended = piece.text.endswith((";", ":")) or len(piece.text) > 700
    if ended or labels.bullet(piece.text) or piece.text.startswith("Căn cứ"):
        return None
    bracketed = re.fullmatch(r"\(((?:V/v|Về)[^()]+)\)", piece.text)
    start, end = bracketed.span(1) if bracketed else (0, len(piece.text))
    if enclosed := ENCLOSED.search(piece.text):
        end = enclosed.start()
    value, stop = piece.text[start:end].rstrip(), piece.start + start
    stop += len(value)
    if end == len(piece.text):
        for below in after[1:_SUBJECT_LINES]:
            if not _subject_goes_on(value, below.text):
                break
            value, stop = f"{value} {below.text.rstrip()}", below.end
    if not value:
        return None
    value = casing.sentence(value) if is_shouted(value) else value
    return Stated(sentence(value.rstrip(".")), piece.start + start, stop)


def _issued_as(kind: Stated[str] | None, head: Sequence[Piece]) -> Stated[str] | None:
    """Return what a document without a title is about by the line that issues it.

    "Bộ trưởng Bộ Xây dựng ban hành Thông tư sửa đổi …."
    """
    if kind is None:
        return None
    issues = re.compile(
        rf"\bban hành {re.escape(kind.value)}\s+(?P<subject>[^;:]{{8,300}}?)\.?\Z", re.I
    )
    for piece in head:
        if match := issues.search(piece.text):
            start, end = (piece.start + at for at in match.span("subject"))
            return Stated(sentence(match["subject"]), start, end, Provenance.INFERRED)
    return None


def _subject_goes_on(above: str, text: str) -> bool:
    """Tell whether a line is more of the subject, which a paragraph's end breaks in some files."""
    folded = fold(text)
    if above.endswith((".", ";", ":")) or len(text) > _LONGEST_SUBJECT or text.startswith("("):
        return False
    if _BASIS.match(folded) or labels.readings(text) or labels.bullet(text):
        return False
    if is_shouted(above) or len(above) < _SHORTEST_SUBJECT:
        return is_shouted(text) and not issuers.names_office(folded)
    if text[:1].islower():
        return True
    broken = len(above) >= _FULL and len(text) <= _REST and not text.endswith((".", ";", ":", ","))
    other = _OPENS.match(folded) or PLACED.search(text) or issuers.names_office(folded)
    return broken and not (other or is_shouted(text))


def _with_place(subject: Stated[str] | None, place: Stated[str] | None) -> Stated[str] | None:
    """Give the subject the place's capitals, where no sentence of the text shows them."""
    if subject is None or place is None:
        return subject
    pattern = re.compile(rf"(?<!\w){re.escape(place.value)}(?!\w)", re.IGNORECASE)
    return replace(subject, value=pattern.sub(lambda _: place.value, subject.value))


def _without_authority(
    subject: Stated[str] | None, issuer: Stated[str] | None
) -> Stated[str] | None:
    """Cut off the issuer's name above the bases, which stands under the subject in capitals too."""
    if subject is None or subject.end is None or issuer is None:
        return subject
    name = re.escape(written_out(fold(issuer.value)))
    found = re.search(rf"\s(?:{_HEADS}\s+)?{name}\Z", fold(subject.value))
    if found is None or _ASKS_NAME.search(fold(subject.value)[: found.start()]):
        return subject
    kept = subject.value[: found.start()]
    return replace(subject, value=kept, end=subject.end - (len(subject.value) - len(kept)))


def _adopted(zone: Sequence[Piece], text: str) -> Stated[date] | None:
    """Return the day on which an act says it was adopted, where its letterhead has no date line."""
    if any(PLACED.search(piece.text) for piece in zone):
        return None
    for match in _ADOPTED.finditer(text):
        found = [period for period in periods(match["day"]) if period.grain is Grain.DAY]
        if found and found[0].first:
            start = match.start("day")
            span = start + found[0].start, start + found[0].end
            return Stated(found[0].first, *span, Provenance.INFERRED)
    return None


def _recipients(pieces: Sequence[Piece]) -> list[Stated[str]]:
    found = []
    for piece in pieces:
        text = piece.text
        mark = labels.bullet(text)
        start = mark[1] if mark else 0
        if headed := _RECIPIENTS.match(text, start):
            start = headed.end()
        value = text[start:].rstrip(" ;,.")
        if value:
            found.append(Stated(value, piece.start + start, piece.start + start + len(value)))
    return found


def _promulgated(
    header: Header, zone: Sequence[Piece], below: Sequence[Piece], references: Sequence[Reference]
) -> Header:
    """Complete a header without number from what the document says it came out with.

    "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày … của …)" under the subject.
    """
    if header.number is not None or any(issuers.NUMBER_LINE.search(piece.text) for piece in zone):
        return header
    for piece in below[:8]:
        match = ENCLOSED.search(piece.text)
        if match is None:
            continue
        start = piece.start + match.end()
        with_it = next((r for r in references if start - 2 <= r.start <= start + 20), None)
        if with_it is None:
            return header
        start, end, inferred = with_it.start, with_it.end, Provenance.INFERRED
        issued_on, issuer = header.issued_on, header.issuer
        if issued_on is None and with_it.issued_on is not None:
            issued_on = Stated(with_it.issued_on, start, end, inferred)
        if issuer is None and with_it.issuer is not None:
            issuer = Stated(issuers.named(with_it.issuer), start, end, inferred)
        number = Stated(with_it.number, start, end, inferred)
        return replace(header, number=number, issued_on=issued_on, issuer=issuer)
    return header
