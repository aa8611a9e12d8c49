"""A catalogue of invented documents, in SQLite as in production."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from index.catalogue.sqlite import SqliteCatalogue
from index.ports import Vectors
from ingest.document import Document
from tests.fakes import document, passage

SHELF = (
    document("a", "một", kind="Kế hoạch", number="45/KH-UBND", issuer="UBND tỉnh Lạc Sơn Đông",
             place="Lạc Sơn Đông", issued_on=date(2025, 3, 12), subject="Nâng cấp đường xã",
             signer="Lê Văn Thuận"),
    document("b", "hai", kind="Kế hoạch", number="9-KH/HU", issuer="Huyện ủy Yên Thượng",
             place="Yên Thượng", issued_on=date(2024, 12, 5), signer="Hoàng Thị Nhàn",
             subject="Thực hiện Kết luận số 88-KL/TU về đường xã"),
    document("c", "ba", kind="Quyết định", number="7/QĐ-SYT", issuer="Sở Y tế",
             place="Lạc Sơn Đông", issued_on=date(2024, 6, 30), signer="Đỗ Văn Lành",
             subject="Ban hành quy chế trực"),
    document("d", "bốn", kind="Kế hoạch", issuer="Huyện ủy Yên Thượng", place="Yên Thượng",
             signer="Hoàng Thị Nhàn", subject="Trồng rừng"),
)  # fmt: skip


def catalogue(folder: Path, documents: Sequence[Document] = SHELF) -> SqliteCatalogue:
    """Return a catalogue that holds the documents, one passage each."""
    held = SqliteCatalogue(folder / "catalogue.sqlite3")
    for each in documents:
        row: Vectors = np.full((1, 4), 0.5, np.float32)
        held.put(
            each, [passage(f"{each.id}-0", each.id)], row, each.text.encode(), f"{each.id}.txt"
        )
    return held
