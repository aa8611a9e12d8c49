"""Persons and their offices."""

from ingest.vietnamese.titles import offices, titled


def test_a_person_right_behind_an_office() -> None:
    said = "Do Phó Giám đốc Lê Văn Mướp ký, Cục trưởng Trần Thị Bưởi chủ trì họp."
    assert titled(said) == [("Lê Văn Mướp", "phó giám đốc"), ("Trần Thị Bưởi", "cục trưởng")]
    assert titled("Giám đốc Sở Y tế họp với ông Lê Văn Mướp.") == []


def test_the_office_named_last_before_a_name_is_its_own() -> None:
    signed = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mướp"
    assert offices("Lê Văn Mướp", signed) == {"phó chủ tịch"}
    assert offices("Lê Văn Mướp", "ông Lê Văn Mướp") == set()
