"""Callers told apart over HTTP: signing in, rights, groups, what each may see, what is noted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.access import control
from app.access.rights import Role
from app.bootstrap import System
from app.settings import Settings
from index.ports import Embedder
from tests.app.api.offices import PLANS, caller, configured, opened
from tests.app.conftest import until

HERE = {"Sec-Fetch-Site": "same-origin"}
OWN = "ba con mèo lội suối"
Keys = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Service:
    client: TestClient
    system: System
    keys: Keys


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return configured(tmp_path_factory.mktemp("access") / "data")


@pytest.fixture(scope="module")
def service(chosen: Settings, embedder: Embedder) -> Iterator[Service]:
    access = control.open_access(chosen)
    for group in ("mot", "hai"):
        access.accounts.add_group(group)
    made = {
        "admin": access.tokens.add("quản trị", Role.ADMINISTRATOR),
        "one": access.tokens.add("một", Role.EDITOR, ["mot"]),
        "two": access.tokens.add("hai", Role.EDITOR, ["hai"]),
        "reader": access.tokens.add("đọc", Role.READER, ["mot"]),
        "watch": access.tokens.add("theo dõi", Role.MONITOR),
        "alone": access.tokens.add("không nhóm", Role.EDITOR),
    }
    keys = {who: {"Authorization": f"Bearer {secret}"} for who, (_, secret) in made.items()}
    access.close()
    with opened(chosen, embedder) as (client, system):
        yield Service(client, system, keys)


def upload(service: Service, who: str, name: str, text: str, **form: object) -> dict[str, Any]:
    reply = service.client.post(
        "/v1/documents",
        headers=service.keys[who],
        files={"files": (name, text.encode())},
        data=form,
    )
    assert reply.status_code == 202, reply.text
    address = f"/v1/jobs/{reply.json()['job_id']}"
    job: dict[str, Any] = {}

    def done() -> bool:
        job.update(service.client.get(address, headers=service.keys[who]).json())
        return bool(job["state"] == "done")

    until(done)
    return job


@pytest.fixture(scope="module")
def held(service: Service) -> dict[str, str]:
    """The first plan, given by each of two offices; the ids by office."""
    text = PLANS[0].text
    first = upload(service, "one", "cua-mot.txt", text, signer="Người Khác Hẳn")["files"][0]
    second = upload(service, "two", "cua-hai.txt", text)["files"][0]
    assert first["state"] == second["state"] == "added"
    return {"one": first["document_id"], "two": second["document_id"]}


@pytest.mark.parametrize(
    "path", ["/v1/me", "/v1/documents", "/v1/admin/users", "/metrics", "/openapi.json", "/v1/x"]
)
def test_who_is_not_known_is_told_to_sign_in(service: Service, path: str) -> None:
    reply = service.client.get(path)
    assert (reply.status_code, reply.json()["code"]) == (401, "not_signed_in")
    assert reply.headers["www-authenticate"].startswith("Bearer")
    wrong = service.client.get(path, headers={"Authorization": "Bearer hd_wrong"})
    assert wrong.status_code == 401


def test_what_says_nothing_is_open(service: Service) -> None:
    for path in ("/health/live", "/health/ready", "/sign-in"):
        assert service.client.get(path).status_code == 200
    door = service.client.get("/", params={"view": "documents"}, follow_redirects=False)
    assert (door.status_code, door.headers["location"]) == (
        303,
        "/sign-in?next=%2F%3Fview%3Ddocuments",
    )


@pytest.mark.parametrize(
    ("who", "method", "path", "status"),
    [
        ("reader", "GET", "/v1/documents", 200),
        ("reader", "POST", "/v1/documents", 403),
        ("reader", "DELETE", "/v1/documents/x", 403),
        ("reader", "GET", "/metrics", 403),
        ("reader", "GET", "/v1/admin/users", 403),
        ("reader", "GET", "/openapi.json", 200),
        ("one", "DELETE", "/v1/documents/x", 404),
        ("one", "GET", "/v1/admin/audit", 403),
        ("one", "PUT", "/v1/admin/access", 403),
        ("watch", "GET", "/metrics", 200),
        ("watch", "GET", "/v1/documents", 403),
        ("watch", "GET", "/v1/me", 200),
        ("admin", "GET", "/metrics", 200),
        ("admin", "GET", "/v1/admin/users", 200),
    ],
)
def test_each_may_do_what_their_rights_say(
    service: Service, who: str, method: str, path: str, status: int
) -> None:
    reply = service.client.request(method, path, headers=service.keys[who])
    assert reply.status_code == status, reply.text


def test_the_same_bytes_of_two_offices_are_two_documents(
    service: Service, held: dict[str, str]
) -> None:
    assert held["one"] != held["two"]
    for who, source in (("one", "cua-mot.txt"), ("two", "cua-hai.txt")):
        listed = service.client.get("/v1/documents", headers=service.keys[who]).json()["documents"]
        assert [(each["id"], each["source"], each["same_as"]) for each in listed] == [
            (held[who], source, None)
        ]
    again = upload(service, "two", "cua-hai.txt", PLANS[0].text)["files"][0]
    assert (again["state"], again["document_id"]) == ("unchanged", held["two"])
    other = service.client.get(f"/v1/documents/{held['one']}", headers=service.keys["two"])
    gone = service.client.get("/v1/documents/0123456789abcdef", headers=service.keys["two"])
    assert other.status_code == gone.status_code == 404
    assert other.json()["code"] == gone.json()["code"]
    signer = service.client.get(f"/v1/documents/{held['two']}", headers=service.keys["two"]).json()
    assert signer["signer"] == PLANS[0].signer
    both = service.client.get("/v1/documents", headers=service.keys["admin"]).json()["documents"]
    assert {each["id"] for each in both} >= set(held.values())


def test_a_version_is_confirmed_by_whoever_may_change_both(
    service: Service, held: dict[str, str]
) -> None:
    text = PLANS[2].text
    own = upload(service, "one", "ban-mot.txt", text)["files"][0]["document_id"]
    path, older = f"/v1/documents/{own}/supersedes", {"document_id": held["one"]}
    for who, status in (("reader", 403), ("two", 404), ("one", 200)):
        reply = service.client.post(path, headers=service.keys[who], json=older)
        assert reply.status_code == status, (who, reply.text)
    [word] = reply.json()["supersessions"]
    assert (word["newer"], word["older"], word["by"]) == (own, held["one"], "một")
    foreign = {"document_id": held["two"]}
    assert service.client.post(path, headers=service.keys["one"], json=foreign).status_code == 404
    back = service.client.post(path, headers=service.keys["one"], json=older | {"undo": True})
    assert back.json()["supersessions"] == []
    service.client.delete(f"/v1/documents/{own}", headers=service.keys["admin"])


def test_tags_are_put_on_by_whoever_may_change_and_told_to_whoever_may_see(
    service: Service, held: dict[str, str]
) -> None:
    def tag(who: str, *keys: str, add: str = "Kín đáo") -> int:
        body = {"document_ids": keys, "add": [add]}
        return service.client.post("/v1/tags", headers=service.keys[who], json=body).status_code

    def told(who: str) -> list[str]:
        told = service.client.get("/v1/catalogue", headers=service.keys[who]).json()["tags"]
        return [each["value"] for each in told]

    refused = [("reader", 403), ("two", 404)]
    assert [(who, tag(who, held["one"])) for who, _ in refused] == refused
    assert tag("one", held["one"], held["two"]) == 404
    assert told("admin") == []
    assert tag("one", held["one"]) == 200
    assert [told(who) for who in ("one", "two", "alone", "admin")] == [
        ["Kín đáo"],
        [],
        [],
        ["Kín đáo"],
    ]
    narrowed = {"tag": "Kín đáo"}
    seen = service.client.get("/v1/documents", headers=service.keys["two"], params=narrowed).json()
    assert (seen["documents"], seen["total"]) == ([], 0)
    service.system.tags.tag([held["one"]], remove=["Kín đáo"])


def test_what_was_moved_to_others_is_left_alone_by_a_new_upload(service: Service) -> None:
    text = PLANS[2].text
    moved = upload(service, "one", "cu.txt", text)["files"][0]["document_id"]
    shown = {"document_ids": [moved], "groups": ["hai"]}
    service.client.put("/v1/admin/access", headers=service.keys["admin"], json=shown)
    again = upload(service, "one", "moi.txt", text, signer="Người Chen Ngang")["files"][0]
    assert again["state"] == "added"
    assert again["document_id"] != moved
    before = service.client.get(f"/v1/documents/{moved}", headers=service.keys["two"]).json()
    assert (before["source"], before["signer"]) == ("cu.txt", PLANS[2].signer)
    assert service.system.access.access(moved) == {"hai"}
    assert service.system.access.access(again["document_id"]) == {"mot"}
    for document_id in (moved, again["document_id"]):
        service.client.delete(f"/v1/documents/{document_id}", headers=service.keys["admin"])


def test_names_that_only_others_have_are_unknown(service: Service, held: dict[str, str]) -> None:
    asked = {"question": f"Kế hoạch của huyện {PLANS[0].place} do ai ký?"}
    known = service.client.post("/v1/ask", json=asked, headers=service.keys["two"]).json()
    assert known["understood"]["documents"] == [held["two"]]
    unknown = service.client.post("/v1/ask", json=asked, headers=service.keys["alone"]).json()
    assert (unknown["status"], unknown["passages"], unknown["citations"]) == ("not_found", [], [])
    assert unknown["understood"]["unknown_names"] == [PLANS[0].place]
    found = service.client.post(
        "/v1/search", json={"query": asked["question"]}, headers=service.keys["alone"]
    )
    assert found.json()["passages"] == []


def test_an_upload_is_its_sender_s_alone(service: Service, held: dict[str, str]) -> None:
    reply = service.client.post(
        "/v1/documents", headers=service.keys["one"], files={"files": ("trong.txt", b"")}
    )
    address = f"/v1/jobs/{reply.json()['job_id']}"
    for method in ("GET", "DELETE"):
        assert (
            service.client.request(method, address, headers=service.keys["two"]).status_code == 404
        )
    assert service.client.get(address, headers=service.keys["admin"]).status_code == 200
    for who, groups in (("one", ["hai"]), ("alone", [])):
        refused = service.client.post(
            "/v1/documents",
            headers=service.keys[who],
            files={"files": ("a.txt", b"a")},
            data={"groups": groups},
        )
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_what_everyone_sees_only_its_own_group_changes(service: Service) -> None:
    job = upload(service, "admin", "chung.txt", PLANS[1].text)
    document_id = job["files"][0]["document_id"]
    address = f"/v1/documents/{document_id}"
    assert service.client.get(address, headers=service.keys["one"]).status_code == 404
    shown = {"document_ids": [document_id], "groups": ["everyone"]}
    reply = service.client.put("/v1/admin/access", headers=service.keys["admin"], json=shown)
    assert reply.status_code == 204
    assert service.client.get(address, headers=service.keys["alone"]).status_code == 200
    refused = service.client.delete(address, headers=service.keys["one"])
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    shown["groups"] = ["mot"]
    service.client.put("/v1/admin/access", headers=service.keys["admin"], json=shown)
    assert service.client.get(address, headers=service.keys["alone"]).status_code == 404
    listed = service.client.get(f"/v1/admin/access/{document_id}", headers=service.keys["admin"])
    assert listed.json()["groups"] == ["mot"]
    assert service.client.delete(address, headers=service.keys["one"]).status_code == 204
    for groups, ids in ((["khong-co"], [document_id]), (["mot"], ["khong-co"])):
        wrong = {"document_ids": ids, "groups": groups}
        reply = service.client.put("/v1/admin/access", headers=service.keys["admin"], json=wrong)
        assert reply.status_code == 404


@pytest.fixture
def given(service: Service) -> Iterator[Callable[[str], str]]:
    """Adds an account and returns its password; leaves nothing behind."""
    names: list[str] = []

    def add(name: str) -> str:
        names.append(name)
        asked = {"name": name, "title": "Trần Thị Bình", "role": "editor", "groups": ["mot"]}
        made = service.client.post("/v1/admin/users", headers=service.keys["admin"], json=asked)
        assert made.status_code == 201, made.text
        return str(made.json()["password"])

    yield add
    service.client.cookies.clear()
    for name in names:
        service.client.delete(f"/v1/admin/users/{name}", headers=service.keys["admin"])


def test_signs_in_changes_the_password_and_signs_out(
    service: Service, given: Callable[[str], str]
) -> None:
    client, password = service.client, given("binh")
    reply = client.post("/v1/session", json={"name": "Binh", "password": password})
    assert reply.json()["must_change_password"]
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("hoidap_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/v1/documents").json()["code"] == "password_change_needed"
    assert client.get("/v1/me").json()["id"] == "user:binh"
    change = {"current": password, "new": OWN}
    weak = client.put("/v1/password", json=change | {"new": "1234567890"}, headers=HERE)
    assert (weak.status_code, weak.json()["code"]) == (422, "password_refused")
    assert client.put("/v1/password", json=change, headers=HERE).status_code == 204
    assert client.get("/v1/documents").status_code == 200
    assert client.get("/").status_code == 200
    assert client.delete("/v1/session", headers=HERE).status_code == 204
    assert client.get("/v1/documents").status_code == 401
    wrong = client.post("/v1/session", json={"name": "binh", "password": password})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "sign_in_failed")


def test_a_cookie_changes_nothing_from_another_page(
    service: Service, given: Callable[[str], str]
) -> None:
    client, password = service.client, given("binh")
    client.post("/v1/session", json={"name": "binh", "password": password})
    change = {"current": password, "new": OWN}
    for foreign in (
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://khac.example"},
        {"Origin": "null"},
    ):
        reply = client.put("/v1/password", json=change, headers=foreign)
        assert (reply.status_code, reply.json()["code"]) == (403, "cross_origin")
    login = client.post(
        "/v1/session",
        json={"name": "binh", "password": password},
        headers={"Origin": "https://khac.example"},
    )
    assert login.status_code == 403


def test_who_is_disabled_or_given_another_password_is_out_at_once(
    service: Service, given: Callable[[str], str]
) -> None:
    client, admin, password = service.client, service.keys["admin"], given("binh")
    client.post("/v1/session", json={"name": "binh", "password": password})
    client.put("/v1/password", json={"current": password, "new": OWN}, headers=HERE)
    assert client.get("/v1/documents").status_code == 200
    client.post("/v1/admin/users/binh/password", headers=admin)
    assert client.get("/v1/documents").status_code == 401
    client.patch("/v1/admin/users/binh", headers=admin, json={"disabled": True})
    listed = client.get("/v1/admin/users", headers=admin).json()["users"]
    assert [(user["name"], user["disabled"]) for user in listed] == [("binh", True)]
    assert "password" not in listed[0]


def test_a_session_ends_with_the_next_sign_in_and_with_its_account(
    service: Service, given: Callable[[str], str]
) -> None:
    client, admin, password = service.client, service.keys["admin"], given("binh")
    client.post("/v1/session", json={"name": "binh", "password": password})
    client.put("/v1/password", json={"current": password, "new": OWN}, headers=HERE)
    first = client.cookies["hoidap_session"]
    client.post("/v1/session", json={"name": "binh", "password": OWN})
    second = client.cookies["hoidap_session"]
    client.cookies.clear()

    def status(secret: str) -> int:
        return client.get("/v1/me", headers={"Cookie": f"hoidap_session={secret}"}).status_code

    assert (status(first), status(second)) == (401, 200)
    client.patch("/v1/admin/users/binh", headers=admin, json={"disabled": True})
    assert status(second) == 401


@pytest.mark.parametrize(
    "path",
    [
        "/.env",
        "/.git/config",
        "/var/access.sqlite3",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/app/settings.py",
    ],
)
def test_no_file_of_the_service_is_served(service: Service, path: str) -> None:
    inside = service.client.get("/", headers=service.keys["admin"]).text
    static = inside.partition("/static/")[2].partition("/")[0]
    for address in (path, path.replace("/static/", f"/static/{static}/")):
        reply = service.client.get(address, headers=service.keys["admin"])
        assert reply.status_code == 404, address


def test_a_cookie_over_tls_is_the_host_s_alone(
    service: Service, given: Callable[[str], str]
) -> None:
    password = given("binh")
    reply = service.client.post(
        "https://testserver/v1/session", json={"name": "binh", "password": password}
    )
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("__Host-hoidap_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_the_trail_says_who_did_what_to_which_document(
    service: Service, held: dict[str, str]
) -> None:
    client, admin = service.client, service.keys["admin"]
    question = "Ai ký kế hoạch của Khượng Xẩng?"
    client.get(f"/v1/documents/{held['one']}/text", headers=service.keys["one"])
    client.post("/v1/ask", headers=service.keys["one"], json={"question": question})
    client.get(f"/v1/documents/{held['two']}/text", headers=service.keys["one"])
    page = client.get("/v1/admin/audit", headers=admin, params={"limit": 3}).json()
    noted = [(e["action"], e["documents"], e["status"], e["name"]) for e in page["entries"]]
    assert noted == [
        ("GET /v1/documents/{document_id}/text", [], 404, "một"),
        ("POST /v1/ask", [held["one"]], 200, "một"),
        ("GET /v1/documents/{document_id}/text", [held["one"]], 200, "một"),
    ]
    assert page["entries"][0]["address"] == "127.0.0.1"
    older = client.get("/v1/admin/audit", headers=admin, params={"cursor": page["next_cursor"]})
    assert older.json()["entries"][0]["number"] < page["entries"][-1]["number"]
    exported = client.get("/v1/admin/audit/export", headers=admin).text
    assert question not in exported
    assert "POST /v1/ask" in exported


def test_what_readers_judged_is_read_and_becomes_gold(
    service: Service, held: dict[str, str]
) -> None:
    client, admin, reader = service.client, service.keys["admin"], service.keys["reader"]
    asked = {"question": "Ai ký kế hoạch của Khượng Xẩng?", "conversation_id": "danh-gia"}
    answer = client.post("/v1/ask", headers=reader, json=asked).json()
    judged = {"verdict": "wrong", "reason": "Sai người."}
    path = f"/v1/answers/{answer['id']}/feedback"
    assert client.put(path, headers=service.keys["two"], json=judged).status_code == 404
    assert client.put(path, headers=reader, json=judged).status_code == 204
    assert client.get("/v1/admin/feedback", headers=reader).status_code == 403
    (entry,) = client.get("/v1/admin/feedback", headers=admin).json()["feedback"]
    assert (entry["reason"], entry["review"]) == ("Sai người.", None)
    assert entry["answer"]["question"] == asked["question"]
    review = {
        "answer": PLANS[0].signer,
        "must_include": [[PLANS[0].signer]],
        "passages": [{"document_id": held["one"], "quote": PLANS[0].signer}],
    }
    right = f"/v1/admin/feedback/{answer['id']}"
    assert client.put(right, headers=admin, json=review).status_code == 204
    wrong = review | {"passages": [{"document_id": held["one"], "quote": "không có câu này"}]}
    assert client.put(right, headers=admin, json=wrong).json()["code"] == "invalid_entry"
    assert client.put("/v1/admin/feedback/x", headers=admin, json=review).status_code == 404
    line = client.get("/v1/admin/feedback/export", headers=admin).json()
    assert (line["type"], line["answerable"]) == ("feedback", True)
    assert line["must_include"] == [[PLANS[0].signer]]
    assert [e["quote"] for e in line["evidence"]] == [PLANS[0].signer]
    assert client.get("/v1/feedback", headers=service.keys["two"]).text == ""


def test_conversations_are_their_caller_s(service: Service) -> None:
    asked = {"question": "Có bao nhiêu văn bản?", "conversation_id": "cua-toi"}
    service.client.post("/v1/ask", headers=service.keys["one"], json=asked)
    path = "/v1/conversations/cua-toi"
    assert service.client.get(path, headers=service.keys["one"]).status_code == 200
    for who in ("two", "reader", "admin"):
        assert service.client.get(path, headers=service.keys[who]).status_code == 404
        assert service.client.delete(path, headers=service.keys[who]).status_code in (403, 404)
    taken = service.client.post("/v1/ask", headers=service.keys["two"], json=asked)
    assert taken.json()["code"] == "conversation_not_found"


def test_visitors_of_one_key_are_told_apart(service: Service) -> None:
    first, second = (
        service.keys["reader"] | {"Hoidap-Visitor": letter * 32} for letter in ("a", "b")
    )
    asked = {"question": "Có bao nhiêu văn bản?", "conversation_id": "cua-khach"}
    service.client.post("/v1/ask", headers=first, json=asked)
    path = "/v1/conversations/cua-khach"
    assert service.client.get(path, headers=first).status_code == 200
    for other in (second, service.keys["reader"], service.keys["admin"]):
        assert service.client.get(path, headers=other).status_code == 404


def test_only_the_proxy_s_own_address_vouches(service: Service, chosen: Settings) -> None:
    headers = caller("an", ["quan-tri"])
    assert service.client.get("/v1/admin/users", headers=headers).status_code == 200
    stranger = TestClient(service.client.app, client=("10.9.8.7", 1))
    stranger.app_state = service.client.app_state
    assert stranger.get("/v1/admin/users", headers=headers).status_code == 401


def test_asking_too_often_is_put_off(tmp_path: Path, embedder: Embedder) -> None:
    rates = {"rate_questions": "2/hour", "rate_requests": "5/hour"}
    chosen = configured(tmp_path / "data").model_copy(update=rates)
    with opened(chosen, embedder) as (client, _):
        asked = {"query": "kế hoạch"}
        an, binh = caller("an", []), caller("binh", [])
        codes = [client.post("/v1/search", json=asked, headers=an).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        assert client.get("/v1/documents", headers=an).status_code == 200
        late = client.post("/v1/search", json=asked, headers=an)
        assert (late.status_code, late.json()["code"]) == (429, "too_many_requests")
        assert 1 <= int(late.headers["retry-after"]) <= 3600
        assert client.get("/v1/documents", headers=an).status_code == 429
        assert client.post("/v1/search", json=asked, headers=binh).status_code == 200
        guesses = [
            client.post("/v1/session", json={"name": "an", "password": "x"}).status_code
            for _ in range(11)
        ]
        assert guesses == [401] * 10 + [429]


def test_nobody_is_asked_where_it_is_off(client: TestClient) -> None:
    me = client.get("/v1/me").json()
    assert (me["id"], me["signed_in"]) == ("local", False)
    assert client.get("/v1/admin/users").json()["code"] == "access_off"
    assert client.get("/sign-in").status_code == 404
    signed = client.post("/v1/session", json={"name": "an", "password": "x"})
    assert signed.json()["code"] == "access_off"
