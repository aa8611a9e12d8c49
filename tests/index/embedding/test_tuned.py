from pathlib import Path

import pytest
import torch

from index.embedding import tuned
from index.errors import WeightsDamaged


def a_model() -> torch.nn.Module:
    torch.manual_seed(1)
    return torch.nn.Linear(6, 4)


def changes() -> dict[str, torch.Tensor]:
    return {"weight": 0.01 * torch.arange(24.0).reshape(4, 6), "bias": torch.full((4,), 0.5)}


def test_changes_come_back_to_the_last_of_eight_bits(tmp_path: Path) -> None:
    path = tmp_path / "changes.safetensors"
    tuned.write(path, "base", changes())
    found = tuned.read(path, "base")
    assert found.keys() == changes().keys()
    for name, change in changes().items():
        assert (found[name] - change).abs().max() <= change.abs().max() / 127


def test_changes_are_added(tmp_path: Path) -> None:
    before, model = a_model(), a_model()
    tuned.write(tmp_path / "c", "base", changes())
    tuned.apply(model, tuned.read(tmp_path / "c", "base"))
    for name, weight in model.named_parameters():
        expected = dict(before.named_parameters())[name] + changes()[name]
        assert torch.allclose(weight, expected, atol=2e-3)


def test_changes_of_another_model_are_refused(tmp_path: Path) -> None:
    tuned.write(tmp_path / "c", "base", changes())
    with pytest.raises(WeightsDamaged):
        tuned.read(tmp_path / "c", "other")
    with pytest.raises(WeightsDamaged):
        tuned.apply(torch.nn.Linear(5, 4), tuned.read(tmp_path / "c", "base"))


def test_a_file_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c"
    tuned.write(path, "base", changes())
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(WeightsDamaged):
        tuned.read(path, "base")
    with pytest.raises(WeightsDamaged):
        tuned.read(tmp_path / "none", "base")


def test_a_digest_tells_changes_apart(tmp_path: Path) -> None:
    tuned.write(tmp_path / "a", "base", changes())
    tuned.write(tmp_path / "b", "base", {**changes(), "bias": torch.zeros(4)})
    assert tuned.digest(tmp_path / "a") != tuned.digest(tmp_path / "b")
