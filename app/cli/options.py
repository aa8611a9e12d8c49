"""What several commands take."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        metavar="THƯ_MỤC",
        help="Thư mục dữ liệu (hoặc đặt HOIDAP_DATA_DIR; mặc định var/).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")]
DocumentId = Annotated[str, typer.Argument(metavar="MÃ", help="Mã văn bản, xem “documents list”.")]
TopK = Annotated[
    int, typer.Option("--top-k", metavar="SỐ", min=1, max=50, help="Số đoạn văn trả về.")
]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="MÃ", help="Chỉ tìm trong văn bản này; có thể lặp lại."),
]
