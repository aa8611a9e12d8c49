from index.question.understanding import understand
from index.retrieval.words import QuestionWords, held
from tests.index.library_of import invented_library

LIBRARY = invented_library()


def words(question: str) -> QuestionWords:
    query = understand(question, LIBRARY)
    return QuestionWords(query, LIBRARY, query.focus or query.restored)


def test_shares_count_what_any_of_the_texts_holds() -> None:
    asked = words("Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?")
    first, second = held("Tỷ lệ hộ dân"), held("dùng nước sạch đạt 85%")
    assert asked.share([]) == 0.0
    assert 0 < asked.share([first]) < asked.share([first, second]) <= 1.0


def test_a_pair_of_words_counts_only_where_one_follows_the_other() -> None:
    asked = words("Nước sạch đạt bao nhiêu?")
    assert asked.pair_share([held("nước sạch")]) > 0
    assert asked.pair_share([held("sạch nước")]) == 0


def test_words_that_only_ask_do_not_count() -> None:
    asked = words("Các cơ quan gửi báo cáo về đâu?")
    assert "đâu" not in asked.single
    assert {"gửi", "báo"} <= asked.single.keys()


def test_the_rarest_words_are_told() -> None:
    asked = words("Báo cáo kết quả chuyển giao máy gặt về đâu?")
    assert asked.rare([held(" ".join(asked.rarest))]) == 1.0
    assert asked.rare([held("kế hoạch")]) == 0.0


def test_a_text_that_the_question_says_is_told() -> None:
    asked = words("Gửi báo cáo kết quả")
    assert asked.told(held("báo cáo kết quả")) == 1.0
    assert asked.told(held("thông tư liên tịch")) == 0.0
    assert asked.told(held("")) == 0.0


def test_texts_count_together_as_one_text_that_holds_all_their_words() -> None:
    asked = words("Tỷ lệ hộ dân dùng nước sạch đến năm 2030 là bao nhiêu?")
    parts = [held("Tỷ lệ hộ dân"), held("dùng nước sạch"), held("đến năm 2030"), held("")]
    whole = frozenset().union(*parts)
    assert asked.share(parts) == asked.share([whole]) == asked.share(parts[::-1])
    assert asked.pair_share(parts) == asked.pair_share([whole])
    assert asked.rare(parts) == asked.rare([whole])
    assert asked.share(parts[:1]) < asked.share(parts)
