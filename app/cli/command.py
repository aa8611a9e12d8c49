"""The command ``hoidap``. Heavy imports wait until a command needs them."""

import logging
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from app import logs, settings
from app.cli import operations, terminal
from app.cli.terminal import say
from app.errors import AppError, CannotServe

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.bootstrap import System
    from app.ingestion.intake import Outcome
    from app.wire.documents import DocumentDetail, OutlineNode
    from index.catalogue.sqlite import SqliteCatalogue

logger = logging.getLogger("app.cli.command")

COMMANDS = "hoidap.commands"
"""Entry point group: each is a function that adds its commands to the Typer application."""
REJECTED = 3
"""Exit status when some files were refused and the rest are in."""
LOG_FILE = "hoidap.log"

app = typer.Typer(
    name="hoidap",
    help="Hỏi đáp trên các kế hoạch, văn bản hành chính; mỗi ý trả lời đều dẫn nguồn.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
documents = typer.Typer(
    help="Xem và xóa văn bản đã nạp.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(documents, name="documents")
operations.register(app)

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


@app.command()
def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="ĐƯỜNG_DẪN", help="Tệp hoặc thư mục (cả thư mục con)."),
    ],
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi tệp một dòng JSON.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Tiếp tục theo dõi và nạp tệp mới; dừng bằng Ctrl-C.")
    ] = False,
    delete_missing: Annotated[
        bool,
        typer.Option(
            "--delete-missing", help="Khi theo dõi, tệp bị xóa thì văn bản của tệp cũng bị xóa."
        ),
    ] = False,
) -> None:
    """Nạp tệp và thư mục; tệp đã thay đổi sẽ thay bản cũ."""
    if delete_missing and not watch:
        raise typer.BadParameter("Chỉ dùng --delete-missing cùng với --watch.")
    for path in paths:
        if not terminal.is_regular(path):
            raise typer.BadParameter(f"Không có tệp hoặc thư mục “{path}”.")
    if watch:
        _watch(paths, data_dir, as_json=as_json, delete_missing=delete_missing)
        return
    from app.ingestion.files import file_at
    from ingest import pipeline

    files = [file_at(path) for path in pipeline.files(paths)]
    with _system(data_dir) as system, closing(system.ingestion.run(files)) as outcomes:
        counted = [_reported(outcome, as_json) for outcome in _with_progress(outcomes, len(files))]
    _summarise(counted, as_json)
    if any(outcome.state == "rejected" for outcome in counted):
        raise typer.Exit(REJECTED)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Mặc định 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Mặc định 8080."),
    ] = None,
    data_dir: DataDir = None,
    llm: Annotated[
        str | None,
        typer.Option(
            "--llm",
            metavar="MÔ_HÌNH",
            help="Mô hình ngôn ngữ: “local” là mô hình nhỏ trên máy, hoặc địa chỉ máy chủ.",
        ),
    ] = None,
) -> None:
    """Chạy dịch vụ và trang hỏi đáp; dừng bằng Ctrl-C."""
    from app import server

    chosen = _settings(data_dir, host=host, port=port, llm_base_url=llm)
    logs.configure(chosen.log_level)
    server.run(chosen)


@app.command()
def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Phục vụ qua HTTP tại /mcp; mặc định qua stdin, stdout.")
    ] = False,
    host: Annotated[
        str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ khi dùng --http.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Cổng khi dùng --http.")
    ] = 8090,
    data_dir: DataDir = None,
) -> None:
    """Cung cấp công cụ hỏi đáp cho trợ lý dùng giao thức MCP."""
    try:
        from app import mcp as tools
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise CannotServe("Chưa cài phần MCP; hãy cài bằng: pip install 'hoidap[mcp]'.") from error
    with _system(data_dir) as system:
        if http:
            tools.run_http(system, host, port)
        else:
            tools.run_stdio(system)


