"""Words that names of bodies go on with or end before, and those that only look like names."""

import re

from ingest.vietnamese.tokens import LOWER

UNLIKE = re.compile(
    r"xã\s+hội|cơ\s+sở\s+(?:vật\s+chất|hạ\s+tầng|dữ\s+liệu|pháp\s+lý|chính\s+trị|để)|bộ\s+(?:máy|phận)"
    r"|ban\s+hành|báo\s+cáo|hội\s+(?:nghị|thảo|nhập|thi|trường)|phòng\s+(?:chống|ngừa|học)"
    r"|trường\s+hợp|đơn\s+vị\s+(?:tính|hành\s+chính)|tổ\s+chức\s+thực\s+hiện|địa\s+phương\s+hóa"
    r"|ngành\s+nghề|chính\s+quyền\s+(?:số|điện\s+tử)|doanh\s+nghiệp\s+số|viện\s+trợ|quỹ\s+đất",
    re.IGNORECASE,
)
"""Words that begin as names of bodies do, and are none."""
QUALIFIER = re.compile(
    r"(?:có\s+thẩm\s+quyền|(?:có\s+)?liên\s+quan(?:\s+khác)?|trực\s+thuộc|thuộc|trên\s+địa\s+bàn|của|địa\s+phương"
    r"|cấp\s+(?:trên|dưới|cơ\s+sở|trên\s+trực\s+tiếp)|(?:các\s+)?cấp|nhân\s+dân|nhà\s+nước"
    r"|trung\s+ương|chức\s+năng|chuyên\s+môn|khác|còn\s+lại|khu\s+vực\s+[IVXLC\d]+|nêu\s+trên|nói\s+trên|thành\s+viên|quốc\s+gia|tối\s+cao"
    r"|được\s+(?:giao|phân\s+công)(?:\s+(?:nhiệm\s+vụ|chủ\s+trì))?"
    r"|chính\s+trị\s*[-–]\s*xã\s+hội|trong\s+(?:và\s+ngoài\s+)?(?:tỉnh|nước|ngành)"
    r"|(?:chủ\s+trì|phối\s+hợp)(?:\s+(?:soạn\s+thảo|thẩm\s+định|thẩm\s+tra|xây\s+dựng|tổ\s+chức|thực\s+hiện))?"
    r"(?=\s+(?:có\s+(?:trách|văn)|phải\s|chịu\s+trách|gửi\s|cung\s+cấp\s|lập\s|tổng\s+hợp\s|báo\s+cáo\s|trình\s|tiếp\s+thu\s|hoàn\s+thiện\s))"
    r"|khối|phụ\s+trách|toàn\s+(?:tỉnh|thành\s+phố|huyện|quốc)|(?:tại|ở)\s+(?:các\s+)?địa\s+phương)"
    r"(?!\w)",
    re.IGNORECASE,
)
"""What tells which bodies are meant."""
WHICH = re.compile(rf"(?!được\s)(?:{QUALIFIER.pattern})", re.IGNORECASE)
"""The same of a body that has a name of its own: "Bộ Nội vụ được giao …" is no other body."""
AGAINST = frozenset({"", "Chỉ đạo", "Chỉ huy", "chỉ đạo"})
PREVENTS = re.compile(r"phòng(?:,\s+|\s+)chống\s+[^\W\d_]+\s[^\W\d_]+(?!\w)")
"""What a committee's name says it is against: "Ban Chỉ đạo phòng, chống lụt bão"."""
PLACED = re.compile(r"(?:căn|theo|tùy|trong|khi|tại|trên|dựa|tiếp|thường)\Z")
"""How words begin that stand between bodies and their verb: "các sở, ngành theo chức năng …"."""
STOPS = re.compile(
    r"(?:theo|căn|để|nhằm|về|trong|tại|khi|nếu|sẽ|đã|là|với|không|từ|cho|do|bằng|gồm|như|đến|qua|này"
    r"|được|phải|cần|có|đang|nên|thì|mà|vào|ra|lên|hoặc|và|cùng|trên|dưới|sau|trước|đó|dựa|kể|hãy"
    r"|trân|cũng|còn|đều|ngay|ngoài|trừ|quý|năm|tháng|ngày)\Z"
)
"""Words in small letters that no name of a body goes on with."""
ORDERS = re.compile(
    r"(?:chủ\s+trì|phối\s+hợp|tham\s+mưu|báo\s+cáo|trình|chỉ\s+đạo|hướng\s+dẫn|đề\s+xuất|giúp"
    r"|kiến\s+nghị|gửi|tổ\s+chức|có\s+|tổng\s+hợp|đề\s+nghị)"
)
"""How an order begins, which no name goes on with."""
AHEAD = re.compile(
    rf"(?:\s+(?!{ORDERS.pattern})(?-i:[{LOWER}]+)){{1,4}}"
    r"\s+(?:thành\s+phố|tỉnh|quốc\s+gia|trung\s+ương|Việt\s+Nam)(?!\w)",
    re.I,
)
"""Small words of a name up to the rank or country that ends it."""
PAIRS = frozenset(
    {
        ("sở", "ban"), ("sở", "ngành"), ("ban", "ngành"), ("ngành", "đoàn thể"), ("bộ", "ngành"),
        ("sở", "ban ngành"), ("phòng", "ban"), ("ban", "đoàn thể"), ("cơ quan", "đơn vị"),
        ("cấp ủy", "tổ chức đảng"), ("viện", "trường"), ("hội", "đoàn thể"), ("báo", "đài"),
        ("đảng bộ", "chi bộ"), ("xã", "phường"), ("phường", "xã"), ("phường", "đặc khu"),
        ("xã", "đặc khu"), ("huyện", "thành phố"), ("tỉnh", "thành phố"), ("cơ quan", "tổ chức"),
    }
)  # fmt: skip
"""Kinds of bodies that are named in one breath, and are counted as one."""
