"""What is kept of accounts, groups, tokens and sessions, and the port to where it is kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from app.access.rights import Role

NAME = r"^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?$"
"""What accounts and groups are called: typed the same on every keyboard, in any address."""
Name = Annotated[str, StringConstraints(pattern=NAME)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Record(BaseModel):
    """A record of the directory; it is replaced, never changed."""

    model_config = ConfigDict(frozen=True)


class User(Record):
    """An account."""

    name: Name
    title: Title = ""
    """The person's name."""
    role: Role = Role.READER
    groups: frozenset[str] = frozenset()
    disabled: bool = False
    password: str = ""
    """Argon2's hash; empty: only a proxy can vouch for them."""
    must_change: bool = False
    """The password was given by somebody else."""
    password_until: datetime | None = None
    """A password that was given lapses then."""
    failures: int = 0
    """Wrong passwords since the last right one, or since the account was last locked."""
    locked_until: datetime | None = None
    created_at: datetime


class Group(Record):
    """People who see the same documents."""

    name: Name
    title: Title = ""
    created_at: datetime


class Token(Record):
    """A program's key; only its hash is kept."""

    id: str
    name: str
    """What it is for."""
    digest: str
    role: Role = Role.READER
    groups: frozenset[str] = frozenset()
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    """Up to an hour ago."""


class Session(Record):
    """Someone who signed in; the key is the hash of what their browser holds."""

    user: str
    created_at: datetime
    expires_at: datetime
    seen_at: datetime
    """Up to a few minutes ago."""


T = TypeVar("T", bound=Record)


class Directory(Protocol):
    """Records by kind and key. Safe to share between threads and between processes.

    Every method raises StorageFailure where they cannot be read or written.
    """

    def read(self, kind: type[T], key: str) -> T | None:
        """Return the record; None where there is none."""
        ...

    def every(self, kind: type[T]) -> dict[str, T]:
        """Return all records of the kind, by key, in the order of the keys."""
        ...

    def change(self, kind: type[T], key: str, change: Callable[[T | None], T | None]) -> T | None:
        """Put what ``change`` makes of the record in its place and return it; None: erased.

        Nobody else changes the directory meanwhile. Where ``change`` raises, nothing changes.
        """
        ...

    def close(self) -> None:
        """Release what is held."""
        ...


def write(directory: Directory, key: str, record: T) -> None:
    """Keep the record, over the one that was there."""
    directory.change(type(record), key, lambda _: record)


def erase(directory: Directory, kind: type[T], key: str) -> bool:
    """Erase the record; return whether there was one."""
    found: list[T] = []

    def note(was: T | None) -> None:
        if was is not None:
            found.append(was)

    directory.change(kind, key, note)
    return bool(found)
