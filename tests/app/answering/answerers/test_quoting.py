"""How much of the text is quoted for a statement."""

from dataclasses import replace

from app.answering.answerers.quoting import Quoting, of_span, once, whole_line
from app.answering.claims import Claim, Role
from app.answering.evidence import Evidence
from app.answering.terms import Terms
from index.question.understanding import understand
from tests.app.answering import plans

CLAUSES = "; ".join(f"nội dung thứ {at} là việc chung của các cấp" for at in range(1, 30))
LONG = plans.LAC_SON.replace("Mọi thôn", f"{CLAUSES}; riêng đê điều cần 12 tỷ đồng; mọi thôn")


def claims(question: str, text: str, *words: str, longest: int = 420) -> list[Claim]:
    """Return a claim for every statement that holds the words, the best first."""
    held = plans.read(text)
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, *words)
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, *words))
    quoting = Quoting(Terms(query, library), query.asked, plans.shelf(held))
    return [
        quoting.claim(s, Role.LINE, "Lạc Sơn", longest)
        for s in ranked
        if all(word in s.text for word in words)
    ]


def test_a_whole_sentence_is_quoted_with_its_value() -> None:
    claim, *_ = claims("Bao nhiêu phần trăm đường xã được trải nhựa?", plans.LAC_SON, "87,5%")
    assert claim.value == "87,5%"
    assert claim.sentences == ("Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông.",)
    assert claim.document == "Lạc Sơn"


def test_of_a_long_statement_the_clauses_around_the_value_are_quoted() -> None:
    question = "Đê điều cần bao nhiêu tỷ đồng?"
    claim, *_ = claims(question, LONG, "12 tỷ đồng", longest=120)
    (quote,) = claim.quotes
    assert "đê điều cần 12 tỷ đồng" in quote.text
    assert len(claim.text) <= 120 + 48


def test_a_quote_that_would_lose_little_is_said_whole() -> None:
    told = "người gác giữ cờ và còi, khi lũ về thì đóng cổng, đánh kẻng và báo trưởng thôn"
    text = plans.LAC_SON.replace("Mọi thôn", f"Ở bến đò {told}. Mọi thôn")
    for longest, whole in ((80, True), (30, False)):
        claim, *_ = claims("Ở bến đò người gác giữ gì?", text, "người gác", longest=longest)
        assert ("…" not in claim.text) == whole


def test_how_something_is_done_is_told_to_the_end_of_its_line() -> None:
    told = "Ai xin gác cầu treo gửi đơn cho trưởng thôn. Nửa số hộ tán thành thì được nhận"
    text = plans.LAC_SON.replace("Mọi thôn", f"{told}. Mọi thôn")
    held = plans.read(text)
    library = plans.library(held)
    query = understand("Muốn xin gác cầu treo thì làm thế nào?", library)
    passages = plans.found(held, "gác cầu")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "gác cầu"))
    first = next(each for each in ranked if "gửi đơn" in each.text and "Nửa" not in each.text)
    quoting = Quoting(Terms(query, library), query.asked, plans.shelf(held))
    assert "Nửa số hộ tán thành" in quoting.claim(first, Role.STATEMENT).text
    assert "Nửa số hộ" not in quoting.claim(first, Role.STATEMENT, longest=60).text
    assert "Nửa số hộ" not in quoting.claim(first, Role.LINE).text


def test_of_a_long_sentence_what_follows_the_words_of_the_question_is_said() -> None:
    told = (
        "Vào đầu mùa mưa hằng quý, khi gác cầu treo lâu năm, người gác giữ cờ và còi, không rời cầu"
    )
    text = plans.LAC_SON.replace("Mọi thôn", f"{told}; mọi thôn")
    claim, *_ = claims("Gác cầu treo lâu năm thì sao?", text, "người gác", longest=70)
    assert claim.text == "… khi gác cầu treo lâu năm, người gác giữ cờ và còi, không rời cầu; …"
    assert "mùa mưa" in claim.quotes[0].text


def test_of_a_long_place_its_beginning_is_said() -> None:
    form = "Mẫu số 01: sổ của trưởng thôn, người gác cầu treo, người gác bến, đội cứu hộ"
    held = plans.read(plans.LAC_SON.replace("Mọi thôn", f"{form}; mọi thôn"))
    library = plans.library(held)
    query = understand("Sổ của người gác bến theo mẫu nào?", library)
    passages = plans.found(held, "Mẫu số 01")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "Mẫu số 01"))
    said = next(s for s in ranked if "Mẫu số 01" in s.text)
    quoting = Quoting(Terms(query, library), query.asked, plans.shelf(held))
    assert "Mẫu số 01" in quoting.claim(said, Role.LOCATED, longest=400, shown=80).text


def test_no_value_is_put_first_where_none_of_its_kind_is_held() -> None:
    claim, *_ = claims("Ai góp công làm đường?", plans.LAC_SON, "góp công")
    assert "góp công làm đường" in claim.text
    assert all(quote.text for quote in claim.proof)


def test_of_a_long_quote_the_clauses_that_answer_are_said() -> None:
    held = plans.read(LONG)
    library = plans.library(held)
    query = understand("Đê điều cần bao nhiêu tỷ đồng?", library)
    passages = plans.found(held, "12 tỷ đồng")
    ranked = Evidence(library).rank(query, passages, plans.alike(passages, "12 tỷ đồng"))
    said = next(s for s in ranked if "12 tỷ đồng" in s.text)
    quoting = Quoting(Terms(query, library), query.asked, plans.shelf(held))
    claim = quoting.claim(said, Role.STATEMENT, longest=400, shown=60)
    assert "đê điều cần 12 tỷ đồng" in claim.text
    assert len(claim.text) < len(claim.quotes[0].text)


def test_a_line_that_goes_on_is_quoted_with_the_line_it_goes_on_from() -> None:
    (held,) = plans.read(plans.LAC_SON)
    text = "Điểm cộng theo kết quả công nhận\nmô hình hay tối đa 03 điểm; điểm trừ.\nb) Việc khác."
    document = replace(held, text=text)
    start = text.index("mô hình")
    end = text.index(" điểm trừ")
    assert text[slice(*whole_line(document, start, end))].startswith("Điểm cộng theo")
    assert text[slice(*whole_line(document, 0, start - 1))].endswith("03 điểm;")
    point = text.index("b) Việc")
    assert whole_line(document, point, len(text)) == (point, len(text))


def test_a_line_that_ends_within_a_range_goes_on() -> None:
    (held,) = plans.read(plans.LAC_SON)
    document = replace(held, text="Hệ số từ 1,0 -\n1,5 lần định biên.")
    assert whole_line(document, document.text.index("1,5"), len(document.text))[0] == 0


def test_what_is_gone_through_already_is_not_said_again() -> None:
    (held,) = plans.read(plans.LAC_SON)
    start = held.text.index("Đến năm 2030")
    end = held.text.index("\n", start)
    whole, part, other = (
        of_span(held, a, b, 0.8, Role.STATEMENT)
        for a, b in ((start, end), (start + 4, end), (0, start - 1))
    )
    assert once([whole, part, other]) == (whole, other)


def test_a_day_is_not_put_first_where_the_question_speaks_of_another_too() -> None:
    text = plans.LAC_SON.replace(
        "Mọi thôn", "Quy chế bến đò được thôn thông qua ngày 05/3/2031, áp dụng từ ngày 01/7/2031."
    )
    claim, *_ = claims("Quy chế bến đò bao giờ áp dụng?", text, "Quy chế bến đò")
    assert claim.value == ""
    assert "áp dụng từ ngày 01/7/2031" in claim.text
