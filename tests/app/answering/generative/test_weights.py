"""What decides in proving a model's words comes from one file."""

import json
from dataclasses import asdict
from importlib.resources import files

from app.answering.generative.entailment import NAMES
from app.answering.generative.weights import FILE, fitted


def test_the_file_says_all_of_it_and_no_more() -> None:
    told = json.loads(files("app.answering.generative").joinpath(FILE).read_text("utf-8"))
    assert asdict(fitted()) == told
    assert tuple(fitted().weights) == NAMES


def test_shares_are_shares() -> None:
    wording = asdict(fitted().wording)
    loose = wording.pop("loose")
    assert loose > 1
    assert all(0 < share < 1 for share in wording.values())
