"""``ops/apache.conf`` in a real Apache with mod_auth_openidc, before the real service."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import MODELS
from tests.ops import front
from tests.ops.front import NAME

pytestmark = pytest.mark.slow

MODULES = Path("/usr/lib/apache2/modules")
LOADED = {
    "mpm_event": "mpm_event",
    "authz_core": "authz_core",
    "authn_core": "authn_core",
    "authz_user": "authz_user",
    "alias": "alias",
    "headers": "headers",
    "env": "env",
    "ssl": "ssl",
    "socache_shmcb": "socache_shmcb",
    "proxy": "proxy",
    "proxy_http": "proxy_http",
    "auth_openidc": "auth_openidc",
}
WHOLE = """
ServerRoot {folder}
ServerName {name}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LogLevel warn auth_openidc:info
User www-data
Group www-data
{modules}
Listen 127.0.0.1:{http}
Listen 127.0.0.1:{https}
Include {folder}/hoidap.conf
"""
PERSON = {"preferred_username": "an.nguyen", "name": "Nguyễn Văn An", "groups": ["mot", "bien-tap"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of an OpenID provider that knows one person."""
    if find_spec("oidc_provider_mock") is None:
        pytest.skip("the extra “slow” is not installed: make test-slow")
    port = front.free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with front.running(command, port):
        address = f"http://localhost:{port}"
        httpx.put(f"{address}/users/so-1", json=PERSON).raise_for_status()
        yield address


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with front.open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def client(folder: Path, model: Path, provider: str) -> Iterator[httpx.Client]:
    """Somebody's browser before the site; nobody has signed in."""
    apache = front.program("apache2")
    if not (MODULES / "mod_auth_openidc.so").exists():
        pytest.skip("libapache2-mod-auth-openidc is not installed: make system-slow")
    key, certificate = front.certify(folder)
    http, https = front.free_port(), front.free_port()
    chosen = {
        "access": "true",
        "proxy_addresses": "127.0.0.1",
        "allowed_hosts": NAME,
        "proxy_editor_group": "bien-tap",
    }
    with front.service(folder / "data", MODELS.resolve(), **chosen) as port:
        changes = {
            r"\*:80>": f"*:{http}>",
            r"\*:443>": f"*:{https}>",
            r"127\.0\.0\.1:8080": f"127.0.0.1:{port}",
            r"/etc/ssl/hoidap/fullchain\.pem": str(certificate),
            r"/etc/ssl/hoidap/privkey\.pem": str(key),
            r"https://dang-nhap\.example": provider,
        }
        (folder / "hoidap.conf").write_text(front.adapted("apache.conf", changes))
        modules = "\n".join(
            f"LoadModule {name}_module {MODULES}/mod_{file}.so" for name, file in LOADED.items()
        )
        whole = WHOLE.format(folder=folder, name=NAME, modules=modules, http=http, https=https)
        (folder / "apache.conf").write_text(whole)
        command = [apache, "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
        transport = front.Named({"http": http, "https": https}, certificate)
        with (
            front.running(command, https),
            httpx.Client(transport=transport, base_url=f"https://{NAME}", timeout=60) as client,
        ):
            yield client


def sign_in(client: httpx.Client) -> httpx.Response:
    """Follow the page to the provider, sign in there, and follow back."""
    client.cookies.clear()
    form = client.get("/?view=documents", follow_redirects=True)
    assert "oauth2/authorize" in str(form.url)
    return client.post(form.url, data={"sub": "so-1"}, follow_redirects=True)


def test_a_program_that_is_not_known_is_told_so(client: httpx.Client) -> None:
    forged = {"X-Remote-User": "quan-tri"}
    assert client.get("/v1/me", headers=forged).status_code == 401


def test_one_signs_in_at_the_provider_and_is_known_with_name_and_groups(
    client: httpx.Client, provider: str
) -> None:
    away = client.get("/?view=documents")
    assert away.status_code == 302
    assert urlsplit(away.headers["location"]).netloc == urlsplit(provider).netloc
    page = sign_in(client)
    assert (page.status_code, page.url.path) == (200, "/")
    assert page.url.params["view"] == "documents"
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    forged = {"X-Remote-User": "quan-tri", "X-Remote-Groups": "x", "X-Remote-Name": "Ai"}
    me = client.get("/v1/me", headers=forged).json()
    assert (me["id"], me["name"]) == ("user:an.nguyen", "Nguyễn Văn An")
    assert me["groups"] == ["bien-tap", "mot"]
    assert me["rights"] == ["edit", "read"]


def test_who_is_signed_in_asks_from_the_site_s_page_alone(client: httpx.Client) -> None:
    sign_in(client)
    asked = {"question": "Có bao nhiêu văn bản?"}
    own = client.post("/v1/ask", json=asked, headers={"Origin": f"https://{NAME}"})
    assert own.status_code == 200
    other = client.post("/v1/ask", json=asked, headers={"Origin": "https://khac.example"})
    assert other.status_code == 403
