"""Safety: what documents, file names and answers hold is only ever shown."""

from playwright.sync_api import expect

from tests.ui.conftest import Open
from tests.ui.steps import ask, highlighted

ATTACK = "<script>window.struck = 1</script><img src=x onerror='window.struck = 2'>"
HOSTILE = f"""ỦY BAN NHÂN DÂN
XÃ YÊN LẠC THƯỢNG {ATTACK}
Số: 66/KH-UBND
Yên Lạc Thượng, ngày 06 tháng 6 năm 2025
KẾ HOẠCH
Trồng cây ven đường {ATTACK}
I. MỤC TIÊU
1. Trồng 6.600 cây sấu ven đường {ATTACK} trong năm 2026.
2. Xem thêm tại [trang](javascript:window.struck=3) và | bảng | giả [1] **đậm** trước 01/6/2026.
"""
NAME = "ke-hoach-\u202etxt.exe<b onmouseover=alert(1)>.txt"


def test_a_hostile_document_is_shown_harmlessly(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    page.on("dialog", lambda dialog: page.evaluate("window.struck = 4"))
    page.locator("#files").set_input_files(
        {"name": NAME, "mimeType": "text/plain", "buffer": HOSTILE.encode()}
    )
    page.locator("[data-state=taken]").wait_for()
    assert "\u202e" not in page.locator("dialog").inner_text()
    page.keyboard.press("Escape")
    ask(page, "Năm 2026 trồng bao nhiêu cây sấu?")
    expect(page.locator(".sources").first).to_contain_text("<script>window.struck = 1</script>")
    page.locator(".prose a.marker").first.click()
    assert "6.600 cây sấu" in highlighted(page)
    ask(page, "Xem thêm tại đâu trước 01/6/2026?")
    for locator in (page.locator("#thread"), page.locator("#reader"), page.locator("dialog")):
        for tag in ("script", "img", "b"):
            expect(locator.locator(tag)).to_have_count(0)
    links = page.evaluate("[...document.links].map(link => link.protocol)")
    assert set(links) == {"http:"}
    assert page.evaluate("window.struck") is None


def test_the_policy_allows_no_inline_script_and_nothing_from_elsewhere(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    policy = page.request.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "script-src 'self'" in policy
    elsewhere = []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.reload()
    ask(page, "Kinh phí thực hiện lấy từ đâu?")
    assert [url for url in elsewhere if not url.startswith(service)] == []


def test_a_question_of_markup_is_only_text(service: str, open_page: Open) -> None:
    page = open_page(service)
    page.locator("#question").fill(ATTACK)
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_have_text(ATTACK)
    page.locator(".foot").wait_for()
    assert page.evaluate("window.struck") is None
    assert "token" not in page.url
