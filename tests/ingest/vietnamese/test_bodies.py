import pytest

from ingest.vietnamese import bodies, body_names

LISTS = [
    ("Sở Xây dựng xây dựng kế hoạch", ["Sở Xây dựng"]),
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
    (
        "Sở Lao động - Thương binh và Xã hội, Sở Y tế:",
        ["Sở Lao động - Thương binh và Xã hội", "Sở Y tế"],
    ),
    (
        "Các sở, ban, ngành, cơ quan, đơn vị, UBND cấp xã theo chức năng được giao",
        ["Các sở, ban, ngành", "cơ quan, đơn vị", "UBND cấp xã"],
    ),
    ("các sở, ngành, địa phương xây dựng cơ chế", ["các sở, ngành", "địa phương"]),
    ("UBND các xã, phường, đặc khu rà soát", ["UBND các xã, phường, đặc khu"]),
    ("HĐND, UBND huyện chỉ đạo", ["HĐND", "UBND huyện"]),
    ("Thủ trưởng các sở, ban, ngành chịu trách nhiệm", ["Thủ trưởng các sở, ban, ngành"]),
    ("Giám đốc Sở Y tế tham mưu", ["Giám đốc Sở Y tế"]),
    ("Văn phòng UBND tỉnh đôn đốc", ["Văn phòng UBND tỉnh"]),
    ("Trung tâm Chuyển đổi số tỉnh vận hành", ["Trung tâm Chuyển đổi số tỉnh"]),
    ("Trung tâm Bến đò số và Thủy lợi chủ trì", ["Trung tâm Bến đò số và Thủy lợi"]),
    ("Các Bộ: Quốc phòng, Y tế chủ động", ["Bộ Quốc phòng", "Bộ Y tế"]),
    (
        "Chủ tịch UBND các tỉnh: Hòa Giang, Bến Sét và lãnh đạo các sở chỉ đạo",
        ["Chủ tịch UBND tỉnh Hòa Giang", "Chủ tịch UBND tỉnh Bến Sét", "lãnh đạo các sở"],
    ),
    ("UBND các xã: Rà soát, Thống kê", ["UBND các xã"]),
    (
        "Chi nhánh Văn phòng đăng ký đất đai đo đạc",
        ["Chi nhánh Văn phòng đăng ký đất đai"],
    ),
    (
        "Các tổ chức chính trị - xã hội huyện tổ chức tuyên truyền",
        ["Các tổ chức chính trị - xã hội huyện"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_of_bodies_ends_where_what_they_do_begins(text: str, names: list[str]) -> None:
    found = bodies.listed(text)
    assert [body.name for body in found] == names
    assert found[0].start == 0


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo kết quả thực hiện", "Hội thảo khoa học", "Cơ sở vật chất", "Tổ chức hội nghị",
        "Ban hành kế hoạch", "Phòng chống thiên tai", "Trường hợp cần thiết", "Xã hội hóa giáo dục",
    ],
)  # fmt: skip
def test_words_that_only_begin_like_bodies_are_none(text: str) -> None:
    assert bodies.listed(text) == ()


def test_cells_may_name_bodies_without_a_sign_between_them() -> None:
    text = "UBND xã, phường Sở Tài chính"
    assert [body.name for body in bodies.listed(text, touching=True)] == [
        "UBND xã, phường",
        "Sở Tài chính",
    ]
    assert len(bodies.listed(text)) == 1


def test_only_bodies_is_of_texts_that_name_nothing_else() -> None:
    assert bodies.only_bodies("Sở Tài chính (cơ quan chủ trì)")
    assert not bodies.only_bodies("Sở Tài chính bố trí kinh phí")


def test_bodies_are_the_same_however_counted_and_shortened() -> None:
    assert body_names.same("Các UBND huyện, thành phố", "Uỷ ban nhân dân các huyện, thành phố")
    assert body_names.same("UBND tỉnh", "Uỷ ban nhân dân tỉnh")
    assert body_names.same("các sở, ngành liên quan", "Sở, ngành")
    assert not body_names.same("Sở Tài chính", "Sở Y tế")
    assert not body_names.same("các cơ quan, đơn vị", "các đơn vị")


def test_the_rank_of_a_body_is_told_by_its_name() -> None:
    ranks = {name: bodies.listed(name)[0].rank for name in ("Sở Y tế", "UBND cấp xã", "Bộ Y tế")}
    assert ranks == {"Sở Y tế": "province", "UBND cấp xã": "commune", "Bộ Y tế": "nation"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ Nội vụ được giao xây dựng đề án", ["Bộ Nội vụ"]),
        ("các cơ quan được giao nhiệm vụ xây dựng đề án", ["các cơ quan được giao nhiệm vụ"]),
        ("Các sở, ban, ngành theo chức năng phối hợp", ["Các sở, ban, ngành"]),
        (
            "Ban Chỉ đạo phòng, chống bụi men tỉnh tổ chức",
            ["Ban Chỉ đạo phòng, chống bụi men tỉnh"],
        ),
        ("UBND tỉnh ủy quyền cho Sở Y tế cấp phép", ["UBND tỉnh"]),
        ("Công an tỉnh phòng, chống cháy nổ", ["Công an tỉnh"]),
        ("UBND tỉnh trân trọng đề nghị", ["UBND tỉnh"]),
    ],
)
def test_a_name_ends_where_its_standing_or_its_duty_begins(text: str, names: list[str]) -> None:
    assert [body.name for body in bodies.listed(text)] == names
