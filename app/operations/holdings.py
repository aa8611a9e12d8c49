"""What lies in the data folder: what is the state, and what is made again from it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from app.operations import snapshots
from index.settings import Folders

DERIVED = ("vectors", "lexical", "models", "lineage.json")
"""Made again from the catalogue and from installed packages."""
PASSING = ("hoidap.log",)
"""Neither state nor derived."""
DATABASE = ".sqlite3"
RESTORING = ".restoring"
"""Folder a backup is unpacked into; the data folder is as before."""
RESTORED = ".restored"
"""The same once it is whole and moves into place; a data folder that holds it is not to be used."""
REPLACED = "replaced-"
"""Folders of what a restore has put aside begin so."""
_COMPANIONS = (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
_SUFFIXES = (".lock", ".new", *_COMPANIONS)


def databases(data_dir: Path) -> list[Path]:
    """Return the SQLite files of the data folder, the catalogue among them, by name."""
    return sorted(path for path in data_dir.glob(f"*{DATABASE}") if ".damaged-" not in path.name)


def files(data_dir: Path) -> Iterator[Path]:
    """Yield every other regular file of the state, by path; links and hidden files are none."""
    for path in sorted(data_dir.iterdir()):
        if path.name not in (*DERIVED, *PASSING) and not path.name.startswith((".", REPLACED)):
            yield from (each for each in _below(path) if not each.name.endswith(_SUFFIXES))


def is_empty(data_dir: Path) -> bool:
    """Return whether the folder holds nothing to lose: it is not there, or has no document yet."""
    if not data_dir.exists():
        return True
    of_index = Folders(data_dir)
    held = {*databases(data_dir), *files(data_dir)} - {of_index.manifest}
    return not held or (held == {of_index.catalogue} and _is_blank(of_index.catalogue))


def _is_blank(catalogue: Path) -> bool:
    try:
        return snapshots.counts(catalogue)[0] == 0
    except sqlite3.Error:  # damaged: it may have held some
        return False


def _below(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from _below(child)
    elif path.is_file() and path.suffix != DATABASE:
        yield path
