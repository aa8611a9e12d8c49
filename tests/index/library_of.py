"""Builds libraries of invented documents for the tests of query understanding."""

from datetime import date

from index.learned import Called
from index.question.library import Library
from index.question.names import Known
from ingest.document import Document, Header, Stated


def a_document(
    document_id: str,
    *,
    text: str = "",
    kind: str = "Kế hoạch",
    subject: str | None = None,
    number: str | None = None,
    issuer: str | None = None,
    place: str | None = None,
    signer: str | None = None,
    issued_on: date | None = None,
) -> Document:
    def stated(value: str | None) -> Stated[str] | None:
        return None if value is None else Stated(value, 0, 0)

    header = Header(
        kind=Stated(kind, 0, 0),
        subject=stated(subject),
        number=stated(number),
        issuer=stated(issuer),
        place=stated(place),
        signer=stated(signer),
        issued_on=None if issued_on is None else Stated(issued_on, 0, 0),
    )
    return Document(
        id=document_id,
        source=f"{document_id}.txt",
        sha256=document_id,
        media_type="text/plain",
        text=text,
        header=header,
        sections=(),
    )


def known(
    document_id: str,
    *,
    kind: str = "Kế hoạch",
    subject: str | None = None,
    issuer: str | None = None,
    place: str | None = None,
    signer: str | None = None,
) -> Known:
    document = a_document(
        document_id, kind=kind, subject=subject, issuer=issuer, place=place, signer=signer
    )
    return Known.of(Called.of(document))


def invented_library() -> Library:
    body = (
        "Mục tiêu đến năm 2030 tỷ lệ hộ dân dùng nước sạch đạt 85%. Giáo dục nghề nghiệp. "
        "Các cơ quan gửi báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 11 hằng năm."
    )
    return Library(
        [
            a_document(
                "p", text=body, number="12/KH-UBND", issuer="UBND tỉnh Hòa Giang", place="Hòa Giang"
            ),
            a_document(
                "q", text=body, number="12-KH/TU", issuer="Tỉnh ủy Hòa Giang", place="Hòa Giang"
            ),
            a_document(
                "d",
                text=body,
                number="12-KH/HU",
                issuer="Huyện ủy Sơn Khê",
                place="Sơn Khê",
                issued_on=date(2024, 12, 2),
            ),
            a_document("s", text=body, issuer="Ban Thường vụ Huyện ủy", signer="Lê Quang Mạnh"),
        ]
    )
