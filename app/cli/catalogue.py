"""Commands about the documents taken in: list, show, set, delete."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.opening import open_catalogue, open_system
from app.cli.options import AsJson, DataDir, DocumentId
from app.cli.terminal import print_json, say

if TYPE_CHECKING:
    from app.wire.documents import DocumentDetail, OutlineNode


class Field(StrEnum):
    """Header fields that can be corrected."""

    TITLE = "title"
    KIND = "kind"
    NUMBER = "number"
    ISSUER = "issuer"
    PLACE = "place"
    ISSUED_ON = "issued_on"
    SUBJECT = "subject"
    SIGNER = "signer"


def _option(name: str, told: str) -> Any:  # noqa: ANN401 - typer hides the type
    return typer.Option(name, metavar="GIÁ_TRỊ", help=told)


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    documents = typer.Typer(
        help="Xem và xóa văn bản đã nạp.", no_args_is_help=True, rich_markup_mode=None
    )
    documents.command("list")(list_documents)
    documents.command("show")(show_document)
    documents.command("set")(set_document)
    documents.command("tag")(tag_documents)
    documents.command("supersede")(supersede_document)
    documents.command("delete")(delete_document)
    app.add_typer(documents, name="documents")


def list_documents(
    tag: Annotated[
        str | None, typer.Option("--tag", metavar="NHÃN", help="Chỉ văn bản mang nhãn này.")
    ] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê văn bản đã nạp, mới nhất trước."""
    from app.facts.dossier import Dossiers
    from app.wire import views
    from index.ports import EVERYTHING, Filters

    with open_catalogue(data_dir) as catalogue:
        dossiers = Dossiers(catalogue, catalogue)
        filters = Filters(tag=tag)
        records, cursor = catalogue.records(EVERYTHING, filters, limit=200)
        while cursor is not None:
            more, cursor = catalogue.records(EVERYTHING, filters, limit=200, cursor=cursor)
            records += more
        total = catalogue.tally(EVERYTHING, filters).total
        listing = views.documents(
            records, None, lambda each: dossiers.status(each, EVERYTHING), total
        )
    if as_json:
        print_json(listing)
        return
    for entry in listing.documents:
        day = f"{entry.issued_on:%d/%m/%Y}" if entry.issued_on else "không rõ ngày"
        say(f"{entry.id}  {entry.title} ({entry.number or 'không số'}, {day})  {entry.source}")
    say(f"{len(listing.documents)} văn bản.")


def show_document(
    document_id: DocumentId,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    as_text: Annotated[
        bool, typer.Option("--text", help="In toàn văn đã chuẩn hóa, nơi mọi trích dẫn chỉ tới.")
    ] = False,
) -> None:
    """Cho xem những gì đã hiểu từ một văn bản: tiêu đề, mục lục, viện dẫn, cảnh báo."""
    from app.facts.dossier import Dossiers
    from app.wire import views
    from app.wire.documents import TextOut
    from index.ports import EVERYTHING

    with open_catalogue(data_dir) as catalogue:
        if as_text:
            shown = TextOut(text=catalogue.text(document_id, EVERYTHING))
            if as_json:
                print_json(shown)
            else:
                # As it is, for offsets to hold: reading has taken out what steers a terminal.
                typer.echo(shown.text, nl=False)
            return
        detail = views.document(Dossiers(catalogue, catalogue).of(document_id, EVERYTHING))
    if as_json:
        print_json(detail)
    else:
        _describe(detail)