@app.command()
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
    with _system(data_dir) as system:
        from app.wire import handlers
        from index.ports import EVERYTHING

        answer = handlers.ask(system, request, EVERYTHING)
    if as_json:
        _print_json(answer)
        return
    say(answer.answer)
    for citation in answer.citations:
        say(f"\n[{citation.marker}] {_place(citation.title, citation.section_path, citation.page)}")
        say(f"    “{' '.join(citation.quote.split())}”")


@app.command()
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
    with _system(data_dir) as system:
        from app.wire import handlers
        from index.ports import EVERYTHING

        found = handlers.search(system, request, EVERYTHING)
    if as_json:
        _print_json(found)
        return
    for rank, passage in enumerate(found.passages, 1):
        say(f"{rank}. {_place(passage.source, passage.section_path, passage.page)}")
        say(f"   {' '.join(passage.text.split())}\n")


@app.command()
def reindex(data_dir: DataDir = None) -> None:
    """Tạo lại chỉ mục khi đổi mô hình; dừng dịch vụ trước khi chạy."""
    with _system(data_dir, rebuilding=True) as system:
        total = len(system.catalogue.document_ids())
        count = sum(1 for _ in _with_progress(system.writer.reindex(), total))
    say(f"Đã tạo lại chỉ mục của {count} văn bản.")


@documents.command("list")
def list_documents(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Liệt kê văn bản đã nạp, mới nhất trước."""
    from app.wire import views
    from index.ports import EVERYTHING

    with _catalogue(data_dir) as catalogue:
        records, cursor = catalogue.records(EVERYTHING, limit=200)
        while cursor is not None:
            more, cursor = catalogue.records(EVERYTHING, limit=200, cursor=cursor)
            records += more
    listing = views.documents(records, None)
    if as_json:
        _print_json(listing)
        return
    for entry in listing.documents:
        day = f"{entry.issued_on:%d/%m/%Y}" if entry.issued_on else "không rõ ngày"
        say(f"{entry.id}  {entry.title} ({entry.number or 'không số'}, {day})  {entry.source}")
    say(f"{len(listing.documents)} văn bản.")


@documents.command("show")
def show_document(
    document_id: DocumentId, data_dir: DataDir = None, as_json: AsJson = False
) -> None:
    """Cho xem những gì đã hiểu từ một văn bản: tiêu đề, mục lục, viện dẫn, cảnh báo."""
    from app.wire import views
    from index.ports import EVERYTHING

    with _catalogue(data_dir) as catalogue:
        detail = views.document(
            catalogue.record(document_id, EVERYTHING), catalogue.document(document_id, EVERYTHING)
        )
    if as_json:
        _print_json(detail)
    else:
        _describe(detail)


@documents.command("delete")
def delete_document(document_id: DocumentId, data_dir: DataDir = None) -> None:
    """Xóa hẳn một văn bản; dịch vụ đang chạy cũng thôi dùng văn bản đó."""
    from index.ports import EVERYTHING

    with _catalogue(data_dir) as catalogue:
        catalogue.delete(document_id, EVERYTHING)
    say(f"Đã xóa văn bản {document_id}.")


def main() -> None:
    """Run the command line and exit with its status."""
    logs.configure("ERROR")
    if not _is_own(sys.argv[1:2]):  # those of other packages cost their imports
        for command in entry_points(group=COMMANDS):
            command.load()(app)
    terminal.localise(app)
    try:
        status = app(prog_name="hoidap", standalone_mode=False)
    except TyperException as error:
        say(terminal.usage_error(error), error=True)
        status = 2
    except typer.Abort:
        status = 130
    except Exception as error:  # the edge: no traceback is shown to a clerk
        status = _failed(error)
    sys.exit(status or 0)


def _is_own(asked: list[str]) -> bool:
    own = {
        command.name or getattr(command.callback, "__name__", "")
        for command in app.registered_commands
    }
    return bool(asked) and asked[0] in own | {group.name for group in app.registered_groups}


def _failed(error: Exception) -> int:
    from index.errors import IndexFailure
    from ingest.errors import IngestError

    if isinstance(error, AppError | IndexFailure | IngestError):
        say(f"Lỗi: {error}", error=True)
    else:
        logger.critical("Command failed", exc_info=error)
        say("Lỗi: chương trình gặp sự cố không lường trước; chi tiết có trong nhật ký.", error=True)
    return 1


def _settings(data_dir: Path | None, **given: Any) -> settings.Settings:  # noqa: ANN401
    loaded = settings.load(data_dir=data_dir, **given)
    for name in settings.unknown_variables():
        say(f"Cảnh báo: không có thiết đặt {name}; bỏ qua.", error=True)
    return loaded


@contextmanager
def _catalogue(data_dir: Path | None) -> "Iterator[SqliteCatalogue]":
    from app import bootstrap

    with closing(bootstrap.open_catalogue(_settings(data_dir))) as catalogue:
        yield catalogue


@contextmanager
def _system(data_dir: Path | None, *, rebuilding: bool = False) -> "Iterator[System]":
    """Yield the loaded system; what it logs goes to a file beside the data."""
    from app import bootstrap

    chosen = _settings(data_dir)
    bootstrap.open_catalogue(chosen).close()
    logs.configure("WARNING", chosen.data_dir / LOG_FILE)
    with closing(bootstrap.build(chosen, rebuilding=rebuilding)) as system:
        yield system


def _request(shape: "type[Any]", **values: Any) -> Any:  # noqa: ANN401
    from pydantic import ValidationError

    try:
        return shape(**values)
    except ValidationError as error:
        if any(item["type"] == "string_too_long" for item in error.errors()):
            raise typer.BadParameter("Câu hỏi dài quá 2000 ký tự.") from error
        raise typer.BadParameter("Câu hỏi không được để trống.") from error


def _with_progress(items: "Iterator[Any]", total: int) -> "Iterator[Any]":
    """Yield the items with a progress bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "Đang xử lý", total=total, console=Console(stderr=True))


