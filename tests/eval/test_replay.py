"""What the path of a strong model makes of replies that are known beforehand."""

from pathlib import Path

import pytest

from app import bootstrap
from app.settings import Settings
from eval import asking, replay
from eval.replay import Tally
from index.ports import Embedder


@pytest.fixture(scope="module")
def tally(
    tmp_path_factory: pytest.TempPathFactory, configured: Settings, embedder: Embedder, plans: Path
) -> Tally:
    folder = tmp_path_factory.mktemp("replay")
    system = bootstrap.build(configured.model_copy(update={"data_dir": folder}), embedder=embedder)
    for _ in asking.take_in(system, plans):
        pass
    found = replay.replay(system, replay.load())
    system.close()
    return found


def test_the_replies_are_many_and_of_every_kind() -> None:
    entries = replay.load()
    assert len(entries) >= 60
    kinds = {"right", "wrong", "abstaining", "mended", "long", "injected"}
    assert {entry.kind for entry in entries} == kinds


def test_nearly_all_that_is_faithful_is_shown(tally: Tally) -> None:
    assert tally.kept > 50
    assert tally.lost <= 0.11, tally.dropped


def test_nearly_nothing_unfaithful_is_shown(tally: Tally) -> None:
    assert tally.stopped >= 28
    assert tally.unproved <= 0.04, tally.shown


def test_abstentions_stand(tally: Tally) -> None:
    assert tally.answered == []
    assert tally.refused >= 9


def test_no_injected_reply_does_harm(tally: Tally) -> None:
    assert tally.harmed == []
