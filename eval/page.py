"""stub"""

from pathlib import Path

from eval.runs import Run


def write(run: Run, path: Path) -> None:
    """Write."""
    raise NotImplementedError
