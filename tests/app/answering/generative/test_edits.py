"""Words put in and left out, and what they count for."""

from app.answering.generative.edits import NAMES, WAYS, edited, features
from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof

PROOF = Proof(
    ("Khi có mưa, Trạm Thủy nông đóng cống số 3 của kênh Bầu Sen trong đêm.",), "Kênh Lạc"
)


def test_each_word_is_edited_in_one_way() -> None:
    edits = edited(lay("Trạm đóng mọi cống Bầu Sen ở Lạc khi lũ, mưa.", PROOF), PROOF, "Khi lũ?")
    assert set(edits) == set(WAYS)
    assert edits["strange"] == {"mọi", "ở"}
    assert edits["of_names"] == {"lạc"}
    assert edits["asked"] == {"lũ"}
    assert {"thủy", "nông", "kênh"} <= edits["leapt"]
    assert {"khi", "có", "mưa"} >= edits["before"]
    assert not any(word.isdigit() for words in edits.values() for word in words)


def test_what_words_count_for_is_summed_and_unknown_ones_are_counted() -> None:
    table: dict[str, dict[str, float]] = {way: {} for way in WAYS} | {
        "strange": {"mọi": -1.5, "ở": 0.5}
    }
    edits = {way: frozenset[str]() for way in WAYS} | {"strange": frozenset({"mọi", "ở", "lũ"})}
    found = dict(zip(NAMES, features(edits, table), strict=True))
    wanted = {"sum": -1, "least": -1.5, "most": 0.5, "unknown": 1}
    assert {name: found[f"strange_words_{name}"] for name in wanted} == wanted
    assert found["leapt_words_sum"] == 0
