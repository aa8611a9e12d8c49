"""How items are put together."""

import pytest

from app.answering.answerers import itemising
from app.answering.answerers.offering import Offer
from app.answering.citations import quote, section_at
from app.answering.claims import Claim, Role
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

TASKS = plans.LAC_SON.replace(
    "2. Ủy ban nhân dân các xã huy động nhân dân góp công làm đường.",
    "2. Lập bản đồ cầu treo trong tỉnh\n- Cơ quan chủ trì: Sở Nội vụ.\n"
    "- Cơ quan phối hợp: Sở Nội vụ, Sở Y tế.\n- Thời gian: năm 2026.",
)


def titled(question: str, *lines: str, plan: str = TASKS) -> list[Claim]:
    """Return what is said of claims that are these lines."""
    held = plans.read(plan)
    (document,) = held
    claims = []
    for line in lines:
        start = document.text.index(line)
        told = quote(document, start, document.text.index("\n", start), 0.5)
        path = section_at(document, start)[0]
        claims.append(Claim(Role.ITEM, document.id, "Kế hoạch", path, (told.text,), (told,)))
    return itemising.titled(claims, understand(question, plans.library(held)), document)


def test_a_line_that_names_the_body_asked_of_is_said_by_its_item_once() -> None:
    lines = ("- Cơ quan chủ trì", "- Cơ quan phối hợp", "- Thời gian")
    first, second = titled("Sở Nội vụ chủ trì những việc gì?", *lines)
    assert first.text == "Lập bản đồ cầu treo trong tỉnh"
    assert [each.text[:3] for each in first.quotes] == ["2. ", "- C"]
    assert second.text == "- Thời gian: năm 2026."


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("- Cơ quan chủ trì: Sở Nội vụ.", "Cơ quan chủ trì: Sở Nội vụ"),
        (
            "- Cơ quan thực hiện: Sở Y tế vẽ; Sở Nội vụ in bản đồ.",
            "Cơ quan thực hiện: Sở Nội vụ in bản đồ",
        ),
        (
            f"- Cơ quan phối hợp: Sở Y tế, Sở Nội vụ{', Công an tỉnh' * 20}.",
            "Cơ quan phối hợp: Sở Nội vụ",
        ),
    ],
)
def test_its_part_is_said_where_the_question_does_not_say_it(line: str, part: str) -> None:
    plan = TASKS.replace("- Cơ quan chủ trì: Sở Nội vụ.", line)
    (claim,) = titled("Tóm tắt những việc Sở Nội vụ phải làm.", line, plan=plan)
    assert claim.sentences == ("Lập bản đồ cầu treo trong tỉnh", part)
    (claim,) = titled("Tóm tắt những việc Sở Nội vụ phải làm.", "2. Lập bản đồ", plan=plan)
    assert claim.sentences == ("2. Lập bản đồ cầu treo trong tỉnh", part)


def test_each_side_of_a_comparison_is_named_once() -> None:
    plan = TASKS.replace(
        "2. Lập bản đồ cầu treo trong tỉnh\n- Cơ quan",
        "2. Cầu treo\n- Sơn mỗi năm hai lần.\n- Soi đèn mỗi tối.\n3. Cầu phao\n- Cơ quan",
    )
    lines = ("- Sơn mỗi", "- Soi đèn", "- Thời gian")
    found = titled("Cầu treo và cầu phao khác nhau thế nào?", *lines, plan=plan)
    assert [each.sentences[0] for each in found] == ["Cầu treo", "- Soi đèn mỗi tối.", "Cầu phao"]
    assert [len(each.quotes) for each in found] == [2, 1, 2]


def test_a_line_that_names_another_body_stays() -> None:
    (claim,) = titled("Sở Xây dựng chủ trì những việc gì?", "- Cơ quan chủ trì")
    assert claim.text == "- Cơ quan chủ trì: Sở Nội vụ."


def test_a_line_that_says_when_follows_its_item() -> None:
    held = plans.read(TASKS)
    (document,) = held
    start = document.text.index("- Thời gian")
    told = quote(document, start, document.text.index("\n", start), 0.5)
    claim = Claim(Role.ITEM, document.id, "Kế hoạch", ("II", "2"), (told.text,), (told,))
    said = itemising.headed(claim, document)
    assert said.sentences == ("Lập bản đồ cầu treo trong tỉnh", "- Thời gian: năm 2026.")
    assert [each.text[:3] for each in said.quotes] == ["2. ", "- T"]


def test_the_line_below_a_task_that_says_when_is_said_with_it() -> None:
    (document,) = plans.read(
        plans.LAC_SON.replace(
            "2. Ủy ban nhân dân các xã huy động",
            "2. Sở Nội vụ\n- Lập bản đồ cầu treo.\nThời hạn: trước ngày 5/3/2026.\n"
            "- Sửa cầu treo.\n3. Ủy ban nhân dân các xã huy động",
        )
    )
    claims = []
    for line in ("- Lập", "Thời hạn", "- Sửa"):
        start = document.text.index(line)
        told = quote(document, start, document.text.index("\n", start), 0.5)
        claims.append(Claim(Role.ITEM, document.id, "Kế hoạch", ("II", "2"), (told.text,), (told,)))
    first, second = itemising.timed(claims, document)
    assert first.sentences == ("- Lập bản đồ cầu treo.", "Thời hạn: trước ngày 5/3/2026.")
    assert [each.text[:3] for each in first.quotes] == ["- L", "Thờ"]
    assert second.sentences == ("- Sửa cầu treo.",)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("a) Lập", "b) Sửa", "c) Mở", "- Thời hạn"), ("a) Lập", "b) Sửa", "c) Mở")),
        (("a) Lập", "b) Sửa", "- Thời hạn"), ("a) Lập", "b) Sửa", "- Thời hạn")),
    ],
)
def test_beside_a_list_that_is_said_whole_nothing_is(
    lines: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    (document,) = plans.read(
        plans.LAC_SON.replace(
            "2. Ủy ban nhân dân các xã huy động",
            "2. Các bước\na) Lập bản đồ.\nb) Sửa cầu.\nc) Mở đường.\n"
            "3. Các mốc\n- Thời hạn: năm 2026.\n- Nơi làm: các thôn.\n4. Các xã huy động",
        )
    )
    chosen = []
    for line in lines:
        start = document.text.index(line)
        end = document.text.index("\n", start)
        chosen.append(Offer((document.id, start, end), 0.5))
    said = itemising.of_one_list(chosen, document)
    told = [document.text[start:end] for _, start, end in (each.span for each in said)]
    assert tuple(line[: len(each)] for line, each in zip(told, kept, strict=True)) == kept


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Kế hoạch coi những cơ quan nào là cơ quan giữ bến?", "(Sở A,"),
        ("Những xã nào phải giữ bến?", "xã: Lũng Hạ"),
        ("Cơ quan giữ bến làm gì?", None),
    ],
)
def test_what_names_the_things_asked_for_is_said_alone(question: str, words: str | None) -> None:
    held = plans.read(
        plans.LAC_SON.replace(
            "2. Ủy ban nhân dân các xã huy động",
            "2. Các cơ quan giữ bến (Sở A, Ban B, Chi cục C):\n"
            "a) Giữ bến sạch ở các xã: Lũng Hạ, Nà Tông.\n3. Ủy ban nhân dân các xã huy động",
        )
    )
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, "giữ bến")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "giữ bến"))
    told = itemising.in_brackets(query, ranked, Terms(query, library))
    assert (told is None) is (words is None)
    assert told is None or (words is not None and words in told.text)
