import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from app.answering.wording import clean_quote, say, section_name, spoken, template
from index.question.query import HeaderField


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("II", "2", "a"), "điểm a mục II.2"),
        (("III", "4", "4.3"), "mục III.4.3"),
        (("II", "1", "1.2", "b"), "điểm b mục II.1.2"),
        (("II", "1", "10"), "mục II.1.10"),
        (("a",), "mục a"),
        (("Phụ lục I", "2", "đ"), "Phụ lục I, điểm đ mục 2"),
        (("IV",), "mục IV"),
        (("Mở đầu",), "phần mở đầu"),
        (("Nơi nhận",), "phần Nơi nhận"),
        (("Ký",), "phần ký"),
        (("Điều 5", "2", "a"), "điểm a khoản 2 Điều 5"),
        (("Chương II", "Điều 5"), "Điều 5"),
        (("Phụ lục I",), "Phụ lục I"),
        (("Phụ lục I", "2"), "Phụ lục I, mục 2"),
        (("Phụ lục I", "Mở đầu"), "Phụ lục I"),
        (("Phụ lục I", "Ký"), "Phụ lục I, phần ký"),
        (("Phần thứ nhất", "I", "1"), "Phần thứ nhất, mục I.1"),
        ((), "phần mở đầu"),
    ],
)
def test_sections_are_named_as_officials_cite_them(path: tuple[str, ...], name: str) -> None:
    assert section_name(path) == name


def test_a_quote_is_shown_on_one_line_without_bullet_or_end_mark() -> None:
    assert clean_quote("- Đạt 26%,\n trẻ 5 tuổi ./.") == "Đạt 26%, trẻ 5 tuổi."
    assert clean_quote("1. Sở Nội vụ") == "1. Sở Nội vụ"


def test_every_template_is_filled_by_name() -> None:
    assert say("header.signer_office", office="Bí thư") == ", chức vụ Bí thư"
    with pytest.raises(KeyError):
        say("header.signer_office")


def test_a_quote_is_spoken_sentence_by_sentence() -> None:
    quote = "Đạt 26%. Giảm còn 3.000 hộ.\n- Báo cáo hằng năm."
    assert spoken(quote) == ("Đạt 26%.", "Giảm còn 3.000 hộ.", "Báo cáo hằng năm.")


def test_what_is_left_out_makes_no_sentence() -> None:
    assert spoken("… Ngày 3/5 họp thôn. …") == ("… Ngày 3/5 họp thôn. …",)


_REFUSALS = {"Refusal", "_refusal", "_unclear"}
_SAYS = {"say", "template", "_filled"}


def _texts(node: ast.expr, tree: ast.AST) -> Iterator[str]:
    """Yield what an expression may come to; of a name, what is assigned to it anywhere."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, tree)
            yield from _texts(other, tree)
        case ast.JoinedStr(values=[ast.Constant(value="no_"), _]):
            yield from (f"no_{field}" for field in HeaderField)
        case ast.Name(id=name):
            for each in ast.walk(tree):
                if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == name:
                    yield from _texts(each.value, tree)


def _asked_for() -> set[str]:
    found: set[str] = set()
    for path in Path(app.__path__[0]).rglob("*.py"):
        if path.parts[-2] == "cli":
            continue  # prints what it says as it is
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or called not in _REFUSALS | _SAYS:
                continue
            at = 1 if called == "Refusal" else 0
            group = "not_found." if called in _REFUSALS else ""
            found |= {
                f"{group}{text}" for arg in node.args[at : at + 1] for text in _texts(arg, tree)
            }
    return found


def test_every_wording_that_is_asked_for_is_held() -> None:
    asked = _asked_for()
    assert {"not_found.not_stated", "not_found.not_stated_money", "not_found.nothing"} <= asked
    assert len(asked) > 40
    for name in sorted(asked):
        assert template(name), name
