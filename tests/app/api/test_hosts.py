"""A page elsewhere does not reach the service by a name of its own."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app import server, settings
from app.api.hosts import HostCheck, admits, is_loopback, own_names
from app.errors import CannotServe


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8080", True),
        ("LOCALHOST.", True),
        ("127.0.0.1:8080", True),
        ("[::1]:8080", True),
        ("10.1.2.3", True),
        ("hoidap.sonkhe.example", True),
        ("hoidap.sonkhe.example:443", True),
        ("a.tbn.example", True),
        ("tbn.example", False),
        ("xau.example", False),
        ("127.0.0.1.xau.example", False),
        ("localhost.xau.example", False),
        ("hoidap.sonkhe.example.xau.example", False),
        ("xatbn.example", False),
        ("", False),
        (":8080", False),
        ("localhost@xau.example", False),
    ],
)
def test_names(host: str, known: bool) -> None:
    names = (*own_names("127.0.0.1"), "hoidap.sonkhe.example", "*.tbn.example")
    assert admits(host, names) is known
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("được"))])
    with TestClient(HostCheck(app, names)) as client:
        reply = client.get("/", headers={"host": host})
    assert reply.status_code == (200 if known else 421)
    if not known:
        assert reply.json()["code"] == "host_not_allowed"


def test_a_star_admits_every_name() -> None:
    assert admits("xau.example", ("*",))


@pytest.mark.parametrize(
    ("bound", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("may-chu", False),
    ],
)
def test_it_does_not_listen_to_others_without_being_told(bound: str, alone: bool) -> None:
    assert is_loopback(bound) is alone
    if not alone:
        with pytest.raises(CannotServe, match="HOIDAP_ALLOW_OPEN"):
            server.run(settings.load(host=bound, port=0))
