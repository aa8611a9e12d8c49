"""Invented documents in the forms of State and Party, for the tests of this package."""

from ingest import pipeline
from ingest.document import Document, Section, SectionKind

STATE = """ỦY BAN NHÂN DÂN
TỈNH HÒA GIANG
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Giang, ngày 05 tháng 12 năm 2024

KẾ HOẠCH
Thực hiện Nghị quyết số 18-NQ/TU ngày 02/10/2024 của Ban Chấp hành Đảng bộ tỉnh
-----

Căn cứ Nghị quyết số 18-NQ/TU ngày 02/10/2024 của Ban Chấp hành Đảng bộ tỉnh về\
 phát triển làng nghề; Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của các cấp về phát triển làng nghề.
- Bảo đảm 80,1% hộ làng nghề được tập huấn.
2. Yêu cầu
Việc thực hiện phải nghiêm túc, hiệu quả, tránh hình thức.

II. NHIỆM VỤ
1. Về đào tạo
a) Đào tạo nghề
- Mở 12 lớp cho 3.000 lao động.
+ Lớp ngắn hạn: 8 lớp.
+ Lớp dài hạn: 4 lớp.
b) Bồi dưỡng nghệ nhân
Mỗi năm bồi dưỡng 40 nghệ nhân.
2. Về vốn: Ngân hàng chính sách cho vay theo quy định.

III. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương chủ trì, theo dõi việc thực hiện.
2. Sở Tài chính bố trí kinh phí hằng năm.
Trên đây là Kế hoạch thực hiện Nghị quyết số 18-NQ/TU, yêu cầu các đơn vị nghiêm túc triển khai./.

Nơi nhận:
- Thường trực Tỉnh ủy;
- Các sở, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Đinh Hữu Phước
"""

PARTY = """ĐẢNG BỘ TỈNH HÒA GIANG
HUYỆN ỦY SƠN KHÊ
*
Số         -KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Sơn Khê, ngày     tháng 3 năm 2025

KẾ HOẠCH
học tập Kết luận số 44-KL/TW ngày 12/8/2024 của Bộ Chính trị
-----

Thực hiện Kế hoạch số 90-KH/TU, ngày 16/10/2024 của Ban Thường vụ Tỉnh ủy\
 (sau đây viết tắt là Kế hoạch 90-KH/TU), Ban Thường vụ Huyện ủy ban hành Kế hoạch như sau:

I- MỤC ĐÍCH
Nâng cao nhận thức của cán bộ, đảng viên vùng đồng bào dân tộc thiểu số (DTTS).
II- NỘI DUNG
1. Hình thức
- Hội nghị cấp huyện:
Ban Thường vụ Huyện ủy tổ chức một hội nghị.
+ Địa điểm: Hội trường Huyện ủy.
- Hội nghị cấp xã.
2. Thời gian: hoàn thành trước ngày 29/4/2025.

Nơi nhận:
- Ban Thường vụ Tỉnh ủy,
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC
Lò Văn Thắm
"""


def parse(text: str, source: str = "plan.txt") -> Document:
    """Return the document of an invented text."""
    return pipeline.parse(source, text.encode())


def body(text: str) -> Document:
    """Return the document of a body under a bare header."""
    return parse(f"KẾ HOẠCH\nPhát triển làng nghề\n-----\n\nPhần dẫn nhập của kế hoạch.\n\n{text}")


def paths(document: Document) -> list[str]:
    """Return the paths of labelled sections in reading order."""
    return [" > ".join(section.path) for section in document.walk() if section.label is not None]


def section(document: Document, path: str) -> Section:
    """Return the section that carries the label at a path."""
    wanted = tuple(path.split(" > "))
    return next(s for s in document.walk() if s.path == wanted and s.label is not None)


def text_of(document: Document, found: Section) -> str:
    """Return the text a section spans."""
    return document.text[found.start : found.end]


def kinds(document: Document, kind: SectionKind) -> list[Section]:
    """Return the sections of a kind in reading order."""
    return [section for section in document.walk() if section.kind is kind]