def set_document(
    document_id: DocumentId,
    title: Annotated[str | None, _option("--title", "Tên gọi trong danh mục.")] = None,
    kind: Annotated[str | None, _option("--kind", "Loại văn bản.")] = None,
    number: Annotated[str | None, _option("--number", "Số và ký hiệu.")] = None,
    issuer: Annotated[str | None, _option("--issuer", "Cơ quan ban hành.")] = None,
    place: Annotated[str | None, _option("--place", "Địa phương.")] = None,
    issued_on: Annotated[
        str | None, _option("--issued-on", "Ngày ban hành: 2025-03-11 hoặc 11/03/2025.")
    ] = None,
    subject: Annotated[str | None, _option("--subject", "Trích yếu.")] = None,
    signer: Annotated[str | None, _option("--signer", "Người ký.")] = None,
    undo: Annotated[
        list[Field] | None,
        typer.Option("--undo", metavar="TRƯỜNG", help="Dùng lại giá trị đã đọc; có thể lặp lại."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Sửa thông tin đọc sai ở phần đầu văn bản; giá trị rỗng "" nghĩa là văn bản không ghi."""
    from index.ports import EVERYTHING
    from ingest.vietnamese.text import clean

    given = {
        "title": title,
        "kind": kind,
        "number": number,
        "issuer": issuer,
        "place": place,
        "issued_on": None if issued_on is None else _day(issued_on),
        "subject": subject,
        "signer": signer,
    }
    changes: dict[str, str | None] = {
        name: " ".join(clean(value).split()) for name, value in given.items() if value is not None
    }
    changes |= dict.fromkeys(field.value for field in undo or ())
    if not changes:
        raise typer.BadParameter("Chưa nêu trường nào cần sửa.")
    with open_system(data_dir) as system:
        system.writer.correct(document_id, changes, EVERYTHING)
        record = system.catalogue.record(document_id, EVERYTHING)
    say(f"Đã sửa: {record.title} ({record.number or 'không số'})")


def tag_documents(
    document_ids: Annotated[list[str], typer.Argument(metavar="MÃ…", help="Mã của các văn bản.")],
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="NHÃN", help="Gắn nhãn; có thể lặp lại.")
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="NHÃN", help="Gỡ nhãn; có thể lặp lại.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Gắn nhãn cho văn bản để xếp chung với nhau, hoặc gỡ nhãn."""
    from index.tags import LONGEST, written

    put = [written(each) for each in add or ()]
    if not (put or remove) or not all(0 < len(each) <= LONGEST for each in put):
        raise typer.BadParameter(f"Nêu nhãn cần gắn hoặc gỡ, mỗi nhãn không quá {LONGEST} chữ.")
    with open_catalogue(data_dir) as catalogue:
        changed = catalogue.tag(document_ids, put, remove or ())
    say(f"Đã đổi nhãn của {len(changed)} văn bản.")


def supersede_document(
    newer: Annotated[str, typer.Argument(metavar="MỚI", help="Mã của bản có hiệu lực.")],
    older: Annotated[str, typer.Argument(metavar="CŨ", help="Mã của bản bị thay thế.")],
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ xác nhận đã có.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Xác nhận bản nào thay thế bản nào; khi chưa xác nhận, cả hai bản đều được dùng để trả lời."""
    from index.ports import EVERYTHING

    with open_system(data_dir) as system:
        if undo:
            system.writer.withdraw(newer, older, EVERYTHING)
        else:
            system.writer.supersede(newer, older, EVERYTHING, "")
    say(
        f"Đã bỏ xác nhận: {newer} thay thế {older}."
        if undo
        else f"Đã xác nhận: {newer} thay thế {older}."
    )


def _day(text: str) -> str:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat() if text else ""
        except ValueError:
            continue
    raise typer.BadParameter(f"Ngày “{text}” không đúng; hãy viết như 2025-03-11.")


def delete_document(
    document_id: DocumentId,
    data_dir: DataDir = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Không in gì khi đã xóa, như qua HTTP (204).")
    ] = False,
) -> None:
    """Xóa hẳn một văn bản; dịch vụ đang chạy cũng thôi dùng văn bản đó."""
    from index.ports import EVERYTHING

    with open_catalogue(data_dir) as catalogue:
        catalogue.delete(document_id, EVERYTHING)
    if as_json:
        return
    say(f"Đã xóa văn bản {document_id}.")


def _describe(detail: "DocumentDetail") -> None:
    say(f"{detail.title}\n  Mã: {detail.id}\n  Tệp: {detail.source}")
    how = {
        "read": "",
        "inferred": " (suy ra từ nội dung)",
        "given": " (khai báo kèm)",
        "corrected": " (đã sửa tay)",
    }
    if detail.same_as:
        say(f"  Cùng nội dung với {detail.same_as}; câu trả lời lấy từ văn bản đó")
    if detail.superseded_by:
        say(f"  Đã được thay thế bởi {detail.superseded_by}; câu trả lời lấy từ văn bản đó")
    if detail.later_version:
        say(f"  Có bản ghi ngày muộn hơn, chưa ai xác nhận: {detail.later_version}")
    for word in detail.supersessions:
        by = f", {word.by}" if word.by else ""
        say(f"  Xác nhận: {word.newer} thay thế {word.older} ({word.at:%d/%m/%Y}{by})")
    for value in detail.header:
        say(f"  {value.field}: {value.value}{how[value.provenance]}")
    say(f"  Hiệu lực: {detail.status_note}")
    for entry in detail.corrections:
        said = "dùng lại giá trị đã đọc" if entry.value is None else f"sửa thành “{entry.value}”"
        say(f"  {entry.at:%d/%m/%Y}: {entry.field} đọc là “{entry.read or ''}”, {said}")
    say("Mục lục:")
    for node in detail.outline:
        _describe_section(node, 1)
    for reference in detail.references:
        say(
            f"Viện dẫn: {reference.kind or ''} {reference.number} {reference.issuer or ''}".rstrip()
        )
    for short in detail.abbreviations:
        say(f"Viết tắt: {short.short} = {short.long}")
    for warning in detail.warnings:
        say(f"Cảnh báo: {warning}")


def _describe_section(node: "OutlineNode", depth: int) -> None:
    if node.label is None:
        return
    page = f"  (trang {node.page})" if node.page else ""
    say(f"{'  ' * depth}{node.label}  {node.title}{page}")
    for child in node.children:
        _describe_section(child, depth + 1)
