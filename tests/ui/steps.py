"""What a person does on the page, and what the service says about it."""

from typing import Any

from playwright.sync_api import Page


def ask(page: Page, question: str) -> None:
    """Type a question, send it, wait for its answer."""
    before = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn").nth(before).locator(".foot").wait_for()


def highlighted(page: Page) -> str:
    """Return the marked text of the open document, a line for each block it spans."""
    page.locator("mark.cited").first.wait_for()
    return "\n".join(page.locator("mark.cited").all_text_contents())


def wait_for_highlight(page: Page, quote: str) -> None:
    """Wait until the marked text of the open document is exactly the quote."""
    page.wait_for_function(
        "quote => quote === [...document.querySelectorAll('mark.cited')]"
        ".map(mark => mark.textContent).join('\\n')",
        arg=quote,
    )


def answer_of(page: Page, question: str) -> Any:  # noqa: ANN401 - JSON
    """Return what the service itself answers."""
    reply = page.request.post("/v1/ask", data={"question": question})
    assert reply.ok
    return reply.json()
