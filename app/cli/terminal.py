"""The command line in Vietnamese: help, usage errors and text that is safe to print."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from app import complaints

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

_VALUES = (
    (r".* is not one of (.*)\.", "phải là một trong: {}"),
    (r".* does not match the formats? .*", "phải là ngày như 2025-03-11 hoặc 11/03/2025"),
    (r"\w+ '(.*)' does not exist\.", "không dùng được: không có “{}”"),
    (r"\w+ '(.*)' is a directory\.", "không dùng được: “{}” là thư mục, không phải tệp"),
    (r"\w+ '(.*)' is a file\.", "không dùng được: “{}” là tệp, không phải thư mục"),
    (r"\w+ '(.*)' is not readable\.", "không dùng được: không có quyền đọc “{}”"),
)
"""What typer itself says of values; pydantic says the rest."""


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
        told = f"{named} {_wrong_value(error)}."
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
    name = str(param.opts[0])
    return name if name.startswith("-") else str(param.metavar or name)


def _wrong_value(error: TyperException) -> str:
    if told := _translated(error.message, _VALUES):
        return told
    cause = error.__cause__
    entry = cause.errors()[0] if isinstance(cause, ValidationError) else None
    return "không hợp lệ" if entry is None else complaints.told(entry)


def _known_usage(message: str) -> str:
    return _translated(message, _USAGE) or "Lệnh không đúng cách dùng."


def _translated(message: str, known: Sequence[tuple[str, str]]) -> str:
    """Return the message in Vietnamese; empty where it is not known."""
    for pattern, vietnamese in known:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return vietnamese.format(*found.groups())
    return ""


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


def print_json(shown: "BaseModel") -> None:
    """Print a reply as JSON."""
    typer.echo(shown.model_dump_json(indent=2))
