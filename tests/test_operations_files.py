"""The files for those who run the service name what exists."""

import json
import re
import shutil
import subprocess
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from app.cli.command import app
from app.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
OPS = ROOT / "ops"
VARIABLES = {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_dashboard_asks_for_metrics_that_are_there() -> None:
    board = json.loads((OPS / "grafana.json").read_text(encoding="utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"hoidap_\w+", target["expr"])
    }
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]) > 5
    source = (ROOT / "app" / "api" / "metrics.py").read_text(encoding="utf-8")
    for name in asked:
        assert re.sub(r"_(total|bucket)$", "", name) in source


@pytest.mark.parametrize("name", ["docs/cam-nang.md", "ops/hoidap.service", "ops/nginx.conf"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", (ROOT / name).read_text(encoding="utf-8")))
    assert named
    assert named <= VARIABLES


def test_every_command_in_the_handbook_exists() -> None:
    text = (ROOT / "docs" / "cam-nang.md").read_text(encoding="utf-8")
    command = get_command(app)
    assert isinstance(command, TyperGroup)
    further = {point.name for point in entry_points(group="hoidap.commands")}
    assert set(re.findall(r"hoidap ([a-z]{4,})\b", text)) <= {*command.commands, *further}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    unit = (OPS / "hoidap.service").read_text(encoding="utf-8")
    (tmp_path / "hoidap.service").write_text(unit.replace("/opt/hoidap/bin/hoidap", "/bin/true"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "hoidap.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Unknown" not in checked.stderr


@pytest.mark.parametrize("script", ["bundle.sh", "install.sh"])
def test_the_scripts_are_shell(script: str) -> None:
    subprocess.run(["bash", "-n", str(OPS / script)], check=True)
