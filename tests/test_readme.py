"""The documents for people name every setting and every target, and only those that exist."""

import re
from pathlib import Path

import pytest

from app.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
VARIABLES = {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", ["docs/settings.md", ".env.example"])
def test_every_setting_is_described_and_none_is_invented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", text)) == VARIABLES


def test_the_readme_names_only_settings_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", text)) <= VARIABLES


def test_the_example_file_states_the_defaults() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    stated = dict(re.findall(rf"^#{PREFIX}([A-Z_]+)=(.*)$", text, re.MULTILINE))
    for name, field in Settings.model_fields.items():
        if field.default is not None:
            read = Settings.model_validate({name: stated[name.upper()]})
            assert getattr(read, name) == field.default, name


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = re.findall(r"\bmake ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"))
        assert named
        assert set(named) <= targets, name


def test_every_link_within_the_repository_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
