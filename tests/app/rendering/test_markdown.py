"""Elements as Markdown, and back from what was kept as Markdown."""

import pytest

from app.rendering import markdown, plain, reading
from app.rendering.elements import Element, ElementKind, Run
from app.rendering.markdown import escape

KEPT = [
    "**64%** – theo Kế hoạch của Sơn Khê, mục II.2: Đạt 64%. [1] Giữ 3.000 hộ; [1]",
    "Đối chiếu các văn bản:\n\n- **Sơn Khê**: **64%** – đạt 64% [1]\n- **Hòa Giang**: không nêu.",
    "Theo Kế hoạch, mục V:\n\n- 1. Sở Nội vụ: [1]\n- a) Sở Y tế [2]\n- 2. 3. hai số [3]",
    r"Theo Kế hoạch \[7\]\*\*5\*\* a\|b \<b\> \# \~ \` \_x\_ &amp; http://x.vn: chữ [1]",
    "| Văn bản | Nước sạch |\n| --- | --- |\n| Sơn Khê | – 64% [1]<br>– 70% [2] |\n| Hòa | k |",
    "Người ký Kế hoạch: Lê Văn A [1].\n\nNơi nhận:\n\n- Sở Y tế; [2]\n- Lưu: VT. [3]",
]


def test_text_of_documents_cannot_act_as_markdown_or_marker() -> None:
    hostile = "[1] **đậm** <script> [x](javascript:1) `a` # b"
    shown = escape(hostile)
    assert "[1]" not in shown
    assert "**" not in shown
    assert "\\](" in shown
    assert shown.replace("\\", "") == hostile


def test_an_underscore_within_a_word_stands_as_it_is() -> None:
    assert escape("so_y_te _nghiêng_") == r"so_y_te \_nghiêng\_"


@pytest.mark.parametrize("text", KEPT)
def test_what_was_kept_as_markdown_is_shown_as_it_was(text: str) -> None:
    assert markdown.write(reading.read(text)) == text


def test_markers_are_told_from_brackets_of_a_document() -> None:
    (paragraph,) = reading.read(r"Theo \[7\], **đạt** 64% [1]")
    assert paragraph.runs == (
        Run("Theo [7], "),
        Run("đạt", bold=True),
        Run(" 64% "),
        Run("1", marker=True),
    )


@pytest.mark.parametrize(
    "text", ["[x](javascript:1)", "![x](http://a)", "<b>đậm</b>", "<http://a.vn>", "    mã", "`mã`"]
)
def test_nothing_kept_acts(text: str) -> None:
    (element,) = reading.read(text)
    assert element.kind is ElementKind.PARAGRAPH
    assert "".join(run.text for run in element.runs) == text.strip()


def test_items_below_items_keep_their_depth() -> None:
    shown = reading.read("- một [1]\n  - hai\n3. ba")
    assert [(e.kind, e.level, e.label) for e in shown] == [
        (ElementKind.ITEM, 0, ""),
        (ElementKind.ITEM, 1, ""),
        (ElementKind.ITEM, 0, "3."),
    ]


def test_plain_text_keeps_words_and_markers() -> None:
    shown = reading.read("**Có.** Nêu tại mục I [1]\n\n- \\*một\\* [2].")
    assert plain.write(shown) == "Có. Nêu tại mục I [1]\n- *một* [2]."
    assert plain.write(shown, markers=False) == "Có. Nêu tại mục I\n- *một*."


def test_a_line_break_within_a_cell_does_not_end_its_row() -> None:
    table = Element(ElementKind.TABLE, rows=(((Run("A|"),),), ((Run("x\ny"),),)))
    assert markdown.write([table]) == "| A\\| |\n| --- |\n| x<br>y |"
