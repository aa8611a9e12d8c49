import pytest

from index.question.speech import asking_clause, plain, unmarked


@pytest.mark.parametrize(
    ("restored", "standard"),
    [
        ("có được cấp bồn nước hông anh?", "có được cấp bồn nước không"),
        ("hạn nộp là chừng nào dzậy ta", "hạn nộp là khi nào"),
        ("hỗ trợ nhiêu tiền một hộ vậy chị", "hỗ trợ bao nhiêu tiền một hộ"),
        ("hỗ trợ bao nhiêu tiền một hộ", "hỗ trợ bao nhiêu tiền một hộ"),
        ("cho tôi hỏi ai ký", "ai ký"),
        ("gởi báo cáo cho ai", "gửi báo cáo cho ai"),
        ("mấy sở họp bao lâu một lần", "sở họp bao lâu một lần"),
        ("mấy sở họp", "mấy sở họp"),
        ("bạn giúp tôi được những gì", "bạn giúp tôi được những gì"),
        ("trưởng trạm như tôi thì trạm nộp gì", "trạm nộp gì"),
        ("trưởng trạm như tôi nộp gì", "trưởng trạm nộp gì"),
    ],
)
def test_particles_and_spoken_forms_are_read_in_standard_words(
    restored: str, standard: str
) -> None:
    assert plain(restored) == standard


def test_the_story_around_a_question_is_left_out() -> None:
    story = (
        "hôm trước cơ quan em nhận công văn của trên, đọc mãi mà chưa rõ, anh em bàn nhau cả buổi "
        "không ra, vậy xã phải nộp báo cáo trước ngày nào, nộp cho ai"
    )
    assert asking_clause(story) == "vậy xã phải nộp báo cáo trước ngày nào, nộp cho ai"


def test_what_is_asked_with_its_opposite_asks_as_well() -> None:
    story = (
        "nhà em có mấy tay lưới vừa vá xong, đang tính mang ra bến cho kịp con nước mà nghe "
        "đài báo chiều nay sóng lớn, không biết em có được thả lưới không hay phải đợi?"
    )
    assert asking_clause(story).endswith("có được thả lưới không hay phải đợi?")


def test_a_short_question_and_one_that_asks_nowhere_stay_whole() -> None:
    assert asking_clause("theo kế hoạch, ai ký") == "theo kế hoạch, ai ký"
    told = " ".join(["kế hoạch cấp nước sạch, giao cho phòng"] * 5)
    assert asking_clause(told) == told


def test_text_without_marks_is_told() -> None:
    assert unmarked("Ke hoach 12")
    assert not unmarked("Kế hoạch 12")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("thuê thuyền để làm chi vậy", "thuê thuyền để làm gì"),
        ("có được hỗ trợ hôn?", "có được hỗ trợ không?"),
        ("chi phí kết hôn theo mô hình nào", "chi phí kết hôn theo mô hình nào"),
        ("chi nhánh nào khám dị tật", "chi nhánh nào khám dị tật"),
    ],
)
def test_a_word_of_speech_that_is_a_part_of_others_is_read_where_a_clause_ends(
    said: str, meant: str
) -> None:
    assert plain(said) == meant
