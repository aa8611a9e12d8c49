"""Chromium before the real service; the tests are skipped where Chromium is not installed."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from app import bootstrap, settings
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import ingest, until
from tests.ui.service import serving

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
PATIENCE = 60_000
"""Milliseconds that the browser waits for anything."""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, as Debian packages it."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: make browser")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Inside a container there is no user namespace for the browser's own sandbox.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(
    browser: Browser,  # first: nothing is ingested where there is no browser
    tmp_path_factory: pytest.TempPathFactory,
    embedder: Embedder,
    plans: Path,
) -> Iterator[str]:
    """The address of a service over the sample plans; for tests that leave documents alone."""
    chosen = settings.load(data_dir=tmp_path_factory.mktemp("ui"), refresh_seconds=0.1)
    system = bootstrap.build(chosen, embedder=embedder)
    ingest(system, plans)
    system.close()
    with serving(chosen, embedder) as address:
        until(lambda: suggested(address), seconds=120)
        yield address


def suggested(address: str) -> bool:
    """Return whether the questions of the first page are tried, so that no page waits for them."""
    with urlopen(f"{address}/v1/suggestions", timeout=60) as reply:
        return bool(json.load(reply)["complete"])


@pytest.fixture
def own_service(browser: Browser, tmp_path: Path, embedder: Embedder) -> Iterator[str]:
    """The address of a service without documents, for tests that add some."""
    with serving(Settings(data_dir=tmp_path / "data", refresh_seconds=0.1), embedder) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open an address in a fresh profile; fails the test for any error the page reports."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(line: ConsoleMessage) -> None:
        if line.type == "error":
            complaints.append(line.text)

    def open_page(
        address: str,
        width: int = 1280,
        height: int = 800,
        scheme: Literal["light", "dark"] = "light",
        *,
        phone: bool = False,
    ) -> Page:
        parts = urlsplit(address)
        context = browser.new_context(
            base_url=f"{parts.scheme}://{parts.netloc}",
            viewport={"width": width, "height": height},
            locale="vi-VN",
            color_scheme=scheme,
            has_touch=phone,
            is_mobile=phone,
        )
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    unexpected = [line for line in complaints if "Failed to load resource" not in line]
    assert not unexpected, unexpected
