"""Commands for those who run the service: backup, restore, check, erase, version."""

from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from app import settings
from app.cli.options import AsJson, DataDir
from app.cli.terminal import say

Archive = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp sao lưu (.zip).")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.callback()(_options)
    app.command()(backup)
    app.command()(restore)
    app.command()(check)
    app.command()(erase)


def program_version() -> str:
    """Return the version that is installed."""
    try:
        return version("hoidap")
    except PackageNotFoundError:  # run from the source folder without being installed
        return "0"


def _show_version(asked: bool) -> None:
    if asked:
        say(f"hoidap {program_version()}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="In số phiên bản rồi thoát."
        ),
    ] = False,
) -> None:
    """Hỏi đáp trên các kế hoạch, văn bản hành chính; mỗi ý trả lời đều dẫn nguồn."""


def backup(target: Archive, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Sao lưu mọi dữ liệu vào một tệp; dịch vụ đang chạy vẫn phục vụ."""
    from app.operations import backup as backups

    made = backups.create(settings.load(data_dir=data_dir), target, program_version())
    if as_json:
        typer.echo(made.description.model_dump_json(indent=2))
    else:
        say(
            f"Đã sao lưu {made.description.documents} văn bản vào {made.path} "
            f"({made.path.stat().st_size / 2**20:.1f} MB) và đọc lại để kiểm tra."
        )
    for left_out in made.left_out:
        say(f"Cảnh báo: không sao lưu được {left_out}.", error=True)
    if made.left_out:
        raise typer.Exit(1)


def restore(
    source: Archive,
    data_dir: DataDir = None,
    force: Annotated[
        bool, typer.Option("--force", help="Cất dữ liệu hiện có sang bên rồi khôi phục.")
    ] = False,
) -> None:
    """Khôi phục dữ liệu từ tệp sao lưu vào thư mục dữ liệu trống; dừng dịch vụ trước."""
    from app.operations import restore as restoring

    chosen = settings.load(data_dir=data_dir)
    restoring.require_files(chosen)
    description, aside = restoring.restore(source, chosen.data_dir, force=force)
    say(
        f"Đã khôi phục {description.documents} văn bản, sao lưu lúc "
        f"{description.created_at:%H:%M ngày %d/%m/%Y} (UTC), vào {chosen.data_dir}."
    )
    if aside is not None:
        say(f"Dữ liệu trước đó được cất ở {aside}; xóa khi không còn cần.")


def check(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Kiểm tra dữ liệu: từng dòng, mã băm, vị trí, vectơ và chỉ mục; mã thoát 1 nếu có lỗi."""
    from app.operations import checking

    report = checking.check(settings.load(data_dir=data_dir))
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        for finding in report.findings:
            say(f"Lỗi ({finding.where}): {finding.problem}\n    Cách xử lý: {finding.advice}")
        found = f"{len(report.findings)} lỗi" if report.findings else "không có lỗi"
        say(
            f"Đã kiểm tra {report.documents} văn bản, {report.passages} đoạn, "
            f"{report.conversations} cuộc hỏi đáp: {found}."
        )
    if not report.sound:
        raise typer.Exit(1)


def erase(
    days: Annotated[
        int,
        typer.Option(
            "--older-than", metavar="NGÀY", min=0, help="Xóa những gì cũ hơn số ngày; 0: tất cả."
        ),
    ],
    data_dir: DataDir = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Xóa cả đánh giá câu trả lời.")
    ] = False,
) -> None:
    """Xóa hẳn các cuộc hỏi đáp cũ (câu hỏi, câu trả lời); văn bản không bị xóa."""
    from app import storage
    from app.conversing.conversations import Conversations
    from app.database import open_database
    from app.operations import retention

    chosen = settings.load(data_dir=data_dir)
    most = (days, days if feedback else None)
    if chosen.database_url is None:
        forgotten = retention.erase(chosen.data_dir / storage.CONVERSATIONS, *most)
    else:
        with closing(Conversations(open_database(chosen))) as conversations:
            forgotten = retention.forget(conversations, *most)
    say(f"Đã xóa {forgotten.conversations} cuộc hỏi đáp, {forgotten.feedback} đánh giá.")
