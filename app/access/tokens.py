"""Keys: of programs, and of browsers that signed in. Only their hashes are kept."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from datetime import timedelta

from app.access.accounts import Clock, now
from app.access.caller import Caller
from app.access.directory import Directory, Group, Session, Token, User, erase, write
from app.access.rights import Role
from app.errors import EntryNotFound, InvalidEntry

PREFIX = "hd_"
"""Keys begin so, so that one that got out is recognised."""
MOST_DAYS = 3650
_NOTED = timedelta(hours=1)
_SEEN = timedelta(minutes=5)
"""A use is noted at most so often."""


def digest(secret: str) -> str:
    """Return what is kept of a key: it is 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Tokens:
    """Keys of programs: named, with an end, revocable. Safe to share between threads."""

    def __init__(self, directory: Directory, clock: Clock = now) -> None:
        self._directory = directory
        self._clock = clock

    def add(
        self, name: str, role: Role, groups: Collection[str] = (), days: int = 365
    ) -> tuple[Token, str]:
        """Return a new token and its key, which cannot be seen again.

        Raises EntryNotFound for a group, InvalidEntry.
        """
        if not (1 <= days <= MOST_DAYS and 1 <= len(name.strip()) <= 200):
            raise InvalidEntry(f"Mã cần có tên và thời hạn từ 1 đến {MOST_DAYS} ngày.")
        known = self._directory.every(Group)
        if missing := sorted(set(groups) - known.keys()):
            raise EntryNotFound(f"Không có nhóm “{missing[0]}”.")
        secret = PREFIX + secrets.token_urlsafe(32)
        moment = self._clock()
        token = Token(
            id=uuid.uuid4().hex[:12],
            name=name.strip(),
            digest=digest(secret),
            role=role,
            groups=frozenset(groups),
            created_at=moment,
            expires_at=moment + timedelta(days=days),
        )
        write(self._directory, token.digest, token)
        return token, secret

    def all(self) -> list[Token]:
        """Return all tokens, the newest first, lapsed ones too."""
        return sorted(self._directory.every(Token).values(), key=lambda t: t.created_at)[::-1]

    def revoke(self, token_id: str) -> None:
        """End a token at once. Raises EntryNotFound."""
        for token in self.all():
            if token.id == token_id:
                erase(self._directory, Token, token.digest)
                return
        raise EntryNotFound("Không có mã này.")

    def caller(self, secret: str) -> Caller | None:
        """Return the program whose key it is; None where there is none, or it has lapsed."""
        token = self._directory.read(Token, digest(secret))
        moment = self._clock()
        if token is None or token.expires_at <= moment:
            return None
        if token.used_at is None or moment - token.used_at > _NOTED:
            used = {"used_at": moment}
            self._directory.change(
                Token, token.digest, lambda was: was and was.model_copy(update=used)
            )
        return Caller(f"token:{token.id}", token.name, token.groups, token.role.rights)


class Sessions:
    """Browsers that signed in. Safe to share between threads."""

    def __init__(
        self, directory: Directory, longest: timedelta, idle: timedelta, clock: Clock = now
    ) -> None:
        self._directory = directory
        self._longest = longest
        self._idle = idle
        self._clock = clock

    def begin(self, user: User) -> str:
        """Return the secret of a new session; those that have ended are forgotten."""
        self._forget()
        secret = secrets.token_urlsafe(32)
        moment = self._clock()
        session = Session(
            user=user.name, created_at=moment, expires_at=moment + self._longest, seen_at=moment
        )
        write(self._directory, digest(secret), session)
        return secret

    def user(self, secret: str) -> str | None:
        """Return whose session it is; None where it has ended."""
        key = digest(secret)
        session = self._directory.read(Session, key)
        if session is None or self._has_ended(session):
            return None
        moment = self._clock()
        if moment - session.seen_at > min(_SEEN, self._idle / 2):
            seen = {"seen_at": moment}
            self._directory.change(Session, key, lambda was: was and was.model_copy(update=seen))
        return session.user

    def end(self, secret: str) -> None:
        """End a session."""
        erase(self._directory, Session, digest(secret))

    def end_all(self, user: str, but: str = "") -> None:
        """End all sessions of an account but one."""
        kept = digest(but)
        for key, session in self._directory.every(Session).items():
            if session.user == user and key != kept:
                erase(self._directory, Session, key)

    def _forget(self) -> None:
        for key, session in self._directory.every(Session).items():
            if self._has_ended(session):
                erase(self._directory, Session, key)

    def _has_ended(self, session: Session) -> bool:
        moment = self._clock()
        return session.expires_at <= moment or session.seen_at + self._idle <= moment
