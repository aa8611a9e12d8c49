"""What a person does on the page, and what the service says about it."""

from typing import Any

from playwright.sync_api import Page

from tests.app.conftest import until

MARKED = """() => {
    const marks = [...document.querySelectorAll("mark.cited")];
    const apart = (mark, index) => index && mark.dataset.line !== marks[index - 1].dataset.line;
    const before = (mark, index) => (apart(mark, index) ? "\\n" : "");
    return marks.map((mark, index) => before(mark, index) + mark.textContent).join("");
}"""


def ask(page: Page, question: str) -> None:
    """Type a question, send it, wait for its answer."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn").nth(before).locator(".foot").wait_for()


def highlighted(page: Page) -> str:
    """Return the marked text of the open document as its own lines."""
    page.locator("mark.cited").first.wait_for(state="attached")
    return str(page.evaluate(MARKED))


def wait_for_highlight(page: Page, quote: str) -> None:
    """Wait until the marked text of the open document is exactly the quote."""
    # Not wait_for_function: it evaluates a string, which the page's policy rightly forbids.
    until(lambda: page.evaluate(MARKED) == quote)


def answer_of(page: Page, question: str) -> Any:  # noqa: ANN401 - JSON
    """Return what the service itself answers."""
    reply = page.request.post("/v1/ask", data={"question": question})
    assert reply.ok
    return reply.json()