def _watch(
    paths: list[Path], data_dir: Path | None, *, as_json: bool, delete_missing: bool
) -> None:
    """Take in what comes until interrupted, a line a file."""
    counted: list[Outcome] = []

    def report(outcome: "Outcome") -> None:
        counted.append(_reported(outcome, as_json))
        if not as_json and outcome.state in {"added", "replaced"}:
            say(f"Đã nạp: {outcome.source}")

    def report_gone(path: Path, deleted: int) -> None:
        what = f"đã xóa {deleted} văn bản" if deleted else "văn bản đã nạp được giữ lại"
        say(f"Tệp không còn: {path.name}; {what}.", error=as_json)

    with _system(data_dir) as system:
        from app.ingestion import watching

        say("Đang theo dõi; dừng bằng Ctrl-C.", error=as_json)
        try:
            watching.follow(system, paths, report, report_gone, delete_missing=delete_missing)
        except KeyboardInterrupt:
            _summarise(counted, as_json)


def _reported(outcome: "Outcome", as_json: bool) -> "Outcome":
    if as_json:
        import json
        from dataclasses import asdict

        typer.echo(json.dumps(asdict(outcome), ensure_ascii=False))
    elif outcome.state == "rejected":
        say(f"Bị từ chối: {outcome.source}: {outcome.reason}", error=True)
    return outcome


def _summarise(outcomes: "list[Outcome]", as_json: bool) -> None:
    states = [outcome.state.value for outcome in outcomes]
    say(
        f"{len(states)} tệp: {states.count('added')} mới, {states.count('replaced')} thay bản cũ, "
        f"{states.count('unchanged')} không đổi, {states.count('rejected')} bị từ chối.",
        error=as_json,
    )


def _print_json(shown: "BaseModel") -> None:
    typer.echo(shown.model_dump_json(indent=2))


def _place(name: str, path: list[str], page: int | None) -> str:
    section = f", {' › '.join(path)}" if path else ""
    return f"{name}{section}" + (f", trang {page}" if page else "")


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


if __name__ == "__main__":
    main()
