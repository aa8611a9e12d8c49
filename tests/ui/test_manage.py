"""Managing: upload, refusals, delete and undo, choosing which documents are asked."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import FilePayload, expect

from ingest.parsers import ocr
from tests.app.conftest import until
from tests.ingest.parsers.building import packed
from tests.ui.conftest import Open
from tests.ui.pdf import plan_pdf
from tests.ui.steps import ask, highlighted

LIBRARY = """ỦY BAN NHÂN DÂN
XÃ YÊN LẠC THƯỢNG
Số: 31/KH-UBND
Yên Lạc Thượng, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
Phát triển thư viện xã
I. MỤC TIÊU
1. Đến năm 2027, toàn xã có 12 thư viện mở cửa hằng ngày.
2. Mỗi thư viện có ít nhất 3.000 đầu sách.
"""


def file(name: str, text: str) -> FilePayload:
    """Return a text file as the browser's file field takes it."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_an_uploaded_pdf_can_be_asked_about_at_once(own_service: str, open_page: Open) -> None:
    page = open_page(own_service)
    page.get_by_role("link", name="Thêm văn bản").click()
    pdf = plan_pdf(LIBRARY.splitlines())
    page.locator("#files").set_input_files(
        {"name": "ke-hoach-thu-vien.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    page.locator("[data-state=taken]").wait_for()
    page.keyboard.press("Escape")
    ask(page, "Đến năm 2027 toàn xã có bao nhiêu thư viện?")
    expect(page.locator(".prose")).to_contain_text("12 thư viện")
    expect(page.locator(".sources")).to_contain_text("trang\u00a01")
    page.locator(".prose a.marker").first.click()
    assert "12 thư viện" in highlighted(page)
    page.get_by_role("button", name="Trang gốc").click()
    picture = page.get_by_role("img", name="chỗ trích được đóng khung")
    picture.wait_for()
    until(lambda: picture.evaluate("picture => picture.naturalWidth") > 1000)
    expect(page.locator(".facsimile .count")).to_have_text("trang 1/1")


def test_a_page_is_read_again_from_its_picture_and_its_quotes_say_so(
    own_service: str, open_page: Open
) -> None:
    if not ocr.is_available():
        pytest.skip("tesseract with vie is absent")
    page = open_page(f"{own_service}/?view=documents")
    pdf = plan_pdf(LIBRARY.splitlines())
    page.locator("#files").set_input_files(
        {"name": "thu-vien.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    page.locator("[data-state=taken]").wait_for()
    page.get_by_role("link", name="Thông tin").click()
    card = page.locator(".card")
    card.locator("summary", has_text="Đọc lại trang").click()
    card.get_by_label("Trang", exact=True).fill("một")
    card.get_by_role("button", name="Đọc lại").click()
    expect(card.get_by_role("alert")).to_contain_text("Ghi số trang")
    card.get_by_label("Trang", exact=True).fill("7")
    card.locator("select[name=ocr]").select_option("always")
    card.get_by_role("button", name="Đọc lại").click()
    expect(card.get_by_role("alert")).to_contain_text("chỉ có 1 trang")
    card.get_by_label("Trang", exact=True).fill("1")
    card.get_by_role("button", name="Đọc lại").click()
    expect(card.locator(".doubts li").first).to_contain_text("nhận dạng chữ")
    card.get_by_role("link", name="xem trang 1").click()
    assert "Phát triển thư viện xã" in highlighted(page)


def test_a_refused_file_says_why_and_the_others_are_kept(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    page.locator("#files").set_input_files(
        [file("chuong-trinh.exe", "MZ"), file("rong.txt", ""), file("thu-vien.txt", LIBRARY)]
    )
    expect(page.locator("[data-state=taken]")).to_have_count(1)
    refused = page.locator("[data-state=refused]")
    expect(refused).to_have_count(2)
    for row in refused.all():
        assert len(row.locator(".reason").inner_text()) > 10
    expect(page.locator(".job h3")).to_have_text("Đã nhận 1 trên 3 tệp")
    expect(page.locator(".documents")).to_contain_text("31/KH-UBND")


def test_what_is_stated_of_a_file_wins_over_what_it_says(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    page.get_by_text("Ghi sẵn thông tin của tệp sắp thêm").click()
    page.get_by_label("Số, ký hiệu").fill("32/KH-UBND")
    page.get_by_label("Ngày ban hành").fill("2025-03-06")
    page.get_by_label("Người ký").fill("Lò Văn Thắm")
    several = [file("a.txt", LIBRARY), file("b.txt", f"{LIBRARY}\n3. Có thủ thư.\n")]
    page.locator("#files").set_input_files(several)
    expect(page.locator(".toast")).to_contain_text("chỉ dùng cho một tệp")
    expect(page.locator(".job")).to_have_count(0)
    page.locator("#files").set_input_files(several[0])
    page.locator("[data-state=taken]").wait_for()
    expect(page.locator(".documents")).to_contain_text("32/KH-UBND")
    record = page.request.get(f"{own_service}/v1/documents").json()["documents"][0]
    assert (record["number"], record["issued_on"], record["signer"]) == (
        "32/KH-UBND",
        "2025-03-06",
        "Lò Văn Thắm",
    )
    page.get_by_text("Ghi sẵn thông tin của tệp sắp thêm").click()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("")


def test_the_files_of_an_archive_are_shown(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    packed_up = packed({"xa/thu-vien.txt": LIBRARY, "rong.txt": "", "la.xyz": "x"})
    page.locator("#files").set_input_files(
        {"name": "goi.zip", "mimeType": "application/zip", "buffer": packed_up}
    )
    expect(page.locator(".job h3")).to_have_text("Đã nhận 1 trên 3 tệp")
    expect(page.locator(".job bdi")).to_have_text(["thu-vien.txt", "rong.txt", "la.xyz"])
    expect(page.get_by_role("button", name="Hủy phần còn lại")).to_be_hidden()


def test_a_job_can_be_cancelled_from_the_page(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    many = [file(f"{n}.txt", f"{LIBRARY}\n3. Thư viện số {n}.\n" * 200) for n in range(60)]
    page.locator("#files").set_input_files(many)
    page.get_by_role("button", name="Hủy phần còn lại").click()
    expect(page.locator(".job h3")).to_have_text(
        re.compile("Đã nhận .* trên 60 tệp"), timeout=60_000
    )
    expect(page.locator(".job-state", has_text="đã hủy").first).to_be_visible()


def test_a_dropped_file_is_taken_in(own_service: str, open_page: Open) -> None:
    page = open_page(own_service)
    page.evaluate(
        """encoded => {
            const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], "thu-vien.txt", { type: "text/plain" }));
            for (const type of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(
                    new DragEvent(type, { dataTransfer: carried, bubbles: true }));
        }""",
        base64.b64encode(LIBRARY.encode()).decode(),
    )
    page.locator("[data-state=taken]").wait_for()
    expect(page.locator(".documents li")).to_have_count(1)


def test_what_came_in_a_folder_is_kept_together_by_a_tag(
    own_service: str, open_page: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "Nước sạch 2031"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(LIBRARY.replace("31/KH", f"{n}1/KH"), "utf-8")
    page = open_page(f"{own_service}/?view=documents")
    page.locator("#folder").set_input_files(folder)
    page.get_by_role("button", name="Gắn nhãn “Nước sạch 2031” cho 4 văn bản này").click()
    tags = page.locator(".documents .chip")
    expect(tags).to_have_count(4)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(tags).to_have_count(0)
    boxes = page.locator(".documents > li > input")
    for at in (0, 1):
        boxes.nth(at).check()
    page.get_by_role("button", name="Nhãn", exact=True).click()
    page.keyboard.type("Thư viện")
    page.keyboard.press("Enter")
    expect(tags).to_have_count(2)
    tags.first.click()
    rows = page.locator(".documents > li")
    expect(rows).to_have_count(2)
    page.get_by_label("Lọc: Mọi hiệu lực").select_option("repealed")
    expect(rows).to_have_text(["Không có văn bản nào khớp."])
    page.get_by_label("Lọc: Mọi hiệu lực").select_option("")
    page.get_by_role("link", name="Thông tin").first.click()
    page.locator(".card").get_by_role("button", name="Gỡ nhãn Thư viện").click()
    expect(page.locator(".card .chip")).to_have_count(0)
    page.goto(f"{own_service}/?tag=Thư+viện")
    expect(page.locator("#scope-note")).to_have_text("Chỉ hỏi: nhãn “Thư viện”")
    expect(page.locator("#scope-label")).to_have_text("1/4 văn bản")


def test_deleting_asks_first_and_can_be_undone(own_service: str, open_page: Open) -> None:
    page = open_page(f"{own_service}/?view=documents")
    page.locator("#files").set_input_files([file("thu-vien.txt", LIBRARY)])
    page.locator("[data-state=taken]").wait_for()
    row = page.locator(".documents > li")
    row.get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Giữ lại").click()
    row.get_by_role("button", name="Xóa").click()
    page.locator(".firm", has_text="Xóa").click()
    expect(page.locator(".documents")).to_contain_text("Chưa có văn bản nào")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(row).to_contain_text("31/KH-UBND")
    assert len(page.request.get("/v1/documents").json()["documents"]) == 1
    row.get_by_role("button", name="Xóa").click()
    page.locator(".firm", has_text="Xóa").click()
    with page.expect_response(lambda reply: reply.request.method == "DELETE") as deleted:
        pass
    assert deleted.value.status == 204
    assert page.request.get("/v1/documents").json()["documents"] == []


def test_only_the_chosen_documents_are_asked(service: str, open_page: Open) -> None:
    page = open_page(service)
    page.get_by_role("button", name="4 văn bản").click()
    page.get_by_label("KH của Thành ủy Tân Bình Nam").check()
    page.keyboard.press("Escape")
    expect(page.locator("#scope-note")).to_contain_text("Tân Bình Nam")
    ask(page, "Tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?")
    expect(page.locator(".sources li")).not_to_have_count(0)
    for source in page.locator(".sources .name").all_inner_texts():
        assert "Tân Bình Nam" in source
    expect(page.locator(".searched summary")).to_have_text("Đã tìm trong 1 văn bản")


def test_a_word_file_is_taken_in(own_service: str, open_page: Open) -> None:
    document = Document()
    for line in LIBRARY.splitlines():
        document.add_paragraph(line)
    buffer = BytesIO()
    document.save(buffer)
    page = open_page(f"{own_service}/?view=documents")
    page.locator("#files").set_input_files(
        {
            "name": "kế hoạch.docx",
            "mimeType": "application/octet-stream",
            "buffer": buffer.getvalue(),
        }
    )
    page.locator("[data-state=taken]").wait_for()
    expect(page.locator(".documents .name")).to_contain_text("31/KH-UBND")
