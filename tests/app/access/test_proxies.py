import pytest

from app.access.accounts import Accounts
from app.access.proxies import Names, Proxies
from app.access.rights import Right, Role
from app.access.stores import MemoryDirectory
from app.errors import InvalidSettings, NotSignedIn

NAMES = Names(editors="bien-tap", administrators="quan-tri")


@pytest.fixture
def accounts() -> Accounts:
    return Accounts(MemoryDirectory())


def proxies(accounts: Accounts, *addresses: str) -> Proxies:
    return Proxies(addresses or ("10.1.2.3",), NAMES, accounts)


def sent(**headers: str) -> list[tuple[bytes, bytes]]:
    return [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]


def test_only_the_listed_addresses_are_trusted(accounts: Accounts) -> None:
    trusted = proxies(accounts, "10.1.2.3", "192.168.7.0/24", "fd00::/8")
    for address in ("10.1.2.3", "192.168.7.9", "fd00::1"):
        assert trusted.trust(address)
    for address in ("10.1.2.4", "192.168.8.1", "127.0.0.1", "::1", "", "testclient"):
        assert not trusted.trust(address)
    assert not Proxies((), NAMES, accounts).trust("127.0.0.1")


def test_an_address_that_is_none_stops_the_start(accounts: Accounts) -> None:
    with pytest.raises(InvalidSettings, match="HOIDAP_PROXY_ADDRESSES"):
        proxies(accounts, "nginx")


def test_takes_name_groups_and_role_from_the_headers(accounts: Accounts) -> None:
    caller = proxies(accounts).caller(
        sent(x_remote_user="An", x_remote_name="Nguyễn Văn An", x_remote_groups="a, b;bien-tap,")
    )
    assert caller is not None
    assert (caller.id, caller.name) == ("user:an", "Nguyễn Văn An")
    assert caller.groups == {"a", "b", "bien-tap"}
    assert caller.rights == {Right.READ, Right.EDIT}
    assert caller.ambient


def test_nobody_named_is_nobody(accounts: Accounts) -> None:
    assert proxies(accounts).caller(sent(x_remote_user=" ", x_remote_groups="quan-tri")) is None
    assert proxies(accounts).caller([]) is None


def test_a_header_sent_twice_is_believed_neither_time(accounts: Accounts) -> None:
    with pytest.raises(NotSignedIn):
        proxies(accounts).caller([*sent(x_remote_user="an"), *sent(X_Remote_User="quan")])


def test_an_account_adds_its_groups_and_role_or_shuts_out(accounts: Accounts) -> None:
    accounts.add_group("c")
    accounts.add("an", Role.ADMINISTRATOR, ["c"], password="")
    caller = proxies(accounts).caller(sent(x_remote_user="An", x_remote_groups="a"))
    assert caller is not None
    assert caller.groups == {"a", "c"}
    assert caller.may(Right.ADMINISTER)
    assert not caller.must_change_password
    accounts.edit("an", disabled=True)
    with pytest.raises(NotSignedIn):
        proxies(accounts).caller(sent(x_remote_user="An"))


def test_an_administrators_group_is_named_by_the_site(accounts: Accounts) -> None:
    caller = proxies(accounts).caller(sent(x_remote_user="an", x_remote_groups="quan-tri"))
    assert caller is not None
    assert caller.may(Right.ADMINISTER)
    unset = Proxies(("10.1.2.3",), Names(), accounts)
    caller = unset.caller(sent(x_remote_user="an", x_remote_groups=",,"))
    assert caller is not None
    assert caller.rights == {Right.READ}
