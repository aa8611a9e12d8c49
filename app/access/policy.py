"""Which right a request needs: one table, and what it does not name needs more, not less."""

import re

from app.access.rights import Right

OPEN = re.compile(r"/(?:health/(?:live|ready)|sign-in|embed(?:\.js)?|static/.*|favicon\.ico)?")
"""Addresses that say nothing of any document. ``/`` itself sends whoever is unknown to sign in."""
SIGN_IN = "/v1/session"
OWN = frozenset({"/v1/me", "/v1/session", "/v1/password"})
"""Open to everyone who has signed in, whatever their rights."""
_READS = (
    r"ask|search|chat/completions|compare(?:/export)?",
    r"conversations/[^/]+|answers/[^/]+/(?:feedback|pin)",
)
"""What is asked with another method than GET and changes nothing but what is the caller's own."""
_READING = re.compile(rf"/v1/(?:{'|'.join(_READS)})")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_open(method: str, path: str) -> bool:
    """Return whether anyone may ask for it, without signing in."""
    return bool(OPEN.fullmatch(path)) or (method == "POST" and path == SIGN_IN)


def needed(method: str, path: str) -> Right | None:
    """Return the right that a request needs; None where signing in is enough."""
    if path in OWN:
        return None
    if path.startswith("/v1/admin/") or path == "/v1/admin":
        return Right.ADMINISTER
    if path == "/metrics":
        return Right.MONITOR
    if method in _SAFE or _READING.fullmatch(path) or path == "/mcp":
        return Right.READ
    return Right.EDIT
