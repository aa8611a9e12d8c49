"""The command ``hoidap``. Heavy imports wait until a command needs them."""

import logging
import sys
from importlib.metadata import entry_points

import typer
from typer.exceptions import TyperException

from app import logs
from app.cli import access, catalogue, facts, operations, questions, serving, taking_in, terminal
from app.cli.terminal import say
from app.errors import AppError

logger = logging.getLogger("app.cli.command")

COMMANDS = "hoidap.commands"
"""Entry point group: each is a function that adds its commands to the Typer application."""

app = typer.Typer(
    name="hoidap",
    help="Hỏi đáp trên các kế hoạch, văn bản hành chính; mỗi ý trả lời đều dẫn nguồn.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for commands in (taking_in, serving, questions, catalogue, facts, operations, access):
    commands.register(app)


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


if __name__ == "__main__":
    main()
