"""What decides where a question is guessed at comes from the file that ships."""

import json
from dataclasses import asdict
from pathlib import Path

from index import trained
from index.question.guessing import FILE, shipped


def test_what_ships_stands_in_the_file() -> None:
    told = json.loads((Path(trained.FOLDER) / FILE).read_text(encoding="utf-8"))
    assert asdict(shipped()) == told
