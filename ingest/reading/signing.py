"""The signature block: authority, office and name of who signed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Header, Stated
from ingest.reading.capitals import is_shouted, sentence
from ingest.reading.casing import Casing
from ingest.reading.signature_lines import is_authority, is_name, is_office


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its place in the normalised text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


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


def signed(header: Header, signature: Sequence[Piece], casing: Casing) -> Header:
    """Return the header with what the signature block says."""
    authority = office = signer = None
    for piece in signature:
        text = piece.text
        if is_authority(text) and authority is None:
            cut = _office_start(text)
            body = text[:cut].rstrip(" ,") if cut else text
            authority = Stated(_office_case(body, casing), piece.start, piece.start + len(body))
            if cut:
                office = Stated(_office_case(text[cut:], casing), piece.start + cut, piece.end)
        elif is_office(text):
            office = Stated(_office_case(text, casing), piece.start, piece.end)
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


def _office_case(text: str, casing: Casing) -> str:
    prefix = re.match(r"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)[./]?\s*", text)
    head = text[: prefix.end()] if prefix else ""
    value = casing.restored(text[len(head) :]).lower()
    for title in sorted(_TITLE_WORDS, key=len):
        value = re.sub(rf"\b{title}\b", title, value, flags=re.IGNORECASE)
    value = re.sub(r"\bPhó (Chủ|Bí|Giám|Thủ|Trưởng|Chánh|Hiệu|Viện|Cục|Vụ|Tổng)", r"Phó \1", value)
    return head + sentence(value)


def _person(text: str) -> str:
    return text.title() if text.isupper() else text
