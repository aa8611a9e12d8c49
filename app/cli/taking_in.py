"""Commands that take files in, or read them again: ingest, reread, reindex."""

import json
import re
import sys
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.opening import open_system
from app.cli.options import DataDir
from app.cli.terminal import say
from ingest.recognition import Language, Recognise, Wish

if TYPE_CHECKING:
    from app.ingestion.intake import Outcome

REJECTED = 3
"""Exit status when some files were refused and the rest are in."""
_PAGES = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")
_MOST_PAGES = 3_000


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(ingest)
    app.command()(reread)
    app.command()(reindex)


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="ĐƯỜNG_DẪN", help="Tệp hoặc thư mục (cả thư mục con)."),
    ],
    data_dir: DataDir = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", metavar="NHÓM", help="Nhóm được xem khi bật phân quyền; có thể lặp lại."
        ),
    ] = None,
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
        if not path.exists():
            raise typer.BadParameter(f"Không có tệp hoặc thư mục “{path}”.")
    if watch:
        _watch(paths, data_dir, group or (), as_json=as_json, delete_missing=delete_missing)
        return
    from app.ingestion.files import file_at
    from ingest import pipeline

    files = [file_at(path, group or ()) for path in pipeline.files(paths)]
    with open_system(data_dir) as system, closing(system.ingestion.run(files)) as outcomes:
        counted = [_reported(outcome, as_json) for outcome in _with_progress(outcomes, len(files))]
        if any(outcome.state in {"added", "replaced"} for outcome in counted):
            system.prepare()
    for path, why in pipeline.left_out(paths):
        say(f"Bỏ qua: {path}: {why}.", error=True)
    _summarise(counted, as_json)
    if any(outcome.state == "rejected" for outcome in counted):
        raise typer.Exit(REJECTED)


def reread(
    document_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MÃ]…", help="Mã văn bản; bỏ trống: tất cả."),
    ] = None,
    data_dir: DataDir = None,
    ocr: Annotated[
        Recognise | None,
        typer.Option("--ocr", help="Đọc trang từ ảnh: khi không có lớp chữ tốt, luôn, hay không."),
    ] = None,
    pages: Annotated[
        str, typer.Option("--pages", metavar="TRANG", help="Các trang, như “3” hay “2,5-7”.")
    ] = "",
    language: Annotated[
        Language | None, typer.Option("--language", help="Tiếng của chữ trong ảnh.")
    ] = None,
    deskew: Annotated[
        bool,
        typer.Option(
            "--deskew/--no-deskew", show_default=False, help="Nắn thẳng ảnh trước khi đọc (có)."
        ),
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi văn bản một dòng JSON.")] = False,
) -> None:
    """Đọc lại văn bản từ tệp gốc đã lưu; mã văn bản giữ nguyên, cách đọc đã chọn được nhớ."""
    from index.ports import EVERYTHING

    told = ocr is not None or language is not None or bool(pages) or not deskew
    if told and not document_ids:
        raise typer.BadParameter("Hãy nêu mã của văn bản cần đọc lại theo thiết lập khác.")
    wanted: list[int | None] = [*_numbers(pages)] or [None]
    wishes = [
        Wish(page, ocr or Recognise.AUTO, language or Language.VIETNAMESE, deskew)
        for page in (wanted if told else [])
    ]
    with open_system(data_dir) as system:
        asked = document_ids or system.catalogue.document_ids()
        with closing(system.rereading.run(asked, EVERYTHING, wishes)) as outcomes:
            counted = [
                _reported(outcome, as_json) for outcome in _with_progress(outcomes, len(asked))
            ]
    states = [outcome.state.value for outcome in counted]
    say(
        f"{len(states)} văn bản: {states.count('replaced')} đọc lại có thay đổi, "
        f"{states.count('unchanged')} không đổi, {states.count('rejected')} giữ bản cũ.",
        error=as_json,
    )
    if "rejected" in states:
        raise typer.Exit(REJECTED)


def _numbers(pages: str) -> list[int]:
    """Return the numbers of "2,5-7", in order."""
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in pages.split(","))):
        match = _PAGES.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last < first + _MOST_PAGES:
            raise typer.BadParameter(f"“{part}” không phải là số trang; viết như “3” hay “2,5-7”.")
        found.update(range(first, last + 1))
    return sorted(found)


def reindex(data_dir: DataDir = None) -> None:
    """Tạo lại chỉ mục khi đổi mô hình; dừng dịch vụ trước khi chạy."""
    with open_system(data_dir, rebuilding=True) as system:
        total = len(system.catalogue.document_ids())
        count = sum(1 for _ in _with_progress(system.writer.reindex(), total))
    say(f"Đã tạo lại chỉ mục của {count} văn bản.")


def _with_progress(items: "Iterator[Any]", total: int) -> "Iterator[Any]":
    """Yield the items with a progress bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "Đang xử lý", total=total, console=Console(stderr=True))


def _watch(
    paths: list[Path],
    data_dir: Path | None,
    access: Collection[str],
    *,
    as_json: bool,
    delete_missing: bool,
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

    with open_system(data_dir) as system:
        from app.ingestion import watching

        say("Đang theo dõi; dừng bằng Ctrl-C.", error=as_json)
        try:
            watching.follow(
                system, paths, report, report_gone, access, delete_missing=delete_missing
            )
        except KeyboardInterrupt:
            _summarise(counted, as_json)


def _reported(outcome: "Outcome", as_json: bool) -> "Outcome":
    if as_json:
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
