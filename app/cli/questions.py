"""Commands that ask without a server: ask, search."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from app import complaints
from app.cli.opening import open_system
from app.cli.options import AsJson, DataDir, Documents, TopK
from app.cli.terminal import print_json, say


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(ask)
    app.command()(search)


def ask(
    question: Annotated[str, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi, tối đa 2000 ký tự.")],
    data_dir: DataDir = None,
    top_k: TopK = 8,
    document: Documents = None,
    as_json: AsJson = False,
) -> None:
    """Trả lời một câu hỏi, không cần dịch vụ đang chạy."""
    from app.wire.requests import AskRequest

    request = _request(AskRequest, question=question, top_k=top_k, document_ids=document)
    with open_system(data_dir) as system:
        from app.rendering import plain
        from app.wire import handlers, views
        from index.ports import EVERYTHING

        reply = handlers.reply(system, request, EVERYTHING)
    if as_json:
        print_json(views.answer(reply))
        return
    say(plain.write(reply.shown))
    for citation in reply.citations:
        place = _place(citation.title, citation.section_path, citation.page)
        say(f"\n[{citation.marker}] {place}")
        say(f"    “{' '.join(citation.quote.split())}”")
        if citation.doubt:
            say(f"    Chỗ đọc chưa chắc: {citation.doubt}")


def search(
    query: Annotated[str, typer.Argument(metavar="NỘI_DUNG", help="Nội dung cần tìm.")],
    data_dir: DataDir = None,
    top_k: TopK = 8,
    document: Documents = None,
    as_json: AsJson = False,
) -> None:
    """Tìm các đoạn văn bản phù hợp, xếp từ phù hợp nhất."""
    from app.wire.requests import SearchRequest

    request = _request(SearchRequest, query=query, top_k=top_k, document_ids=document)
    with open_system(data_dir) as system:
        from app.wire import handlers
        from index.ports import EVERYTHING

        found = handlers.search(system, request, EVERYTHING)
    if as_json:
        print_json(found)
        return
    for rank, passage in enumerate(found.passages, 1):
        say(f"{rank}. {_place(passage.source, passage.section_path, passage.page)}")
        say(f"   {' '.join(passage.text.split())}\n")


def _request(shape: "type[Any]", **values: Any) -> Any:  # noqa: ANN401
    from pydantic import ValidationError

    try:
        return shape(**values)
    except ValidationError as error:
        told = complaints.told(error.errors()[0])
        raise typer.BadParameter(f"Câu hỏi {told}.") from error


def _place(name: str, path: Sequence[str], page: int | None) -> str:
    section = f", {' › '.join(path)}" if path else ""
    return f"{name}{section}" + (f", trang {page}" if page else "")
