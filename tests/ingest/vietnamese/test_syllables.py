import pytest

from ingest.vietnamese.syllables import is_syllable, share_of_syllables


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "gì", "ủy", "Điều"])
def test_a_vietnamese_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["street", "ngg", "kế hoạch", "zạ"])
def test_no_vietnamese_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_broken_text_has_fewer_syllables_than_a_sound_one() -> None:
    sound = "Ủy ban nhân dân xã ban hành kế hoạch cấp nước"
    assert share_of_syllables(sound) > share_of_syllables("Uû ban nh©n d©n x· kÕ ho¹ch cÊp n­íc")
