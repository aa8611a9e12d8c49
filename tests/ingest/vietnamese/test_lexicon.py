from ingest.vietnamese import lexicon
from ingest.vietnamese.text import normalise


def test_abbreviations_are_written_out_in_one_spelling() -> None:
    table = lexicon.abbreviations()
    assert table["UBND"] == normalise(table["UBND"]) == "ủy ban nhân dân"


def test_everyday_wordings_lead_to_others() -> None:
    for plain, forms in lexicon.synonyms().items():
        assert plain == normalise(plain).lower()
        assert forms
        assert plain not in forms


def test_background_sentences_have_their_marks() -> None:
    sentences = lexicon.background()
    marked = sum(not sentence.isascii() for sentence in sentences)
    assert marked > 0.95 * len(sentences) > 0
