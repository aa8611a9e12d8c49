"""Reach: phones, keyboards, screen readers, large text, print, little to download."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Open
from tests.ui.steps import ask, highlighted

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
FIRST_PAINT_BYTES = 100_000
SEVERAL = "So sánh tỷ lệ dân số nông thôn dùng nước sạch của Sơn Khê và Tân Bình Nam"


def findings(page: Page) -> list[str]:
    """Return axe's findings against WCAG 2.2 AA, less the minor ones."""
    # Evaluated by the debugger, so the page's own policy stays as strict as it is.
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
    return [
        f"{entry['id']}: {node['html'][:160]}"
        for entry in found
        if entry["impact"] != "minor"
        for node in entry["nodes"]
    ]


def fits(page: Page) -> bool:
    """Return whether nothing makes the page scroll sideways."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_in_any_state(
    service: str, open_page: Open, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = open_page(service, width=width, scheme=scheme)
    page.locator("#examples li").first.wait_for()
    assert findings(page) == []
    ask(page, SEVERAL)
    assert findings(page) == []
    page.locator(".foot").get_by_role("button", name="Sai").click()
    page.locator(".prose a.marker").first.click()
    highlighted(page)
    assert findings(page) == []
    page.goto(f"{service}/?view=documents")
    page.locator(".documents .name").first.wait_for()
    page.get_by_text("Ghi sẵn thông tin của tệp sắp thêm").click()
    assert findings(page) == []
    assert fits(page)
    page.goto(f"{service}/?view=history")
    page.locator(".conversations .name").first.wait_for()
    assert findings(page) == []
    page.goto(f"{service}/?view=compare")
    page.get_by_label("So sánh nội dung gì?").fill("kinh phí")
    page.get_by_role("button", name="So sánh").click()
    page.locator(".compared").wait_for()
    assert findings(page) == []
    page.goto(f"{service}/?q=Gi%C3%A1%20v%C3%A0ng%20h%C3%B4m%20nay%3F")
    page.locator(".advice").wait_for()
    assert findings(page) == []


def test_on_a_phone_the_document_is_a_sheet_over_the_answer(service: str, open_page: Open) -> None:
    page = open_page(service, width=360, height=740, phone=True)
    assert fits(page)
    ask(page, SEVERAL)
    assert fits(page)
    marker = page.locator(".prose a.marker").first
    marker.tap()
    assert highlighted(page) == marker.get_attribute("data-quote")
    expect(page.locator("mark.cited").first).to_be_in_viewport()
    assert fits(page)
    expect(page.get_by_role("dialog", name="Văn bản được trích")).to_be_visible()
    assert page.evaluate("document.getElementById('main').inert")
    page.get_by_role("button", name="Mục lục").tap()
    page.locator(".outline a").nth(2).tap()
    expect(page.locator(".outline")).to_be_hidden()
    page.get_by_role("button", name="Đóng văn bản").tap()
    expect(page.locator("#reader")).to_be_hidden()
    assert not page.evaluate("document.getElementById('main').inert")
    page.locator("#open-scope").tap()
    expect(page.locator(".scope")).to_be_in_viewport(ratio=1)
    expect(page.locator(".scope").get_by_role("button", name="Xong")).to_be_in_viewport(ratio=1)


def test_everything_can_be_done_with_the_keyboard(service: str, open_page: Open) -> None:
    page = open_page(service)
    page.locator("#examples li").first.wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến ô hỏi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(SEVERAL)
    page.keyboard.press("Enter")
    page.locator(".foot").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.prose a.marker')"):
            break
    quote = page.evaluate("document.activeElement.dataset.quote")
    expect(page.locator("#tip")).to_contain_text(quote[:20])
    page.keyboard.press("Enter")
    assert highlighted(page) == quote
    expect(page.locator("#reader-title")).to_be_focused()
    page.keyboard.press("[")
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#question")).to_be_focused()
    page.get_by_role("button", name="Thêm").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    expect(page.get_by_role("menuitemradio", name="Rất to")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Thêm")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "23px"


def test_very_large_text_still_fits(service: str, open_page: Open) -> None:
    page = open_page(service, width=360)
    page.evaluate("localStorage.setItem('hoidap.size', 'larger')")
    page.reload()
    ask(page, SEVERAL)
    assert fits(page)


def test_printing_shows_the_answer_with_its_quotes_and_no_controls(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, SEVERAL)
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    expect(page.locator(".sources .fold q").first).to_be_visible()
    for hidden in (".bar", ".composer", ".actions", ".other"):
        expect(page.locator(hidden)).to_be_hidden()
    name, quote = (page.locator(f".sources li {each}").first for each in (".source", "q"))
    above, below = name.bounding_box(), quote.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 1


def test_the_first_paint_needs_less_than_a_hundred_kilobytes(service: str, open_page: Open) -> None:
    page = open_page("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(service, wait_until="load")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert 10_000 < sum(sizes) < FIRST_PAINT_BYTES


def test_nothing_jumps_while_the_page_loads(service: str, open_page: Open) -> None:
    page = open_page("about:blank")
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shift += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(service)
    page.locator("#examples li").first.wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.02
