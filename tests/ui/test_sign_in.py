"""The page one signs in on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app import settings
from app.access.control import open_access
from app.access.rights import Role
from index.ports import Embedder
from tests.ui.conftest import Open
from tests.ui.service import serving

OWN = "ba con mèo lội suối"


@pytest.fixture
def shut(browser: Browser, tmp_path: Path, embedder: Embedder) -> Iterator[tuple[str, str]]:
    """The address of a service that asks who one is, and an account's first password."""
    chosen = settings.load(data_dir=tmp_path / "data", access=True, refresh_seconds=0.1)
    access = open_access(chosen)
    access.accounts.add_group("van-phong")
    password = access.accounts.add("an", Role.EDITOR, ["van-phong"], "Nguyễn Văn An")
    access.close()
    with serving(chosen, embedder) as address:
        yield address, password


def test_one_signs_in_changes_the_password_and_leaves(
    shut: tuple[str, str], open_page: Open
) -> None:
    address, password = shut
    page = open_page(f"{address}/?view=documents")
    page.wait_for_url("**/sign-in?next=**")
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu", exact=True).fill("không phải mật khẩu này")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    field = page.get_by_label("Mật khẩu", exact=True)
    assert field.get_attribute("type") == "password"
    page.evaluate("text => navigator.clipboard.writeText(text)", password)
    field.fill("")
    field.press("Control+V")
    expect(field).to_have_value(password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("do người quản trị cấp")).to_be_visible()
    expect(page.get_by_role("link", name="Vào trang hỏi đáp")).to_be_hidden()
    expect(page.get_by_label("Mật khẩu đang dùng")).to_have_value(password)
    page.get_by_label("Mật khẩu mới").fill("1234567890")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("dễ đoán")
    page.get_by_label("Mật khẩu mới").fill(OWN)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url("**/?view=documents")
    page.goto(f"{address}/sign-in?next=https://khac.example/")
    expect(page.get_by_text("Nguyễn Văn An")).to_be_visible()
    onward = page.get_by_role("link", name="Vào trang hỏi đáp")
    assert onward.get_attribute("href") == "/"
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.goto(f"{address}/")
    page.wait_for_url("**/sign-in")
