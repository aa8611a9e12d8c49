"""Reading: the document beside the answer."""

from playwright.sync_api import expect

from tests.ui.conftest import Open
from tests.ui.steps import ask, highlighted

SEVERAL = "So sánh tỷ lệ dân số nông thôn dùng nước sạch của Sơn Khê và Tân Bình Nam"


def test_next_and_previous_go_through_the_citations_in_order(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, SEVERAL)
    page.locator(".prose a.marker").first.click()
    first = highlighted(page)
    page.get_by_role("button", name="Chỗ trích sau").click()
    expect(page.locator(".steps .count")).to_contain_text("2/")
    second = highlighted(page)
    assert second != first
    page.get_by_role("button", name="Chỗ trích trước").click()
    expect(page.locator(".steps .count")).to_contain_text("1/")
    assert highlighted(page) == first


def test_the_outline_marks_the_section_being_read(service: str, open_page: Open) -> None:
    page = open_page(service, width=1440, height=900)
    ask(page, SEVERAL)
    page.locator(".prose a.marker").first.click()
    highlighted(page)
    expect(page.locator(".outline [aria-current]")).to_have_count(1)
    last = page.locator(".outline > ol > li > a").last
    last.click()
    page.wait_for_timeout(600)
    expect(page.locator(".outline [aria-current]")).to_be_in_viewport()


def test_find_works_without_tone_marks_and_counts(service: str, open_page: Open) -> None:
    page = open_page(service, width=1440, height=900)
    ask(page, SEVERAL)
    page.locator(".prose a.marker").first.click()
    highlighted(page)
    page.get_by_role("button", name="Tìm", exact=True).click()
    field = page.get_by_label("Tìm trong văn bản")
    field.fill("nuoc sach")
    without = page.locator(".finder .count").inner_text()
    assert without.startswith("1/")
    field.fill("nước sạch")
    assert page.locator(".finder .count").inner_text() == without
    field.press("Enter")
    assert page.locator(".finder .count").inner_text().startswith("2/")
    field.fill("không có cụm từ này đâu")
    expect(page.locator(".finder .count")).to_have_text("Không thấy")


def test_the_back_button_closes_the_document_and_returns_to_the_marker(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, SEVERAL)
    page.locator(".prose a.marker").nth(1).click()
    highlighted(page)
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()
    page.go_forward()
    highlighted(page)
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator(".prose a.marker").nth(1)).to_be_focused()


def test_a_marker_opened_in_a_new_tab_shows_the_quote(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, SEVERAL)
    marker = page.locator(".prose a.marker").first
    quote = marker.get_attribute("data-quote")
    with page.context.expect_page() as opened:
        marker.click(modifiers=["Control"])
    assert highlighted(opened.value) == quote
    expect(page.locator("#reader")).to_be_hidden()


def test_offsets_count_characters_beyond_the_basic_plane(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    text = (
        "KẾ HOẠCH\nVề phát triển thư viện\n\nI. MỤC TIÊU 🏛️📚\n1. Biểu trưng 📚𠀋 đặt trước cổng.\n"
    )
    text += "2. Đến năm 2027 toàn xã có 12 thư viện 📚 mở cửa hằng ngày.\n"
    page.locator("#files").set_input_files(
        {"name": "thu-vien.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.locator("[data-state=taken]").wait_for()
    page.keyboard.press("Escape")
    ask(page, "Đến năm 2027 có bao nhiêu thư viện?")
    marker = page.locator(".prose a.marker").first
    marker.click()
    assert highlighted(page) == marker.get_attribute("data-quote")
    assert "12 thư viện" in highlighted(page)


def test_a_table_is_read_as_a_table_and_its_rows_are_quoted_whole(
    own_service: str, open_page: Open
) -> None:
    page = open_page(f"{own_service}/?view=documents")
    text = "# KẾ HOẠCH\n\nSửa đường\n\n## I. PHÂN CÔNG\n\n| STT | Nhiệm vụ | Chủ trì | Thời hạn |"
    text += "\n|---|---|---|---|\n| 1 | Sửa đường liên xã | Phòng Kinh tế | Quý II/2026 |"
    text += "\n| 2 | Trồng cây | Hội Nông dân | |\n"
    page.locator("#files").set_input_files(
        {"name": "bang.md", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.locator("[data-state=taken]").wait_for()
    searched = page.request.post("/v1/search", data={"query": "sửa đường liên xã"}).json()
    found = next(p for p in searched["passages"] if "Phòng Kinh tế" in p["text"])
    page.goto(f"/?doc={found['document_id']}&start={found['start']}&end={found['end']}")
    assert highlighted(page) == found["text"]
    heads = page.locator(".paper thead th > span:last-child").all_inner_texts()
    assert heads == ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
    cells = page.locator(".paper tbody tr").first.locator("td > span:last-child")
    assert cells.all_inner_texts() == ["1", "Sửa đường liên xã", "Phòng Kinh tế", "Quý II/2026"]
