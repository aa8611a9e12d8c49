"""Working with what documents promise, and sharing what was answered."""

import re

from playwright.sync_api import expect

from app.answering.wording import section_name
from tests.ui.conftest import Open
from tests.ui.steps import ask, highlighted
from tests.ui.test_manage import file
from tests.ui.test_reach import findings

QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"
WATER = """ỦY BAN NHÂN DÂN
XÃ YÊN LẠC THƯỢNG
Yên Lạc Thượng, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
Cấp nước sạch
I. MỤC TIÊU
1. Đến năm 2030, 95% số hộ dùng nước sạch.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng UBND xã chủ trì, phối hợp với Trạm Y tế rà soát các giếng khoan trước ngày 30/6/2031.
2. Trạm Y tế xã báo cáo UBND huyện trước ngày 15/12 hằng năm.
"""
NAMES = ("cu.txt", "moi.txt")
PATHS: tuple[list[str], ...] = (
    ["III", "4"],
    ["II", "2", "a"],
    ["III", "4", "4.3"],
    ["Điều 5", "2", "a"],
    ["Phụ lục I"],
    ["Phụ lục I", "2", "b"],
    ["Phụ lục I", "Mở đầu"],
    ["Phụ lục I", "Ký"],
    ["Mở đầu"],
    ["Nơi nhận"],
    ["Ký"],
    [],
)
NAMED = """async (paths) => {
    const main = [...document.scripts].find((script) => script.type === "module").src;
    const words = await import(main.replace("main.js", "words.js"));
    return paths.map(words.sectionName);
}"""


def test_the_register_and_the_calendar_open_the_words_that_state_a_row(
    service: str, open_page: Open
) -> None:
    page = open_page(f"{service}/?view=register")
    rows = page.locator(".ledger tbody tr")
    rows.first.wait_for()
    every = rows.count()
    page.get_by_label("Từ trong nội dung").fill("nước")
    expect(page.locator(".register .facts")).to_contain_text("“nước”")
    assert 0 < rows.count() < every
    page.get_by_role("button", name="Nguồn").click()
    sources = page.locator(".ledger td:last-child a").all_inner_texts()
    assert sources == sorted(sources)
    assert page.get_by_role("link", name="Excel").get_attribute("href") is not None
    rows.first.locator("a").first.click()
    assert "nước" in highlighted(page).lower()
    page.goto(f"{service}/?view=calendar")
    expect(page.locator(".months, .agenda").first).to_be_visible()


def test_a_document_has_a_page_of_its_own_where_its_header_is_mended(
    own_service: str, open_page: Open
) -> None:
    page = open_page(f"{own_service}/?view=documents")
    page.locator("#files").set_input_files([file("nuoc-sach.txt", WATER)])
    page.locator("[data-state=taken]").wait_for()
    page.get_by_role("link", name="Thông tin").click()
    card = page.locator(".card")
    expect(card.locator(".doubts")).to_contain_text("số, ký hiệu")
    for heading in ("Thời hạn", "Nhiệm vụ theo cơ quan", "Chỉ tiêu"):
        expect(card.get_by_role("heading", name=heading)).to_be_visible()
    card.get_by_role("button", name="Sửa: Số, ký hiệu").click()
    card.get_by_role("textbox", name="Số, ký hiệu").fill("77/KH-UBND")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="Đã sửa").wait_for()
    expect(page.locator("#reader-title")).to_contain_text("77/KH-UBND")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#reader-title")).not_to_contain_text("77/KH-UBND")
    card.locator(".line a").first.click()
    assert "trước ngày" in highlighted(page)
    page.get_by_role("button", name="Thông tin").click()
    card.get_by_role("button", name="Hỏi về văn bản này").click()
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator("#question")).to_be_focused()


