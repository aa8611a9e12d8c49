"""Which documents may speak for those that a question names."""

import pytest

from app.answering import speaking
from index.question.understanding import understand
from tests.app.answering import plans

MANGROVES = plans.YEN_THUONG.replace(
    "Nâng cấp đường giao thông nông thôn", "Trồng rừng ngập mặn ven các đầm nuôi cá"
)
HELD = plans.read(plans.LAC_SON, MANGROVES)
LIBRARY = plans.library(HELD)


def mistaken(question: str) -> str:
    """Return whose the second document is taken to be by its title."""
    query = understand(question, LIBRARY)
    return speaking.mistaken(query, HELD[1], plans.shelf(HELD))


def test_a_title_of_another_place_tells_which_document_is_meant() -> None:
    asked = "Kế hoạch trồng rừng ngập mặn ven đầm của UBND tỉnh Lạc Sơn Đông trồng mấy ha?"
    assert mistaken(asked) == "UBND tỉnh Lạc Sơn Đông"
    asked = "Kế hoạch của Lạc Sơn Đông về trồng rừng ngập mặn ven các đầm nuôi cá có mấy ha?"
    assert mistaken(asked) == "Lạc Sơn Đông"


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch của Lạc Sơn Đông về trồng rừng ven đê có mấy ha?",
        "Kế hoạch của Lạc Sơn Đông về đầm nuôi cá, rừng ven các ngập mặn có gì?",
        "Kế hoạch của Lạc Sơn Đông trồng rừng ngập mặn ven các đầm nuôi cá ở đâu?",
        "Kế hoạch trồng rừng của Lạc Sơn Đông trồng mấy ha?",
        "Kế hoạch trồng rừng phòng hộ ven đầm của Lạc Sơn Đông trồng mấy ha?",
        "Kế hoạch nâng cấp đường giao thông của Lạc Sơn Đông sửa mấy km?",
        "Kế hoạch trồng rừng ngập mặn ven đầm của Yên Thượng trồng mấy ha?",
        "Lạc Sơn Đông trồng rừng ngập mặn ven đầm bao nhiêu ha?",
    ],
)
def test_few_or_other_words_or_none_of_a_title_tell_nothing(question: str) -> None:
    assert mistaken(question) == ""


def test_no_other_document_is_meant_where_one_of_the_place_has_the_title() -> None:
    both = plans.read(MANGROVES, MANGROVES.replace("YÊN THƯỢNG", "BẾN ĐÒ"), plans.LAC_SON)
    query = understand("Kế hoạch trồng rừng ngập mặn ven đầm của Yên Thượng?", plans.library(both))
    assert speaking.mistaken(query, both[1], plans.shelf(both)) == ""


def test_what_is_meant_by_its_title_may_speak_for_the_place() -> None:
    query = understand("Kế hoạch trồng rừng ngập mặn ven đầm của Lạc Sơn Đông?", LIBRARY)
    shelf = plans.shelf(HELD)
    places = speaking.places(query, shelf)
    assert speaking.speaks_for(HELD[1].id, "Trồng 40 ha.", query, places, shelf)
    query = understand("Lạc Sơn Đông trồng bao nhiêu ha?", LIBRARY)
    assert not speaking.speaks_for(HELD[1].id, "Trồng 40 ha.", query, places, shelf)
