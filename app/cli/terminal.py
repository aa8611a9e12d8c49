"""The command line in Vietnamese: help, usage errors and text that is safe to print."""

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

if TYPE_CHECKING:
    from pydantic import BaseModel

_HELP = {
    "Usage:": "Cách dùng:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "Arguments:": "Tham số:",
    "Options:": "Tùy chọn:",
    "Commands:": "Lệnh:",
    "[default: ": "[mặc định: ",
    "[required]": "[bắt buộc]",
    "; required]": "; bắt buộc]",
    "Show this message and exit.": "Hiện phần trợ giúp này.",
}

_USAGE = (
    (r"No such command '(.*?)'\.?.*", "Không có lệnh “{}”."),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "Thừa tham số: {}."),
    (r"Missing command.*", "Thiếu tên lệnh."),
)


def _vietnamese(text: str) -> str:
    for english, vietnamese in _HELP.items():
        text = text.replace(english, vietnamese)
    return text


class Command(TyperCommand):
    """A command whose help is in Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer hides the type
        """Return the help text."""
        return _vietnamese(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in Vietnamese throughout."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer hides the type
        """Return the help text."""
        return _vietnamese(super().get_help(ctx))


def localise(cli: typer.Typer) -> None:
    """Give every command below ``cli`` Vietnamese help, those of other packages too."""
    cli.info.cls = Group
    for command in cli.registered_commands:
        command.cls = Command
    for group in cli.registered_groups:
        if group.typer_instance is not None:
            group.cls = Group
            localise(group.typer_instance)


def usage_error(error: TyperException) -> str:
    """Return what is wrong with the arguments, in Vietnamese."""
    kind = type(error).__name__
    named = _name(getattr(error, "param", None))
    if kind == "NoArgsIsHelpError":
        return error.message
    if kind == "MissingParameter":
        told = f"Thiếu {named}."
    elif kind == "NoSuchOption":
        told = f"Không có tùy chọn “{getattr(error, 'option_name', '')}”."
    elif kind == "BadOptionUsage":
        told = f"Tùy chọn {getattr(error, 'option_name', '')} cần một giá trị."
    elif kind == "BadParameter" and named:
        told = f"Giá trị của {named} không hợp lệ."
    elif kind == "BadParameter":
        told = error.message
    else:
        told = _known_usage(error.message)
    context = getattr(error, "ctx", None)
    hint = f" Xem: {context.command_path} --help" if context is not None else ""
    return f"Lỗi: {printable(told)}{hint}"


def _name(param: Any) -> str:  # noqa: ANN401 - typer hides the type
    if param is None:
        return ""
    return str(param.metavar or param.opts[0])


def _known_usage(message: str) -> str:
    for pattern, vietnamese in _USAGE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return vietnamese.format(*found.groups())
    return "Lệnh không đúng cách dùng."


def printable(text: str) -> str:
    """Return text without characters that steer a terminal or reorder what is read."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )


def say(text: str = "", *, error: bool = False) -> None:
    """Print untrusted text on standard output, or standard error."""
    typer.echo(printable(text), err=error)


def is_regular(path: Path) -> bool:
    """Return whether the path is a folder or an ordinary file: reading a device may never end."""
    return path.is_dir() or path.is_file()


def print_json(shown: "BaseModel") -> None:
    """Print a reply as JSON."""
    typer.echo(shown.model_dump_json(indent=2))
