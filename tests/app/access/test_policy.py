import pytest

from app.access import policy
from app.access.rights import Right, Role


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "/v1/documents", Right.READ),
        ("GET", "/v1/facts", Right.READ),
        ("GET", "/openapi.json", Right.READ),
        ("POST", "/v1/ask", Right.READ),
        ("POST", "/v1/chat/completions", Right.READ),
        ("DELETE", "/v1/conversations/c", Right.READ),
        ("PUT", "/v1/answers/a/feedback", Right.READ),
        ("DELETE", "/v1/answers/a/pin", Right.READ),
        ("POST", "/v1/documents", Right.EDIT),
        ("PATCH", "/v1/documents/d", Right.EDIT),
        ("DELETE", "/v1/documents/d", Right.EDIT),
        ("DELETE", "/v1/jobs/j", Right.EDIT),
        ("POST", "/v1/anything-new", Right.EDIT),
        ("GET", "/metrics", Right.MONITOR),
        ("GET", "/v1/admin/users", Right.ADMINISTER),
        ("POST", "/v1/admin/anything-new", Right.ADMINISTER),
        ("GET", "/v1/me", None),
        ("PUT", "/v1/password", None),
    ],
)
def test_what_is_not_named_needs_more(method: str, path: str, right: Right | None) -> None:
    assert policy.needed(method, path) is right
    assert not policy.is_open(method, path)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/health/live"),
        ("GET", "/health/ready"),
        ("GET", "/sign-in"),
        ("GET", "/static/0123/page.css"),
        ("POST", "/v1/session"),
    ],
)
def test_little_is_open(method: str, path: str) -> None:
    assert policy.is_open(method, path)


@pytest.mark.parametrize(
    "path", ["/health/live/x", "/v1", "/staticx", "/metrics", "//", "/mcp", "/v1/session"]
)
def test_nothing_else_is(path: str) -> None:
    assert not policy.is_open("GET", path)


def test_a_role_has_the_rights_of_those_below() -> None:
    assert Role.READER.rights < Role.EDITOR.rights < Role.ADMINISTRATOR.rights
    assert Role.MONITOR.rights == {Right.MONITOR}
