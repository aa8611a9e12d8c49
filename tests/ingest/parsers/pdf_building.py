"""Builds PDF files by hand, for what no writer makes: forms, stamps, harmful nesting."""


def packed(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return data + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(content: bytes, *more: bytes, entries: bytes = b"", catalogue: bytes = b"") -> bytes:
    """Return a PDF of one A4 page; ``more`` objects are numbered from 6, /F is Helvetica."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</A 6 0 R>>>>"
    return packed(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%b%b>>"
            % (resources, entries),
            stream(content),
            FONT,
            *more,
        ]
    )


def text(words: str, x: float, y: float, size: float = 12) -> bytes:
    """Return the operators that write words at a place."""
    return b"BT /F %d Tf %d %d Td (%b) Tj ET\n" % (size, x, y, words.encode("latin-1"))
