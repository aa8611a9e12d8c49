"""The answer's Markdown as blocks and as plain text."""

from app.rendering.blocks import BlockKind, Run, parse, plain, runs


def test_an_answer_is_read_into_its_blocks() -> None:
    text = "Đối chiếu:\n\n- **Sơn Khê**: 64% [1]\n  - thêm [2]\n2. hai\n\n"
    text += "| A | B |\n|---|---|\n| x | y [3] |"
    blocks = list(parse(text))
    kinds = [block.kind for block in blocks]
    item = BlockKind.ITEM
    assert kinds == [BlockKind.PARAGRAPH, item, item, item, BlockKind.TABLE]
    assert blocks[1].runs == (Run("Sơn Khê", bold=True), Run(": 64% "), Run("1", marker=True))
    assert (blocks[2].level, blocks[3].label) == (1, "2.")
    assert blocks[4].rows[1][1] == (Run("y "), Run("3", marker=True))


def test_escaped_signs_are_only_signs() -> None:
    assert list(runs(r"giá \*\*5\*\* \[1\] a\|b")) == [Run("giá **5** [1] a|b")]


def test_plain_text_keeps_words_and_markers() -> None:
    assert plain("**Có.** Nêu tại mục I [1]\n- *một*") == "Có. Nêu tại mục I [1]\n- *một*"


def test_a_bar_inside_a_cell_does_not_split_it() -> None:
    (table,) = parse("| A | B |\n|---|---|\n| x \\| z | y |")
    assert table.rows[1] == ((Run("x | z"),), (Run("y"),))
