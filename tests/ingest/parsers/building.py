"""Builds small office files by hand, to test one property of a format at a time."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)


def packed(members: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def part(name: str, content: str) -> str:
    """Return the XML of a part of a Word file whose root is ``w:name``."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def word(body: str, **parts: str) -> bytes:
    """Return a DOCX with the body and the contents of other parts (styles, numbering …)."""
    members: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>")
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = part(name, content)
    return packed(members)


def relations(*targets: tuple[str, str, str]) -> str:
    """Return the XML of a part's relations: (id, kind, path beside the part) each."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{kinds}/{kind}" Target="{path}"/>'
            for name, kind, path in targets
        )
        + "</Relationships>"
    )


def word_with(body: str, *parts: tuple[str, str, str, str | bytes]) -> bytes:
    """Return a DOCX whose body refers to parts: (id, kind, path below word/, content) each."""
    members: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*((i, kind, at) for i, kind, at, _ in parts)),
    }
    return packed(members | {f"word/{path}": content for _, _, path, content in parts})


def element(name: str, content: str) -> str:
    """Return an XML part whose root is ``name`` with its prefix."""
    return f"<{name} {_NAMESPACES}>{content}</{name}>"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def item(text: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph that belongs to a list."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def levels(*forms: tuple[str, str], identity: int = 0) -> str:
    """Return an abstract numbering with a (number format, text) a level."""
    return (
        f'<w:abstractNum w:abstractNumId="{identity}">'
        + "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(forms)
        )
        + "</w:abstractNum>"
    )


def numbering(identity: int, abstract: int = 0, override: str = "") -> str:
    """Return a list of an abstract numbering."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def table(*rows: list[str], properties: str = "") -> str:
    """Return a table; a cell is its paragraphs' XML with ``w:tcPr`` in front if it needs one."""
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
        )
        + "</w:tbl>"
    )
