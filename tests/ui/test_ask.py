"""Asking: the answer as it is made, its sources, stopping, following up."""

from playwright.sync_api import CDPSession, expect

from tests.ui.conftest import Open
from tests.ui.steps import answer_of, ask, highlighted, wait_for_highlight

QUESTION = "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"
SEVERAL = "So sánh tỷ lệ dân số nông thôn dùng nước sạch của Sơn Khê và Tân Bình Nam"
NOWHERE = "Giá vàng hôm nay là bao nhiêu?"


def slow(session: CDPSession, bytes_a_second: int) -> None:
    """Let the network carry so little that a stream can be watched; -1 is no limit."""
    session.send("Network.enable")
    conditions = {"offline": False, "latency": 0, "uploadThroughput": -1}
    session.send(
        "Network.emulateNetworkConditions", {**conditions, "downloadThroughput": bytes_a_second}
    )


def test_every_marker_opens_its_document_with_exactly_the_quote_highlighted(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, SEVERAL)
    cited = answer_of(page, SEVERAL)["citations"]
    assert len(cited) > 1
    for citation in cited:
        page.locator(".prose a.marker", has_text=str(citation["marker"])).first.click()
        page.wait_for_url(f"**start={citation['start']}&end={citation['end']}*")
        wait_for_highlight(page, citation["quote"])
        expect(page.locator("mark.cited").first).to_be_in_viewport()


def test_the_answer_shows_while_it_is_made_and_can_be_stopped(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    page.locator("#examples li").first.wait_for()
    session = page.context.new_cdp_session(page)
    slow(session, 2_000)
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".waiting")).to_contain_text("Đang")
    page.get_by_role("button", name="Dừng").click()
    expect(page.locator(".reply")).to_contain_text("Đã dừng.")
    expect(page.locator("#question")).to_be_focused()
    slow(session, -1)
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator(".foot")).to_be_visible()


def test_a_follow_up_keeps_the_context_and_says_how_it_was_understood(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    ask(page, "Còn Tân Bình Nam?")
    reply = page.locator(".turn").nth(1)
    expect(reply.locator(".understood")).to_contain_text(
        "Tân Bình Nam đặt tỷ lệ dân số nông thôn dùng nước sạch"
    )
    expect(reply.locator(".sources")).to_contain_text("Tân Bình Nam")
    expect(reply.locator(".prose")).to_contain_text("98%")


def test_what_is_not_in_the_documents_is_said_calmly_with_the_nearest_passages(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    page.locator("#question").fill(NOWHERE)
    page.keyboard.press("Enter")
    expect(page.locator(".prose")).to_contain_text("Không tìm thấy")
    expect(page.locator(".sources")).to_have_count(0)
    passages = answer_of(page, NOWHERE)["passages"]
    said = [each for each in passages if each["section_path"][0] not in {"Ký", "Nơi nhận"}]
    page.locator(".nearest a.passage").first.click()
    assert highlighted(page) in [each["text"] for each in said]


def test_where_several_documents_could_be_meant_one_is_chosen(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, "Mục III nói gì?")
    meant = answer_of(page, "Mục III nói gì?")["choices"]
    offers = page.get_by_role("group", name="Văn bản nào?").get_by_role("button")
    expect(offers).to_have_count(len(meant))
    expect(page.locator(".prose")).to_contain_text("xin nói rõ văn bản nào.")
    expect(page.locator(".nearest")).to_have_count(0)
    offers.first.click()
    reply = page.locator(".turn").nth(1)
    expect(reply.locator(".searched summary")).to_have_text("Đã tìm trong 1 văn bản")


LINES = """async (main) => {
    const { gist } = await import(main.replace("main.js", "gist.js"));
    const claim = (id, markers) => ({ role: "line", document_id: id, text: "Trước ngày 20/11.",
        value: "20/11", markers, section_path: ["III"] });
    const answer = { mode: "extractive", kind: "fact", claims: [claim("a", [1]), claim("b", [2])],
        coverage: { stated: ["a", "b"], silent: [], not_found: [] },
        answer: "Văn bản nêu:\\n\\n- a [1]\\n- b [2]\\n\\n2/9 văn bản nêu nội dung này." };
    const drawn = document.createElement("div");
    drawn.append(...gist(answer, () => null));
    return [drawn.querySelectorAll(".lines tr").length, drawn.querySelector(".told").textContent];
}"""

DRAWN = """async (main) => {
    const { render } = await import(main.replace("main.js", "markdown.js"));
    const drawn = document.createElement("div");
    const marker = () => document.createElement("i");
    drawn.append(render("- 1. Đê. [1] Kè. [1]\\n- 2. Cống. [2]", marker));
    const list = drawn.innerHTML;
    const task = "Rà soát đê, kè, cống trên toàn địa bàn xã";
    drawn.replaceChildren(render(`| Việc | Hạn |\\n|---|---|\\n| ${task} | 5/3 |`, marker));
    const cells = [...drawn.querySelectorAll("tbody tr > *")];
    return [list, cells.map((cell) => [cell.tagName, cell.className])];
}"""


def test_many_documents_are_lines_and_how_many_state_it_is_told_below(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    main = page.locator("script[src*='main.js']").evaluate("script => script.src")
    assert page.evaluate(LINES, main) == [2, "2/9 văn bản nêu nội dung này."]
    assert page.evaluate(DRAWN, main) == [
        '<ul class="labelled"><li>1. Đê. Kè.&nbsp;<i></i></li><li>2. Cống.&nbsp;<i></i></li></ul>',
        [["TH", "wordy"], ["TD", "slim"]],
    ]


def test_the_question_is_kept_when_the_service_is_away(service: str, open_page: Open) -> None:
    page = open_page(service)
    page.locator("#examples li").first.wait_for()
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("Máy đang ngoại tuyến")
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".state.failed")).to_contain_text("Câu hỏi vẫn được giữ")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator(".sources")).to_be_visible()


def test_examples_come_from_the_documents_and_can_be_asked(service: str, open_page: Open) -> None:
    page = open_page(service)
    example = page.locator("#examples li").first
    words = example.inner_text()
    example.get_by_role("button").click()
    expect(page.locator(".asked")).to_have_text(words)
    expect(page.locator(".foot")).to_be_visible()


def test_an_up_arrow_recalls_and_a_composing_enter_does_not_send(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    box = page.locator("#question")
    box.press("ArrowUp")
    expect(box).to_have_value(QUESTION)
    composing = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    box.evaluate(f"box => box.dispatchEvent({composing})")
    expect(page.locator(".turn")).to_have_count(1)
    box.press("Shift+Enter")
    expect(box).to_have_value(f"{QUESTION}\n")


def test_a_link_reopens_answer_and_source_on_another_screen(service: str, open_page: Open) -> None:
    page = open_page(service)
    ask(page, QUESTION)
    page.get_by_role("button", name="Liên kết").click()
    link = page.evaluate("navigator.clipboard.readText()")
    other = open_page(link)
    expect(other.locator(".asked")).to_have_text(QUESTION)
    assert highlighted(other) == answer_of(other, QUESTION)["citations"][0]["quote"]


def test_copying_names_the_sources_in_administrative_form(service: str, open_page: Open) -> None:
    page = open_page(service)
    question = "Hòa Giang đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?"
    ask(page, question)
    page.get_by_role("button", name="Sao chép").first.click()
    expect(page.locator(".toast")).to_contain_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Kế hoạch số 247/KH-UBND ngày 18/09/2024 của UBND tỉnh Hòa Giang" in copied
    assert answer_of(page, question)["citations"][0]["quote"] in copied
