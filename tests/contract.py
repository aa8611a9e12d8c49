"""Whatever is sent, the service keeps to its own description: schemathesis over the sample plans.

Slow, and no part of the tests: ``make contract`` runs it. Both with callers told apart and without.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from app import bootstrap, settings
from app.access.control import open_access
from app.access.rights import Role
from app.settings import Settings
from index import trained
from index.embedding import weights
from index.embedding.embedder import SentenceTransformerEmbedder
from index.ports import Embedder
from tests.app.conftest import ingest
from tests.ui.service import serving

ROOT = Path(__file__).parents[1]
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
START = 300.0
"""Seconds the service may take to start: the machine may be busy."""
HEADERS = ("Sec-Fetch-Site: same-origin",)


def run(cases: int) -> int:
    """Return how many of the two runs failed."""
    built = weights.build(ROOT / "build" / "models")
    embedder = SentenceTransformerEmbedder(built, changes=trained.FOLDER / trained.EMBEDDER)
    failed = 0
    for access in (False, True):
        with tempfile.TemporaryDirectory(prefix="contract-") as folder:
            chosen = settings.load(
                data_dir=Path(folder) / "data",
                access=access,
                rate_questions="off",
                rate_uploads="off",
                rate_requests="off",
            )
            failed += _checked(chosen, embedder, cases) != 0
    return failed


def _checked(chosen: Settings, embedder: Embedder, cases: int) -> int:
    headers = list(HEADERS)
    if chosen.access:
        opened = open_access(chosen)
        _, secret = opened.tokens.add("contract", Role.ADMINISTRATOR)
        opened.close()
        headers.append(f"Authorization: Bearer {secret}")
    system = bootstrap.build(chosen, embedder=embedder)
    ingest(system, ROOT / "eval" / "data" / "plans")
    system.close()
    program = Path(sys.executable).with_name("schemathesis")
    with serving(chosen, embedder, START) as address:
        command = [
            str(program if program.exists() else shutil.which("schemathesis")),
            "run",
            f"{address}/openapi.json",
            f"--max-examples={cases}",
            f"--checks={','.join(CHECKS)}",
            "--phases=examples,coverage,fuzzing",
            "--continue-on-failure",
            "--suppress-health-check=all",
            "--warnings=off",
            f"--request-timeout={START}",
            f"--wait-for-schema={START}",
            *(f"--header={header}" for header in headers),
        ]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200, help="of each operation")
    sys.exit(run(parser.parse_args().cases))
