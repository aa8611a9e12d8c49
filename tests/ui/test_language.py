"""The interface in English beside Vietnamese; Vietnamese typed by the Telex keys."""

import json
import re
from collections.abc import Iterator

from playwright.sync_api import expect

from app.ui import languages, page
from tests.ui.conftest import Open
from tests.ui.steps import ask

STATIC = page.HERE / "static"
TAGGED = re.compile(r"(?<![\w$])t`((?:[^`\\$]|\\.|\$(?!\{)|\$\{[^{}`]*\})*)`")
"""A sentence of the page's scripts; no value in it holds a brace or another sentence."""
MARKED = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
PLACE = re.compile(r"\{\d\}")
VIETNAMESE = re.compile(r"[ăâđêôơưạ-ỹ]", re.IGNORECASE)
TYPED = {
    "kees hoachj cuar huyeenj": "kế hoạch của huyện",
    "Ai kys vawn banr soos 12/KH-UBND?": "Ai ký văn bản số 12/KH-UBND?",
    "nguwowif ddungws ddaauf chiuj trachs nhieemj": "người đứng đầu chịu trách nhiệm",
    "quyeets ddinhj veef thuyr lowij": "quyết định về thủy lợi",
    "nuoc sach o dau": None,
    "what does the plan say": None,
    "list of tasks": None,
    "kế hoạch này thuwcj hieenj": None,
}
MEANT = """async (typed) => {
    const main = [...document.scripts].find((script) => script.type === "module").src;
    const { meant } = await import(main.replace("main.js", "telex.js"));
    return typed.map(meant);
}"""


def sentences() -> Iterator[str]:
    """Yield what scripts and templates say in Vietnamese, as the catalogue has to know it."""
    for script in STATIC.glob("*.js"):
        text = script.read_text("utf-8")
        if script.name == "language.js":
            continue
        found = TAGGED.findall(text)
        assert len(found) == len(re.findall(r"(?<![\w$])t`", text)), script.name
        for sentence in found:
            parts = re.split(r"\$\{[^{}`]*\}", sentence)
            key = parts[0] + "".join(f"{{{at}}}{part}" for at, part in enumerate(parts[1:]))
            yield key.replace("\\n", "\n")
    for template in (page.HERE / "templates").glob("*.html"):
        for double, single in MARKED.findall(template.read_text("utf-8")):
            yield double or single


def test_every_sentence_of_the_page_is_in_every_catalogue() -> None:
    said = set(sentences())
    assert len(said) > 300
    for path in sorted(languages.CATALOGUES.iterdir()):
        known = json.loads(path.read_text("utf-8"))
        assert path.stem in languages.LANGUAGES
        assert set(known) == said
        for sentence, translated in known.items():
            assert set(PLACE.findall(translated)) == set(PLACE.findall(sentence)), sentence
            example = translated.partition("\n")[2]  # what is typed stays Vietnamese
            assert not VIETNAMESE.search(translated.removesuffix(example)), translated


def test_no_sentence_of_the_scripts_is_left_out() -> None:
    said = re.compile(r"""(?<![\w$])(?:"([^"\\]*)")""")
    allowed = {"words.js", "language.js", "embed.js", "telex.js", "menu.js", "gist.js"}
    for script in STATIC.glob("*.js"):
        if script.name in allowed:
            continue
        code = re.sub(r"(?m)^\s*(?://|/\*\*?|\*).*$", "", script.read_text("utf-8"))
        left = {text for text in said.findall(code) if VIETNAMESE.search(text)}
        assert left <= LEFT, (script.name, left - LEFT)


LEFT = {"dẫn chiếu", "văn bản", "Không nêu lý do", "Kế hoạch", "đ"}
"""What is compared, sent or found as it is in documents."""


def test_the_page_speaks_english_once_asked_and_vietnamese_again(
    service: str, open_page: Open
) -> None:
    page = open_page(service)
    page.get_by_role("button", name="Thêm").click()
    page.get_by_role("menuitemradio", name="English").click()
    page.get_by_role("heading", name="Ask about the plans").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    ask(page, "Sơn Khê đặt tỷ lệ dân số nông thôn dùng nước sạch là bao nhiêu?")
    expect(page.locator(".foot").get_by_role("button", name="Copy")).to_be_visible()
    expect(page.locator(".prose")).to_have_attribute("lang", "vi")
    page.goto(f"{service}/?view=register")
    expect(page.get_by_role("heading", name="Register")).to_be_visible()
    page.goto(f"{service}/?lang=vi")
    expect(page.get_by_role("heading", name="Hỏi về các kế hoạch")).to_be_visible()


def test_what_the_telex_keys_spell_is_offered(service: str, open_page: Open) -> None:
    page = open_page(service)
    assert page.evaluate(MEANT, list(TYPED)) == list(TYPED.values())
    page.locator("#question").fill("kees hoachj cuar Sown Khee do ai kys?")
    page.get_by_role("button", name="kế hoạch của Sơn Khê do ai ký?").click()
    expect(page.locator("#question")).to_have_value("kế hoạch của Sơn Khê do ai ký?")
    expect(page.locator("#telex")).to_be_hidden()
