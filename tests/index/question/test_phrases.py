import pytest

from index.question.phrases import _questions, bodies, contrasts, names, pattern, syllable_set

GROUPS = [group for group in _questions() if group not in {"words", "contrasts"}]


@pytest.mark.parametrize("group", GROUPS)
def test_every_pattern_compiles_and_matches_no_empty_text(group: str) -> None:
    for name in names(group):
        assert pattern(group, name).fullmatch("") is None


def test_letter_classes_are_those_of_vietnamese() -> None:
    assert pattern("values", "body").search("Sở Đê điều chủ trì")
    assert not pattern("values", "body").search("sở đê điều chủ trì")


def test_words_are_syllables_in_one_style() -> None:
    for name in _questions()["words"]:
        if name != "bodies":
            assert syllable_set(name)
    assert "ủy ban nhân dân" in bodies()


def test_no_member_of_a_contrast_is_in_another_group() -> None:
    members = [member.pattern for group in contrasts() for member in group]
    assert len(members) == len(set(members))
