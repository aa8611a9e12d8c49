"""How bodies are called as issuers write them."""

import re

import pytest

from ingest.vietnamese import institutions
from ingest.vietnamese.body_names import written_out
from ingest.vietnamese.text import fold


@pytest.mark.parametrize("line", ["ỦY BAN NHÂN DÂN", "SỞ THỦY LỢI", "HUYỆN ỦY HÒA GIANG"])
def test_the_head_of_a_letterhead_begins_as_a_body_does(line: str) -> None:
    assert institutions.HEAD_WORDS.match(fold(line))


@pytest.mark.parametrize("line", ["KẾ HOẠCH", "Về trồng rừng", "Độc lập - Tự do"])
def test_other_lines_do_not(line: str) -> None:
    assert not institutions.HEAD_WORDS.match(fold(line))


def test_a_ministry_is_of_the_whole_country_and_a_department_is_not() -> None:
    assert institutions.CENTRAL.match(fold("Bộ Thủy lợi"))
    assert not institutions.CENTRAL.match(fold("Sở Thủy lợi tỉnh Hòa Giang"))


def test_running_text_names_who_issues() -> None:
    issues = re.compile(institutions.BODY)
    assert issues.match("Ban Thường vụ Huyện ủy Hòa Giang")
    assert issues.match("UBND huyện")
    assert not issues.match("kế hoạch của huyện")


def test_the_peoples_committee_is_written_out() -> None:
    assert written_out(fold("UBND huyện Hòa Giang")) == "uy ban nhan dan huyen hoa giang"


def test_a_name_keeps_the_case_that_bodies_have() -> None:
    assert (
        institutions.cased("Bộ Văn Hóa, Thể Thao và Du Lịch") == "Bộ Văn hóa, Thể thao và Du lịch"
    )
    assert institutions.cased("Sở y tế") == "Sở Y tế"
    assert institutions.cased("Liên Đoàn Lao Động tỉnh Y Tý") == "Liên đoàn Lao động tỉnh Y Tý"


@pytest.mark.parametrize(
    ("line", "begins"),
    [("SỞ Y TẾ", True), ("SO Y TE", True), ("SỔ TAY", False), ("TỜ KHAI", False), ("TỔ XE", True)],
)
def test_marks_tell_a_body_from_what_sounds_alike(line: str, begins: bool) -> None:
    assert institutions.begins_name(line) is begins
