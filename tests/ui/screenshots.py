"""Pictures of the page's main states, light, dark and phone, from the real service.

``python -m tests.ui.screenshots FOLDER`` writes them there as PNG files.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from app import bootstrap, settings
from index import trained
from index.embedding import weights
from index.embedding.embedder import SentenceTransformerEmbedder
from index.ports import EVERYTHING
from tests.app.conftest import ingest, until
from tests.conftest import MODELS, ROOT
from tests.ui.conftest import CHROMIUM, PATIENCE, suggested
from tests.ui.service import serving
from tests.ui.steps import ask

QUESTION = "Hòa Giang, Sơn Khê và Tân Bình Nam đặt tỷ lệ dân số dùng nước sạch là bao nhiêu?"
NOWHERE = "Giá vàng hôm nay là bao nhiêu?"


@dataclass(frozen=True, slots=True)
class Screen:
    """A size and a colour scheme."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]


SCREENS = (
    Screen("wide", 1440, 900, "light"),
    Screen("wide-dark", 1440, 900, "dark"),
    Screen("narrow", 1024, 768, "light"),
    Screen("phone", 390, 844, "light"),
    Screen("phone-dark", 360, 740, "dark"),
)


def main(folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    changes = trained.FOLDER / trained.EMBEDDER
    embedder = SentenceTransformerEmbedder(weights.build(MODELS), changes=changes)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        chosen = settings.load(data_dir=Path(data))
        system = bootstrap.build(chosen, embedder=embedder)
        ingest(system, ROOT / "eval" / "data" / "plans")
        records, _ = system.catalogue.records(EVERYTHING)
        system.tags.tag([record.id for record in records[:3]], ["Nước sạch nông thôn"])
        system.close()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(chosen, embedder) as address:
            until(lambda: suggested(address), seconds=300)
            for screen in SCREENS:
                _states(browser, address, screen, folder)
        browser.close()


def _states(browser: Browser, address: str, screen: Screen, folder: Path) -> None:
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=screen.scheme,
        locale="vi-VN",
        device_scale_factor=2 if screen.width < 500 else 1,
        has_touch=screen.width < 500,
        is_mobile=screen.width < 500,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)

    def take(state: str) -> None:
        page.wait_for_timeout(350)  # fonts and images have settled
        page.screenshot(path=folder / f"{screen.name}-{state}.png")

    page.goto(address)
    page.locator("#examples li").first.wait_for()
    take("1-welcome")
    ask(page, QUESTION)
    take("2-answered")
    page.locator(".prose a.marker").nth(1).click()
    page.locator("mark.cited").first.wait_for()
    take("3-reading")
    page.goto(address)
    ask(page, NOWHERE)
    take("4-not-found")
    _panel(page, f"{address}/?view=documents", ".documents .name")
    take("5-documents")
    _panel(page, f"{address}/?view=history", ".conversations .name")
    take("6-history")
    _panel(page, f"{address}/?view=compare", "#topics")
    page.locator("#topics").fill("tỷ lệ sử dụng nước sạch\nchuyển đổi số")
    page.get_by_role("button", name="So sánh").click()
    page.locator(".compared").wait_for()
    take("7-compared")
    _panel(page, f"{address}/?view=register", ".ledger td")
    take("8-register")
    _panel(page, f"{address}/?view=calendar", ".agenda li")
    take("9-calendar")
    page.goto(f"{address}/?view=documents")
    page.get_by_role("link", name="Thông tin").first.click()
    page.locator(".card section").first.wait_for()
    take("10-document")
    _panel(page, f"{address}/?view=notices", ".notices h3")
    take("11-notices")
    page.goto(f"{address}/?view=admin")
    page.get_by_role("button", name="Dung lượng").click()
    page.locator(".admin table").wait_for()
    take("12-administration")
    page.goto(f"{address}/?lang=en")
    page.locator("#examples li").first.wait_for()
    take("13-english")
    context.close()


def _panel(page: Page, address: str, shown: str) -> None:
    page.goto(address)
    page.locator(shown).first.wait_for()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