def test_a_person_says_which_version_holds_and_the_bell_tells_of_uploads(
    own_service: str, open_page: Open
) -> None:
    page = open_page(f"{own_service}/?view=documents")
    later = WATER.replace("05 tháng 3", "06 tháng 4").replace("95%", "96%")
    page.locator("#files").set_input_files([file("cu.txt", WATER), file("moi.txt", later)])
    expect(page.locator("[data-state=taken]")).to_have_count(2)
    bell = page.locator("#open-notices")
    expect(bell).to_have_attribute("data-count", re.compile(r"[1-9]"))
    listed = page.request.get("/v1/documents").json()["documents"]
    old, new = (next(d["id"] for d in listed if d["source"] == name) for name in NAMES)
    page.goto(f"{own_service}/?doc={new}&tab=card")
    page.get_by_text("Văn bản này thay thế một văn bản khác").click()
    page.get_by_label("Văn bản cũ").select_option(old)
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator(".standing")).to_contain_text("Thay thế:")
    assert page.request.get(f"/v1/documents/{old}").json()["superseded_by"] == new
    page.locator(".standing").get_by_role("button", name="bỏ xác nhận").click()
    expect(page.locator(".standing")).not_to_contain_text("Thay thế:")
    assert page.request.get(f"/v1/documents/{old}").json()["superseded_by"] is None
    page.goto(f"{own_service}/?view=notices")
    expect(page.locator(".notices")).to_contain_text("moi.txt: đã thêm")
    expect(bell).to_have_attribute("data-count", "")
    assert findings(page) == []
    page.goto(f"{own_service}/?view=admin")
    expect(page.locator(".admin table")).to_contain_text("2 tệp")
    page.get_by_role("button", name="Dung lượng").click()
    expect(page.locator(".admin table")).to_contain_text("Còn trống")
    assert findings(page) == []


def test_a_value_stands_first_its_quote_below_and_the_question_can_be_changed(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    expect(page.get_by_role("heading", name="Trả lời")).to_have_count(1)
    expect(page.locator(".prose .short strong").first).to_contain_text("%")
    quote = page.locator(".sources .fold q").first
    expect(quote).to_be_hidden()
    page.locator(".sources .fold summary").first.click()
    expect(quote).to_be_visible()
    page.get_by_role("button", name="đổi").click()
    page.locator(".change textarea").fill("Tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?")
    page.locator(".change select").select_option(label="KH của Thành ủy Tân Bình Nam")
    page.get_by_role("button", name="Hỏi lại").click()
    page.locator(".turn").nth(1).locator(".foot").wait_for()
    expect(page.locator(".turn").nth(1).locator(".sources")).to_contain_text("Tân Bình Nam")
    page.locator(".next .chip").first.wait_for()


def test_the_link_of_a_follow_up_shows_its_answer_to_another(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    ask(page, "Còn Tân Bình Nam?")
    said = page.locator(".turn").nth(1).locator(".prose").inner_text()
    page.wait_for_url("**a=*")
    other = open_page(page.url)
    other.locator(".foot").wait_for()
    expect(other.locator(".turn")).to_have_count(1)
    assert other.locator(".prose").inner_text() == said
    expect(other.locator(".reply")).to_contain_text("Câu trả lời đưa ra lúc")
    expect(other.get_by_role("button", name="Đúng")).to_have_count(0)


def test_a_part_that_was_not_loaded_is_asked_for_again(service: str, open_page: Open) -> None:
    page = open_page("about:blank")
    away = [True]
    page.context.route(
        "**/reader.js*", lambda route: route.abort() if away[0] else route.continue_()
    )
    page.goto(service)
    ask(page, QUESTION)
    page.locator(".prose a.marker").first.click()
    expect(page.locator(".toast")).to_contain_text("Chưa tải được phần này")
    expect(page.locator(".prose")).to_be_visible()
    away[0] = False
    page.locator(".prose a.marker").first.click()
    assert highlighted(page)


def test_sections_are_named_as_answers_name_them(service: str, open_page: Open) -> None:
    page = open_page(service)
    assert page.evaluate(NAMED, list(PATHS)) == [section_name(path) for path in PATHS]
