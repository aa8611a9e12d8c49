from index.question.suggestions import nearest

NAMES = ["Hòa Giang", "Sơn Khê", "Hòa Bàng", "Lê Quang Mạnh", "Hòa Giang"]


def test_a_near_name_is_suggested_the_nearest_first() -> None:
    assert nearest("Hòa Gian", NAMES) == ("Hòa Giang",)
    assert nearest("Hoà Giăng", NAMES) == ("Hòa Giang",)
    assert nearest("Hòa Bang", NAMES) == ("Hòa Bàng",)


def test_another_name_is_not() -> None:
    assert nearest("Sông Trăng", NAMES) == ()
    assert nearest("Hòa", NAMES) == ()
    assert nearest("", NAMES) == ()
