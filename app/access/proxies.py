"""Reverse proxies that vouch for whoever they pass on."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from app.access.accounts import Accounts
from app.access.caller import Caller
from app.access.rights import Role
from app.errors import InvalidSettings, NotSignedIn

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Names:
    """The headers a proxy sets, and the groups that give a role."""

    user: str = "X-Remote-User"
    title: str = "X-Remote-Name"
    groups: str = "X-Remote-Groups"
    editors: str = ""
    administrators: str = ""


class Proxies:
    """Takes callers from the headers of requests that come from a trusted proxy's address.

    The proxy must set each header itself, or remove it: what the asker sends under these names
    would be believed.
    """

    def __init__(self, addresses: Sequence[str], names: Names, accounts: Accounts) -> None:
        """Raise InvalidSettings for an address that is none."""
        self._networks = tuple(map(_network, addresses))
        self._names = names
        self._accounts = accounts

    def trust(self, peer: str) -> bool:
        """Return whether a request's own address is that of a proxy."""
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._networks)

    def caller(self, headers: Sequence[tuple[bytes, bytes]]) -> Caller | None:
        """Return whom the proxy vouches for; None for nobody.

        An account of the same name adds its role and groups. Raises NotSignedIn where it is
        disabled, or where a header is there twice.
        """
        name = _one(headers, self._names.user).strip()
        if not name:
            return None
        groups = frozenset(
            group
            for each in _one(headers, self._names.groups).replace(";", ",").split(",")
            if (group := each.strip())
        )
        role = self._role(groups)
        account = self._accounts.user(name.lower())
        if self._accounts.is_disabled(name.lower()):
            raise NotSignedIn("Tài khoản này đã bị khóa.")
        title = _one(headers, self._names.title).strip() or name
        if account is not None:
            groups |= account.groups
            role = max(role, account.role, key=lambda each: len(each.rights))
        return Caller(f"user:{name.lower()}", title[:200], groups, role.rights, ambient=True)

    def _role(self, groups: frozenset[str]) -> Role:
        if self._names.administrators and self._names.administrators in groups:
            return Role.ADMINISTRATOR
        if self._names.editors and self._names.editors in groups:
            return Role.EDITOR
        return Role.READER


def _one(headers: Sequence[tuple[bytes, bytes]], name: str) -> str:
    found = [value for key, value in headers if key.decode("latin-1").lower() == name.lower()]
    if len(found) > 1:
        raise NotSignedIn("Máy chủ trung gian gửi lặp tiêu đề đăng nhập.")
    return found[0].decode("utf-8", "replace") if found else ""


def _network(address: str) -> Network:
    try:
        return ipaddress.ip_network(address, strict=False)
    except ValueError as error:
        raise InvalidSettings(
            f"Cấu hình không hợp lệ: HOIDAP_PROXY_ADDRESSES ({address} không phải địa chỉ IP)."
        ) from error
