"""Passwords: how they are kept, and which are good enough. The only importer of their libraries."""

import secrets
from collections.abc import Iterable
from functools import cache

from app.errors import PasswordRefused

SHORTEST = 10
LONGEST = 128
_STRENGTH = 2
"""Of zxcvbn's 0 to 4: neither common, nor a keyboard's row, nor the account's own name."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that are not taken for one another."""


def hashed(password: str) -> str:
    """Return what is kept of a password: Argon2id by the library's parameters (RFC 9106)."""
    return str(_hasher().hash(password))


def fits(password: str, kept: str) -> bool:
    """Return whether it is the password; as slow where none is kept, so that nobody can tell."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return bool(_hasher().verify(kept or _nobody(), password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def check(password: str, names: Iterable[str] = ()) -> None:
    """Raise PasswordRefused where a password is too short, too long or easily guessed.

    Any character counts, none is asked for.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"Mật khẩu cần từ {SHORTEST} đến {LONGEST} ký tự.")
    from zxcvbn import zxcvbn

    if zxcvbn(password[:72], user_inputs=[*names, "hoidap"])["score"] < _STRENGTH:
        raise PasswordRefused(
            "Mật khẩu này dễ đoán; hãy ghép vài từ không liên quan với nhau thành mật khẩu dài hơn."
        )


def generated() -> str:
    """Return a password for somebody else to sign in with once."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


@cache
def _hasher():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the library is imported late
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return hashed(secrets.token_hex())
