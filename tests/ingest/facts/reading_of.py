"""Facts of invented texts, for the tests of this package."""

from typing import TypeVar

from ingest.document import Document
from ingest.facts.model import Fact
from ingest.facts.reading import facts
from ingest.pipeline import parse

F = TypeVar("F", bound=Fact)

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA GIANG
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Giang, ngày 05 tháng 3 năm 2031

KẾ HOẠCH
Phát triển nghề gốm giai đoạn 2031 - 2035

"""


def document(body: str, *, name: str = "plan.md") -> Document:
    """Return an invented plan of the body, with the head of a plan before it."""
    return parse(name, (HEAD + body).encode())


def found(body: str, kind: type[F]) -> list[F]:
    """Return the facts of one kind that the body states; every quote is within the text."""
    read = document(body)
    every = facts(read)
    assert all(0 <= fact.start < fact.end <= len(read.text) for fact in every)
    return [fact for fact in every if isinstance(fact, kind)]
