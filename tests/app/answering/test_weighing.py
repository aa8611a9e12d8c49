"""What decides beside probabilities comes from the fitted file alone."""

import ast
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.answering.selecting import Fitted
from app.answering.weighing import FILE, Weighing, shipped
from index import trained
from index.errors import WeightsDamaged


def kept(folder: Path, weighing: object) -> Path:
    """Write the shipped weights with another weighing; None leaves it out."""
    told = json.loads((Path(trained.FOLDER) / FILE).read_text(encoding="utf-8"))
    told["weighing"] = weighing
    if weighing is None:
        del told["weighing"]
    (folder / FILE).write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_what_ships_stands_in_the_file() -> None:
    told = json.loads((Path(trained.FOLDER) / FILE).read_text(encoding="utf-8"))
    assert asdict(shipped()) == told["weighing"]
    assert Fitted.load(Path(trained.FOLDER)).weighing == shipped()
    shares = (value for value in told["weighing"].values() if not isinstance(value, dict))
    assert all(0.0 <= value <= 1.0 for value in shares)


def test_a_site_says_its_own(tmp_path: Path) -> None:
    own = asdict(shipped()) | {"named": 0.5}
    assert Fitted.load(kept(tmp_path, own)).weighing == replace(shipped(), named=0.5)


def test_a_folder_of_an_older_version_has_what_ships_for_the_rest(tmp_path: Path) -> None:
    assert Fitted.load(kept(tmp_path, None)).weighing == shipped()
    assert Fitted.load(kept(tmp_path, {"cell": 0.25})).weighing == replace(shipped(), cell=0.25)


def test_a_site_says_one_of_a_group_and_the_others_stay(tmp_path: Path) -> None:
    own = Fitted.load(kept(tmp_path, {"placing": {"title": 7.5}})).weighing
    assert own == replace(shipped(), placing=replace(shipped().placing, title=7.5))


def test_what_is_fitted_is_read_as_it_was_kept(tmp_path: Path) -> None:
    fitted = replace(Fitted.load(Path(trained.FOLDER)), weighing=replace(shipped(), strange=0.125))
    fitted.save(tmp_path)
    assert Fitted.load(tmp_path) == fitted


@pytest.mark.parametrize(
    "told",
    [["named"], {"namd": 0.1}, {"named": "viel"}, {"placing": 0.5}, {"placing": {"titel": 1}}, 3],
)
def test_anything_else_is_refused(tmp_path: Path, told: object) -> None:
    with pytest.raises(WeightsDamaged):
        Fitted.load(kept(tmp_path, told))


def test_names_are_known() -> None:
    with pytest.raises(TypeError):
        Weighing.of({**asdict(shipped()), "further_on": 0.1})


PACKAGES = ("app/answering", "index/question", "index/retrieval")
DEFINED = {
    "index/retrieval/readers/features.py": "features that trees were fitted to",
    "index/retrieval/readers/whole.py": "features that trees were fitted to",
    "index/retrieval/readers/asking.py": "features that trees were fitted to",
    "app/answering/generative/alignment.py": "features that a regression was fitted to",
    "app/answering/generative/entailment.py": "features that a regression was fitted to",
    "app/answering/generative/measured.py": "a level of significance",
    "app/answering/generative/replying.py": "a share of the time there is",
    "app/answering/selecting.py": "what an older folder does not say",
}


def test_no_share_and_no_weight_stands_in_code() -> None:
    """Fractions decide, whole numbers count; 1e-4 keeps a probability from being certain.

    What is not whole stands in a fitted file, but for what ``DEFINED`` says.
    """
    root = Path(__file__).parents[3]
    modules = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    assert len(modules) > 100
    found = [
        f"{path}:{node.lineno} {node.value}"
        for path in modules
        if path.relative_to(root).as_posix() not in DEFINED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value > 1e-3
        and not node.value.is_integer()
    ]
    assert found == []
