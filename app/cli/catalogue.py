"""Commands about the documents taken in: list, show, delete."""

from typing import TYPE_CHECKING

import typer

from app.cli.opening import open_catalogue
from app.cli.options import AsJson, DataDir, DocumentId
from app.cli.terminal import print_json, say

if TYPE_CHECKING:
    from app.wire.documents import DocumentDetail, OutlineNode


def register(app: typer.Typer) -> None:
    """Add the group of commands to the application."""
    documents = typer.Typer(
        help="Xem và xóa văn bản đã nạp.", no_args_is_help=True, rich_markup_mode=None
    )
    documents.command("list")(list_documents)
    documents.command("show")(show_document)
    documents.command("delete")(delete_document)
    app.add_typer(documents, name="documents")


def list_documents(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Liệt kê văn bản đã nạp, mới nhất trước."""
    from app.wire import views
    from index.ports import EVERYTHING

    with open_catalogue(data_dir) as catalogue:
        records, cursor = catalogue.records(EVERYTHING, limit=200)
        while cursor is not None:
            more, cursor = catalogue.records(EVERYTHING, limit=200, cursor=cursor)
            records += more
    listing = views.documents(records, None)
    if as_json:
        print_json(listing)
        return
    for entry in listing.documents:
        day = f"{entry.issued_on:%d/%m/%Y}" if entry.issued_on else "không rõ ngày"
        say(f"{entry.id}  {entry.title} ({entry.number or 'không số'}, {day})  {entry.source}")
    say(f"{len(listing.documents)} văn bản.")


def show_document(
    document_id: DocumentId, data_dir: DataDir = None, as_json: AsJson = False
) -> None:
    """Cho xem những gì đã hiểu từ một văn bản: tiêu đề, mục lục, viện dẫn, cảnh báo."""
    from app.wire import views
    from index.ports import EVERYTHING

    with open_catalogue(data_dir) as catalogue:
        detail = views.document(
            catalogue.record(document_id, EVERYTHING), catalogue.document(document_id, EVERYTHING)
        )
    if as_json:
        print_json(detail)
    else:
        _describe(detail)


def delete_document(document_id: DocumentId, data_dir: DataDir = None) -> None:
    """Xóa hẳn một văn bản; dịch vụ đang chạy cũng thôi dùng văn bản đó."""
    from index.ports import EVERYTHING

    with open_catalogue(data_dir) as catalogue:
        catalogue.delete(document_id, EVERYTHING)
    say(f"Đã xóa văn bản {document_id}.")


def _describe(detail: "DocumentDetail") -> None:
    say(f"{detail.title}\n  Mã: {detail.id}\n  Tệp: {detail.source}")
    how = {"read": "", "inferred": " (suy ra từ nội dung)", "given": " (khai báo kèm)"}
    if detail.same_as:
        say(f"  Cùng nội dung với {detail.same_as}; câu trả lời lấy từ văn bản đó")
    if detail.superseded_by:
        say(f"  Đã có bản mới hơn: {detail.superseded_by}")
    for value in detail.header:
        say(f"  {value.field}: {value.value}{how[value.provenance]}")
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
