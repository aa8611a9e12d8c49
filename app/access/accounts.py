"""Accounts and groups: who there is, signing in, passwords."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from pydantic import ValidationError

from app.access import passwords
from app.access.caller import Caller
from app.access.directory import Directory, Group, Token, User, erase
from app.access.rights import EVERYONE, Role
from app.errors import (
    EntryExists,
    EntryNotFound,
    InvalidEntry,
    PasswordRefused,
    SignInFailed,
)

FAILURES = 5
"""Wrong passwords after which an account is locked."""
LOCKED = timedelta(minutes=15)
GIVEN = timedelta(days=7)
"""How long a password that somebody else made may be used to sign in and be changed."""
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa."

Clock = Callable[[], datetime]
Made = TypeVar("Made")


def now() -> datetime:
    """Return the present moment (UTC)."""
    return datetime.now(UTC)


class Accounts:
    """The use cases of accounts and groups. Safe to share between threads."""

    def __init__(self, directory: Directory, clock: Clock = now) -> None:
        self._directory = directory
        self._clock = clock

    def add(
        self,
        name: str,
        role: Role,
        groups: Collection[str] = (),
        title: str = "",
        password: str | None = None,
    ) -> str:
        """Add an account and return its password, to be changed at the first sign-in.

        An empty password lets nobody sign in but whom a proxy vouches for; with None one is made.
        Raises EntryExists, EntryNotFound for a group, InvalidEntry, PasswordRefused.
        """
        self._require_groups(groups)
        given = passwords.generated() if password is None else password
        if password:
            passwords.check(password, [name, title])
        user = _valid(
            lambda: User(
                name=name,
                title=title,
                role=role,
                groups=frozenset(groups),
                password=passwords.hashed(given) if given else "",
                must_change=True,
                password_until=self._clock() + GIVEN,
                created_at=self._clock(),
            )
        )

        def fresh(was: User | None) -> User:
            if was is not None:
                raise EntryExists(f"Đã có tài khoản “{name}”.")
            return user

        self._directory.change(User, name, fresh)
        return given

    def users(self) -> list[User]:
        """Return all accounts, by name."""
        return list(self._directory.every(User).values())

    def user(self, name: str) -> User | None:
        """Return the account; None where there is none, or it is disabled."""
        found = self._directory.read(User, name)
        return None if found is None or found.disabled else found

    def is_disabled(self, name: str) -> bool:
        """Return whether there is such an account and nobody may use it."""
        found = self._directory.read(User, name)
        return found is not None and found.disabled

    def edit(
        self,
        name: str,
        *,
        role: Role | None = None,
        groups: Collection[str] | None = None,
        title: str | None = None,
        disabled: bool | None = None,
    ) -> User:
        """Change what is given. Raises EntryNotFound, InvalidEntry."""
        self._require_groups(groups or ())
        given = {
            "role": role,
            "groups": None if groups is None else frozenset(groups),
            "title": title,
            "disabled": disabled,
        }
        changes: dict[str, object] = {f: value for f, value in given.items() if value is not None}
        if disabled is False:
            changes |= {"failures": 0, "locked_until": None}
        return self._change(name, lambda user: user.model_copy(update=changes))

    def remove(self, name: str) -> None:
        """Forget an account. Raises EntryNotFound."""
        if not erase(self._directory, User, name):
            raise _no_user(name)

    def reset(self, name: str) -> str:
        """Give an account another password and return it. Raises EntryNotFound."""
        given = passwords.generated()
        kept = passwords.hashed(given)
        self._change(
            name,
            lambda user: user.model_copy(
                update={
                    "password": kept,
                    "must_change": True,
                    "password_until": self._clock() + GIVEN,
                    "failures": 0,
                    "locked_until": None,
                }
            ),
        )
        return given

    def sign_in(self, name: str, password: str) -> User:
        """Return the account whose password it is. Raises SignInFailed, without saying why.

        After some wrong passwords nobody can sign in to the account for a while.
        """
        user = self._directory.read(User, name)
        right = passwords.fits(password[: passwords.LONGEST], user.password if user else "")
        if user is None:
            raise SignInFailed(_WRONG)
        moment = self._clock()

        def tried(was: User | None) -> User | None:
            if was is None or (was.locked_until or moment) > moment:
                return was
            if right:
                return was.model_copy(update={"failures": 0, "locked_until": None})
            failures = was.failures + 1
            locked = moment + LOCKED if failures >= FAILURES else None
            failures = 0 if locked else failures
            return was.model_copy(update={"failures": failures, "locked_until": locked})

        after = self._directory.change(User, name, tried)
        if not right or after is None or after.disabled or _is_shut(after, moment):
            raise SignInFailed(_WRONG)
        return after

    def change_password(self, name: str, current: str, new: str) -> None:
        """Give an account the password its owner chose. Raises SignInFailed, PasswordRefused."""
        user = self.sign_in(name, current)
        passwords.check(new, [user.name, user.title])
        if new == current:
            raise PasswordRefused("Mật khẩu mới phải khác mật khẩu đang dùng.")
        kept = passwords.hashed(new)
        self._change(
            name,
            lambda was: was.model_copy(
                update={"password": kept, "must_change": False, "password_until": None}
            ),
        )

    def caller(self, user: User) -> Caller:
        """Return an account as one who asks."""
        return Caller(
            id=f"user:{user.name}",
            name=user.title or user.name,
            groups=user.groups,
            rights=user.role.rights,
            must_change_password=user.must_change and bool(user.password),
        )

    def add_group(self, name: str, title: str = "") -> Group:
        """Add a group. Raises EntryExists, InvalidEntry."""
        group = _valid(lambda: Group(name=name, title=title, created_at=self._clock()))

        def fresh(was: Group | None) -> Group:
            if was is not None or name == EVERYONE:
                raise EntryExists(f"Đã có nhóm “{name}”.")
            return group

        self._directory.change(Group, name, fresh)
        return group

    def groups(self) -> list[Group]:
        """Return all groups, by name; not the one that everybody is in."""
        return list(self._directory.every(Group).values())

    def remove_group(self, name: str) -> None:
        """Forget a group, and that accounts and tokens are in it. Raises EntryNotFound."""
        if not erase(self._directory, Group, name):
            raise EntryNotFound(f"Không có nhóm “{name}”.")
        for user in self.users():
            if name in user.groups:
                self.edit(user.name, groups=user.groups - {name})
        for key, token in self._directory.every(Token).items():
            if name in token.groups:
                self._directory.change(Token, key, partial(_without, name))

    def _require_groups(self, names: Collection[str]) -> None:
        """Raise EntryNotFound where one of the groups is not there."""
        known = self._directory.every(Group)
        for name in names:
            if name not in known:
                raise EntryNotFound(f"Không có nhóm “{name}”.")

    def _change(self, name: str, change: Callable[[User], User]) -> User:
        def changed(was: User | None) -> User:
            if was is None:
                raise _no_user(name)
            return change(was)

        made = self._directory.change(User, name, changed)
        assert made is not None  # noqa: S101 - changed() never returns None
        return made


def _without(group: str, token: Token | None) -> Token | None:
    return token and token.model_copy(update={"groups": token.groups - {group}})


def _is_shut(user: User, moment: datetime) -> bool:
    """Return whether nobody may sign in: locked, or a given password has lapsed."""
    if (user.locked_until or moment) > moment:
        return True
    return user.must_change and user.password_until is not None and user.password_until < moment


def _no_user(name: str) -> EntryNotFound:
    return EntryNotFound(f"Không có tài khoản “{name}”.")


def _valid(make: Callable[[], Made]) -> Made:
    try:
        return make()
    except ValidationError as error:
        raise InvalidEntry(
            "Tên chỉ gồm chữ thường không dấu, chữ số và . _ - @, từ 1 đến 64 ký tự."
        ) from error
