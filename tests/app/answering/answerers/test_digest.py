"""What a document comes to, point by point, from its headings and its facts."""

from app.answering.answerers import digest
from app.answering.claims import Digest, Point
from index.catalogue.memory import MemoryFacts
from tests.app.answering import plans

TEXT = plans.LAC_SON.replace(
    "I. MỤC TIÊU\n",
    "I. MỤC ĐÍCH, YÊU CẦU\nGiúp nhân dân đi lại thuận tiện quanh năm. Giảm tai nạn ở đường dốc.\n"
    "II. MỤC TIÊU\n",
).replace(
    "II. TỔ CHỨC THỰC HIỆN\n",
    "III. NHIỆM VỤ, GIẢI PHÁP\n1. Mở đường về thôn bản\nĐắp nền ở các thôn.\n"
    "2. Giữ đường sạch\nMỗi thôn nhận một đoạn.\nIV. TỔ CHỨC THỰC HIỆN\n",
)  # fmt: skip
BARE = """ỦY BAN NHÂN DÂN
XÃ ĐỒI CHÈ
Số: 3/UBND-VP
Đồi Chè, ngày 4 tháng 5 năm 2025
Kính gửi: Các thôn.
Đề nghị các thôn quét dọn đường làng trong tuần này. Việc dọn xong thì báo lại.
Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def told(text: str) -> dict[str, Point]:
    """Return the points of the digest by their names; every quote is the text at its place."""
    (plan,) = plans.read(text)
    draft = digest.answer([plan.id], MemoryFacts([plan]), plans.shelf([plan]))
    assert draft is not None
    assert isinstance(draft.body, Digest)
    for claim in draft.body.claims:
        for each in claim.quotes:
            assert plan.text[each.start : each.end] == each.text
    return {point.wording: point for point in draft.body.points}


def test_it_says_subject_purpose_targets_work_and_deadlines_in_this_order() -> None:
    points = told(TEXT)
    assert list(points) == ["subject", "purpose", "targets", "work", "deadlines"]
    assert "đường giao thông nông thôn" in points["subject"].claims[0].text
    assert "Giúp nhân dân" in points["purpose"].claims[0].text
    assert any("87,5%" in claim.text for claim in points["targets"].claims)
    assert "20/10" in points["deadlines"].claims[0].text


def test_the_work_is_the_titles_of_the_parts_each_with_what_tells_most_below_it() -> None:
    text = TEXT.replace("Đắp nền ở các thôn.", "Đắp nền ở các thôn.\nRải đá 3 km đường.")
    texts = [claim.text for claim in told(text)["work"].claims]
    assert [text[3:] for text in texts] == [
        "Mở đường về thôn bản: Rải đá 3 km đường",
        "Giữ đường sạch: Mỗi thôn nhận một đoạn",
    ]


def test_of_few_parts_more_is_told_and_a_lead_in_with_what_it_leads_to() -> None:
    who = (
        "Các xã có đường dốc, cầu treo và bến đò ở ven sông lớn (các xã Đồi Chè, Bến Đá, Lạc Sơn, "
        "trừ các xã đảo ở xa và các xã mới lập năm nay) cùng các hợp tác xã có trách nhiệm"
    )
    above, below = plans.LAC_SON.split("I. MỤC TIÊU")[0], plans.LAC_SON.split("làm đường.")[1]
    points = told(
        f"{above}I. Trách nhiệm giữ đường\n1. {who}:\na) Giữ đường, nhận đá.\nb) Cắm biển.\n"
        f"2. {who} về bến:\na) Giữ bến sạch.\nII. Trách nhiệm sửa cầu\n1. Thôn thay ván cầu treo.\n"
        f"2. Mỗi xã sửa 3 cầu treo.\n3. Mọi thôn báo cầu hỏng cho xã.{below}"
    )
    assert [claim.text for claim in points["content"].claims] == [
        f"I. Trách nhiệm giữ đường: {who}: Giữ đường, nhận đá",
        "II. Trách nhiệm sửa cầu: Thôn thay ván cầu treo; Mỗi xã sửa 3 cầu treo",
    ]


def test_without_such_headings_the_parts_are_the_content() -> None:
    points = told(plans.LAC_SON.replace("II. TỔ CHỨC THỰC HIỆN", "II. ĐIỀU KHOẢN CUỐI"))
    assert "work" not in points
    said = [claim.text for claim in points["content"].claims]
    assert [text.split()[0] for text in said] == ["I.", "II."]


def test_a_letter_without_parts_says_its_sentences() -> None:
    said = [claim.text for claim in told(BARE)["content"].claims]
    assert said[-2:] == [
        "Đề nghị các thôn quét dọn đường làng trong tuần này",
        "Việc dọn xong thì báo lại",
    ]
    assert not any("ỦY BAN" in text or "3/UBND" in text or "tháng 5" in text for text in said)


def test_a_long_statement_is_cut_after_a_clause_and_says_so() -> None:
    long = "Giúp nhân dân " + ", ".join(["đi lại thuận tiện quanh năm"] * 14) + "."
    (first, *_) = told(TEXT.replace("Giúp nhân dân đi lại thuận tiện quanh năm.", long))[
        "purpose"
    ].claims
    assert first.text.endswith(" …")
    assert len(first.quotes[0].text) <= 260
    assert first.quotes[0].text.endswith("năm")


def test_a_point_tells_how_many_there_are_beyond_those_shown() -> None:
    more = "\n".join(f"{n}. Đến năm 2030 có {n}0 km đường số {n} được sửa." for n in range(3, 9))
    text = TEXT.replace("III. NHIỆM VỤ", more + "\nIII. NHIỆM VỤ")
    targets = told(text)["targets"]
    assert len(targets.claims) == 4
    assert targets.total > 4


def test_only_one_document_has_a_digest() -> None:
    held = plans.read(TEXT, plans.YEN_THUONG)
    keys = [plan.id for plan in held]
    assert digest.answer(keys, MemoryFacts(held), plans.shelf(held)) is None
    assert digest.answer([], MemoryFacts(held), plans.shelf(held)) is None


def test_the_statements_below_a_heading_are_its_sentences_then_its_parts() -> None:
    (plan,) = plans.read(TEXT)
    section = next(s for s in plan.walk() if "MỤC ĐÍCH" in s.title)
    said = [plan.text[a:b] for a, b in digest.statements(plan, section)]
    assert said == ["Giúp nhân dân đi lại thuận tiện quanh năm.", "Giảm tai nạn ở đường dốc."]


def test_a_document_of_articles_is_told_by_their_titles_and_first_words() -> None:
    article = "Điều {n}. Việc thứ {n} của xã\n1. Làm xong trong năm.\n"
    articles = "".join(article.format(n=n) for n in range(1, 5))
    head, tail = BARE[: BARE.index("Kính gửi")], BARE[BARE.index("Nơi") :]
    points = told(f"{head}QUYẾT ĐỊNH\nVề việc làng\n{articles}{tail}")
    assert "deadlines" not in points
    assert [claim.text for claim in points["content"].claims] == [
        f"Điều {n}. Việc thứ {n} của xã: Làm xong trong năm" for n in range(1, 5)
    ]


def test_articles_that_put_into_force_what_follows_them_are_not_told() -> None:
    force = "".join(f"Điều {n}. Quyết định này có hiệu lực từ ngày {n}/5/2025.\n" for n in (1, 2))
    articles = "".join(
        f"Điều {n}. Việc thứ {n} của xã\n1. Làm xong trong năm, báo lại cho xã khi xong việc.\n"
        for n in range(1, 9)
    )
    head, tail = BARE[: BARE.index("Kính gửi")], BARE[BARE.index("Nơi") :]
    ends = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thuận\nQUY ĐỊNH\nVề việc làng\n"
    chapters = f"Chương I\nQUY ĐỊNH CHUNG\n{articles}"
    points = told(f"{head}QUYẾT ĐỊNH\nVề việc làng\n{force}{tail}{ends}{chapters}")
    said = [claim.text.split(":")[0] for claim in points["content"].claims]
    assert said == [f"Điều {n}. Việc thứ {n} của xã" for n in range(1, 9)]


def test_the_parts_below_a_heading_are_told_each_with_what_it_says() -> None:
    text = TEXT.replace("1. Mở đường về thôn bản\n", "1. Mở đường về thôn bản.\n")
    (plan,) = plans.read(text)
    section = next(each for each in plan.walk() if each.label == "III")
    point = digest.told(plan, section)
    assert point.total == 2
    assert [claim.text for claim in point.claims] == [
        "1. Mở đường về thôn bản: Đắp nền ở các thôn",
        "2. Giữ đường sạch: Mỗi thôn nhận một đoạn",
    ]


def test_goals_of_several_documents_stand_side_by_side() -> None:
    held = plans.read(plans.LAC_SON, plans.YEN_THUONG)
    asked = [plan.id for plan in held]
    draft = digest.goals(asked, MemoryFacts(held), plans.shelf(held))
    assert draft is not None
    first = {claim.document_id: claim for claim in reversed(draft.body.claims)}
    assert [("87,5%" in first[key].text, "92%" in first[key].text) for key in asked] == [
        (True, False),
        (False, True),
    ]
    bare = plans.read(plans.LAC_SON, BARE)
    assert digest.goals([p.id for p in bare], MemoryFacts(bare), plans.shelf(bare)) is None


def test_a_long_title_heads_nothing_and_a_deadline_has_a_day() -> None:
    title = "I. Đánh giá sự phù hợp của từng dự án đường xã với mục tiêu, định hướng của tỉnh"
    text = plans.LAC_SON.replace("I. MỤC TIÊU", title)
    text = text.replace("1. Đến năm 2030 có 87,5% đường xã", "1. Có nhiều đường xã")
    undated = text.replace("trước ngày 20/10 hằng năm", "khi có vướng mắc")
    assert {"targets", "deadlines"}.isdisjoint(told(undated))
    assert "deadlines" in told(text)
