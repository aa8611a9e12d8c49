"""The lines of a signature: on whose behalf, in which office, and who signed."""

import re

from ingest.reading.capitals import is_shouted
from ingest.vietnamese.tokens import LOWER, UPPER

_AUTHORITY = re.compile(
    rf"(?:T/M|TM|T\.M|KT|K/T|TL|T/L|TUQ|T/UQ|Q(?=\.))(?:[./]\s*|\s+)(?=[{UPPER}]{{2}})"
)
_OFFICE = re.compile(
    r"(?:(?:PHÓ|QUYỀN|ĐỒNG|CHÁNH|TỔNG|THƯỜNG TRỰC)\s+)*"
    r"(?:TỔNG BÍ THƯ|BÍ THƯ|CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|CHỦ NHIỆM"
    r"|CHÁNH VĂN PHÒNG|VĂN PHÒNG"
    r"|TRƯỞNG\s+(?:BAN|ĐOÀN|PHÒNG|TIỂU BAN|THUẾ|KHOA|TRẠM|CÔNG AN|CHI CỤC|CƠ SỞ|VĂN PHÒNG|BỘ PHẬN"
    r"|HẢI QUAN)|CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG CỤC TRƯỞNG|HIỆU TRƯỞNG"
    r"|VIỆN TRƯỞNG"
    r"|CHÁNH ÁN|CHÁNH THANH TRA|CHỈ HUY TRƯỞNG|TƯ LỆNH|CHÍNH ỦY|ỦY VIÊN|KIỂM TOÁN NHÀ NƯỚC"
    r"|THỐNG ĐỐC|THƯỜNG TRỰC)"
    rf"(?:\s+[{UPPER},\-–]+)*\Z"
)
_NAME = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Đại tướng"
    rf"|Thượng tướng)[.\s]+)*(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{2,}})(?:\s+(?:[{UPPER}][{LOWER}']*"
    rf"|[{UPPER}]{{2,}})){{1,5}}\Z"
)


def is_authority(text: str) -> bool:
    """Return whether the line opens a signature ("T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH")."""
    return bool(_AUTHORITY.match(text)) and is_shouted(text)


def is_office(text: str) -> bool:
    """Return whether the line is the office of a signer ("PHÓ CHỦ TỊCH")."""
    return len(text) < 80 and bool(_OFFICE.match(text))


def is_name(text: str) -> bool:
    """Return whether the line may be a person's name."""
    return len(text) < 45 and bool(_NAME.match(text)) and not is_office(text)
