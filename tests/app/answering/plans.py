"""Two invented plans, read as in production, and what is found in them without any model."""

from collections.abc import Sequence

from app.answering.citations import Documents
from index.ports import ScoredPassage, Scores
from index.question.library import Library
from index.retrieval.statements import split
from ingest import passages, pipeline
from ingest.document import Document

LAC_SON = """ỦY BAN NHÂN DÂN
TỈNH LẠC SƠN ĐÔNG
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạc Sơn Đông, ngày 12 tháng 3 năm 2025
KẾ HOẠCH
Nâng cấp đường giao thông nông thôn
I. MỤC TIÊU
1. Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông. Mỗi năm sửa 40 km.
2. Mọi thôn có đường cho xe ô tô đi lại được quanh năm.
II. TỔ CHỨC THỰC HIỆN
1. Sở Giao thông vận tải chủ trì, báo cáo kết quả trước ngày 20/10 hằng năm.
2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.
Nơi nhận:
- Sở Giao thông vận tải;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thuận
"""
YEN_THUONG = (
    LAC_SON.replace("LẠC SƠN ĐÔNG", "YÊN THƯỢNG")
    .replace("Lạc Sơn Đông", "Yên Thượng")
    .replace("45/KH-UBND", "9/KH-UBND")
    .replace("87,5%", "92%")
    .replace("Lê Văn Thuận", "Hoàng Thị Nhàn")
)


def read(*texts: str) -> list[Document]:
    """Return plans as they are taken in."""
    return [pipeline.parse(f"so-{at}.txt", text.encode()) for at, text in enumerate(texts)]


def shelf(plans: Sequence[Document]) -> Documents:
    """Return the plans to be read by their ids."""
    return Documents({plan.id: plan for plan in plans}.__getitem__)


def library(plans: Sequence[Document]) -> Library:
    """Return what the plans are called."""
    return Library(plans)


def found(plans: Sequence[Document], *words: str) -> list[ScoredPassage]:
    """Return all passages, those that hold every word first."""
    every = [passage for plan in plans for passage in passages.split(plan)]
    scored = [
        ScoredPassage(passage, Scores(1.0 if all(w in passage.text for w in words) else 0.1))
        for passage in every
    ]
    return sorted(scored, key=lambda each: -each.scores.fused)


def alike(scored: Sequence[ScoredPassage], *words: str) -> dict[str, list[float]]:
    """Return how near each statement is: near where it holds every word, else far."""
    return {
        each.passage.id: [
            0.95 if all(w in each.passage.text[s.start : s.end] for w in words) else 0.8
            for s in split(each.passage.text)
        ]
        for each in scored
    }
