"""Everything that tells callers apart, opened together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from app.access.accounts import Accounts
from app.access.audit import FILE as AUDIT_FILE
from app.access.audit import Audit
from app.access.caller import Caller
from app.access.directory import Directory
from app.access.proxies import Names, Proxies
from app.access.rates import Kind, Rates
from app.access.stores import FILE, KeptDirectory
from app.access.tokens import Sessions, Tokens
from app.database import open_database
from app.errors import NotSignedIn
from app.settings import Settings

COOKIE = "hoidap_session"
SECURE_COOKIE = "__Host-hoidap_session"
"""Over TLS: a browser takes it from this host alone, and never without TLS."""
TELLING = 0x686F_6968
"""The lock, in a shared database, of whoever writes accounts or the trail."""
SIGN_INS = "10/minute"
"""Of one address, right or wrong."""

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Access:
    """Who there is, how they show who they are, and what they did."""

    directory: Directory
    accounts: Accounts
    tokens: Tokens
    sessions: Sessions
    proxies: Proxies
    rates: Rates
    audit: Audit
    keeps_questions: bool
    """Whether the trail says what was asked."""

    def identify(self, peer: str, headers: Headers, *, secure: bool) -> Caller | None:
        """Return who sends a request; None for nobody who is known.

        A token counts first, then what a trusted proxy says, then the session of a browser.
        Raises NotSignedIn for a token that is not, or no longer, valid.
        """
        if (token := _bearer(headers)) is not None:
            caller = self.tokens.caller(token)
            if caller is None:
                raise NotSignedIn("Mã truy cập không đúng hoặc đã hết hạn.")
            return caller
        if self.proxies.trust(peer) and (vouched := self.proxies.caller(headers)):
            return vouched
        secret = session_secret(headers, secure=secure)
        name = self.sessions.user(secret) if secret else None
        user = self.accounts.user(name) if name else None
        return None if user is None else replace(self.accounts.caller(user), ambient=True)

    def close(self) -> None:
        """Release the files."""
        self.directory.close()
        self.audit.close()


def open_access(settings: Settings) -> Access:
    """Open the directory and the trail, where the documents are too. Raises StorageFailure."""
    shared = None if settings.database_url is None else open_database(settings).beside(TELLING)
    directory = KeptDirectory(shared or settings.data_dir / FILE)
    accounts = Accounts(directory)
    names = Names(
        settings.proxy_user_header,
        settings.proxy_name_header,
        settings.proxy_groups_header,
        settings.proxy_editor_group,
        settings.proxy_administrator_group,
    )
    rates = {
        Kind.QUESTIONS: settings.rate_questions,
        Kind.UPLOADS: settings.rate_uploads,
        Kind.REQUESTS: settings.rate_requests,
        Kind.SIGN_INS: SIGN_INS,
    }
    return Access(
        directory,
        accounts,
        Tokens(directory),
        Sessions(
            directory,
            timedelta(hours=settings.session_hours),
            timedelta(minutes=settings.session_idle_minutes),
        ),
        Proxies(settings.proxies(), names, accounts),
        Rates(rates),
        Audit(shared or settings.data_dir / AUDIT_FILE),
        settings.audit_questions,
    )


def session_secret(headers: Headers, *, secure: bool) -> str:
    """Return the secret of the session that a browser sends; empty without one."""
    sent = b"; ".join(value for key, value in headers if key.lower() == b"cookie")
    try:
        cookies = SimpleCookie(sent.decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(SECURE_COOKIE if secure else COOKIE)
    return "" if found is None else found.value


def _bearer(headers: Headers) -> str | None:
    found = [value for key, value in headers if key.lower() == b"authorization"]
    if not found:
        return None
    kind, _, token = found[0].decode("latin-1").partition(" ")
    if len(found) > 1 or kind.lower() != "bearer":
        return None
    return token.strip()
