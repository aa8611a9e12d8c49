from datetime import timedelta

import pytest

from app.access.directory import Session, Token, User
from app.access.rights import Right, Role
from app.access.stores import MemoryDirectory
from app.access.tokens import PREFIX, Sessions, Tokens
from app.errors import EntryNotFound, InvalidEntry
from tests.app.access.test_accounts import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def directory() -> MemoryDirectory:
    return MemoryDirectory()


def test_a_key_is_shown_once_and_kept_as_a_hash(directory: MemoryDirectory, clock: Clock) -> None:
    tokens = Tokens(directory, clock)
    token, secret = tokens.add("báo cáo tuần", Role.MONITOR, days=30)
    assert secret.startswith(PREFIX)
    assert all(secret not in each.model_dump_json() for each in directory.every(Token).values())
    caller = tokens.caller(secret)
    assert caller is not None
    assert (caller.id, caller.name) == (f"token:{token.id}", "báo cáo tuần")
    assert caller.rights == {Right.MONITOR}
    assert not caller.ambient
    assert tokens.caller(secret + "x") is None
    assert tokens.caller("") is None


def test_a_key_lapses_and_can_be_revoked(directory: MemoryDirectory, clock: Clock) -> None:
    tokens = Tokens(directory, clock)
    _, short = tokens.add("ngắn", Role.READER, days=1)
    clock.move(timedelta(hours=1))
    token, other = tokens.add("khác", Role.READER, days=2)
    clock.move(timedelta(hours=23))
    assert tokens.caller(short) is None
    assert tokens.caller(other) is not None
    assert [each.name for each in tokens.all()] == ["khác", "ngắn"]
    tokens.revoke(token.id)
    assert tokens.caller(other) is None
    with pytest.raises(EntryNotFound):
        tokens.revoke(token.id)


def test_its_last_use_is_noted_now_and_then(directory: MemoryDirectory, clock: Clock) -> None:
    tokens = Tokens(directory, clock)
    _, secret = tokens.add("báo cáo", Role.READER)
    tokens.caller(secret)
    first = clock.moment
    clock.move(timedelta(minutes=5))
    tokens.caller(secret)
    assert [token.used_at for token in tokens.all()] == [first]
    clock.move(timedelta(hours=1))
    tokens.caller(secret)
    assert [token.used_at for token in tokens.all()] == [clock.moment]


@pytest.mark.parametrize(
    ("name", "days"), [("", 1), ("  ", 1), ("x" * 201, 1), ("x", 0), ("x", 9999)]
)
def test_a_key_has_a_name_and_an_end(directory: MemoryDirectory, name: str, days: int) -> None:
    with pytest.raises(InvalidEntry):
        Tokens(directory).add(name, Role.READER, days=days)


def test_a_session_ends_unused_and_in_any_case(directory: MemoryDirectory, clock: Clock) -> None:
    sessions = Sessions(directory, timedelta(hours=3), timedelta(hours=1), clock)
    an = User(name="an", created_at=clock.moment)
    secret = sessions.begin(an)
    assert secret not in str(directory.every(Session))
    for _ in range(2):
        clock.move(timedelta(minutes=59))
        assert sessions.user(secret) == "an"
    clock.move(timedelta(minutes=59))
    assert sessions.user(secret) == "an"
    clock.move(timedelta(minutes=4))
    assert sessions.user(secret) is None
    unused = sessions.begin(an)
    clock.move(timedelta(minutes=61))
    assert sessions.user(unused) is None
    sessions.begin(an)
    assert len(directory.every(Session)) == 1


def test_signing_out_ends_one_session_or_all_others(
    directory: MemoryDirectory, clock: Clock
) -> None:
    sessions = Sessions(directory, timedelta(hours=3), timedelta(hours=1), clock)
    an, binh = (User(name=name, created_at=clock.moment) for name in ("an", "binh"))
    first, second, third, others = (sessions.begin(user) for user in (an, an, an, binh))
    sessions.end(first)
    assert [sessions.user(s) for s in (first, second, third)] == [None, "an", "an"]
    sessions.end_all("an", but=third)
    assert [sessions.user(s) for s in (second, third, others)] == [None, "an", "binh"]
