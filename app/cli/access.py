"""Commands about who may do and see what: users, groups, tokens, audit."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.access.rights import EVERYONE, Role
from app.cli.opening import load_settings, open_catalogue
from app.cli.options import DataDir
from app.cli.terminal import say
from app.errors import EntryNotFound

if TYPE_CHECKING:
    from app.access.control import Access

Name = Annotated[str, typer.Argument(metavar="TÊN", help="Chữ thường không dấu, chữ số, . _ - @")]
RoleOption = Annotated[
    Role, typer.Option("--role", metavar="QUYỀN", help="reader, editor, administrator.")
]
GroupOption = Annotated[
    list[str] | None, typer.Option("--group", metavar="NHÓM", help="Nhóm; có thể lặp lại.")
]
TitleOption = Annotated[str, typer.Option("--title", metavar="TÊN_GỌI", help="Tên để hiển thị.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="TỆP", help="Tệp chứa mật khẩu; mặc định tự tạo."),
]


Commands = dict[str, Callable[..., None]]


def register(app: typer.Typer) -> None:
    """Add the groups of commands to the application."""
    users: Commands = {
        "list": list_users,
        "add": add_user,
        "set": edit_user,
        "password": reset_password,
        "delete": remove_user,
    }
    groups: Commands = {
        "list": list_groups,
        "add": add_group,
        "delete": remove_group,
        "show": show_documents,
        "of": show_access,
    }
    tokens: Commands = {"list": list_tokens, "add": add_token, "revoke": revoke_token}
    _add(app, "users", "Tài khoản: thêm, sửa, khóa, xóa, cấp lại mật khẩu.", users)
    _add(app, "groups", "Nhóm và văn bản mỗi nhóm được xem.", groups)
    _add(app, "tokens", "Mã truy cập của chương trình.", tokens)
    app.command()(audit)


def _add(app: typer.Typer, name: str, told: str, commands: Commands) -> None:
    group = typer.Typer(help=told, no_args_is_help=True, rich_markup_mode=None)
    for each, command in commands.items():
        group.command(each)(command)
    app.add_typer(group, name=name)


@contextmanager
def _opened(data_dir: Path | None, action: str = "", detail: str = "") -> "Iterator[Access]":
    """Yield what tells callers apart; an ``action`` that ends well is noted in the trail."""
    from app.access.accounts import now
    from app.access.audit import Entry
    from app.access.caller import LOCAL
    from app.access.control import open_access

    with closing(open_access(load_settings(data_dir))) as access:
        yield access
        if action:
            access.audit.record(Entry(now(), LOCAL.id, "", action, status=0, detail=detail))


def list_users(data_dir: DataDir = None) -> None:
    """Liệt kê tài khoản."""
    with _opened(data_dir) as access:
        users = access.accounts.users()
    for user in users:
        groups = ", ".join(sorted(user.groups)) or "không nhóm"
        shut = " (đã khóa)" if user.disabled else ""
        say(f"{user.name}  {user.title or '-'}  {user.role.value}  {groups}{shut}")
    say(f"{len(users)} tài khoản.")


def add_user(
    name: Name,
    data_dir: DataDir = None,
    role: RoleOption = Role.READER,
    group: GroupOption = None,
    title: TitleOption = "",
    password_file: PasswordFile = None,
) -> None:
    """Thêm tài khoản; in ra mật khẩu dùng một lần, phải đổi khi đăng nhập lần đầu."""
    given = None if password_file is None else password_file.read_text(encoding="utf-8").strip()
    with _opened(data_dir, "users add", name) as access:
        password = access.accounts.add(name, role, group or (), title, given)
    say(f"Đã thêm tài khoản {name}.")
    if password_file is None:
        say(f"Mật khẩu dùng một lần: {password}")


def edit_user(
    name: Name,
    data_dir: DataDir = None,
    role: Annotated[Role | None, typer.Option("--role", metavar="QUYỀN", help="Quyền mới.")] = None,
    group: GroupOption = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TÊN_GỌI", help="Tên để hiển thị.")
    ] = None,
    disable: Annotated[
        bool | None, typer.Option("--disable/--enable", help="Khóa hoặc mở tài khoản.")
    ] = None,
) -> None:
    """Đổi quyền, nhóm (thay cả danh sách), tên gọi; khóa hoặc mở tài khoản."""
    with _opened(data_dir, "users set", name) as access:
        access.accounts.edit(name, role=role, groups=group, title=title, disabled=disable)
        if disable:
            access.sessions.end_all(name)
    say(f"Đã sửa tài khoản {name}.")


def reset_password(name: Name, data_dir: DataDir = None) -> None:
    """Cấp mật khẩu dùng một lần mới; mọi phiên đăng nhập của tài khoản kết thúc."""
    with _opened(data_dir, "users password", name) as access:
        password = access.accounts.reset(name)
        access.sessions.end_all(name)
    say(f"Mật khẩu dùng một lần: {password}")


def remove_user(name: Name, data_dir: DataDir = None) -> None:
    """Xóa tài khoản; văn bản đã tải lên vẫn còn."""
    with _opened(data_dir, "users delete", name) as access:
        access.accounts.remove(name)
        access.sessions.end_all(name)
    say(f"Đã xóa tài khoản {name}.")


def list_groups(data_dir: DataDir = None) -> None:
    """Liệt kê nhóm; ai cũng ở trong nhóm “everyone”."""
    with _opened(data_dir) as access:
        groups = access.accounts.groups()
    for group in groups:
        say(f"{group.name}  {group.title or '-'}")
    say(f"{len(groups)} nhóm.")


def add_group(name: Name, data_dir: DataDir = None, title: TitleOption = "") -> None:
    """Thêm nhóm."""
    with _opened(data_dir, "groups add", name) as access:
        access.accounts.add_group(name, title)
    say(f"Đã thêm nhóm {name}.")


def remove_group(name: Name, data_dir: DataDir = None) -> None:
    """Xóa nhóm; văn bản chỉ nhóm này xem được thì từ nay chỉ quản trị xem được."""
    with _opened(data_dir, "groups delete", name) as access, open_catalogue(data_dir) as catalogue:
        access.accounts.remove_group(name)
        catalogue.forget_principal(name)
    say(f"Đã xóa nhóm {name}.")


def show_documents(
    document_id: Annotated[
        list[str] | None, typer.Argument(metavar="MÃ…", help="Mã văn bản, xem “documents list”.")
    ] = None,
    data_dir: DataDir = None,
    group: GroupOption = None,
    every: Annotated[bool, typer.Option("--all", help="Mọi văn bản đang có.")] = False,
) -> None:
    """Cho đúng các nhóm này xem văn bản; không nêu nhóm: chỉ quản trị xem được."""
    if every == bool(document_id):
        raise typer.BadParameter("Hãy nêu mã văn bản, hoặc --all.")
    with (
        _opened(data_dir, "groups show", ", ".join(group or ())) as access,
        open_catalogue(data_dir) as catalogue,
    ):
        known = {EVERYONE, *(each.name for each in access.accounts.groups())}
        for name in group or ():
            if name not in known:
                raise EntryNotFound(f"Không có nhóm “{name}”.")
        ids = catalogue.document_ids() if every else list(document_id or ())
        catalogue.show(ids, group or ())
    say(f"{len(ids)} văn bản: {', '.join(group or ()) or 'chỉ quản trị xem được'}.")


def show_access(
    document_id: Annotated[str, typer.Argument(metavar="MÃ", help="Mã văn bản.")],
    data_dir: DataDir = None,
) -> None:
    """Cho biết nhóm nào xem được một văn bản."""
    with open_catalogue(data_dir) as catalogue:
        groups = sorted(catalogue.access(document_id))
    say(", ".join(groups) or "Chỉ quản trị xem được.")


def list_tokens(data_dir: DataDir = None) -> None:
    """Liệt kê mã truy cập."""
    with _opened(data_dir) as access:
        tokens = access.tokens.all()
    for token in tokens:
        groups = ", ".join(sorted(token.groups)) or "không nhóm"
        until = f"{token.expires_at:%d/%m/%Y}"
        say(f"{token.id}  {token.name}  {token.role.value}  {groups}  đến {until}")
    say(f"{len(tokens)} mã.")


def add_token(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Dùng để làm gì.")],
    data_dir: DataDir = None,
    role: Annotated[
        Role,
        typer.Option("--role", metavar="QUYỀN", help="reader, editor, administrator, monitor."),
    ] = Role.READER,
    group: GroupOption = None,
    days: Annotated[
        int, typer.Option("--days", metavar="NGÀY", min=1, max=3650, help="Thời hạn.")
    ] = 365,
) -> None:
    """Tạo mã truy cập và in ra một lần."""
    with _opened(data_dir, "tokens add", name) as access:
        token, secret = access.tokens.add(name, role, group or (), days)
    say(f"Mã {token.id}, dùng đến {token.expires_at:%d/%m/%Y}: {secret}")


def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="MÃ", help="Xem “tokens list”.")],
    data_dir: DataDir = None,
) -> None:
    """Thu hồi mã truy cập ngay lập tức."""
    with _opened(data_dir, "tokens revoke", token_id) as access:
        access.tokens.revoke(token_id)
    say(f"Đã thu hồi mã {token_id}.")


def audit(data_dir: DataDir = None) -> None:
    """In nhật ký sử dụng, mỗi việc một dòng JSON, mới nhất trước."""
    with _opened(data_dir) as access:
        for line in access.audit.lines():
            typer.echo(line)
