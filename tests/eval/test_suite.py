import shutil
from pathlib import Path

from app.settings import Settings
from eval import suite
from eval.trial import Trial
from tests.fakes import HashingEmbedder


def test_it_finds_the_sets_of_a_folder(
    tmp_path: Path, small_gold: Path, small_corpus: Path, configured: Settings
) -> None:
    folder = tmp_path / "sets"
    folder.mkdir()
    assert list(suite.found_in(folder)) == []
    shutil.copy(small_gold, folder / "gold_small.jsonl")
    for name in ("a_passages.jsonl", "a_questions.jsonl", "b_passages.jsonl", "c_squad.json"):
        (folder / name).touch()
    assert [part.name for part in suite.found_in(folder)] == ["a", "c_squad"], "gold has no corpus"
    shutil.copytree(small_corpus, tmp_path / "corpus")
    typed, folded, *_ = suite.found_in(folder)
    assert (typed.name, folded.name) == ("gold_small", "gold_small_no_diacritics")
    trial = Trial(configured, embedder=HashingEmbedder())
    assert [part.run(trial).configuration["folded"] for part in (typed, folded)] == [False, True]
