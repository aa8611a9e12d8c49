from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.access import passwords
from app.access.accounts import FAILURES, GIVEN, LOCKED, Accounts
from app.access.directory import User, write
from app.access.rights import EVERYONE, Right, Role
from app.access.stores import MemoryDirectory
from app.access.tokens import Tokens
from app.errors import (
    EntryExists,
    EntryNotFound,
    InvalidEntry,
    PasswordRefused,
    SignInFailed,
)

OWN = "ba con mèo lội suối"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._nobody.cache_clear()
    accounts = Accounts(MemoryDirectory(), clock)
    accounts.add_group("van-phong", "Văn phòng")
    return accounts


def test_a_password_made_here_is_changed_at_the_first_sign_in(accounts: Accounts) -> None:
    given = accounts.add("an", Role.EDITOR, ["van-phong"], "Nguyễn Văn An")
    user = accounts.sign_in("an", given)
    caller = accounts.caller(user)
    assert caller.must_change_password
    assert (caller.id, caller.name, caller.groups) == (
        "user:an",
        "Nguyễn Văn An",
        frozenset({"van-phong"}),
    )
    assert caller.rights == {Right.READ, Right.EDIT}
    accounts.change_password("an", given, OWN)
    assert not accounts.caller(accounts.sign_in("an", OWN)).must_change_password
    with pytest.raises(SignInFailed):
        accounts.sign_in("an", given)


def test_a_given_password_lapses(accounts: Accounts, clock: Clock) -> None:
    given = accounts.add("an", Role.READER)
    clock.move(GIVEN + timedelta(seconds=1))
    with pytest.raises(SignInFailed):
        accounts.sign_in("an", given)
    assert accounts.sign_in("an", accounts.reset("an")).name == "an"


def test_wrong_passwords_lock_for_a_while_and_tell_nothing(
    accounts: Accounts, clock: Clock
) -> None:
    given = accounts.add("an", Role.READER)
    said = set()
    for _ in range(FAILURES):
        with pytest.raises(SignInFailed) as failed:
            accounts.sign_in("an", "sai mật khẩu rồi")
        said.add(str(failed.value))
    with pytest.raises(SignInFailed) as failed:
        accounts.sign_in("an", given)
    said.add(str(failed.value))
    with pytest.raises(SignInFailed) as failed:
        accounts.sign_in("khong-co", given)
    assert said == {str(failed.value)}
    clock.move(LOCKED + timedelta(seconds=1))
    assert accounts.sign_in("an", given).failures == 0


def test_a_right_password_forgets_the_wrong_ones(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    for _ in range(3):
        for _ in range(FAILURES - 1):
            with pytest.raises(SignInFailed):
                accounts.sign_in("an", "sai mật khẩu rồi")
        assert accounts.sign_in("an", given).failures == 0


def test_who_is_disabled_does_not_sign_in(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    accounts.edit("an", disabled=True)
    assert accounts.user("an") is None
    assert accounts.is_disabled("an")
    with pytest.raises(SignInFailed):
        accounts.sign_in("an", given)
    accounts.edit("an", disabled=False)
    assert accounts.sign_in("an", given).name == "an"


def test_without_a_password_nobody_signs_in(accounts: Accounts) -> None:
    assert accounts.add("an", Role.READER, password="") == ""
    for guess in ("", "x"):
        with pytest.raises(SignInFailed):
            accounts.sign_in("an", guess)


@pytest.mark.parametrize(
    "password", ["ngắn quá", "1234567890", "password123", "qwertyuiop", "nguyenvana1", "x" * 129]
)
def test_weak_passwords_are_refused(accounts: Accounts, password: str) -> None:
    given = accounts.add("nguyenvana1", Role.READER)
    with pytest.raises(PasswordRefused):
        accounts.change_password("nguyenvana1", given, password)
    assert accounts.sign_in("nguyenvana1", given)


def test_nobody_is_there_until_somebody_is_added(clock: Clock) -> None:
    accounts = Accounts(MemoryDirectory(), clock)
    assert accounts.users() == []
    for name in ("admin", "administrator", "root", "quantri"):
        for password in ("", name, "password", "123456"):
            with pytest.raises(SignInFailed):
                accounts.sign_in(name, password)


def test_a_password_is_taken_as_it_is_typed(accounts: Accounts) -> None:
    typed = "  Ba con mèo lội suối, rồi bốn con chó qua cầu khỉ lúc trời mưa to\t"
    accounts.change_password("an", accounts.add("an", Role.READER), typed)
    assert accounts.sign_in("an", typed).name == "an"
    for other in (typed.strip(), typed.lower(), typed[:64], typed + " "):
        with pytest.raises(SignInFailed):
            accounts.sign_in("an", other)


def test_a_password_is_changed_by_whoever_knows_it(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    with pytest.raises(SignInFailed):
        accounts.change_password("an", "không phải mật khẩu này", OWN)
    assert accounts.sign_in("an", given).name == "an"


def test_the_same_password_is_no_change(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    with pytest.raises(PasswordRefused):
        accounts.change_password("an", given, given)


@pytest.mark.parametrize("name", ["", "An", "a b", "a/b", "ấn", "-a", "a" * 65, "a\n"])
def test_names_are_typed_the_same_everywhere(accounts: Accounts, name: str) -> None:
    with pytest.raises(InvalidEntry):
        accounts.add(name, Role.READER)
    with pytest.raises(InvalidEntry):
        accounts.add_group(name)


@pytest.mark.parametrize(
    "act",
    [
        lambda accounts: accounts.edit("ai", role=Role.READER),
        lambda accounts: accounts.remove("ai"),
        lambda accounts: accounts.reset("ai"),
        lambda accounts: accounts.remove_group("ai"),
        lambda accounts: accounts.add("an", Role.READER, ["ai"]),
        lambda accounts: accounts.edit("an", groups=["ai"]),
    ],
)
def test_what_is_not_there_is_said(accounts: Accounts, act: Callable[[Accounts], object]) -> None:
    with pytest.raises(EntryNotFound):
        act(accounts)


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    with pytest.raises(EntryExists):
        accounts.add("an", Role.ADMINISTRATOR)
    for group in ("van-phong", EVERYONE):
        with pytest.raises(EntryExists):
            accounts.add_group(group)
    assert accounts.sign_in("an", given).role is Role.READER


def test_a_group_that_goes_leaves_no_member(accounts: Accounts) -> None:
    accounts.add("an", Role.READER, ["van-phong"])
    tokens = Tokens(accounts._directory, accounts._clock)
    _, secret = tokens.add("báo cáo", Role.READER, ["van-phong"])
    accounts.remove_group("van-phong")
    accounts.add_group("van-phong")
    assert [user.groups for user in accounts.users()] == [frozenset()]
    program = tokens.caller(secret)
    assert program is not None
    assert program.groups == frozenset()


def test_what_is_kept_is_no_password(accounts: Accounts) -> None:
    given = accounts.add("an", Role.READER)
    (user,) = accounts.users()
    assert given not in user.model_dump_json()
    assert passwords.fits(given, user.password)
    assert user.password.startswith("$argon2id$")


def test_a_damaged_hash_fits_nothing(accounts: Accounts) -> None:
    accounts.add("an", Role.READER)
    (user,) = accounts.users()
    write(accounts._directory, "an", User(**{**user.model_dump(), "password": "$argon2id$x"}))
    with pytest.raises(SignInFailed):
        accounts.sign_in("an", "x")
