"""An administrator's day on the page: people, groups, who sees what, what readers judged."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from app import bootstrap, settings
from app.access.control import open_access
from app.access.rights import EVERYONE, Role
from eval.dataset import Question
from index.ports import Embedder
from tests.app.conftest import ingest
from tests.ui.conftest import Open
from tests.ui.service import serving
from tests.ui.steps import ask
from tests.ui.test_reach import findings

OWN = "ba con mèo lội suối"
PORTAL = "https://cong.example"
QUESTION = "Kế hoạch nước sạch của tỉnh Hòa Giang đề ngày nào?"


@dataclass(frozen=True, slots=True)
class Site:
    """A service that asks who one is: its address, and the administrator's password."""

    address: str
    password: str


@pytest.fixture
def site(browser: Browser, tmp_path: Path, embedder: Embedder, plans: Path) -> Iterator[Site]:
    chosen = settings.load(
        data_dir=tmp_path / "data", access=True, refresh_seconds=0.1, embed_origins=PORTAL
    )
    access = open_access(chosen)
    given = access.accounts.add("quan.ly", Role.ADMINISTRATOR, [], "Trần Thị Quản Lý")
    access.accounts.change_password("quan.ly", given, OWN)
    access.close()
    system = bootstrap.build(chosen, embedder=embedder)
    ingest(system, plans)
    system.close()
    with serving(chosen, embedder) as address:
        yield Site(address, OWN)


def sign_in(page: Page, name: str, password: str) -> None:
    """Sign in on the page that asks for it."""
    page.wait_for_url("**/sign-in*")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def tab(page: Page, name: str) -> None:
    """Open a tab of the administration."""
    page.locator(".tabs").get_by_role("button", name=name).click()


def given_account(page: Page, site: Site) -> str:
    """Add a group and somebody in it; return the password that is shown once."""
    page.goto(f"{site.address}/?view=admin")
    tab(page, "Nhóm")
    page.get_by_label("Tên nhóm").fill("van-phong")
    page.get_by_label("Tên đầy đủ").fill("Văn phòng")
    page.get_by_role("button", name="Thêm nhóm").click()
    expect(page.get_by_role("button", name="Xóa nhóm van-phong")).to_be_visible()
    tab(page, "Người dùng")
    page.get_by_label("Tên đăng nhập").fill("an.nguyen")
    page.get_by_label("Họ tên").fill("Nguyễn Văn An")
    page.locator(".admin form").get_by_label("Nhóm").fill("van-phong")
    page.get_by_role("button", name="Thêm người dùng").click()
    expect(page.get_by_label("Nhóm của an.nguyen")).to_have_value("van-phong")
    assert findings(page) == []
    return page.locator(".once code").inner_text()


