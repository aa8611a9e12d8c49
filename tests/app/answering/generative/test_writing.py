"""What becomes of a model's sentences: kept, put into the document's words, or left out."""

from itertools import pairwise

from app.answering.citations import quote
from app.answering.claims import Body, Claim, Listing, PerDocument, Role, Silent, Statements
from app.answering.generative.instructions import Exhibit
from app.answering.generative.reply import Sentence
from app.answering.generative.writing import Writing
from app.answering.support import Support
from app.rendering import markdown
from index.ports import Embedder
from index.question.understanding import understand
from tests.app.answering import plans

HELD = plans.read(plans.LAC_SON)
(PLAN,) = HELD
FACT = "Bao nhiêu phần trăm đường xã được trải nhựa?"
LIST = "Liệt kê các mục tiêu của Lạc Sơn Đông"
FIRST, SECOND = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông.", "Mỗi năm sửa 40 km."


def claim(role: Role, words: str, value: str = "") -> Claim:
    start = PLAN.text.index(words)
    cited = quote(PLAN, start, start + len(words), 0.9)
    return Claim(role, PLAN.id, "Lạc Sơn Đông", ("I", "1"), (words,), (cited,), value)


def write(
    embedder: Embedder, question: str, body: Body, *said: Sentence
) -> tuple[Writing, list[str]]:
    """Return the writing after all is said, and its text at every state."""
    query = understand(question, plans.library(HELD))
    offered = [Exhibit(q, "Lạc Sơn Đông") for c in body.claims for q in c.quotes]
    writing = Writing(query, body, offered, lambda _: 1.0, plans.shelf(HELD), Support(embedder), 12)
    states = [markdown.answer(state) for state in writing.taken(said)]
    if writing.kept:
        states += [markdown.answer(state) for state in writing.completed()]
    return writing, states


def test_a_proved_sentence_is_kept_with_the_value_first(embedder: Embedder) -> None:
    body = Statements((claim(Role.STATEMENT, FIRST, "87,5%"),))
    writing, states = write(embedder, FACT, body, Sentence(FIRST, (1,)))
    assert (writing.kept, writing.replaced, writing.cut) == (1, 0, 0)
    assert states[-1].startswith("**87,5%** – theo ")


def test_a_changed_figure_is_put_back_into_the_documents_words(embedder: Embedder) -> None:
    body = Statements((claim(Role.STATEMENT, FIRST, "87,5%"),))
    wrong = Sentence(FIRST.replace("87,5", "97,5"), (1,))
    writing, states = write(embedder, FACT, body, wrong)
    assert (writing.kept, writing.replaced) == (0, 1)
    assert states == []  # nothing is released before a proved sentence
    assert markdown.answer(writing.body).count("87,5%") == 2


def test_what_nothing_proves_is_cut(embedder: Embedder) -> None:
    body = Statements((claim(Role.STATEMENT, FIRST),))
    writing, _ = write(embedder, FACT, body, Sentence("Trồng 12 ha rừng phòng hộ.", (7,)))
    assert (writing.kept, writing.cut, writing.body.claims) == (0, 1, ())


def test_a_list_keeps_its_order_and_every_item(embedder: Embedder) -> None:
    items = (claim(Role.ITEM, FIRST), claim(Role.ITEM, SECOND))
    body = Listing(items, "Kế hoạch", ("I",), 2, 2)
    writing, states = write(embedder, LIST, body, Sentence(SECOND, (2,)))
    assert writing.body == body
    for before, after in pairwise(states):
        assert after.startswith(before)


def test_silent_documents_keep_their_lines(embedder: Embedder) -> None:
    lines = (Silent("x", "Yên Thượng"), claim(Role.LINE, FIRST, "87,5%"))
    body = PerDocument(lines, compared=True)
    writing, states = write(embedder, f"So sánh: {FACT}", body, Sentence(FIRST, (1,)))
    assert writing.body == body
    assert states[-1] == markdown.answer(body)
