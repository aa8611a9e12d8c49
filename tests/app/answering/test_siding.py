from app.answering.selecting import Fitted
from app.answering.siding import Sides, features
from index import trained


def test_what_is_asked_and_what_is_stated_are_told_apart() -> None:
    found = features("hộ nghèo có được miễn phí không?", "Hộ nghèo không được miễn phí.")
    assert found["forbids"] == 1.0
    assert found["asks_leave"] == 1.0
    assert found["asks_negated"] == 0.0  # the last word only asks
    assert found["negations"] == 1.0


def test_what_the_question_denies_too_is_no_denial() -> None:
    asked = "đơn vị không gửi báo cáo có phải giải trình không?"
    same = features(asked, "Đơn vị không gửi báo cáo phải giải trình.")
    assert (same["denies"], same["denies_alike"]) == (0.0, 1.0)
    other = features(asked, "Đơn vị không phải giải trình.")
    assert (other["denies"], other["forbids"], other["denies_asked"]) == (1.0, 1.0, 1.0)


def test_the_opposite_of_a_word_is_seen() -> None:
    assert features("có tăng mức chi không?", "Giảm mức chi 5%.")["opposite"] == 1.0
    assert features("có tăng mức chi không?", "Tăng mức chi 5%.")["opposite"] == 0.0


def test_weights_take_a_side() -> None:
    sides = Sides(1.0, {"forbids": -4.0})
    assert sides.yes("có được không?", "Được hỗ trợ.") > 0.5
    assert sides.yes("có được không?", "Không được hỗ trợ.") < 0.5


def test_a_plain_denial_is_no() -> None:
    sides = Fitted.load(trained.FOLDER).sides
    denied = "Rừng ven sông không được xây dựng đường băng."
    assert sides.yes("rừng ven sông có được làm đường băng không?", denied) < 0.5


def test_figures_are_compared_as_they_are_meant() -> None:
    found = features("Có hỗ trợ cho 1500 hộ không?", "Hỗ trợ cho 1.500 hộ.")
    assert (found["other_figure"], found["figure_missing"]) == (0.0, 0.0)
    assert features("Có hỗ trợ cho 1500 hộ không?", "Hỗ trợ 15 hộ.")["figure_missing"] == 1.0


def test_what_the_question_asks_of_in_the_same_word_is_no_denial() -> None:
    found = features("Rải giấy vàng có bị cấm không?", "Cấm rải giấy vàng.")
    assert found["denies"] == 0.0
    assert features("Có được rải giấy vàng không?", "Cấm rải giấy vàng.")["denies"] == 1.0


def test_the_number_of_a_document_is_no_figure_that_is_claimed() -> None:
    found = features("Theo chỉ thị 45/CT-UBND có hỗ trợ không?", "Hỗ trợ các hộ.")
    assert (found["figure_missing"], found["asks_all"]) == (0.0, 0.0)


def test_a_duty_asked_about_is_kept_where_one_is_stated_and_not_denied() -> None:
    asked = "Chủ đò có phải báo xã không?"
    assert features(asked, "Chủ đò phải báo xã trước.")["duty_kept"] == 1.0
    assert features(asked, "Chủ đò không phải báo xã.")["duty_kept"] == 0.0


def test_what_lacks_the_condition_that_is_stated_is_seen() -> None:
    asked = "Chủ đò có được chạy khi chưa đăng kiểm không?"
    assert features(asked, "Chỉ chạy sau khi đăng kiểm.")["without_need"] == 1.0
    lacking = features("Đò mà không đăng kiểm có bị dừng không?", "Đò không đăng kiểm phải dừng.")
    assert lacking["without_need"] == 0.0  # the statement speaks of what lacks it


def test_another_body_than_is_asked_about_may_lead() -> None:
    asked = "Sở Y tế có chủ trì việc này không?"
    assert features(asked, "Sở Tài chính chủ trì.", ["sở y tế"])["another_leads"] == 1.0
    assert features(asked, "Sở Y tế chủ trì.", ["sở y tế"])["another_leads"] == 0.0


def test_what_ends_as_is_asked_is_no_denial_alone() -> None:
    assert features("Đò có bị ngừng chạy không?", "Dừng các chuyến đò.")["ends_as_asked"] == 1.0
    assert features("Đò có được chạy không?", "Dừng các chuyến đò.")["ends_as_asked"] == 0.0