def test_people_groups_documents_and_judgements(site: Site, open_page: Open) -> None:
    admin = open_page(site.address)
    sign_in(admin, "quan.ly", site.password)
    admin.wait_for_url(f"{site.address}/")
    password = given_account(admin, site)

    reader = open_page(site.address)
    sign_in(reader, "an.nguyen", password)
    reader.get_by_label("Mật khẩu đang dùng").fill(password)
    reader.get_by_label("Mật khẩu mới").fill(OWN)
    reader.get_by_role("button", name="Đổi mật khẩu").click()
    reader.wait_for_url(f"{site.address}/")
    ask(reader, QUESTION)
    expect(reader.locator(".turn")).to_contain_text("Chưa có văn bản nào trong phạm vi")
    assert reader.request.get("/v1/documents").json()["documents"] == []
    assert reader.request.get("/v1/admin/users").status == 403

    listed = admin.request.get("/v1/documents").json()["documents"]
    shown = next(each for each in listed if each["source"].startswith("01"))
    admin.goto(f"{site.address}/?doc={shown['id']}&tab=card")
    seen = admin.locator(".card section.seen")
    expect(seen).to_contain_text("chỉ người quản trị")
    seen.get_by_role("button", name="Sửa: Ai được xem").click()
    admin.get_by_label("Văn phòng").check()
    assert findings(admin) == []
    admin.locator(".card section.seen").get_by_role("button", name="Lưu").click()
    expect(seen).to_contain_text("Văn phòng")
    assert admin.request.get(f"/v1/admin/access/{shown['id']}").json()["groups"] == ["van-phong"]

    reader.goto(f"{site.address}/")
    ask(reader, QUESTION)
    expect(reader.locator(".turn").last.locator(".prose a.marker")).not_to_have_count(0)
    assert len(reader.request.get("/v1/documents").json()["documents"]) == 1
    reader.locator(".turn").last.get_by_role("button", name="Sai").click()
    reader.get_by_role("button", name="Gửi ý kiến").click()
    expect(reader.locator(".toast").last).to_contain_text("Đã ghi ý kiến")

    admin.goto(f"{site.address}/?view=admin")
    tab(admin, "Ý kiến")
    expect(admin.locator(".admin .facts").first).to_contain_text("1 ý kiến, 1 chưa xem")
    admin.get_by_label("Câu trả lời đúng").fill("Ngày 18/9/2024.")
    admin.get_by_text("Đoạn đúng nằm ở đâu").click()
    admin.get_by_label("Văn bản có đoạn đúng").select_option(shown["id"])
    admin.get_by_label("Nguyên văn đoạn đúng").fill("Hòa Giang, ngày 18 tháng 9 năm 2024")
    assert findings(admin) == []
    admin.locator(".admin").get_by_role("button", name="Lưu").click()
    expect(admin.locator(".admin .facts").first).to_contain_text("1 ý kiến, 0 chưa xem")
    [line] = admin.request.get("/v1/admin/feedback/export").text().splitlines()
    gold = Question.model_validate(json.loads(line))
    assert gold.evidence[0].quote == "Hòa Giang, ngày 18 tháng 9 năm 2024"
    tab(admin, "Nhật ký")
    expect(admin.locator(".admin table")).to_contain_text("PUT /v1/admin/access")
    everyone = admin.request.get("/v1/admin/groups").json()["groups"]
    assert EVERYONE not in [group["name"] for group in everyone]


def test_a_frame_of_another_site_asks_by_its_own_key(site: Site, open_page: Open) -> None:
    admin = open_page(site.address)
    sign_in(admin, "quan.ly", site.password)
    admin.wait_for_url(f"{site.address}/")
    ids = [each["id"] for each in admin.request.get("/v1/documents").json()["documents"]]
    own = {"Origin": site.address}
    shown = {"document_ids": ids[:1], "groups": [EVERYONE]}
    admin.request.put("/v1/admin/access", headers=own, data=shown)
    asked = {"name": "cổng", "role": "reader"}
    key = admin.request.post("/v1/admin/tokens", headers=own, data=asked).json()
    frame = open_page(f"{site.address}/embed#token={key['token']}")
    expect(frame.locator("#scope-label")).to_have_text("1 văn bản")
    assert "token" not in frame.url
    ask(frame, QUESTION)
    expect(frame.locator(".foot")).to_contain_text("Đã tìm trong 1 văn bản")
    expect(frame.locator(".foot").get_by_text("Word", exact=True)).to_be_hidden()
    lost = open_page(f"{site.address}/embed#token=hd_sai")
    expect(lost.locator("#offline")).to_contain_text("chưa có khóa hợp lệ")


def test_a_late_list_does_not_replace_the_tab_chosen_since(site: Site, open_page: Open) -> None:
    admin = open_page(site.address)
    sign_in(admin, "quan.ly", site.password)
    admin.wait_for_url(f"{site.address}/")
    held: list[Route] = []
    admin.route(re.compile(r"/v1/admin/users\?"), lambda route: held.append(route))
    admin.goto(f"{site.address}/?view=admin")
    tab(admin, "Nhóm")
    expect(admin.get_by_label("Tên nhóm")).to_be_visible()
    [late] = held
    with admin.expect_response(re.compile(r"/v1/admin/users\?")) as reply:
        late.continue_()
    reply.value.finished()
    admin.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")
    assert admin.get_by_label("Tên nhóm").is_visible()
    assert admin.get_by_label("Họ tên").count() == 0
