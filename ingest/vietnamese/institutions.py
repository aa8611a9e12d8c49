"""How bodies are called as issuers write it: in letterheads, in capitals, at the head of a line.

What running text calls them stands in ``bodies``, by a table; a letterhead names a body alone, its
tone marks are often wrong, and any institution may stand there.
"""

import re

from ingest.vietnamese import ranks
from ingest.vietnamese.tables import alternatives, rows
from ingest.vietnamese.text import fold, normalise

HEAD_WORDS = re.compile(
    r"(?:uy ban|ubnd|hdnd|hoi|bo|so|ban|phong|cuc|chi cuc|vu|tong|truong|vien|trung tam|van phong"
    r"|lien|doan|cong an|mat tran|quoc hoi|chinh phu|thu tuong|chu tich|hoc vien|thanh tra|dang"
    r"|huyen uy|tinh uy|thanh uy|quan uy|thi uy|chi bo|toa an|kiem toan|ngan hang|bao|kho bac"
    r"|cong ty|tap doan|quy|hiep hoi|cau lac bo|dai|nha xuat ban|benh vien|tram|doi|to|tieu ban"
    r"|thuong truc|dai hoc|thue|hai quan|chi nhanh|bch"
    r"|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|xi nghiep)\b"
)
"""Of folded text: how the name of a body, or of its place, begins."""
OFFICE = re.compile(
    r"(?:uy ban|ubnd|hdnd|hoi dong|bo truong|bo (?!tieu chi)|so |ban (?:chap|thuong|chi dao|bi thu"
    r"|quan ly|to chuc|giam doc)|truong ban|thu tuong|chu tich|chinh phu|quoc hoi|giam doc"
    r"|tong giam doc|thong doc|chu nhiem|cuc truong|tong cuc|vien truong|chanh an|hieu truong"
    r"|tong kiem toan|tong thanh tra|tinh uy|huyen uy|thanh uy|dang uy|quyet dinh|quyet nghi)"
)
"""Of folded text: a line that begins so names a body or who heads it, or what they decide."""
HEAD_OF = re.compile(r"(?:chu tich|truong|pho chu tich)\s+(?=uy ban|hoi dong|ban chi dao|quoc hoi)")
"""Of folded text: whoever heads a body, before its name."""
PEER = re.compile(
    r"(?:bo|so|ban|toa an|vien|uy ban|tong lien doan|lien doan|hoi|cong an|thanh tra|ngan hang"
    r"|bao hiem|doan|mat tran|kho bac|lien minh)\b"
)
"""Of folded text: bodies that issue together begin alike."""
BRANCH = re.compile(r"chi nhanh\b")
HAS_BRANCHES = re.compile(r"(?:ngan hang|cong ty|tong cong ty|tap doan|quy|lien minh)\b")
"""Of folded text: a branch is named below the body that it is of, and with it."""
CENTRAL = re.compile(
    r"(?:bo|chinh phu|thu tuong|quoc hoi|uy ban thuong vu quoc hoi|chu tich nuoc|ngan hang nha nuoc"
    r"|kiem toan nha nuoc|thanh tra chinh phu|van phong (?:chinh phu|quoc hoi|trung uong)"
    r"|toa an nhan dan toi cao|vien kiem sat nhan dan toi cao"
    r"|ban (?:chap hanh trung uong|bi thu|.* trung uong)"
    r"|ban chi dao (?:nha nuoc|trung uong|quoc gia)|bo chinh tri|uy ban dan toc"
    r"|dai truyen hinh viet nam|dai tieng noi viet nam"
    r"|bao hiem xa hoi viet nam|thong tan xa viet nam"
    r"|(?:tong|hoi|ngan hang|tap doan|lien|doan|vien|kho bac|cuc|hiep hoi) .*viet nam\Z)\b"
)
"""Of folded text: a body of the whole country, whose seat is not its place."""
BODY = (
    r"(?:Ban Thường vụ|Ban Chấp hành|Thường trực|Ban cán sự [Đđ]ảng|Đảng đoàn"
    rf"|{ranks.COMMITTEE}|Đảng bộ|Chi bộ|[ỦU]y ban|Uỷ ban|UBND|HĐND|Hội đồng|Chủ tịch"
    r"|Thủ tướng|Bộ trưởng|Bộ|Sở|Ban|Phòng|Cục|Chi cục|Vụ"
    r"|Tổng cục|Trường|Viện|Trung tâm|Văn phòng|Hội|Liên đoàn|Liên minh|Đoàn|Công an|Mặt trận"
    r"|Quốc hội|Chính phủ|Học viện|Thanh tra)"
)
"""Pattern of how a body's name begins in running text that says who issues."""
STANDING = re.compile(
    rf"(?:Ban Thường vụ|Ban Chấp hành(?: Đảng bộ)?|Thường trực)\s+(?={ranks.COMMITTEE})"
)
"""What stands for a committee, before its name."""
COMMITTEE = re.compile(rf"{ranks.COMMITTEE}\b")
PEOPLES = re.compile(r"(?:Ủy|Uỷ|Uy) ban nhân dân", re.IGNORECASE)
INSTITUTIONS = (
    "Hội đồng nhân dân", "Ban Chấp hành", "Ban Thường vụ", "Đảng bộ", "Đảng ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Kiểm tra", "Ban Quản lý", "Ban Chỉ đạo",
    "Trung ương", "Ủy ban Thường vụ Quốc hội", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ",
)  # fmt: skip
"""As written in running text, for headers whose body never names them."""
FIRST_SYLLABLES = frozenset(
    {"bộ", "sở", "phòng", "ban", "hội", "trạm", "trung", "ủy", "đội", "công", "chủ", "phó", "văn"}
    | {"cục", "chi", "đảng", "huyện", "thành", "quân", "mặt", "tòa", "viện", "trường", "thanh"}
    | {"liên", "bí", "giám"}
)
"""First words of what bodies and offices are called."""
NO_BODIES = frozenset({("công", "văn"), ("công", "điện"), ("trung", "ương"), ("văn", "bản")})
"""Begin as bodies do and are none."""
_CASED: dict[str, str] = {}
_BEGINNINGS = {"bch", "câu", "đội", "xí"}
"""First words of names, in small letters, with their marks: "SỔ TAY" is no department ("Sở")."""
for _form, _kind, _ in rows("bodies.tsv"):
    _BEGINNINGS.add(_form.split()[0].lower())
    if " " in _form and _form[:1].isupper() and _kind in {"name", "head", "field", "common"}:
        _CASED.setdefault(_form.lower(), _form)
_KNOWN = re.compile(rf"(?<!\w)(?:{alternatives(_CASED)})(?!\w)", re.IGNORECASE)


def begins_name(text: str) -> bool:
    """Tell whether a line in capitals begins as the name of a body does; typed bare, it may."""
    if HEAD_WORDS.match(fold(text)) is None:
        return False
    return text.isascii() or normalise(text).split()[0].lower() in _BEGINNINGS


def cased(name: str) -> str:
    """Return the name of a body with the parts that the table of bodies knows as written there."""
    return _KNOWN.sub(lambda found: _CASED[" ".join(found.group().lower().split())], name)
