"""Using answers: conversations, feedback, exports, comparisons."""

import json
import re
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, Route, expect

from eval.dataset import Question
from tests.ui.conftest import Open
from tests.ui.steps import answer_of, ask, highlighted

QUESTION = "Hòa Giang đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"
NAME = "Kế hoạch số 247/KH-UBND ngày 18/09/2024 của UBND tỉnh Hòa Giang"


def words(path: Path) -> str:
    """Return all text of a Word file, tables included."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_conversation_is_kept_found_named_and_deleted(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    ask(page, "Còn Sơn Khê?")
    kept = page.url
    page.get_by_role("link", name="Hỏi đáp kế hoạch").click()
    expect(page.locator("#welcome")).to_be_visible()
    page.get_by_role("link", name="Các cuộc hỏi đáp").click()
    row = page.locator(".conversations li").first
    expect(row).to_contain_text("2 câu hỏi")
    row.get_by_role("button", name="Đặt tên").click()
    page.get_by_label("Tên cuộc hỏi đáp").fill("Nước sạch cho báo cáo quý")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("Nước sạch cho báo cáo quý")
    page.get_by_label("Tìm cuộc hỏi đáp").fill("khong co gi")
    expect(page.locator(".conversations")).to_contain_text("Không có cuộc hỏi đáp nào khớp")
    page.get_by_label("Tìm cuộc hỏi đáp").fill("son khe")
    row.locator("a.name").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").first.locator(".sources")).to_be_visible()
    page.get_by_role("link", name="Các cuộc hỏi đáp").click()
    row.get_by_role("button", name="Xóa").click()
    expect(page.locator(".conversations")).not_to_contain_text("Nước sạch")
    page.goto(service)  # leaving ends the time to undo
    page.wait_for_timeout(300)
    assert page.request.get("/v1/conversations").json()["conversations"] == []
    # The address still names the question, so it can be asked anew.
    page.goto(kept)
    expect(page.locator(".asked")).to_have_text("Còn Sơn Khê?")


def test_another_reader_sees_none_of_it(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    key = page.request.get("/v1/conversations").json()["conversations"][0]["id"]
    other = open_page(service)
    assert other.request.get("/v1/conversations").json()["conversations"] == []
    assert other.request.get(f"/v1/conversations/{key}").status == 404
    assert other.request.delete(f"/v1/conversations/{key}").status == 404
    assert other.request.get(f"/v1/conversations/{key}/export").status == 404


def test_a_judgement_with_its_reason_becomes_a_gold_line(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    ask(page, "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?")
    page.locator(".turn").first.get_by_role("button", name="Đúng").click()
    second = page.locator(".turn").nth(1)
    second.get_by_role("button", name="Sai").click()
    second.get_by_role("button", name="Thiếu ý").click()
    second.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".toast").last).to_contain_text("Đã ghi ý kiến")
    page.reload()
    expect(page.locator(".thumb[aria-pressed=true]")).to_have_count(2)
    lines = page.request.get("/v1/feedback").text().splitlines()
    right, wrong = (json.loads(line) for line in lines)
    assert Question.model_validate(right).type == "feedback"
    assert right["evidence"][0]["quote"] == answer_of(page, QUESTION)["citations"][0]["quote"]
    assert Question.model_validate(wrong).type == "review"
    assert wrong["note"] == "Thiếu ý."


def saved(page: Page, name: str) -> Download:
    """Press a download and return it."""
    with page.expect_download() as download:
        page.locator(".foot").last.get_by_text(name, exact=True).click()
    return download.value


def test_an_answer_is_exported_to_word_and_markdown(
    service: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    quote = answer_of(page, QUESTION)["citations"][0]["quote"]
    word = saved(page, "Word")
    assert word.suggested_filename.endswith(".docx")
    word.save_as(tmp_path / "a.docx")
    for held in (QUESTION, NAME, quote):
        assert held in words(tmp_path / "a.docx")
    saved(page, "Markdown").save_as(tmp_path / "a.md")
    assert NAME in (tmp_path / "a.md").read_text("utf-8")


def test_a_comparison_cites_each_cell_and_leaves_as_excel_and_word(
    service: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(service)
    page.get_by_role("link", name="So sánh").click()
    page.get_by_label("So sánh nội dung gì?").fill("tỷ lệ sử dụng nước sạch\nđường sắt cao tốc")
    page.get_by_role("button", name="So sánh").click()
    table = page.locator(".compared table")
    expect(table.locator("tbody tr")).to_have_count(4)
    expect(table.locator("td.silent")).to_have_count(4)
    expect(table.locator("td.silent").first).to_have_text("không nêu")
    for row in table.locator("tbody tr").all():
        expect(row.locator("td").first.locator("a.marker")).not_to_have_count(0)
    marker = table.locator("a.marker").first
    quote = marker.get_attribute("data-quote")
    marker.click()
    assert highlighted(page) == quote
    page.keyboard.press("Escape")
    table.get_by_role("button", name="Văn bản").click()
    names = table.locator("tbody th").all_inner_texts()
    assert names == sorted(names)
    book = saved(page, "Excel")
    book.save_as(tmp_path / "c.xlsx")
    sheets = load_workbook(BytesIO((tmp_path / "c.xlsx").read_bytes()))
    rows = list(sheets["So sánh"].iter_rows(values_only=True))
    assert rows[0] == ("Văn bản", "tỷ lệ sử dụng nước sạch", "đường sắt cao tốc")
    assert {row[2] for row in rows[1:]} == {"không nêu"}
    heads = [str(row[0]) for row in rows[1:]]
    seen, kept = ([re.split(" của | \\(", each)[1] for each in told] for told in (names, heads))
    assert seen == kept
    assert quote in {row[3] for row in sheets["Nguồn"].iter_rows(values_only=True)}
    saved(page, "Word").save_as(tmp_path / "c.docx")
    for held in ("không nêu", NAME, str(quote)):
        assert held in words(tmp_path / "c.docx")


def test_a_comparison_waits_for_the_list_of_what_it_compares(service: str, open_page: Open) -> None:
    page = open_page(service)
    held: list[Route] = []
    page.route(re.compile(r"/v1/documents\?.*limit=200"), lambda route: held.append(route))
    page.get_by_role("link", name="So sánh").click()
    page.get_by_label("So sánh nội dung gì?").fill("kinh phí")
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator("dialog.compare .failed")).to_be_hidden()
    assert held
    for route in held:
        route.continue_()
    expect(page.locator(".compared tbody tr")).to_have_count(4)


def test_a_comparison_has_a_link_of_its_own(service: str, open_page: Open) -> None:
    page = open_page(service)
    page.get_by_role("link", name="So sánh").click()
    page.get_by_label("So sánh nội dung gì?").fill("kinh phí")
    page.get_by_role("button", name="So sánh").click()
    page.locator(".compared").wait_for()
    other = open_page(page.url)
    expect(other.locator(".compared tbody tr")).to_have_count(4)
    page.go_back()
    expect(page.locator("dialog.compare")).to_be_visible()
