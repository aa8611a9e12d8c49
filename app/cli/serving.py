"""Commands that serve until they are stopped: serve, mcp."""

from typing import Annotated

import typer

from app import logs
from app.cli.opening import load_settings, open_system
from app.cli.options import DataDir
from app.errors import CannotServe


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(serve)
    app.command()(mcp)


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

    chosen = load_settings(data_dir, host=host, port=port, llm_base_url=llm)
    logs.configure(chosen.log_level)
    server.run(chosen)


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
    with open_system(data_dir) as system:
        if http:
            tools.run_http(system, host, port)
        else:
            tools.run_stdio(system)
