import pytest
from lxml import etree

from ingest.parsers.formulas import linear, raised
from tests.ingest.parsers.building import element


def word_formula(content: str) -> str:
    return linear(etree.fromstring(element("m:oMath", content)))


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('2')}</m:den></m:f>", "1/2"),
        (f"<m:f><m:num>{run('a + b')}</m:num><m:den>{run('c')}</m:den></m:f>", "(a + b)/c"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x²"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('n+1')}</m:sup></m:sSup>", "x^(n+1)"),
        (
            run("450") + f"<m:sSup><m:e>{run(' m')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>",
            "450 m2",
        ),
        (f"<m:sSub><m:e>{run('CO')}</m:e><m:sub>{run('2')}</m:sub></m:sSub>", "CO2"),
        (f"<m:sSub><m:e>{run('K')}</m:e><m:sub>{run('đh')}</m:sub></m:sSub>", "K_đh"),
        (f"<m:rad><m:deg/><m:e>{run('a+b')}</m:e></m:rad>", "√(a+b)"),
        (f"<m:d><m:e>{run('a - b')}</m:e></m:d>{run(' × 100')}", "(a - b) × 100"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{run('i=1')}</m:sub><m:sup>{run('n')}</m:sup><m:e>{run('x')}</m:e></m:nary>",
            "∑_(i=1)^(n) x",
        ),
    ],
)
def test_a_formula_of_word_is_one_line_in_reading_order(content: str, text: str) -> None:
    assert word_formula(content) == text


def test_a_formula_of_a_page_reads_the_same() -> None:
    page = (
        "<math><mi>T</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn>"
        "</mfrac><msup><mi>x</mi><mn>3</mn></msup><annotation>bỏ</annotation></math>"
    )

    assert linear(etree.fromstring(page)) == "T = (a + b)/2x³"


def test_a_bottomless_formula_costs_no_more_than_its_words() -> None:
    content = run("x")
    for _ in range(90):
        content = f"<m:d><m:e>{content}</m:e></m:d>"

    assert set(word_formula(content)) <= set("()x ")


@pytest.mark.parametrize(
    ("base", "power", "text"),
    [("dài 5 km", "2", "2"), ("10", "-3", "⁻³"), ("hộ", "1", "¹"), ("x", "", "")],
)
def test_powers(base: str, power: str, text: str) -> None:
    assert raised(base, power) == text
