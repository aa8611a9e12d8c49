"""``ops/nginx.conf`` in a real nginx, before the real service: TLS, sign-in, limits."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.conftest import MODELS
from tests.ops import front
from tests.ops.front import NAME

pytestmark = pytest.mark.slow

WHOLE = """
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/hoidap.conf;
}}
"""
PAGE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class Front:
    """A client that knows the site's name, and the folder nginx runs in."""

    client: httpx.Client
    folder: Path


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with front.open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def site(folder: Path, model: Path) -> Iterator[Front]:
    nginx, openssl = front.program("nginx"), front.program("openssl")
    key, certificate = front.certify(folder)
    secret = subprocess.run(
        [openssl, "passwd", "-apr1", "mat khau"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / "htpasswd").write_text(f"an.nguyen:{secret}\n")
    http, https = front.free_port(), front.free_port()
    chosen = {"access": "true", "proxy_addresses": "127.0.0.1", "allowed_hosts": NAME}
    with front.service(folder / "data", MODELS.resolve(), **chosen) as port:
        changes = {
            r" *listen \[::\]:.*\n": "",
            r"listen 80;": f"listen 127.0.0.1:{http};",
            r"listen 443 ssl;": f"listen 127.0.0.1:{https} ssl;",
            r"127\.0\.0\.1:8080": f"127.0.0.1:{port}",
            r"/etc/ssl/hoidap/fullchain\.pem": str(certificate),
            r"/etc/ssl/hoidap/privkey\.pem": str(key),
            r"/etc/nginx/hoidap\.htpasswd": str(folder / "htpasswd"),
        }
        (folder / "hoidap.conf").write_text(front.adapted("nginx.conf", changes))
        (folder / "nginx.conf").write_text(WHOLE.format(folder=folder))
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        transport = front.Named({"http": http, "https": https}, certificate)
        with (
            front.running(command, https),
            httpx.Client(
                transport=transport,
                base_url=f"https://{NAME}",
                auth=("an.nguyen", "mat khau"),
                timeout=60,
            ) as client,
        ):
            yield Front(client, folder)


def test_plain_http_is_led_to_tls(site: Front) -> None:
    reply = site.client.get(f"http://{NAME}/?view=documents")
    assert (reply.status_code, reply.headers["location"]) == (
        301,
        f"https://{NAME}/?view=documents",
    )


def test_over_tls_the_browser_is_told_to_stay_there(site: Front) -> None:
    reply = site.client.get("/")
    assert reply.status_code == 200
    assert reply.headers["strict-transport-security"] == "max-age=31536000"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(("most", "spoken"), [("-tls1_1", False), ("-tls1_2", True)])
def test_only_new_tls_is_spoken(site: Front, most: str, spoken: bool) -> None:
    port = (site.folder / "hoidap.conf").read_text().partition(" ssl;")[0].rpartition(":")[2]
    asked = [front.program("openssl"), "s_client", "-connect", f"127.0.0.1:{port}", most]
    cipher = ["-cipher", "ALL:@SECLEVEL=0"]
    done = subprocess.run([*asked, *cipher], input=b"", capture_output=True, check=False)
    assert (done.returncode == 0) is spoken, done.stdout + done.stderr


def test_nobody_passes_unknown(site: Front) -> None:
    assert site.client.get("/v1/me", auth=("an.nguyen", "khác")).status_code == 401


def test_the_service_takes_the_proxy_s_word_and_nobody_else_s(site: Front) -> None:
    forged = {"X-Remote-User": "quan-tri", "X-Remote-Groups": "quan-tri", "X-Remote-Name": "Ai"}
    me = site.client.get("/v1/me", headers=forged).json()
    assert (me["id"], me["name"], me["groups"]) == ("user:an.nguyen", "an.nguyen", [])
    assert me["rights"] == ["read"]


def test_a_page_of_the_site_may_ask_and_another_s_may_not(site: Front) -> None:
    asked = {"query": "kế hoạch"}
    own = {"Origin": f"https://{NAME}"}
    assert site.client.post("/v1/search", json=asked, headers=own).status_code == 200
    other = {"Origin": "https://khac.example"}
    assert site.client.post("/v1/search", json=asked, headers=other).status_code == 403


def test_answers_stream_through(site: Front) -> None:
    asked = {"question": "Có bao nhiêu văn bản?", "stream": True}
    with site.client.stream("POST", "/v1/ask", json=asked, headers=PAGE) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        events = [line for line in reply.iter_lines() if line.startswith("event: ")]
    assert events[-1] == "event: answer"


def test_whoever_asks_too_fast_is_put_off(site: Front) -> None:
    statuses = [site.client.post("/v1/ask", json={}, headers=PAGE).status_code for _ in range(40)]
    assert 422 in statuses
    assert 429 in statuses


def test_an_upload_beyond_the_limit_is_refused_at_the_door(site: Front) -> None:
    body = (bytes(1 << 20) for _ in range(202))
    headers = {**PAGE, "Content-Length": str(202 << 20)}
    reply = site.client.post("/v1/documents", content=body, headers=headers)
    assert reply.status_code == 413
    assert "nginx" in reply.text


def test_the_watcher_s_key_reaches_the_metrics(site: Front, model: Path) -> None:
    from app import settings
    from app.access.control import open_access
    from app.access.rights import Role

    access = open_access(settings.load(data_dir=site.folder / "data", access=True))
    _, secret = access.tokens.add("theo dõi", Role.MONITOR)
    access.close()
    key = {"Authorization": f"Bearer {secret}"}
    assert "hoidap_" in site.client.get("/metrics", headers=key, auth=None).text
    forged = {"X-Remote-User": "quan-tri"}
    assert site.client.get("/metrics", headers=forged, auth=None).status_code == 401
