"""The worked examples of docs/integrations.md do what they say, against a running service."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from app import settings
from app.sdk.client import Client
from index.ports import Embedder
from tests.app.api.test_leaving import listening

PAGE = Path(__file__).parents[1] / "docs" / "integrations.md"
SHOWN = "http://127.0.0.1:8080"
"""Where the page takes the service to run."""
SIGNER = "Lò Văn Thắm"
"""Who signed the plan that the examples ask about."""


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, plans: Path
) -> Iterator[str]:
    """A service that holds that plan, and takes in what the examples upload."""
    chosen = settings.load(data_dir=tmp_path_factory.mktemp("data"))
    (plan,) = plans.glob("02_*")
    with listening(chosen, embedder) as address, Client(address) as hoidap:
        assert hoidap.wait(hoidap.upload(plan)).state == "done"
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the examples upload."""
    for name in ("ke-hoach.docx", "phu-luc.pdf"):
        document = docx.Document()
        document.add_paragraph(f"KẾ HOẠCH\nTrồng rừng\nI. MỤC TIÊU\n1. Trồng 12 ha rừng ({name}).")
        document.save(str(tmp_path / name))
    return tmp_path


def blocks(language: str) -> list[str]:
    """Return the page's examples in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def run(command: list[str], folder: Path) -> str:
    """Return what a command prints; fail where it does."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("example", blocks("python"))
def test_python(address: str, folder: Path, example: str) -> None:
    code = f"import sys; sys.path.insert(0, {str(PAGE.parents[1])!r})\n" + example
    assert SIGNER in run([sys.executable, "-c", code.replace(SHOWN, address)], folder)


@pytest.mark.parametrize("example", blocks("javascript"))
def test_javascript(address: str, folder: Path, example: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    code = example.replace(SHOWN, address)
    assert SIGNER in run([node, "--input-type=module", "--eval", code], folder)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(address: str, folder: Path) -> None:
    example, facts = blocks("console")
    assert '"facts"' in run(["bash", "-ec", facts.replace(SHOWN, address)], folder)
    printed = run(["bash", "-ec", example.replace(SHOWN, address)], folder)
    assert printed.count(SIGNER) > 2
    assert "event: answer" in printed
    assert re.search(r"(?i)^location: /v1/jobs/\w+", printed, re.MULTILINE)
    assert "job_not_found" in printed  # JOB_ID stands for one's own
