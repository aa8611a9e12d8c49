"""Facts of invented documents."""

from datetime import UTC, date, datetime

from index.facts import FactRecord
from ingest.facts.model import Deadline, Fact, Indicator, Task
from ingest.vietnamese.bounds import Bound

TASK = Task(
    start=0,
    end=10,
    path=("II", "1"),
    lead=("Sở Giao thông",),
    support=("UBND xã", "Sở Tài chính"),
    what="=1+1; nâng cấp đường",
    due="30/11/2026",
)
DEADLINE = Deadline(
    start=20, end=30, path=(), what="Báo cáo", who=("Các xã",), due="29/2 hằng năm", recurring=True
)
INDICATOR = Indicator(
    start=40, end=50, path=("I",), subject="Đường nhựa", value="87,5", unit="%",
    bound=Bound.ABOUT, by="2030",
)  # fmt: skip


def record(fact: Fact, quote: str = "lời văn", key: str = "k") -> FactRecord:
    return FactRecord(
        id=key,
        document_id="d",
        fact=fact,
        quote=quote,
        page=2,
        source="ke-hoach.txt",
        title="Kế hoạch làm đường",
        number="45/KH-UBND",
        issued_on=date(2025, 3, 12),
        ingested_at=datetime(2025, 4, 1, 8, tzinfo=UTC),
    )
