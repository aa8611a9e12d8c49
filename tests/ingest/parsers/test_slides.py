import pytest

from ingest.errors import EmptyFile, UndecodableFile
from ingest.parsers import parser_for, slides
from tests.ingest.parsers.building import element, packed, relations


def shape(text: str, kind: str = "", *, run: str = "", hidden: bool = False) -> str:
    holder = f'<p:ph type="{kind}"/>' if kind else ""
    shown = ' hidden="1"' if hidden else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"{shown}/>'
        f"<p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:rPr {run}/><a:t>{text}</a:t>"
        "</a:r></a:p></p:txBody></p:sp>"
    )


def grid(*rows: list[str]) -> str:
    return (
        '<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>'
        + "".join(
            "<a:tr>"
            + "".join(
                f"<a:tc><a:txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:txBody></a:tc>"
                for t in row
            )
            + "</a:tr>"
            for row in rows
        )
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def show(*pages: str, notes: str = "") -> bytes:
    """Return a presentation of slides, each the XML of its shapes; "!" in front hides it."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(("m", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": element(
            "p:presentation",
            "<p:sldIdLst>"
            + "".join(f'<p:sldId id="{n}" r:id="s{n}"/>' for n in range(len(pages)))
            + "</p:sldIdLst>",
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"s{n}", "slide", f"slides/slide{9 - n}.xml") for n in range(len(pages)))
        ),
    }
    for number, page in enumerate(pages):
        name = f"slide{9 - number}.xml"
        hidden = page.startswith("!")
        root = element("p:sld", f"<p:cSld><p:spTree>{page.lstrip('!')}</p:spTree></p:cSld>")
        members[f"ppt/slides/{name}"] = root.replace("<p:sld ", '<p:sld show="0" ', int(hidden))
        if notes:
            members[f"ppt/slides/_rels/{name}.rels"] = relations(
                ("n", "notesSlide", "../notesSlides/n.xml")
            )
    if notes:
        members["ppt/notesSlides/n.xml"] = element(
            "p:notes", f"<p:cSld><p:spTree>{shape(notes, 'body')}</p:spTree></p:cSld>"
        )
    return packed(members)


def test_slides_are_read_in_the_order_of_the_show_the_title_first() -> None:
    data = show(
        shape("Thân một") + shape("TIÊU ĐỀ", "title") + shape("7", "sldNum"),
        "<p:grpSp>" + shape("Trong nhóm") + "</p:grpSp>" + grid(["STT", "Việc"], ["1", "Đo đạc"]),
    )

    found = parser_for("a.pptx", data)(data)

    assert [(line.text, line.page) for line in found.lines] == [
        ("TIÊU ĐỀ", 1), ("Thân một", 1), ("Trong nhóm", 2), ("STT | Việc", 2), ("1 | Đo đạc", 2),
    ]  # fmt: skip
    assert (found.pages, found.lines[0].heading) == (2, 1)
    assert [line.head for line in found.lines if line.cells] == [True, False]


def test_what_an_audience_does_not_see_is_told() -> None:
    data = show(
        shape("Mức ") + shape("5 triệu", run='strike="sngStrike"') + shape("Ẩn", hidden=True),
        "!" + shape("Trang dự phòng"),
        notes="Nhắc về thời hạn",
    )

    found = slides.read(data)

    assert [line.text for line in found.lines] == ["Mức"]
    told = " ".join(found.warnings)
    assert all(w in told for w in ("5 triệu", "“Ẩn”", "Trang dự phòng", "Nhắc về thời hạn"))


def test_a_show_without_words_or_without_slides_is_refused() -> None:
    with pytest.raises(EmptyFile):
        slides.read(show(""))
    with pytest.raises(UndecodableFile):
        slides.read(packed({"ppt/x.xml": "<a/>"}))
